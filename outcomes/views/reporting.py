"""Periodic figures: every series of an office and its partners, one series to type in, one period with its evidence."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.forms import refuse
from activities.queries import acting_seat
from outcomes.indicator_words import unit_of
from outcomes.models import ReportingPlan
from outcomes.queries.reporting import NOT_KNOWN, NOT_YET, REPORTED, missing, series_of, years_of
from outcomes.reporting_forms import EndForm, FigureForm, PlanForm, SeriesForm
from outcomes.services.periodic import end_reporting, plan_reporting, report_figure, say_not_known
from outcomes.spells import Spell
from partnerships.models import Partnership, SeatRole
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 8  # periods of a series on the page of all


def plans_of(user, permission=Permission.VIEW):
    return ReportingPlan.objects.for_user(user, permission).select_related(
        "partnership", "indicator", "organisation__place", "owner"
    )


def ties_to_plan(user):
    """Ties for whose side this person decides what is reported."""
    ties = Partnership.objects.for_user(user, Permission.EDIT)
    return [tie for tie in ties if (seat := acting_seat(user, tie, Permission.EDIT)) and seat.role == SeatRole.LEAD]


@require_safe
@login_required
def reporting(request):
    """Series by partnership: the newest periods of each, and how many are missing."""
    today = timezone.localdate()
    plans = list(plans_of(request.user).order_by("partnership__name", "partnership", "frequency", "indicator__code"))
    series = series_of(request.user, plans, today)
    open_to = set(plans_of(request.user, Permission.REPORT_OUTCOME).values_list("pk", flat=True))
    for plan in plans:
        cells = series[plan.pk]
        plan.unit_words = unit_of(plan.indicator)
        plan.cells = cells[-SHOWN:][::-1]
        plan.missing = len(missing(cells))
        plan.is_open = plan.pk in open_to
    context = {
        "ties": [(tie, list(rows)) for tie, rows in groupby(plans, key=lambda plan: plan.partnership)],
        "missing": sum(plan.missing for plan in plans),
        "may_plan": Partnership.objects.for_user(request.user, Permission.EDIT).exists(),
    }
    return render(request, "outcomes/reporting.html", context)


@form_page
@login_required
def plan(request):
    """Ask an organisation of one's own side for a figure, regularly. `?p=` names the tie; without it choose one."""
    slug = request.GET.get("p", "")
    if not slug:
        ties = ties_to_plan(request.user)
        if not ties:
            raise PermissionDenied
        return render(request, "outcomes/reporting_tie.html", {"ties": ties})
    tie = get_allowed(Partnership.objects, request.user, Permission.EDIT, slug=slug)
    form = PlanForm(request.POST or None, user=request.user, partnership=tie)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = plan_reporting(
                tie, given["indicator"], given["organisation"], given["frequency"], given["first"].first,
                given["last"].last if given["last"] else None, by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Planned. Each period that is over and has no figure reads “not reported”."))
            return redirect("outcomes:series", made.pk)
    context = {"form": form, "partnership": tie}
    return render(request, "outcomes/reporting_plan.html", context, status=422 if form.errors else 200)


@form_page
@login_required
def series(request, pk):
    """One series. Whoever reports it types all missing periods at once; each is saved by itself."""
    found = get_allowed(plans_of(request.user), request.user, pk=pk)
    today = timezone.localdate()
    cells = series_of(request.user, [found], today)[found.pk]
    may = plans_of(request.user, Permission.REPORT_OUTCOME).filter(pk=found.pk).exists()
    if request.method == "POST" and not may:
        raise PermissionDenied
    empty = missing(cells)[::-1]
    form = SeriesForm(request.POST or None, plan=found, cells=empty) if may and empty else None
    if request.method == "POST" and form and form.is_valid():
        saved = save_series(request, found, form)
        if saved is not None:
            messages.success(request, ngettext("%(n)s figure saved.", "%(n)s figures saved.", saved) % {"n": saved})
            return redirect("outcomes:series", found.pk)
    return show_series(request, found, cells, form, may=may)


def save_series(request, found, form):
    """The number of figures saved; None, with the refusals on the form, where one cannot be and none is."""
    try:
        with transaction.atomic():
            for cell, amount in form.figures:
                save_figure(
                    found, cell.spell, amount, request.user, form.amount_of(cell), form,
                    currency=form.cleaned_data.get("currency", ""),
                )  # fmt: skip
    except Refusal:
        return None
    return len(form.figures)


def save_figure(found, spell, amount, user, field, form, **more):
    """Report one period, or say that it is not known; a refusal is put on the form and raised again."""
    try:
        if amount is None:
            say_not_known(found, spell, by=user, at=timezone.now(), reason=more.get("reason", ""))
        else:
            report_figure(found, spell, amount, by=user, at=timezone.now(), **more)
    except Refusal as refusal:
        if refusal.field not in form.fields:
            refusal.field = field
        refuse(form, refusal)
        raise


def show_series(request, found, cells, form, *, may, end=None, status=None):
    decides = plans_of(request.user, Permission.EDIT).filter(pk=found.pk).exists()
    context = {
        "plan": found,
        "unit": unit_of(found.indicator),
        "cells": [cell for cell in cells[::-1] if form is None or cell.state in (REPORTED, NOT_KNOWN, NOT_YET)],
        "years": years_of(found, cells) if found.frequency != "year" else [],
        "form": form,
        "missing": len(missing(cells)),
        "may": may,
        "end": (end or EndForm()) if decides else None,
    }
    failed = (form is not None and form.errors) or (end is not None and end.errors)
    return render(request, "outcomes/series.html", context, status=status or (422 if failed else 200))


@form_page
@login_required
def figure(request, pk, period):
    """One period of a series: its figure, source and evidence; a figure that stands is corrected with a reason."""
    found = get_allowed(plans_of(request.user), request.user, Permission.REPORT_OUTCOME, pk=pk)
    spell = Spell.parse(period)
    cells = series_of(request.user, [found], timezone.localdate())[found.pk]
    cell = next((cell for cell in cells if cell.spell == spell and cell.state != NOT_YET), None)
    if cell is None:
        raise Http404
    form = FigureForm(request.POST or None, request.FILES or None, plan=found, claim=cell.claim)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        more = {"reason": given.get("reason", "")}
        if given["amount"] is not None:
            more |= {"currency": given.get("currency", ""), "note": given["note"], "files": given["files"]}
        else:
            more["reason"] = more["reason"] or given["note"]
        try:
            save_figure(found, spell, given["amount"], request.user, "amount", form, **more)
        except Refusal:
            pass  # it stands on the form
        else:
            messages.success(request, _("Saved: %(period)s.") % {"period": spell.label})
            return redirect("outcomes:series", found.pk)
    context = {"plan": found, "cell": cell, "form": form, "unit": unit_of(found.indicator)}
    return render(request, "outcomes/figure.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def end(request, pk):
    found = get_allowed(plans_of(request.user), request.user, Permission.EDIT, pk=pk)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            end_reporting(found, form.cleaned_data["last"].last, by=request.user, at=timezone.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Saved. No later period is due."))
            return redirect(reverse("outcomes:series", args=[found.pk]))
    cells = series_of(request.user, [found], timezone.localdate())[found.pk]
    return show_series(request, found, cells, None, may=False, end=form)
