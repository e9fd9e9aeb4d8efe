"""What starts a clock and for whom: the days of an agreement, the bodies bound by it, the rules that hold for them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from agreements.models import GRANTED, AgreementStatus, ClockEvent, Jurisdiction
from agreements.rule_packs import packs
from partnerships.models import SeatRole
from stakeholders.dates import PartialDate
from stakeholders.models import Place

WITH_DAYS = ("milestones", "moves", "approvals", "children__amendment")
WITH_BODIES = ("parties__organisation", "partnership__seats__organisation")


@dataclass(frozen=True)
class Body:
    """An organisation bound by an agreement, and the office that keeps its papers."""

    organisation: object
    side: int
    owner: int


def days_of(agreement):
    """{event: {occasion: PartialDate}} of what is recorded. Only an amendment comes more than once."""
    found = defaultdict(dict)
    for move in sorted(agreement.moves.all(), key=lambda move: move.pk):
        if move.became == AgreementStatus.NEGOTIATION:
            found[ClockEvent.NEGOTIATION_BEGUN].setdefault("", PartialDate.day(move.on))
        elif move.became == AgreementStatus.APPROVED:
            found[ClockEvent.APPROVED][""] = PartialDate.day(move.on)
    granted = [one.decided_on for one in agreement.approvals.all() if one.result in GRANTED]
    if granted:
        found[ClockEvent.APPROVED][""] = PartialDate.day(max(granted))
    for child in agreement.children.all():
        amendment = getattr(child, "amendment", None)
        if amendment and amendment.applied_at:
            day = PartialDate.day(timezone.localdate(amendment.applied_at))
            if child.signed_last:
                day = PartialDate(child.signed_first, child.signed_last)
            found[ClockEvent.AMENDED][f"amendment:{amendment.pk}"] = day
    for stone in agreement.milestones.all():  # what somebody wrote down on purpose goes before what is worked out
        many = stone.event == ClockEvent.AMENDED
        found[stone.event][f"milestone:{stone.pk}" if many else ""] = PartialDate(stone.on_first, stone.on_last)
    for event, name in ((ClockEvent.SIGNED, "signed"), (ClockEvent.IN_FORCE, "in_force")):
        if first := getattr(agreement, f"{name}_first"):
            found[event][""] = PartialDate(first, getattr(agreement, f"{name}_last"))
    if agreement.ended_on:
        found[ClockEvent.ENDED][""] = PartialDate.day(agreement.ended_on)
    elif agreement.status == AgreementStatus.EXPIRED and agreement.expires_on:
        found[ClockEvent.ENDED][""] = PartialDate.day(agreement.expires_on)
    return found


def bodies_of(agreement):
    """The parties; where none is named, the leads of the tie and whoever recorded it. As Body, once each."""
    seats = list(agreement.partnership.seats.all())
    leads = {seat.side_id: seat.organisation_id for seat in seats if seat.role == SeatRole.LEAD}
    pairs = [(party.organisation, party.side_id) for party in agreement.parties.all()]
    if not pairs:
        pairs = [(seat.organisation, seat.side_id) for seat in seats if seat.role == SeatRole.LEAD]
        if all(organisation.pk != agreement.owner_id for organisation, _side in pairs):
            pairs.append((agreement.owner, agreement.owner.place_id))
    return [Body(organisation, side, leads.get(side, organisation.pk)) for organisation, side in pairs]


class Rules:
    """Which packs hold where, read at once: of a place, else of the region or country above; and of each office."""

    def __init__(self):
        self.packs = packs()
        self.of_place, self.of_office = defaultdict(dict), defaultdict(dict)
        for row in Jurisdiction.objects.all():
            where = self.of_place[row.place_id] if row.place_id else self.of_office[row.office_id]
            where[row.pack] = row.since
        self._above = {}

    def __bool__(self):
        return bool(self.of_place or self.of_office)

    def place_of(self, place):
        """(id of the place whose rules hold there, {pack: since}); (None, {}) where none is set at or above it."""
        for _level in range(4):
            if place is None:
                break
            if self.of_place.get(place):
                return place, self.of_place[place]
            place = self._up(place)
        return None, {}

    def _up(self, place):
        if place not in self._above:
            row = Place.objects.filter(pk=place).values_list("parent", "country").first()
            self._above[place] = (row[0] or row[1]) if row else None
        return None if self._above[place] == place else self._above[place]

    def of(self, body):
        """[(Pack, first day for which it counts)] of a body: those of its place, else its side, and of its office."""
        _place, chosen = self.place_of(body.organisation.place_id)
        if not chosen:
            _place, chosen = self.place_of(body.side)
        chosen = {**chosen, **self.of_office.get(body.owner, {}), **self.of_office.get(body.organisation.pk, {})}
        found = [(self.packs[code], since) for code, since in sorted(chosen.items()) if code in self.packs]
        return [(pack, max(pack.applies_from, since or pack.applies_from)) for pack, since in found]


def packs_for(place):
    """Packs that may be chosen for a place (its country's and those of no country) and for an office."""
    country = place.country_code if place else ""
    fit = [pack for pack in packs().values() if pack.country in ("", country)]
    return [pack for pack in fit if pack.scope == "place"], [pack for pack in fit if pack.scope == "office"]


def chosen_for(office):
    """Rows that stand for an office: its own, those of its home and those of the places above it."""
    rules = Rules()
    place, _packs = rules.place_of(office.home_id)
    where = Q(office=office.organisation_id)
    if place:
        where |= Q(place=place)
    return Jurisdiction.objects.filter(where).select_related("place", "office", "set_by")
