"""Targets of an office's year: what was set out to be reached, what is reached by now, and a grid to change it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.forms import refuse
from outcomes.indicator_words import unit_of
from outcomes.periods import year_of, year_start
from outcomes.queries.scopes import programme_scope, scope_of_tie
from outcomes.queries.targets import rows_of
from outcomes.services.indicators import manages
from outcomes.services.targets import FIRST_YEAR, LAST_YEAR, field_of, remove_target, set_target
from outcomes.target_forms import TargetsForm
from partnerships.models import Partnership
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def targets(request):
    """`?year=` names the office's year, `?p=` one of its ties. Read by the office, changed by its coordinators."""
    office = request.office
    if not office:
        raise PermissionDenied
    may = manages(request.user, office.organisation)
    if request.method == "POST" and not may:
        raise PermissionDenied
    year = asked_year(request, office)
    ties = Partnership.objects.for_user(request.user).filter(seats__organisation=office.organisation).distinct()
    tie = get_object_or_404(ties, slug=request.GET["p"]) if request.GET.get("p") else None
    scope = scope_of_tie(tie) if tie else programme_scope()
    rows = rows_of(request.user, office, year, scope, tie)
    form = TargetsForm(request.POST or None, office=office.organisation, rows=rows) if may else None
    if request.method == "POST" and form.is_valid() and save(request, office, form, year, tie):
        messages.success(request, _("Targets saved."))
        return redirect(reverse("outcomes:targets") + f"?year={year}" + (f"&p={tie.slug}" if tie else ""))
    for row in rows:
        row.indicator.unit_words = unit_of(row.indicator)
    context = {
        "year": year,
        "label": year_of(year, office.year_starts_in).label,
        "years": [(each, year_of(each, office.year_starts_in).label) for each in range(year + 1, year - 3, -1)],
        "tie": tie,
        "ties": ties.order_by("name"),
        "rows": rows,
        "form": form,
    }
    return render(request, "outcomes/targets.html", context, status=422 if form and form.errors else 200)


def asked_year(request, office):
    text = request.GET.get("year", "")
    if text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    return year_start(timezone.localdate(), office.year_starts_in).year


def save(request, office, form, year, tie):
    """Whether all was saved; else the refusals stand on the form and nothing is."""
    standing = {row.indicator.pk: row.target for row in form.rows}
    more = {"by": request.user, "at": timezone.now()}
    try:
        with transaction.atomic():
            for indicator, baseline, target in form.wanted:
                old = standing.get(indicator.pk)
                if target is None and baseline is None:
                    if old:
                        remove_target(old, **more)
                    continue
                set_target(
                    office.organisation, indicator, year, target, baseline=baseline, partnership=tie, **more
                )
    except Refusal as refusal:
        if refusal.field not in form.fields:
            refusal.field = field_of("target", indicator)
        refuse(form, refusal)
        return False
    return True
