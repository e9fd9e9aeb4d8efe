"""What the overview says of ties, promises and people: read through for_user, for one office, at one as-of date."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import TruncMonth

from activities.models import Activity
from agreements.models import Agreement, AgreementStatus, Deliverable, DeliverableStatus
from outcomes.models import Claim
from partnerships.models import Seat, StageResult, Standing
from partnerships.rules import NoStage

LATE_FOR_LONG = dt.timedelta(days=30)
NOTICE = dt.timedelta(days=90)
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


def ties_of(user, office):
    """The office's kept and paused ties with their stage now and the place of the other side: two queries."""
    ties = {}
    for seat in seats_of(office):
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


def seats_of(office):
    """The office's seats, one row for each place of the tie other than its home."""
    away = "partnership__partnership_places__place"
    return (
        Seat.objects.filter(organisation=office.organisation, standing__in=[Standing.KEPT, Standing.PAUSED])
        .annotate(away=F(f"{away}__pk"), city=F(f"{away}__name"), lat=F(f"{away}__lat"), lon=F(f"{away}__lon"))
        .filter(Q(away=None) | ~Q(away=office.home_id))
        .select_related("partnership")
        .order_by("partnership__name", "pk", "partnership__partnership_places__position")
    )


def due_in(user, office, first, last, *, and_open=False):
    """What fell due from day to day, cancelled ones left out.

    and_open: also what fell due earlier and is still owed.
    """
    return (
        Deliverable.objects.for_user(user)
        .filter(owner=office.organisation, due_on__lte=last)
        .filter(Q(due_on__gte=first) | Q(status__in=STILL_OWED if and_open else []))
        .exclude(status=DeliverableStatus.CANCELLED)
        .select_related("agreement__partnership", "owed_by")
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
        "late": sum(1 for row in due if row.status in STILL_OWED),
    }


STILL_OWED = [DeliverableStatus.PLANNED, DeliverableStatus.IN_PROGRESS, DeliverableStatus.RETURNED]


def late_in(rows, today):
    """Open and past their day, oldest first."""
    return [row for row in rows if row.is_overdue(today)]


def people_by_month(user, office, first, last):
    """{month: (out, in, exchanges)} of the exchanges that happened; an unknown number of heads counts as none."""
    rows = (
        exchanges(user, office, first, last)
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


def exchanges(user, office, first, last):
    """The activities of the office in which people travelled, from day to day."""
    return (
        Activity.objects.for_user(user)
        .happened()
        .filter(owner=office.organisation, starts_first__gte=first, starts_first__lte=last)
        .filter(Q(people_out__gt=0) | Q(people_in__gt=0))
        .select_related("partnership")
    )


@dataclass(frozen=True)
class Decision:
    """An exception that waits for somebody: kind is bad, warn or info."""

    kind: str
    icon: str
    subject: str
    code: str
    n: int
    day: dt.date | None
    slug: str = ""
    pk: int | None = None
    extra: str = ""


def decisions(user, office, today, late):
    """Agreements about to end, promises late for long, claims that wait for a confirmation: exceptions only.

    late: the office's late deliverables, oldest first.
    """
    found = []
    ending = (
        Agreement.objects.for_user(user)
        .filter(owner=office.organisation, status=AgreementStatus.IN_FORCE, expires_on__gte=today)
        .filter(expires_on__lte=today + NOTICE)
        .select_related("partnership")
        .order_by("expires_on")
    )
    for agreement in ending:
        found.append(
            Decision("bad", "triangle-alert", agreement.partnership.name, "ends", 1, agreement.expires_on,
                     agreement.partnership.slug, agreement.pk, agreement.title)
        )
    by_tie = {}
    for item in late:
        if item.due_on < today - LATE_FOR_LONG:
            by_tie.setdefault(item.agreement.partnership, []).append(item)
    for tie, items in by_tie.items():
        owing = {str(item.owed_by) for item in items}
        found.append(
            Decision("bad", "clock", tie.name, "late", len(items), items[0].due_on, tie.slug, items[0].pk,
                     owing.pop() if len(owing) == 1 else "")
        )
    waiting = (
        Claim.objects.for_user(user)
        .standing()
        .filter(owner=office.organisation, evidence=2, learnt_on__lte=today - dt.timedelta(days=14))
        .values("partnership__name", "partnership__slug")
        .annotate(n=Count("pk"), since=Min("learnt_on"), one=Max("outcome"))
        .order_by("since")
    )
    for row in waiting:
        found.append(
            Decision("info", "shield-check", row["partnership__name"], "unconfirmed", row["n"], row["since"],
                     row["partnership__slug"], row["one"] if row["n"] == 1 else None)
        )
    return found


def stage_counts(ties):
    """(Counter of ties by stage now, Counter of ties that pass each test, most common gap and its count)."""
    here = Counter(tie.stage for tie in ties)
    passes = Counter(int(test[1]) for tie in ties for test, met in tie.tests.items() if met and test[1] != "0")
    gaps = Counter(gap["test"] for tie in ties for gap in tie.gaps)
    return here, passes, gaps.most_common(1)[0] if gaps else None
