"""Exchange rates: which are missing, and a file of them looked at before it is imported."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from activities.forms import refuse
from drawing import formats
from drawing.exports import FORMATS, table_response
from exchange.datasets import exchange_rates
from exchange.engine import FileRefused, Order, run_import
from exchange.forms import CorridorForm, RatesForm
from exchange.tables import NotReadable
from exchange.uploads import table_of, text_of
from outcomes.models import CorridorFactor
from outcomes.queries.missing_rates import known_span, missing_rates
from outcomes.rate_fields import written
from outcomes.rules import CIF_TO_FOB
from outcomes.services.corridors import remove_corridor, set_corridor
from stakeholders.verbs import Refusal

SHOWN = 50  # faults listed at once


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rates(request):
    """What is missing is read by everybody, of the reports that they read; rates are kept by platform staff.

    `?format=csv|xlsx` takes the list away, in the columns of a file of rates.
    """
    if request.method == "POST":
        return upload(request)
    missing, waiting = missing_rates(request.user)
    if request.GET.get("format") in FORMATS:
        columns = ["currency", "on", "rate", "kind", "source", "reports_waiting"]
        rows = [(row.currency, row.on, None, "average", None, row.n) for row in missing]
        return table_response(request.GET["format"], "missing rates", columns, rows)
    return shown(request, missing, waiting, RatesForm())


def upload(request):
    """Look at the file; `do=import` writes it, `do=good` writes its good rows."""
    if not request.user.is_staff:
        raise PermissionDenied
    form = RatesForm(request.POST, request.FILES)
    report = None
    if form.is_valid():
        try:
            text = text_of(form.cleaned_data["file"]) if form.cleaned_data["file"] else form.cleaned_data["text"]
            report = imported(request, text, form.cleaned_data["source"])
        except (FileRefused, NotReadable) as refusal:
            form.add_error("file", str(refusal))
        except Refusal as refusal:
            form.add_error("file", refusal.message)
        else:
            if report["committed"]:
                n = report["created"] + report["changed"]
                said = ngettext("%(n)s rate imported.", "%(n)s rates imported.", n) % {"n": formats.number(n)}
                messages.success(request, f"{said} {_('Figures follow within a minute.')}")
                return redirect("exchange:rates")
            form.data = form.data.copy()
            form.data["text"] = text
    return shown(request, *missing_rates(request.user), form, report, status=200 if report else 422)


def imported(request, text, source):
    done = request.POST.get("do")
    order = Order(
        exchange_rates,
        table_of(text),
        source=source,
        commit=done in ("import", "good"),
        accept_good=done == "good",
    )
    return run_import(order, by=request.user)


def shown(request, missing, waiting, form, report=None, status=200):
    n, last = known_span()
    context = {
        "missing": [
            {"currency": row.currency, "when": formats.partial_date(row.first, row.last), "n": row.n} for row in missing
        ],
        "waiting": waiting,
        "known": n,
        "last": last,
        "reporting": settings.GEMEL_CURRENCY,
        "form": form,
        "report": report,
        "good": report["created"] + report["changed"] if report else 0,
        "faults": report["errors"][:SHOWN] if report else [],
        "more": max(0, len(report["errors"]) - SHOWN) if report else 0,
    }
    return render(request, "exchange/rates.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def corridors(request):
    """What takes freight and insurance off a value, by pair of countries: read by everybody, kept by platform staff."""
    if request.method == "POST" and not request.user.is_staff:
        raise PermissionDenied
    known = CorridorFactor.objects.select_related("country_a", "country_b")
    if request.method == "POST" and "remove" in request.POST:
        return remove_one(request, known)
    form = CorridorForm(request.POST or None) if request.user.is_staff else None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_corridor(
                given["country_a"], given["country_b"], given["factor"], source=given["source"],
                stated_on=given["stated_on"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"{_('Factor saved.')} {_('Figures follow within a minute.')}")
            return redirect("exchange:corridors")
    context = {"known": sorted(known, key=in_words), "usual": CIF_TO_FOB, "form": form}
    return render(request, "exchange/corridors.html", context, status=422 if form and form.errors else 200)


def in_words(row):
    """Both countries by name, the earlier first: in the table the pair stands so too."""
    row.factor_words = written(row.factor)
    row.pair = sorted((row.country_a.name, row.country_b.name))
    return row.pair


def remove_one(request, known):
    number = request.POST["remove"]
    row = known.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if row:
        remove_corridor(row, by=request.user, at=timezone.now())
        messages.success(request, f"{_('Factor removed.')} {_('Figures follow within a minute.')}")
    return redirect("exchange:corridors")
