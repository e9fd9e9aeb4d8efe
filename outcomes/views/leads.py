"""Leads: the list by stage, one lead with its way so far, opening one, moving one on."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.forms import refuse
from activities.models import Activity
from activities.queries import acting_seat
from outcomes.lead_forms import LeadForm, MoveForm
from outcomes.models import Lead, LeadMove, LeadStage, Outcome
from outcomes.queries.leads import age_in_days, listed, may_change, pipeline
from outcomes.services.leads import LOST_STAGES, OPEN_STAGES, close_lead, move_lead, open_lead, reopen_lead
from outcomes.views.new_claim import ties_to_report_on
from partnerships.models import Partnership
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

ROWS = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def leads(request):
    """Only those that the person may read; `?stage=` one stage, `?p=` one partnership."""
    rows = listed(request.user)
    slug = request.GET.get("p", "").replace("\x00", "")
    ties = None
    if slug:
        ties = Partnership.objects.for_user(request.user).filter(slug=slug)
        rows = rows.filter(partnership__in=ties)
    counts = pipeline(request.user, partnerships=ties)
    stage = request.GET.get("stage", "")
    if stage in LeadStage.values:
        rows = rows.filter(stage=stage)
    else:
        stage = ""
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    today = timezone.localdate()
    visible = Activity.objects.for_user(request.user).filter(pk__in=[row.source_activity_id for row in page])
    visible = set(visible.values_list("pk", flat=True))
    for row in page:
        row.age = age_in_days(row, today)
        row.carried_by = row.organisation or row.owner
        row.came_from = row.source_activity if row.source_activity_id in visible else None
    chips = [{"text": _("All"), "url": link(slug), "on": not stage, "count": sum(row.here for row in counts)}]
    chips += [
        {"text": row.stage.label, "url": link(slug, row.stage.value), "on": stage == row.stage, "count": row.here}
        for row in counts
    ]
    context = {
        "page": page, "chips": chips, "stage": stage, "tie": ties.first() if ties is not None else None,
        "may_open": ties_to_report_on(request.user).exists(),
    }  # fmt: skip
    return render(request, "outcomes/leads.html", context)


def link(slug, stage=""):
    query = QueryDict(mutable=True)
    if slug:
        query["p"] = slug
    if stage:
        query["stage"] = stage
    return f"?{query.urlencode()}"


@require_safe
@login_required
def lead(request, pk):
    return show(request, get_allowed(Lead.objects, request.user, pk=pk))


def show(request, found, form=None, status=200):
    """The lead, its way through the stages, and what may be done with it."""
    user = request.user
    mine = may_change(user, found)
    came = Activity.objects.for_user(user).filter(pk=found.source_activity_id).first()
    outcome = Outcome.objects.for_user(user).filter(pk=found.outcome_id).first()
    moves = LeadMove.objects.for_user(user).filter(lead=found).select_related("by")
    context = {
        "lead": found, "moves": moves, "came_from": came, "outcome": outcome, "is_open": found.stage in OPEN_STAGES,
        "carried_by": found.organisation or found.owner, "age": age_in_days(found),
        "form": (form or MoveForm(lead=found)) if mine else None, "may_decide": mine and found.stage in OPEN_STAGES,
    }  # fmt: skip
    return render(request, "outcomes/lead.html", context, status=status)


@form_page
@login_required
def new(request):
    """Put a lead on file. `?p=` names the tie, without which one is chosen first; `?activity=` what it came through."""
    slug = request.GET.get("p", "")
    if not slug:
        ties = ties_to_report_on(request.user)
        if not ties.exists():
            raise PermissionDenied
        return render(request, "outcomes/lead_tie.html", {"ties": ties})
    tie = get_allowed(Partnership.objects, request.user, Permission.REPORT_OUTCOME, slug=slug)
    initial = {"organisation": acting_seat(request.user, tie, Permission.REPORT_OUTCOME).organisation_id}
    number = request.GET.get("activity", "")
    if number.isdecimal():
        initial["activity"] = int(number)
    form = LeadForm(request.POST or None, user=request.user, partnership=tie, initial=initial)
    key = request.POST.get("key") or secrets.token_hex(16)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_lead(tie, **form.given(), idempotency_key=key, by=request.user, at=timezone.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Lead on file. You and those who may read confidential records read it."))
            return redirect("outcomes:lead", made.pk)
    context = {"form": form, "partnership": tie, "key": key}
    return render(request, "outcomes/lead_new.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def move(request, pk):
    """On to another stage, to an end, or open again."""
    found = get_allowed(Lead.objects, request.user, pk=pk)
    if not may_change(request.user, found):
        raise PermissionDenied
    form = MoveForm(request.POST, lead=found)
    if not form.is_valid():
        return show(request, found, form, 422)
    given = form.cleaned_data
    verb = reopen_lead if found.stage not in OPEN_STAGES else close_lead if given["stage"] in LOST_STAGES else move_lead
    try:
        verb(found, given["stage"], on=given["on"], note=given["note"], by=request.user, at=timezone.now())
    except Refusal as refusal:
        refuse(form, refusal)
        return show(request, Lead.objects.get(pk=found.pk), form, 409)
    messages.success(request, _("Recorded."))
    return redirect("outcomes:lead", found.pk)
