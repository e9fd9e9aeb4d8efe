"""Exchange rates: which are missing, and a file of them looked at before it is imported."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from drawing import formats
from exchange.datasets import exchange_rates
from exchange.engine import FileRefused, Order, run_import
from exchange.forms import RatesForm
from exchange.tables import NotReadable
from exchange.uploads import table_of, text_of
from outcomes.exports import FORMATS, table_response
from outcomes.queries.missing_rates import known_span, missing_rates
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
