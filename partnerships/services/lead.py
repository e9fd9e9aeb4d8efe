"""Who leads a tie on one side: offered by the office that leads, taken or not by another one designated for the place.

There is one lead a side. Until an offer is accepted nothing changes; where the lead is designated no more, staff settle
it. What both recorded stays with who recorded it.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import LeadOffer, LeadOfferState, Partnership, Seat, SeatRole
from partnerships.services.refusals import ReasonMissing
from partnerships.services.ties import locked, own_seat, require_manager
from stakeholders.designations import require_staff
from stakeholders.models import Designation, Office
from stakeholders.verbs import Refusal, verb


class NotTheLead(Refusal):
    code = "not_the_lead"
    message = _("Your organisation does not lead this partnership.")


class NotDesignated(Refusal):
    code = "not_designated"
    message = _("Only an office that is designated for this place today can lead. Staff enter designations.")


class OfferedAlready(Refusal):
    code = "offered_already"
    message = _("The lead is offered to an office already. Take that offer back first.")


class OfferSettled(Refusal):
    code = "offer_settled"
    message = _("This offer is settled already.")


class LeadHasMandate(Refusal):
    code = "lead_has_mandate"
    message = _("The office that leads is designated for this place today: it offers the lead itself.")


def designated_for(place, on):
    """Offices that act for the place on the day."""
    current = Designation.objects.current(on).filter(place=place)
    return Office.objects.filter(pk__in=current.values("office")).select_related("organisation")


def may_take_over(place, giver, on):
    """Offices to which `giver`, an organisation that leads for the place, can hand the lead."""
    return designated_for(place, on).exclude(organisation=giver).order_by("organisation__name", "pk")


def without_mandate(on):
    """Leading seats of offices that are not designated for their side on the day, for staff to settle."""
    acts = Designation.objects.current(on).filter(
        office__organisation=OuterRef("organisation"), place=OuterRef("side")
    )
    leads = Seat.objects.filter(~Exists(acts), role=SeatRole.LEAD, organisation__office__isnull=False)
    return leads.select_related("organisation", "side", "partnership").order_by("side__name", "partnership__name", "pk")


def open_offer(partnership, side):
    """The offer that waits for an answer on this side, or None."""
    return LeadOffer.objects.filter(partnership=partnership, side=side, state=LeadOfferState.OFFERED).first()


def require_designated(organisation, place, on):
    if not designated_for(place, on).filter(organisation=organisation).exists():
        raise NotDesignated(field="taker")


@verb("tie.lead_offered")
def offer_lead(partnership, *, office, taker, reason, by, at):
    """Offer the lead of this side to another office of the place; nothing changes before it accepts.

    office, taker: organisations. A lead whose own designation has ended may offer too. The same offer again changes
    nothing. Raises NotYourOffice, NotSeated, NotTheLead, NotDesignated, ReasonMissing, OfferedAlready.
    """
    require_manager(by, office)
    partnership = locked(partnership)
    seat = own_seat(partnership, office)
    if seat.role != SeatRole.LEAD or taker.pk == office.pk:
        raise NotTheLead(partnership)
    require_designated(taker, seat.side, timezone.localdate(at))
    if not reason.strip():
        raise ReasonMissing(partnership, field="reason")
    if known := open_offer(partnership, seat.side):
        if known.taker_id == taker.pk:
            return known
        raise OfferedAlready(known)
    return LeadOffer.objects.create(
        partnership=partnership, side=seat.side, giver=office, taker=taker, reason=reason.strip(), offered_at=at,
        offered_by=by,
    )  # fmt: skip


def held(offer):
    """The offer, with its tie under lock first: every verb here takes the two in this order."""
    Partnership.objects.select_for_update(no_key=True).get(pk=offer.partnership_id)
    return LeadOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)


def settled(offer, state, by, at):
    offer.state, offer.settled_at, offer.settled_by = state, at, by
    offer.save(update_fields=["state", "settled_at", "settled_by"])
    return offer


def still_open(offer, state):
    """False where it stands so already. Raises OfferSettled after another answer."""
    if offer.state == state:
        return False
    if offer.state != LeadOfferState.OFFERED:
        raise OfferSettled(offer)
    return True


@verb("tie.lead_accepted")
def accept_lead(offer, *, by, at):
    """The other office leads from now on, with the standing that the tie has; the former lead stays as a partner.

    Accepting again changes nothing. Raises NotYourOffice, OfferSettled, NotDesignated, NotTheLead.
    """
    require_manager(by, offer.taker)
    offer = held(offer)
    if not still_open(offer, LeadOfferState.ACCEPTED):
        return offer
    require_designated(offer.taker, offer.side, timezone.localdate(at))
    pass_lead(offer, at)
    return settled(offer, LeadOfferState.ACCEPTED, by, at)


@verb("tie.lead_declined")
def decline_lead(offer, *, by, at):
    """The other office does not take it; everything stays as it was. Raises NotYourOffice, OfferSettled."""
    require_manager(by, offer.taker)
    offer = held(offer)
    return settled(offer, LeadOfferState.DECLINED, by, at) if still_open(offer, LeadOfferState.DECLINED) else offer


@verb("tie.lead_taken_back")
def withdraw_lead(offer, *, by, at):
    """The office that offered thinks better of it. Raises NotYourOffice, OfferSettled."""
    require_manager(by, offer.giver)
    offer = held(offer)
    return settled(offer, LeadOfferState.WITHDRAWN, by, at) if still_open(offer, LeadOfferState.WITHDRAWN) else offer


@verb("tie.lead_settled")
def settle_lead(seat, *, taker, reason, by, at):
    """Staff give the lead to an office designated for the place, where the one that leads is designated no more.

    seat: the leading one. taker: an organisation. An offer that waited is taken back. Kept as an offer that was
    accepted at once. Raises NotStaff, NotTheLead, LeadHasMandate, NotDesignated, ReasonMissing.
    """
    require_staff(by)
    partnership = locked(seat.partnership)
    seat = Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    today = timezone.localdate(at)
    if seat.role != SeatRole.LEAD:
        raise NotTheLead(partnership, message=_("Another office leads by now."))
    if designated_for(seat.side, today).filter(organisation=seat.organisation_id).exists():
        raise LeadHasMandate(partnership)
    if not Office.objects.filter(organisation=seat.organisation_id).exists():
        raise NotTheLead(partnership, message=_("Only the lead of an office is settled here."))
    require_designated(taker, seat.side, today)
    if not reason.strip():
        raise ReasonMissing(partnership, field="reason")
    if waiting := open_offer(partnership, seat.side):
        settled(waiting, LeadOfferState.WITHDRAWN, by, at)
    offer = LeadOffer.objects.create(
        partnership=partnership, side=seat.side, giver=seat.organisation, taker=taker, reason=reason.strip(),
        offered_at=at, offered_by=by, state=LeadOfferState.ACCEPTED, settled_at=at, settled_by=by,
    )  # fmt: skip
    pass_lead(offer, at)
    return offer


def pass_lead(offer, at):
    """The two seats change roles. A taker without a seat gets one with the standing that the former lead leaves."""
    seats = Seat.objects.select_for_update(no_key=True).filter(partnership=offer.partnership_id, side=offer.side_id)
    by_body = {seat.organisation_id: seat for seat in seats.order_by("pk")}
    former, mine = by_body.get(offer.giver_id), by_body.get(offer.taker_id)
    if former is None or former.role != SeatRole.LEAD:
        raise NotTheLead(offer, message=_("The office that offered it leads no longer."))
    with transaction.atomic():
        former.role = SeatRole.PARTNER
        former.save(update_fields=["role"])
        if mine:
            mine.role = SeatRole.LEAD
            mine.save(update_fields=["role"])
            return
        # What the former lead wrote about the standing stays its own.
        Seat.objects.create(
            partnership=offer.partnership, organisation=offer.taker, side=offer.side, role=SeatRole.LEAD,
            standing=former.standing, standing_first=former.standing_first, standing_last=former.standing_last,
            standing_authority=former.standing_authority, consented_at=at, sample=former.sample,
        )  # fmt: skip
