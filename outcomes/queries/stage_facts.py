"""What the stage rule asks of each tie of an office (METHODS 3), gathered for all its ties in a fixed number of reads.

The view is the office's own: records that it owns, and those that others share with it or that name it.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from activities.models import Activity, ActivityFile, ActivityKind, Direction, OfficeNote, Participant
from agreements.models import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Deliverable,
    DeliverableStatus,
    DeliverableUpdate,
    Party,
    Signature,
)
from outcomes.catalogue import ECONOMIC_CODES
from outcomes.enums import COUNTING_STATES, EvidenceGroup
from outcomes.models import Claim, Counted
from partnerships.models import Audience, PartnershipPlace, Seat, Standing
from partnerships.rules import THRESHOLDS, HealthFacts, OutcomeFact, TieFacts, months_before

EXCHANGES = {
    ActivityKind.CULTURAL_EVENT,
    ActivityKind.FESTIVAL,
    ActivityKind.STUDENT_EXCHANGE,
    ActivityKind.STAFF_EXCHANGE,
    ActivityKind.TRAINING,
    ActivityKind.JOINT_RESEARCH,
    ActivityKind.CITY_SERVICES,
    ActivityKind.SPORT,
}
# Kinds that need no place to be dated and placed.
PLACELESS = {ActivityKind.ONLINE_MEETING}
OPENLY = [Audience.SHARED, Audience.PUBLIC]
OVER = {AgreementStatus.EXPIRED, AgreementStatus.ENDED, AgreementStatus.RENEWED}
BOTH_WORDS = {"both", "both sides", "shared"}
HOME_WORDS = {"us", "we", "own", "home", "our side", "out"}
AWAY_WORDS = {"them", "they", "partner", "other side", "away", "in"}


@dataclass
class Tie:
    """One tie while its facts are gathered. home: the place of the office's seat; sides: {organisation id: place id}
    of its seats; names: {casefolded name of a place or seated body: place id}."""

    home: int
    places: set = field(default_factory=set)
    sides: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)
    activities: list = field(default_factory=list)
    agreements: list = field(default_factory=list)
    deliverables: list = field(default_factory=list)
    funded: set = field(default_factory=set)
    costs: int = 0
    reported: set = field(default_factory=set)
    signed: bool = False
    outcomes: list = field(default_factory=list)

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


def gather_stage_facts(office, as_of, partnerships=None, limits=THRESHOLDS):
    """{partnership id: (TieFacts, HealthFacts)} of an office's ties on a day.

    office: stakeholders.Office. partnerships: ids to restrict to; None for all in which the office is seated.
    """
    owner = office.organisation_id
    ties = seated_ties(owner, partnerships)
    add_activities(ties, owner, as_of)
    add_agreements(ties, owner)
    add_deliverables(ties, owner)
    add_money(ties, owner, months_before(as_of, limits.window_months), as_of)
    add_reports(ties, owner, months_before(as_of, limits.report_months), as_of)
    add_signatures(ties, owner, months_before(as_of, limits.window_months), as_of)
    add_outcomes(ties, owner, months_before(as_of, limits.outcome_months), as_of)
    return {pk: (tie_facts(tie, office, as_of, limits), health_facts(tie, as_of, limits)) for pk, tie in ties.items()}


def seated_ties(owner, partnerships):
    seats = Seat.objects.filter(organisation=owner).exclude(standing__in=[Standing.REQUESTED, Standing.ENDED])
    if partnerships is not None:
        seats = seats.filter(partnership__in=partnerships)
    ties = {tie: Tie(side) for tie, side in seats.values_list("partnership", "side")}
    places = PartnershipPlace.objects.filter(partnership__in=ties).values_list("partnership", "place", "place__name")
    for tie, place, name in places:
        ties[tie].places.add(place)
        ties[tie].names[name.casefold()] = place
    seated = Seat.objects.filter(partnership__in=ties).values_list(
        "partnership", "organisation", "side", "organisation__name"
    )
    for tie, organisation, side, name in seated:
        ties[tie].places.add(side)
        ties[tie].sides[organisation] = side
        ties[tie].names[name.casefold()] = side
    return ties


def read_by(owner, party):
    """Q: the office's own records, those shared with it, and those among parties where `party` (a Q) names it."""
    return Q(owner=owner) | Q(audience__in=OPENLY) | (Q(audience=Audience.PARTIES) & party)


def add_activities(ties, owner, as_of):
    took_part = Q(Exists(Participant.objects.filter(activity=OuterRef("pk"), organisation=owner)))
    rows = list(
        Activity.objects.happened()
        .filter(read_by(owner, took_part), partnership__in=ties, starts_last__lte=as_of)
        .annotate(has_file=Exists(ActivityFile.objects.filter(activity=OuterRef("pk"))))
        .order_by("starts_last", "pk")
    )
    participants = defaultdict(list)
    for one in Participant.objects.filter(activity__in=[row.pk for row in rows]).select_related("organisation"):
        participants[one.activity_id].append(one)
    for row in rows:
        ties[row.partnership_id].activities.append(as_happened(row, participants[row.pk], ties, owner))


def as_happened(row, participants, ties, owner):
    """E0; E1 with date, place and an organisation of each side; E2 with a file; E3 confirmed by the other side."""
    tie = ties[row.partnership_id]
    sides = {tie.side_of(one.organisation_id, one.side_id or one.organisation.place_id) for one in participants}
    placed = bool(row.place_id or row.place_text or row.kind in PLACELESS)
    evidence = 1 if placed and tie.is_both(sides) else 0
    if evidence and row.has_file:
        evidence = 2
    if row.confirmed_at:
        evidence = 3
    direction = row.direction
    if row.owner_id != owner and tie.side_of(row.owner_id) != tie.home:
        direction = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT}.get(direction, direction)
    layers = frozenset(str(one.organisation.layer.value) for one in participants)
    return Happened(row.starts_first, row.starts_last, row.kind, direction, evidence, layers)


def add_agreements(ties, owner):
    named = Q(Exists(Party.objects.filter(agreement=OuterRef("pk"), organisation=owner)))
    rows = Agreement.objects.filter(read_by(owner, named), partnership__in=ties).prefetch_related(
        "parties__organisation"
    )
    for row in rows:
        ties[row.partnership_id].agreements.append(row)


def add_deliverables(ties, owner):
    rows = (
        Deliverable.objects.filter(read_by(owner, Q(owed_by=owner)), agreement__partnership__in=ties)
        .exclude(status=DeliverableStatus.CANCELLED)
        .select_related("agreement", "owed_by", "owner__office")
    )
    for row in rows:
        ties[row.agreement.partnership_id].deliverables.append(row)


def add_money(ties, owner, since, as_of):
    """Which sides put in money or kind. Costs are the office's own notes, so only its own are read."""
    rows = OfficeNote.objects.filter(
        activity__owner=owner, activity__partnership__in=ties, activity__starts_last__range=(since, as_of)
    ).exclude(cost_borne_by="")
    for tie_id, borne_by in rows.values_list("activity__partnership", "cost_borne_by"):
        tie = ties[tie_id]
        tie.costs += 1
        tie.funded |= bearers(tie, borne_by)


def bearers(tie, text):
    """The sides that a note names: by a word for us, them or both, or by the name of a place or seated body."""
    sides = set()
    whole = text.casefold().strip()
    for word in {whole, *(part.strip() for part in whole.replace(" and ", ";").replace(",", ";").split(";"))}:
        if word in BOTH_WORDS:
            sides |= tie.places
        elif word in HOME_WORDS:
            sides.add(tie.home)
        elif word in AWAY_WORDS:
            sides |= tie.places - {tie.home}
        elif word in tie.names:
            sides.add(tie.names[word])
    return sides


def add_reports(ties, owner, since, as_of):
    """Which sides told something: a claim, an update of a deliverable, a confirmation of an activity."""
    named = Q(organisation=owner)
    claims = (
        Claim.objects.standing()
        .filter(read_by(owner, named), partnership__in=ties, learnt_on__range=(since, as_of))
        .values_list("partnership", "organisation", "organisation__place")
    )
    updates = DeliverableUpdate.objects.filter(
        Q(deliverable__owner=owner) | Q(deliverable__owed_by=owner) | Q(deliverable__audience__in=OPENLY),
        deliverable__agreement__partnership__in=ties,
        at__date__range=(since, as_of),
    ).values_list("deliverable__agreement__partnership", "deliverable__owed_by", "deliverable__owed_by__place")
    took_part = Q(Exists(Participant.objects.filter(activity=OuterRef("pk"), organisation=owner)))
    confirmed = Activity.objects.filter(
        read_by(owner, took_part), partnership__in=ties, confirmed_at__date__range=(since, as_of)
    ).values_list("partnership", "confirmed_by", "confirmed_by__place")
    recorded = Activity.objects.filter(
        read_by(owner, took_part), partnership__in=ties, starts_last__range=(since, as_of)
    ).values_list("partnership", "owner", "owner__place")
    for tie, organisation, place in claims.union(updates, confirmed, recorded):
        ties[tie].reported.add(ties[tie].side_of(organisation, place))


def add_signatures(ties, owner, since, as_of):
    named = Q(Exists(Party.objects.filter(agreement=OuterRef("party__agreement"), organisation=owner)))
    seen = (
        Q(party__agreement__owner=owner)
        | Q(party__agreement__audience__in=OPENLY)
        | (Q(party__agreement__audience=Audience.PARTIES) & named)
    )
    signed = Signature.objects.filter(
        seen, party__agreement__partnership__in=ties, signed_last__range=(since, as_of)
    ).values_list("party__agreement__partnership", flat=True)
    for tie in signed:
        ties[tie].signed = True
    for tie in ties.values():
        tie.signed |= any(row.signed_last and since <= row.signed_last <= as_of for row in tie.agreements)


def add_outcomes(ties, owner, since, as_of):
    """Verified economic outcomes; the sector is what the best supported report that the office reads says."""
    said = Claim.objects.standing().filter(read_by(owner, Q(organisation=owner)), outcome=OuterRef("outcome"))
    sector = said.exclude(sector="").order_by("-evidence", "pk").values("sector")[:1]
    rows = Counted.objects.filter(
        owner=owner,
        partnership__in=ties,
        group=EvidenceGroup.VERIFIED,
        state__in=[state.value for state in COUNTING_STATES],
        indicator__code__in=ECONOMIC_CODES,
        indicator__office=None,
        occurred_last__range=(since, as_of),
    ).annotate(sector=Coalesce(Subquery(sector), Value("")))
    for tie, day, code, known in rows.values_list("partnership", "occurred_last", "indicator__code", "sector"):
        ties[tie].outcomes.append(OutcomeFact(day.year, code, known))


def is_in_force(agreement, as_of):
    """In force by its status, and on the day by its dates as far as they are known."""
    return (
        agreement.status == AgreementStatus.IN_FORCE
        and (agreement.in_force_first is None or agreement.in_force_first <= as_of)
        and (agreement.expires_on is None or agreement.expires_on >= as_of)
        and (agreement.ended_on is None or agreement.ended_on > as_of)
    )


def is_over(agreement, as_of):
    return agreement.status in OVER or (
        agreement.status == AgreementStatus.IN_FORCE
        and any(day is not None and day <= as_of for day in (agreement.expires_on, agreement.ended_on))
    )


def has_work_plan(tie, in_force, as_of):
    """A work plan in force with a body of each side on it, or agreements in force with an open item on each side."""
    plans = [agreement for agreement in in_force if agreement.kind == AgreementKind.WORK_PLAN]
    if any(tie.is_both({tie.side_of(p.organisation_id, p.side_id) for p in plan.parties.all()}) for plan in plans):
        return True
    keys = {agreement.pk for agreement in in_force}
    owing = {
        tie.side_of(row.owed_by_id, row.owed_by.place_id)
        for row in tie.deliverables
        if row.agreement_id in keys and row.status != DeliverableStatus.ACCEPTED
    }
    return tie.is_both(owing)


def in_window(tie, as_of, limits):
    since = months_before(as_of, limits.window_months)
    return [one for one in tie.activities if one.evidence >= 1 and since <= one.day <= as_of]


def sides_of_exchanges(happened):
    """(out, in): by who sends; without a direction, or in both, it counts once on each side."""
    exchanges = [one for one in happened if one.kind in EXCHANGES]
    out = sum(1 for one in exchanges if one.direction != Direction.IN)
    into = sum(1 for one in exchanges if one.direction != Direction.OUT)
    return len(exchanges), out, into


def accepted_day(row):
    return row.accepted_at.date() if row.accepted_at else None


def tie_facts(tie, office, as_of, limits=THRESHOLDS):
    happened = in_window(tie, as_of, limits)
    since = months_before(as_of, limits.window_months)
    exchanges, out, into = sides_of_exchanges(happened)
    in_force = [agreement for agreement in tie.agreements if is_in_force(agreement, as_of)]
    return TieFacts(
        as_of=as_of,
        agreement_in_force=bool(in_force),
        agreement_ended=any(is_over(agreement, as_of) for agreement in tie.agreements),
        complete_from=office.records_complete_from,
        activities=len(happened),
        exchanges=exchanges,
        exchanges_out=out,
        exchanges_in=into,
        layers=frozenset().union(*(one.layers for one in happened)),
        work_plan=has_work_plan(tie, in_force, as_of),
        both_fund=tie.is_both(tie.funded) if tie.costs else None,
        outcomes=tuple(tie.outcomes),
        both_reported=tie.is_both(tie.reported),
        deliverable_accepted=any(
            day is not None and since <= day <= as_of for day in map(accepted_day, tie.deliverables)
        ),
        signed=tie.signed,
    )


def health_facts(tie, as_of, limits=THRESHOLDS):
    since = months_before(as_of, limits.window_months)
    happened = in_window(tie, as_of, limits)
    _, out, into = sides_of_exchanges(happened)
    contacts = [one.day for one in tie.activities if one.evidence >= 1]
    due = [row for row in tie.deliverables if since <= row.due_on <= as_of]
    kept = [row for row in due if row.was_on_time]
    agreed = {
        party.organisation.layer
        for agreement in tie.agreements
        if is_in_force(agreement, as_of)
        for party in agreement.parties.all()
    }
    return HealthFacts(
        as_of=as_of,
        last_contact=max(contacts, default=None),
        promises_on_time=len(kept),
        promises_due=len(due),
        layers_active=len(frozenset().union(*(one.layers for one in happened))),
        layers_agreed=len(agreed),
        exchanges_out=out,
        exchanges_in=into,
        activities_confirmed=sum(1 for one in happened if one.evidence >= 3),
        activities=len(happened),
    )
