"""What a dashboard says of ties, promises and people: read through for_user, for one office, at one as-of date.

What grows with the number of ties is counted in the database; pages get totals and the few rows that they show.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncMonth

from activities.models import Activity
from agreements import rules
from agreements.models import Deliverable, DeliverableStatus, handed_in_time
from outcomes.queries.figures import verified_ties, window_start
from outcomes.words import GAPS
from partnerships.models import PartnershipPlace, Seat, StageResult, Standing
from partnerships.models.keys import keys_of
from partnerships.rules import NoStage
from stakeholders.access import Permission

NOT_ENOUGH = 6


@dataclass
class Tie:
    """A kept tie as the overview draws it. stage: 0–5, 6 not enough records, None without agreement or ended."""

    pk: int
    name: str
    slug: str
    standing: str
    standing_since: dt.date | None = None
    standing_words: str = ""
    stage: int | None = None
    reason: str = ""
    tests: dict = field(default_factory=dict)
    gaps: list = field(default_factory=list)
    since: dt.date | None = None
    city: str = ""
    lat: object = None
    lon: object = None
    verified: int = 0


def ties_of(user, office, scope=None):
    """The office's kept and paused ties with their stage now and the place of the other side: two queries."""
    return with_stages(user, office, seats_of(office, scope))


def with_stages(user, office, seats):
    """Ties of these seats (several rows of a tie: its places), with their stage now."""
    ties = {}
    for seat in seats:
        tie = ties.setdefault(
            seat.partnership_id,
            Tie(
                seat.partnership_id, seat.partnership.name, seat.partnership.slug, seat.standing,
                seat.standing_first, seat.standing_authority or seat.standing_reason,
            ),
        )  # fmt: skip
        if not tie.city and seat.city:
            tie.city, tie.lat, tie.lon = seat.city, seat.lat, seat.lon
    for result in StageResult.objects.for_user(user).latest().filter(owner=office.organisation, partnership__in=ties):
        tie = ties[result.partnership_id]
        tie.stage = NOT_ENOUGH if result.reason == NoStage.NOT_ENOUGH_RECORDS else result.stage
        tie.reason, tie.tests, tie.gaps, tie.since = result.reason, result.tests, result.gaps, result.since
    return list(ties.values())


def seats_of(office, scope=None):
    """The office's seats, one row for each place of the tie other than its home."""
    away = "partnership__partnership_places__place"
    return (
        kept_seats(office, scope)
        .annotate(away=F(f"{away}__pk"), city=F(f"{away}__name"), lat=F(f"{away}__lat"), lon=F(f"{away}__lon"))
        .filter(Q(away=None) | ~Q(away=office.home_id))
        .select_related("partnership")
        .order_by("partnership__name", "pk", "partnership__partnership_places__position")
    )


def kept_seats(office, scope=None):
    """One row for each tie that the office keeps or has paused, in a scope."""
    seats = Seat.objects.filter(organisation=office.organisation, standing__in=[Standing.KEPT, Standing.PAUSED])
    return seats.filter(scope.ties("partnership")) if scope else seats


@dataclass
class Census:
    """How many ties stand where. here: {stage: ties}; passes: {test: ties}; gap: (test, ties) most often missing."""

    total: int
    here: Counter
    passes: Counter
    gap: tuple | None
    with_gaps: int


def staged(user, office, scope=None):
    """Kept seats joined to the stage now of their tie, as far as the person reads it, under the name `now`."""
    path = "partnership__stages"
    mine = keys_of(user).with_permission(Permission.VIEW).opens(f"{path}__owner", f"{path}__partnership")
    current = Q(**{f"{path}__owner": office.organisation, f"{path}__current": True})
    return kept_seats(office, scope).annotate(now=FilteredRelation(path, condition=current & mine))


def census(user, office, scope=None):
    """Ties by stage now, tests passed and gaps, counted in one query."""
    gapped = Q(now__gaps__isnull=False) & ~Q(now__gaps=[])
    found = (
        staged(user, office, scope)
        .order_by()
        .values("now__stage", "now__reason")
        .annotate(
            n=Count("pk"),
            gapped=Count("pk", filter=gapped),
            **{f"test{stage}": Count("pk", filter=Q(**{f"now__tests__S{stage}": True})) for stage in range(1, 6)},
            **{f"gap_{test}": Count("pk", filter=Q(now__gaps__contains=[{"test": test}])) for test in GAPS},
        )
    )
    here, passes, gaps, with_gaps = Counter(), Counter(), Counter(), 0
    for row in found:
        here[NOT_ENOUGH if row["now__reason"] == NoStage.NOT_ENOUGH_RECORDS else row["now__stage"]] += row["n"]
        with_gaps += row["gapped"]
        for stage in range(1, 6):
            passes[stage] += row[f"test{stage}"]
        for test in GAPS:
            gaps[test] += row[f"gap_{test}"]
    most = next((found for found in gaps.most_common(1) if found[1]), None)  # no tie is left by the filter: no gap
    return Census(sum(here.values()), here, passes, most, with_gaps)


def furthest(user, office, limit, scope=None):
    """The ties furthest along, at most `limit`, with place, stage and number of verified outcomes: what a map can show.

    One query, one row a tie: of several other places it takes the first.
    """
    places = PartnershipPlace.objects.filter(partnership=OuterRef("partnership")).exclude(place=office.home_id)
    mine = verified_ties(user, office.organisation, dt.date.max).filter(partnership=OuterRef("partnership"))
    weights = mine.order_by().values("partnership").annotate(n=Count("pk")).values("n")
    first = places.order_by("position", "pk")
    rows = (
        staged(user, office, scope)
        .annotate(
            city=Subquery(first.values("place__name")[:1]), lat=Subquery(first.values("place__lat")[:1]),
            lon=Subquery(first.values("place__lon")[:1]), verified=Subquery(weights),
        )
        .order_by(F("now__stage").desc(nulls_last=True), "pk")
        .values_list("partnership", "partnership__name", "partnership__slug", "standing", "now__stage", "now__reason",
                     "city", "lat", "lon", "verified")
    )  # fmt: skip
    found = []
    for pk, name, slug, standing, stage, reason, city, lat, lon, verified in rows[:limit]:
        stage = NOT_ENOUGH if reason == NoStage.NOT_ENOUGH_RECORDS else stage
        tie = Tie(pk, name, slug, standing, stage=stage, reason=reason or "", city=city or "", lat=lat, lon=lon)
        tie.verified = verified or 0
        found.append(tie)
    return found


def verified_at(user, office, days, scope=None):
    """How many kept ties had a verified outcome in the 36 months to each of these days: a list, in one query."""
    flags = {
        f"at{place}": BoolOr(Q(occurred_last__gt=window_start(day), occurred_last__lte=day))
        for place, day in enumerate(days)
    }
    rows = (
        verified_ties(user, office.organisation, max(days))
        .filter(occurred_last__gt=window_start(min(days)))
        .filter(partnership__in=kept_seats(office, scope).values("partnership"))
        .order_by()
        .values("partnership")
        .annotate(**flags)
    )
    places = range(len(days))
    counts = rows.aggregate(**{f"n{at}": Count("partnership", filter=Q(**{f"at{at}": True})) for at in places})
    return [counts[f"n{at}"] or 0 for at in places]


def due_in(user, office, first, last, *, and_open=False, scope=None):
    """What fell due from day to day, cancelled ones left out.

    and_open: also what fell due earlier and is still owed.
    """
    return (
        Deliverable.objects.for_user(user)
        .filter(owner=office.organisation, due_on__lte=last)
        .filter(Q(due_on__gte=first) | Q(status__in=rules.STILL_OWED if and_open else []))
        .filter(scope.ties("agreement__partnership") if scope else Q())
        .exclude(status=DeliverableStatus.CANCELLED)
        .select_related("agreement__partnership", "owed_by", "owner__office")
        .order_by("due_on", "pk")
    )


def promises_in(rows, span):
    """Counts of what fell due in the span: {"due", "on_time", "late"}; late is open and past its day.

    rows: deliverables of due_in over a span that holds this one.
    """
    due = [row for row in rows if span.first <= row.due_on <= span.last]
    return {
        "due": len(due),
        "on_time": sum(1 for row in due if row.was_on_time),
        "late": sum(1 for row in due if row.status in rules.STILL_OWED),
    }


def late_in(rows, today):
    """Open and past their day, oldest first."""
    return [row for row in rows if row.is_overdue(today)]


def promises_of(user, office, spans, scope=None):
    """promises_in of each span, counted in one query. spans: with their last day clipped to the as-of date."""
    parts = {}
    for place, span in enumerate(spans):
        inside = Q(due_on__gte=span.first, due_on__lte=span.last)
        parts |= {
            f"due{place}": Count("pk", filter=inside),
            f"kept{place}": Count("pk", filter=inside & handed_in_time()),
            f"late{place}": Count("pk", filter=inside & Q(status__in=rules.STILL_OWED)),
        }
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    rows = due_in(user, office, first, last, scope=scope).select_related(None).order_by()
    found = rows.aggregate(**parts)
    return [
        {"due": found[f"due{place}"], "on_time": found[f"kept{place}"], "late": found[f"late{place}"]}
        for place in range(len(spans))
    ]


def late_of(user, office, today, scope=None):
    """Deliverables of the office that are open and past their day."""
    rows = Deliverable.objects.for_user(user).overdue(today).filter(owner=office.organisation)
    return rows.filter(scope.ties("agreement__partnership")) if scope else rows


def people_by_month(user, office, first, last, scope=None):
    """{month: (out, in, exchanges)} of the exchanges that happened; an unknown number of heads counts as none."""
    rows = (
        exchanges(user, office, first, last, scope)
        .order_by()
        .annotate(month=TruncMonth("starts_first"))
        .values("month")
        .annotate(out=Sum("people_out"), into=Sum("people_in"), n=Count("pk"))
    )
    return {row["month"]: (row["out"] or 0, row["into"] or 0, row["n"]) for row in rows}


def people_in(months, span):
    """Heads of the months in the span: {"out", "into", "all", "n"}."""
    inside = [parts for month, parts in months.items() if span.holds(month)]
    out, into, n = (sum(parts[k] for parts in inside) for k in range(3))
    return {"out": out, "into": into, "all": out + into, "n": n}


def exchanges(user, office, first, last, scope=None):
    """The activities of the office in which people travelled, from day to day."""
    return (
        Activity.objects.for_user(user)
        .happened()
        .filter(owner=office.organisation, starts_first__gte=first, starts_first__lte=last)
        .filter(Q(people_out__gt=0) | Q(people_in__gt=0))
        .filter(scope.ties("partnership") if scope else Q())
        .select_related("partnership")
    )
