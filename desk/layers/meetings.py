"""Who met whom on a tie, as one person may read it: bodies by side and layer, and what they did and signed together."""

from collections import defaultdict
from dataclasses import dataclass, field

from activities.models import Activity, Participant
from agreements.models import Agreement, Party
from outcomes.queries.happened import Tie
from partnerships.models import PartnershipPlace, Seat
from partnerships.rules import THRESHOLDS, months_before
from stakeholders.models import Organisation
from stakeholders.models.organisations import Layer

OURS, THEIRS = "ours", "theirs"
LAYERS = tuple(Layer)
BY_SLUG = {layer.value.replace(" ", "-"): layer for layer in LAYERS}


def slug_of(layer):
    """The layer as it stands in an address: investment-board."""
    return Layer(layer).value.replace(" ", "-")


@dataclass(frozen=True)
class Body:
    pk: int
    name: str
    slug: str
    layer: str
    side: str  # OURS or THEIRS
    place: str


@dataclass
class Together:
    """What bodies did and signed: ids of activities that happened in the window, of agreements in force."""

    activities: set = field(default_factory=set)
    agreements: set = field(default_factory=set)

    def __bool__(self):
        return bool(self.activities or self.agreements)


@dataclass
class Meetings:
    """Of one tie. bodies: {id: Body}; took_part: {(side, layer): Together}; cells: {(our layer, their layer):
    Together}; pairs: {(our body, their body): number of activities}; seated: {(side, layer)} of seats and parties."""

    bodies: dict = field(default_factory=dict)
    took_part: dict = field(default_factory=lambda: defaultdict(Together))
    cells: dict = field(default_factory=lambda: defaultdict(Together))
    pairs: dict = field(default_factory=lambda: defaultdict(int))
    seated: set = field(default_factory=set)

    def add(self, kind, record, guests):
        """guests: bodies that stand together on one record; kind: "activities" or "agreements"."""
        for body in guests:
            getattr(self.took_part[body.side, body.layer], kind).add(record)
            self.seated.add((body.side, body.layer))
        ours = [body for body in guests if body.side == OURS]
        theirs = [body for body in guests if body.side == THEIRS]
        for mine in ours:
            for other in theirs:
                getattr(self.cells[mine.layer, other.layer], kind).add(record)
                self.pairs[mine.pk, other.pk] += kind == "activities"

    def is_active(self, side, layer):
        found = self.took_part.get((side, layer))
        return bool(found and found.activities)

    def names(self, side, layer):
        return sorted(body.name for body in self.bodies.values() if (body.side, body.layer) == (side, layer))


def meetings_of(user, homes, today, whole=False):
    """{partnership id: Meetings} as this person may read them, in five queries, however many ties.

    homes: {partnership id: place id of the own side}. Activities of the 24 months up to today, or of all time (whole);
    agreements that are in force. A body that stands on neither side of the tie is left out.
    """
    ties = _ties(homes)
    found = {tie: Meetings() for tie in homes}
    organisations = {}
    visible = Organisation.objects.for_user(user).values("pk")
    seats = Seat.objects.filter(partnership__in=homes, organisation__in=visible)
    activities = Activity.objects.for_user(user).happened().filter(partnership__in=homes, starts_last__lte=today)
    if not whole:
        activities = activities.filter(starts_last__gte=months_before(today, THRESHOLDS.window_months))
    agreements = Agreement.objects.for_user(user).in_force().filter(partnership__in=homes)
    rows = [
        *(("seat", *row) for row in _rows(seats, "pk", "partnership_id")),
        *(("activities", *row) for row in _named(Participant, "activity", activities)),
        *(("agreements", *row) for row in _named(Party, "agreement", agreements)),
    ]
    together = defaultdict(list)
    for kind, record, tie, organisation, side, *said in rows:
        name, slug, place, place_name, of_kind = said
        stands = ties[tie].side_of(organisation, side or place)
        if stands is None:
            continue
        body = found[tie].bodies.get(organisation) or Body(
            organisation, name, slug, organisations.setdefault(of_kind, Organisation(kind=of_kind).layer.value),
            OURS if stands == homes[tie] else THEIRS, place_name,
        )  # fmt: skip
        found[tie].bodies[organisation] = body
        if kind == "seat":
            found[tie].seated.add((body.side, body.layer))
        else:
            together[kind, record, tie].append(body)
    for (kind, record, tie), guests in together.items():
        found[tie].add(kind, record, guests)
    return found


def _ties(homes):
    ties = {tie: Tie(home) for tie, home in homes.items()}
    for tie, place in PartnershipPlace.objects.filter(partnership__in=homes).values_list("partnership", "place"):
        ties[tie].places.add(place)
    for tie, organisation, side in Seat.objects.filter(partnership__in=homes).values_list(
        "partnership", "organisation", "side"
    ):
        ties[tie].places.add(side)
        ties[tie].sides[organisation] = side
    return ties


def _named(model, of, records):
    named = model.objects.filter(**{f"{of}__in": records.order_by().values("pk")})
    return _rows(named, f"{of}_id", f"{of}__partnership_id")


def _rows(named, record, tie):
    """Rows of (record, partnership, organisation, side, name, slug, place, name of the place, kind)."""
    said = [f"organisation__{name}" for name in ("name", "slug", "place_id", "place__name", "kind")]
    return named.order_by("pk").values_list(record, tie, "organisation_id", "side_id", *said)
