"""The catalogue as people see it: what is shipped, what the office adds, one indicator with its rules and figures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.forms import refuse
from outcomes.indicator_forms import DimensionForm, IndicatorForm
from outcomes.indicator_words import grouped, mapping_of, rules_of, unit_of
from outcomes.models import Claim, Dimension, Indicator
from outcomes.queries.dimensions import breakdowns
from outcomes.services.indicators import (
    MONEY,
    add_dimension,
    add_indicator,
    change_indicator,
    manages,
    retire_dimension,
    retire_indicator,
)
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])
YEARS_SHOWN = 5


def office_measured(request):
    """The organisation whose indicators this person manages, or None; platform staff without an office: the shipped."""
    office = request.office
    return office.organisation if office else None


@require_safe
@login_required
def indicators(request):
    office = office_measured(request)
    seen = Indicator.objects.for_user(request.user).select_related("numerator", "denominator", "office")
    rows = sorted(seen, key=lambda row: (row.code[:2], len(row.code), row.code, row.version))
    may = manages(request.user, office)
    for row in rows:
        row.unit_words = unit_of(row)
    context = {
        "groups": grouped([row for row in rows if row.office_id is None and row.retired_on is None]),
        "own": [row for row in rows if row.office_id is not None and row.retired_on is None],
        "retired": [row for row in rows if row.retired_on is not None],
        "office": office,
        "manages": may,
        "dimensions": Dimension.objects.for_user(request.user).filter(retired_on=None).prefetch_related("categories"),
        "form": DimensionForm(auto_id="id_dimension_%s"),
    }
    return render(request, "outcomes/indicators.html", context)


def year_asked(request, today):
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and 1900 <= int(text) <= today.year else today.year


@require_safe
@login_required
def indicator(request, pk):
    found = get_allowed(Indicator.objects.select_related("numerator", "denominator", "office"), request.user, pk=pk)
    today = timezone.localdate()
    year = year_asked(request, today)
    claims = Claim.objects.for_user(request.user).standing().filter(outcome__indicator=found)
    versions = Indicator.objects.for_user(request.user).filter(code=found.code, office=found.office)
    manager = manages(request.user, found.office)
    context = {
        "indicator": found,
        "rules": rules_of(found),
        "mapping": mapping_of(found),
        "versions": list(versions.order_by("-version")),
        "may_change": manager and not found.retired_on,
        "is_money": found.unit == MONEY,
        "year": year,
        "years": range(today.year, today.year - YEARS_SHOWN, -1),
        "reports": claims.filter(occurred_last__year=year).values("outcome").distinct().count(),
        "breakdowns": breakdowns(request.user, found, year),
    }
    return render(request, "outcomes/indicator.html", context)


@form_page
@login_required
def add(request):
    """A new indicator of the person's office; platform staff without an office add to what is shipped."""
    office = office_measured(request)
    if not manages(request.user, office):
        raise PermissionDenied
    form = IndicatorForm(request.POST or None, office=office)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_indicator(
                office, form.cleaned_data["code"], form.given(), by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Indicator added. Reports, targets and imports can use it from now on."))
            return redirect("outcomes:indicator", made.pk)
    context = {"form": form, "office": office}
    return render(request, "outcomes/indicator_form.html", context, status=422 if form.errors else 200)


@form_page
@login_required
def change(request, pk):
    found = get_allowed(Indicator.objects.select_related("office"), request.user, Permission.EDIT, pk=pk)
    if not manages(request.user, found.office):
        raise PermissionDenied
    form = IndicatorForm(request.POST or None, office=found.office, indicator=found)
    if request.method == "POST" and form.is_valid():
        try:
            stands = change_indicator(found, form.given(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            if stands.pk == found.pk:
                messages.success(request, _("Indicator saved."))
            else:
                text = _("Version %(n)s is in use from today. Facts reported so far stay with version %(old)s.")
                messages.success(request, text % {"n": stands.version, "old": found.version})
            return redirect("outcomes:indicator", stands.pk)
    context = {"form": form, "indicator": found, "stands": found.outcomes.exists(), "office": found.office}
    return render(request, "outcomes/indicator_form.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def retire(request, pk):
    found = get_allowed(Indicator.objects.select_related("office"), request.user, Permission.EDIT, pk=pk)
    try:
        retire_indicator(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Retired. What was reported stays and counts; nobody reports it from today on."))
    return redirect("outcomes:indicator", found.pk)


@require_POST
@login_required
def dimension(request):
    """Add a breakdown of the office's own; the form stands on the page of indicators."""
    office = office_measured(request)
    if not manages(request.user, office):
        raise PermissionDenied
    form = DimensionForm(request.POST, auto_id="id_dimension_%s")
    if form.is_valid():
        try:
            add_dimension(
                office, form.cleaned_data["name"], form.lines(), by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Breakdown added. The form of a report offers it from now on."))
            return redirect("outcomes:indicators")
    return render(request, "outcomes/dimension.html", {"form": form}, status=422)


@require_POST
@login_required
def drop_dimension(request, pk):
    found = get_allowed(Dimension.objects.select_related("office"), request.user, Permission.EDIT, pk=pk)
    try:
        retire_dimension(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Retired. What was broken down by it stays."))
    return redirect("outcomes:indicators")
