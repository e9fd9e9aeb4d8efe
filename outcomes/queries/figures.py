"""The figures of an office's dashboard, read from roll-ups, and the lists they open to, read from Counted (law 3)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from outcomes.enums import COUNTING_STATES
from outcomes.models import Counted, RollUp, Target
from outcomes.periods import months_later, whole_calendar_year

COUNTING = [state.value for state in COUNTING_STATES]
WINDOW_MONTHS = 36


@dataclass(frozen=True)
class Figure:
    """One indicator over a span: verified as the headline, documented and reported beside it.

    None is "nothing recorded"; n counts what stands behind the verified part; largest is its largest single value.
    """

    verified: Decimal | None = None
    documented: Decimal | None = None
    reported: Decimal | None = None
    n: int = 0
    n_unverified: int = 0
    largest: Decimal | None = None

    @property
    def unverified(self):
        parts = [part for part in (self.documented, self.reported) if part is not None]
        return sum(parts) if parts else None

    @property
    def largest_share(self):
        """Share of the largest single value in the verified part, 0–1, or None."""
        if not self.verified or self.largest is None:
            return None
        return self.largest / self.verified


def total(parts):
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


class PortfolioSums:
    """The office's portfolio roll-ups of some indicators, read in one query and summed by span."""

    def __init__(self, user, organisation, codes):
        self.rows = list(
            RollUp.objects.for_user(user)
            .filter(owner=organisation, partnership=None, indicator__code__in=codes)
            .values("indicator__code", "year", "month", "state", "group", "n", "nominal", "reported", "largest")
        )

    def figure(self, code, span):
        year = whole_calendar_year(span)
        rows = [
            row
            for row in self.rows
            if row["indicator__code"] == code and (span.holds(row["month"]) if row["month"] else row["year"] == year)
        ]
        counting = [row for row in rows if row["state"] in COUNTING]
        documented = [row for row in rows if row["state"] == "reported" and row["group"] == "documented"]
        reported = [row for row in rows if row["state"] == "reported" and row["group"] == "reported"]
        return Figure(
            verified=total(row["nominal"] for row in counting),
            documented=total(row["reported"] for row in documented),
            reported=total(row["reported"] for row in reported),
            n=sum(row["n"] for row in counting),
            n_unverified=sum(row["n"] for row in documented + reported),
            largest=max((row["largest"] for row in counting if row["largest"] is not None), default=None),
        )

    def undated(self, code, spans):
        """Verified value dated to a year only within the spans' years: it stands in no quarter (never spread)."""
        years = {span.first.year for span in spans}
        return total(
            row["nominal"] for row in self.rows
            if row["indicator__code"] == code and not row["month"] and row["year"] in years
            and row["state"] in COUNTING
        )


def in_span(span):
    """Q on Counted: dated inside the span; a fact dated to a year only needs the whole of that year."""
    inside = Q(month__gte=span.first, month__lte=span.last)
    year = whole_calendar_year(span)
    return inside | Q(month=None, year=year) if year is not None else inside


def counted_rows(user, organisation, code, span):
    """Counted rows of an indicator that touch the span, portfolio level (each outcome once), newest first."""
    years = Q(month=None, year__gte=span.first.year, year__lte=span.last.year)
    return (
        Counted.objects.for_user(user)
        .filter(owner=organisation, indicator__code=code, in_portfolio=True)
        .filter(in_span(span) | years)
        .select_related("indicator", "partnership")
        .order_by("-occurred_last", "outcome_id")
    )


def verified_ties(user, organisation, as_of):
    """Counted rows, one a tie and outcome, of verified outcomes that happened by the as-of date."""
    return Counted.objects.for_user(user).filter(
        owner=organisation, state__in=COUNTING, group=Counted.Group.VERIFIED, occurred_last__lte=as_of
    )


def window_start(as_of):
    first = months_later(as_of, -WINDOW_MONTHS)
    return first.replace(day=min(as_of.day, 28))


@dataclass(frozen=True)
class Engine:
    """How fresh the figures are. counting: codes of indicators of which something waits; cut_off: the data cut-off."""

    counting: frozenset
    cut_off: dt.date


FRESHNESS = """
SELECT array(
    SELECT i.code FROM outcomes_dirty_flow d
      JOIN outcomes_outcome o ON o.id = d.outcome_id OR d.outcome_id IS NULL
      JOIN outcomes_indicator i ON i.id = o.indicator_id
     WHERE EXISTS (SELECT 1 FROM outcomes_claim c WHERE c.outcome_id = o.id AND c.owner_id = %(owner)s)
        OR EXISTS (SELECT 1 FROM outcomes_counted k WHERE k.outcome_id = o.id AND k.owner_id = %(owner)s)
    UNION
    SELECT i.code FROM outcomes_dirty_key k JOIN outcomes_indicator i ON i.id = k.indicator_id OR k.owner_id IS NULL
     WHERE k.owner_id = %(owner)s OR k.owner_id IS NULL),
  count(*), percentile_disc(0.9) WITHIN GROUP (ORDER BY greatest(learnt_on - occurred_last, 0))
FROM outcomes_claim WHERE owner_id = %(owner)s AND evidence >= 3 AND withdrawn_at IS NULL
"""


def engine_of(organisation, as_of):
    """What waits to be counted or summed for this office, and the data cut-off: as-of date minus the verification
    lag, the 90th percentile of days from an outcome to its E3 report, or 365 days when fewer than 20 are known
    (METHODS 1)."""
    with connection.cursor() as cursor:
        cursor.execute(FRESHNESS, {"owner": organisation.pk})
        codes, known, lag = cursor.fetchone()
    return Engine(frozenset(codes), as_of - dt.timedelta(days=lag if known >= 20 else 365))


def targets_of(organisation, year):
    """{indicator code: target} of the whole portfolio in the office's year."""
    rows = Target.objects.filter(owner=organisation, partnership=None, year=year).select_related("indicator")
    return {row.indicator.code: row for row in rows}
