"""What is added to a report from the page of its outcome: a step, a third party's paper, the office's own look."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from outcomes.models import Claim, ThirdPartyRecord
from outcomes.services.proofs import check_claim, decide_record, hand_in_record
from outcomes.services.steps import reach_step
from outcomes.settle_forms import RecordForm, StepForm
from outcomes.views.claims import claim_to_change
from outcomes.views.outcome import show
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


def back(found, text, request):
    messages.success(request, text)
    return redirect("outcomes:outcome", found.outcome_id)


def first_error(form):
    """The first thing that is wrong with what was typed, with the name of its field."""
    name, errors = next(iter(form.errors.items()))
    return f"{form.fields[name].label}: {errors[0]}" if name in form.fields else errors[0]


@require_POST
@login_required
def step(request, pk):
    """Say that the outcome reached a step."""
    found = claim_to_change(request, pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        return show(request, found.outcome, refusal=first_error(form), status=422)
    given = form.cleaned_data
    try:
        reach_step(found, given["step"], given["reached"], by=request.user, at=timezone.now())
    except Refusal as refusal:
        return show(request, found.outcome, refusal=refusal.message, status=409)
    return back(found, _("Step recorded."), request)


@require_POST
@login_required
def record(request, pk):
    """Hand in a third party's document with its number."""
    found = claim_to_change(request, pk)
    form = RecordForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, found.outcome, refusal=first_error(form), status=422)
    given = form.cleaned_data
    try:
        hand_in_record(
            found, given["issuer"], given["number"], given["file"], by=request.user, at=timezone.now()
        )
    except Refusal as refusal:
        return show(request, found.outcome, refusal=refusal.message, status=409)
    return back(found, _("Handed in. It counts as a document until staff of the platform have seen it."), request)


@require_POST
@login_required
def decide(request, pk):
    """Staff, let in by the office, say whether the paper shows what is reported."""
    found = get_allowed(ThirdPartyRecord.objects, request.user, pk=pk)
    if not request.user.is_staff:
        raise PermissionDenied
    accepted = request.POST.get("accepted") == "yes"
    try:
        decide_record(
            found, accepted=accepted, why_not=request.POST.get("why_not", ""), by=request.user, at=timezone.now()
        )
    except Refusal as refusal:
        return show(request, found.claim.outcome, refusal=refusal.message, status=409)
    return back(found.claim, _("Recorded."), request)


@require_POST
@login_required
def check(request, pk):
    """Somebody of the office held the report against its papers."""
    found = get_allowed(Claim.objects, request.user, Permission.EDIT, pk=pk)
    try:
        check_claim(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return show(request, found.outcome, refusal=refusal.message, status=409)
    return back(found, _("Recorded."), request)
