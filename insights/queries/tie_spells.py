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
from partnerships.models import Audience, Seat, SeatRole, StageResult, Standing
from stakeholders.models.organisations import LAYER_OF, Layer

OWN_LAYERS = {Layer.CITY, Layer.REGION}
COMMERCIAL = (AgreementKind.TRADE, AgreementKind.INVESTMENT, AgreementKind.PORT)
STEPS = ("signed", "active", "reciprocal", "lead", "commercial", "outcome")


@dataclass
class TieSpell:
    """A tie of an office. signed, outcome, ended: days, or None where there is none on record.

    others_signed: whether a body besides city and region is party to the first agreement. others_active: day of the
    first activity with such a body. steps: {step: day on which it was first reached}, as far as recorded.
    """

    pk: int
    name: str
    slug: str
    standing: str
    signed: dt.date | None = None
    outcome: dt.date | None = None
    ended: dt.date | None = None
    others_signed: bool = False
    others_active: dt.date | None = None
    steps: dict = field(default_factory=dict)


def tie_spells(organisation):
    """[TieSpell] of the ties that the office keeps, has paused or has ended, by name."""
    seats = Seat.objects.filter(organisation=organisation).exclude(role=SeatRole.OBSERVER)
    seats = seats.filter(standing__in=[Standing.KEPT, Standing.PAUSED, Standing.ENDED]).select_related("partnership")
    ties = {
        seat.partnership_id: TieSpell(
            seat.partnership_id, seat.partnership.name, seat.partnership.slug, seat.standing,
            ended=seat.standing_first if seat.standing == Standing.ENDED else None,
        )
        for seat in seats.order_by("partnership__name", "partnership_id")
    }  # fmt: skip
    sign(organisation, ties)
    reach(organisation, ties)
    return list(ties.values())


def sign(organisation, ties):
    """The day of the first signed agreement, and whether others than cities and regions are party to it."""
    ours = Q(owner=organisation) | Q(audience__in=[Audience.SHARED, Audience.PUBLIC])
    rows = Agreement.objects.filter(ours, partnership__in=ties, signed_last__isnull=False)
    first = {}
    for agreement in rows.order_by("signed_last", "pk").prefetch_related("parties__organisation"):
        first.setdefault(agreement.partnership_id, agreement)
        if agreement.kind in COMMERCIAL:
            ties[agreement.partnership_id].steps.setdefault("commercial", agreement.signed_last)
    for pk, agreement in first.items():
        tie = ties[pk]
        tie.signed = tie.steps["signed"] = agreement.signed_last
        kinds = {LAYER_OF.get(party.organisation.kind, Layer.OTHER) for party in agreement.parties.all()}
        tie.others_signed = bool(kinds - OWN_LAYERS)


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
