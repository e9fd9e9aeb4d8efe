"""Single activities as the stage rule reads them (METHODS 3), for figures over a span and a reader.

The facts of all ties of an office are gathered by one statement (`stage_sql`); a test holds both readings equal.
"""

import datetime as dt
from dataclasses import dataclass, field

from activities.models import Direction
from outcomes.queries.stage_sql import EXCHANGES, PLACELESS
from partnerships.models import PartnershipPlace, Seat, Standing


@dataclass
class Tie:
    """home: the place of the office's seat; places: of the tie; sides: {organisation id: place id} of its seats."""

    home: int
    places: set = field(default_factory=set)
    sides: dict = field(default_factory=dict)

    def side_of(self, organisation, place=None):
        """The side on which a body stands: as said, by its seat, or by its place; None when it is of neither."""
        if place in self.places:
            return place
        return self.sides.get(organisation)

    def is_both(self, sides):
        return self.home in sides and bool(set(sides) - {self.home, None})


@dataclass(frozen=True)
class Happened:
    """An activity as the stage rule reads it. evidence: 0 to 3, computed, never typed."""

    first: dt.date
    day: dt.date
    kind: str
    direction: str
    evidence: int
    layers: frozenset


def seated_ties(owner, partnerships):
    """{partnership id: Tie} of the ties in which this organisation is seated, in three queries."""
    seats = Seat.objects.filter(organisation=owner).exclude(standing__in=[Standing.REQUESTED, Standing.ENDED])
    if partnerships is not None:
        seats = seats.filter(partnership__in=partnerships)
    ties = {tie: Tie(side) for tie, side in seats.values_list("partnership", "side")}
    for tie, place in PartnershipPlace.objects.filter(partnership__in=ties).values_list("partnership", "place"):
        ties[tie].places.add(place)
    seated = Seat.objects.filter(partnership__in=ties).values_list("partnership", "organisation", "side")
    for tie, organisation, side in seated:
        ties[tie].places.add(side)
        ties[tie].sides[organisation] = side
    return ties


def as_happened(row, participants, ties, owner):
    """E0; E1 with date, place and an organisation of each side; E2 with a file; E3 confirmed by the other side.

    row: an Activity with `has_file`, its owner at hand where it is another's. participants: with organisations.
    """
    tie = ties[row.partnership_id]
    sides = {tie.side_of(one.organisation_id, one.side_id or one.organisation.place_id) for one in participants}
    placed = bool(row.place_id or row.place_text or row.kind in PLACELESS)
    evidence = 1 if placed and tie.is_both(sides) else 0
    if evidence and row.has_file:
        evidence = 2
    if row.confirmed_at:
        evidence = 3
    direction = row.direction
    if row.owner_id != owner and tie.side_of(row.owner_id, row.owner.place_id) != tie.home:
        direction = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT}.get(direction, direction)
    layers = frozenset(str(one.organisation.layer.value) for one in participants)
    return Happened(row.starts_first, row.starts_last, row.kind, direction, evidence, layers)


def sides_of_exchanges(happened):
    """(exchanges, out, in): by who sends; without a direction, or in both, it counts once on each side."""
    exchanges = [one for one in happened if one.kind in EXCHANGES]
    out = sum(1 for one in exchanges if one.direction != Direction.IN)
    into = sum(1 for one in exchanges if one.direction != Direction.OUT)
    return len(exchanges), out, into
