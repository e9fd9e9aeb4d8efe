"""How long each tie of an office has been watched since it was signed, what ended that, and what steps it reached.

The office's own records alone; for the worker, not for a page: who reads the answer is asked of the answer.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Min, Q

from activities.models import Activity, Participant
from agreements.models import Agreement, AgreementKind
from outcomes.enums import COUNTING_STATES
from outcomes.models import Counted, Lead
from partnerships.models import Audience, PartnershipPlace, Seat, SeatRole, StageResult, Standing
from stakeholders.models.organisations import LAYER_OF, Layer

OWN_LAYERS = {Layer.CITY, Layer.REGION}
COMMERCIAL = (AgreementKind.TRADE, AgreementKind.INVESTMENT, AgreementKind.PORT)
STEPS = ("signed", "active", "reciprocal", "lead", "commercial", "outcome")


@dataclass
class TieSpell:
    """A tie of an office. signed, outcome, ended: days, or None where there is none on record.

    Known at signature: others_signed: whether a body besides city and region is party to the first agreement;
    trade_signed: whether that is one on trade, investment or a port; country and others: ISO codes of the office's own
    side and of the other ones. others_active: day of the first activity with a body besides city and region. steps:
    {step: day on which it was first reached}, as far as recorded.
    """

    pk: int
    name: str
    slug: str
    standing: str
    signed: dt.date | None = None
    outcome: dt.date | None = None
    ended: dt.date | None = None
    others_signed: bool = False
    trade_signed: bool = False
    country: str = ""
    others: list = field(default_factory=list)
    others_active: dt.date | None = None
    steps: dict = field(default_factory=dict)


def tie_spells(organisation):
    """[TieSpell] of the ties that the office keeps, has paused or has ended, by name."""
    seats = Seat.objects.filter(organisation=organisation).exclude(role=SeatRole.OBSERVER)
    seats = seats.filter(standing__in=[Standing.KEPT, Standing.PAUSED, Standing.ENDED])
    seats = list(seats.select_related("partnership", "side").order_by("partnership__name", "partnership_id"))
    ties = {
        seat.partnership_id: TieSpell(
            seat.partnership_id, seat.partnership.name, seat.partnership.slug, seat.standing,
            country=seat.side.country_code, ended=seat.standing_first if seat.standing == Standing.ENDED else None,
        )
        for seat in seats
    }  # fmt: skip
    sign(organisation, ties, other_places(seats))
    reach(organisation, ties)
    return list(ties.values())


def other_places(seats):
    """{tie: {place: ISO code of its country}} of the places that are not the office's own side."""
    own = {seat.partnership_id: seat.side_id for seat in seats}
    found = {pk: {} for pk in own}
    rows = PartnershipPlace.objects.filter(partnership__in=own).order_by("partnership", "position", "pk")
    for pk, place, code in rows.values_list("partnership", "place", "place__country_code"):
        if place != own[pk]:
            found[pk][place] = code
    return found


def sign(organisation, ties, others):
    """The day of the first signed agreement, and what was known on it; others: as `other_places`."""
    ours = Q(owner=organisation) | Q(audience__in=[Audience.SHARED, Audience.PUBLIC])
    rows = Agreement.objects.filter(ours, partnership__in=ties, signed_last__isnull=False)
    signed = {}
    for agreement in rows.order_by("signed_last", "pk").prefetch_related("parties__organisation"):
        signed.setdefault(agreement.partnership_id, []).append(agreement)
        if agreement.kind in COMMERCIAL:
            ties[agreement.partnership_id].steps.setdefault("commercial", agreement.signed_last)
    for pk, papers in signed.items():
        tie, first = ties[pk], of_the_first_day(papers)
        tie.signed = tie.steps["signed"] = papers[0].signed_last
        parties = [party for agreement in first for party in agreement.parties.all()]
        kinds = {LAYER_OF.get(party.organisation.kind, Layer.OTHER) for party in parties}
        tie.others_signed = bool(kinds - OWN_LAYERS)
        tie.trade_signed = any(agreement.kind in COMMERCIAL for agreement in first)
        tie.others = sides_signed(others[pk], {party.side_id for party in parties})


def of_the_first_day(papers):
    """The first, and those of the very same day; of a year or month alone it is not known which came first."""
    first = papers[0]
    same = [one for one in papers if one.signed_first == one.signed_last == first.signed_last == first.signed_first]
    return same or [first]


def sides_signed(others, parties):
    """Codes of the other sides that signed at first: where there are several, of those with a party to the paper, for
    the rest may have joined later."""
    return [code for place, code in others.items() if len(others) == 1 or place in parties]


def reach(organisation, ties):
    """The first day of each further step: activity, reciprocity, a lead that the whole office reads, an outcome."""
    happened = Activity.objects.happened().filter(owner=organisation, partnership__in=ties)
    firsts(ties, "active", happened, "starts_first")
    strange = [kind for kind, layer in LAYER_OF.items() if layer not in OWN_LAYERS]
    taking_part = Participant.objects.filter(activity__in=happened.values("pk"), organisation__kind__in=strange)
    rows = taking_part.order_by().values_list("activity__partnership").annotate(day=Min("activity__starts_first"))
    for pk, day in rows:
        ties[pk].others_active = day
    passed = StageResult.objects.spells().filter(owner=organisation, partnership__in=ties, tests__S3=True)
    firsts(ties, "reciprocal", passed, "first_on")
    leads = Lead.objects.filter(owner=organisation, partnership__in=ties).exclude(audience=Audience.NAMED)
    firsts(ties, "lead", leads, "opened_on")
    verified = Counted.objects.filter(
        owner=organisation, partnership__in=ties, group=Counted.Group.VERIFIED,
        state__in=[state.value for state in COUNTING_STATES],
    )  # fmt: skip
    firsts(ties, "outcome", verified, "occurred_last")
    for tie in ties.values():
        tie.outcome = tie.steps.get("outcome")


def firsts(ties, step, rows, column):
    for pk, day in rows.order_by().values_list("partnership").annotate(day=Min(column)):
        ties[pk].steps[step] = day


def standing_now(organisation, ties):
    """{step: pks of the ties} that stand there today: by the latest stage, and by leads that are open."""
    found = {step: set() for step in STEPS}
    tests = {"active": "S1", "reciprocal": "S3", "outcome": "S4"}
    latest = StageResult.objects.latest().filter(owner=organisation, partnership__in=ties, stage__isnull=False)
    for pk, passed in latest.values_list("partnership", "tests"):
        found["signed"].add(pk)
        for step, test in tests.items():
            if passed.get(test):
                found[step].add(pk)
    leads = Lead.objects.filter(owner=organisation, partnership__in=ties, closed_on=None)
    found["lead"] = set(leads.exclude(audience=Audience.NAMED).values_list("partnership", flat=True))
    return found
