"""Who leads a tie on one's own side: offering it to another office of the place, and answering such an offer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.forms_lead import LeadForm
from partnerships.models import LeadOffer, LeadOfferState, Partnership, Seat, SeatRole
from partnerships.queries import own_seat_of
from partnerships.services import lead as services
from partnerships.views.listing import is_coordinator
from partnerships.views.page import partnership_or_signpost
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def lead(request, slug):
    """Who leads on this side, what is offered, and the form with which the lead is offered."""
    found, signpost = partnership_or_signpost(request, slug, Permission.MANAGE_TIE)
    if signpost:
        return signpost
    if not is_coordinator(request):
        raise PermissionDenied
    body, now = request.office.organisation, timezone.now()
    seat = own_seat_of(found, [body.pk])
    if seat is None:
        raise PermissionDenied
    offers = LeadOffer.objects.for_user(request.user).filter(partnership=found, side=seat.side)
    waiting = offers.filter(state=LeadOfferState.OFFERED).select_related("giver", "taker").first()
    offices = services.may_take_over(seat.side, body, timezone.localdate(now))
    leads = seat.role == SeatRole.LEAD
    form = LeadForm(request.POST or None, offices=offices) if leads and not waiting else None
    status = 200
    if request.method == "POST" and form is not None:
        status = 422
        if form.is_valid():
            try:
                made = services.offer_lead(found, office=body, by=request.user, at=now, **form.cleaned_data)
            except Refusal as refusal:
                form.refuse(refusal)
                status = 409
            else:
                messages.success(request, _("Offered. Your office leads until the other one accepts."))
                return redirect("partnerships:lead-offer", made.pk)
    context = {
        "partnership": found, "seat": seat, "form": form, "waiting": waiting, "leads": leads, "offices": offices,
        "lead": found.seats.filter(side=seat.side, role=SeatRole.LEAD).select_related("organisation").first(),
        "offers": offers.exclude(state=LeadOfferState.OFFERED).select_related("giver", "taker", "settled_by"),
    }  # fmt: skip
    return render(request, "partnerships/lead.html", context, status=status)


def offer_of(request, pk, permission=Permission.VIEW):
    whole = LeadOffer.objects.select_related("partnership", "side", "giver", "taker", "offered_by", "settled_by")
    return get_allowed(whole, request.user, permission, pk=pk)


@require_safe
@login_required
def offer(request, pk):
    found = offer_of(request, pk)
    may_edit = LeadOffer.objects.for_user(request.user, Permission.MANAGE_TIE).filter(pk=pk).exists()
    mine = request.office.organisation_id if request.office and may_edit else None
    waits = found.state == LeadOfferState.OFFERED
    context = {
        "found": found, "may_answer": waits and mine == found.taker_id,
        "may_take_back": waits and mine == found.giver_id,
        "tie": Partnership.objects.for_user(request.user).filter(pk=found.partnership_id).first(),
    }  # fmt: skip
    return render(request, "partnerships/lead_offer.html", context)


def settle(request, pk, verb, said):
    found = offer_of(request, pk, Permission.MANAGE_TIE)
    try:
        verb(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return redirect("partnerships:lead-offer", pk)


@require_POST
@login_required
def accept(request, pk):
    return settle(request, pk, services.accept_lead, _("Your office leads this partnership now."))


@require_POST
@login_required
def decline(request, pk):
    return settle(request, pk, services.decline_lead, _("Declined. Nothing has changed."))


@require_POST
@login_required
def withdraw(request, pk):
    return settle(request, pk, services.withdraw_lead, _("Taken back. Your office leads as before."))


@require_POST
@login_required
def settle_by_staff(request, pk):
    """Staff hand on a lead whose designation has ended; pk: of the seat that leads."""
    if not request.user.is_staff:
        raise PermissionDenied
    seat = get_object_or_404(Seat.objects.select_related("partnership", "side"), pk=pk, role=SeatRole.LEAD)
    now = timezone.now()
    form = LeadForm(
        request.POST, offices=services.may_take_over(seat.side, seat.organisation, timezone.localdate(now))
    )
    if not form.is_valid():
        messages.error(request, _("Choose an office that is designated for this place, and say why."))
        return redirect("partnerships:mandates")
    try:
        services.settle_lead(seat, by=request.user, at=now, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Settled. The other office leads now; both read it in the history."))
    return redirect("partnerships:mandates")
