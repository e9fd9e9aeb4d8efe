"""The cells that figures are added from: sums by indicator, period and part, in one scope of an office's view.

Three sources give the same cells: the roll-ups, where what is summed may be summed by month; Counted by tie, where the
rule over time picks a value (the last, the mean, the highest) before ties are added; and the claims as they were known
on an earlier day.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, DateField, Exists, F, Max, Q, Sum, Value, When

from outcomes.enums import COUNTING_STATES, EvidenceGroup, State
from outcomes.models import Counted, LargeTotal, ReachMember, RollUp, Total, YearlyTotal
from outcomes.periods import whole_calendar_year

COUNTING = [state.value for state in COUNTING_STATES]
VERIFIED = EvidenceGroup.VERIFIED.value
UNVERIFIED = [EvidenceGroup.DOCUMENTED.value, EvidenceGroup.REPORTED.value]


def part_of(state, group):
    """verified, documented or reported; None for what is left out (disputed, not converted)."""
    if state in COUNTING:
        return VERIFIED
    return group if state == State.REPORTED and group in UNVERIFIED else None


# The same for rows of Counted and RollUp, in the database, with the value that stands in the part.
IS_COUNTING = Q(state__in=COUNTING)
PART = Case(
    When(IS_COUNTING, then=Value(VERIFIED, output_field=Counted._meta.get_field("group"))),
    When(state=State.REPORTED, group__in=UNVERIFIED, then=F("group")),
)
VALUE = Case(When(IS_COUNTING, then=F("nominal")), default=F("reported"))


@dataclass(frozen=True)
class Cell:
    """A sum of one indicator in one month (or quarter, or, month empty, a year) of one part; tie where kept apart.

    indicator: the id of the version that the facts were reported under. largest: the largest single verified value.
    """

    indicator: int | None
    year: int
    month: dt.date | None
    part: str
    n: int
    value: Decimal | None
    largest: Decimal | None
    tie: int | None = None

    def is_in(self, span):
        if self.month:
            return span.holds(self.month)
        return whole_calendar_year(span) == self.year

    @property
    def when(self):
        """Where the cell stands in a row of periods: what is dated to a year stands at its end."""
        return self.month or dt.date(self.year, 12, 31)


@dataclass(frozen=True)
class Wanted:
    """What is read: for whom, of which office, in which scope, of which indicators (ids), from which year on."""

    user: object
    organisation: object
    scope: object
    ids: list
    since: int | None = None

    def of(self, model):
        rows = model.objects.for_user(self.user).filter(owner=self.organisation, indicator__in=self.ids)
        return rows.filter(year__gte=self.since) if self.since is not None else rows


GRAIN = ("indicator", "year", "month", "part")
NUMBERS = ("n", "value", "largest")
OF_ROWS = {"rows": Count("pk"), "sum": Sum(VALUE), "top": Max("nominal")}
OF_SUMS = {"rows": Sum("n"), "sum": Sum(VALUE), "top": Max("largest")}


def by_grain(rows, numbers, *more):
    rows = rows.order_by().annotate(part=PART).filter(part__isnull=False)
    return rows.values(*GRAIN, *more).annotate(**numbers)


def counted_cells(wanted):
    """Of counted rows, each tie's apart."""
    found = by_grain(wanted.scope.counted(wanted.of(Counted)), OF_ROWS, "partnership")
    return [Cell(*row) for row in found.values_list(*GRAIN, *OF_ROWS, "partnership")]


def stored_cells(wanted, *, whole_years=False):
    """(cells, whether they are whole years): from what is stored of a large total, else from the sums that enter it.

    whole_years: that years are enough. One statement, for a rebuild may decide otherwise between two.
    """
    level, member = wanted.scope.level, wanted.scope.number
    large = LargeTotal.objects.filter(owner=wanted.organisation, level=level, member=member)
    entering = ReachMember.objects.filter(level=level, member=member, counts=True).values("reach")
    added = by_grain(wanted.of(RollUp).filter(~Exists(large), reach__in=entering), OF_SUMS)
    totals = wanted.of(YearlyTotal if whole_years else Total).filter(level=level, member=member)
    when = Value(None, output_field=DateField()) if whole_years else F("month")
    found = totals.annotate(when=when).values_list(Value(whole_years), "indicator", "year", "when", "part", *NUMBERS)
    rows = list(found.union(added.values_list(Value(False), *GRAIN, *OF_SUMS), all=True))
    return [Cell(*row) for _by_year, *row in rows], any(by_year for by_year, *_row in rows)


def cells_of_rows(rows):
    """Of counted rows that are not stored, each tie's apart."""
    found = defaultdict(list)
    for row in rows:
        part = part_of(row.state, row.group)
        if part:
            found[row.indicator_id, row.year, row.month, part, row.partnership_id].append(row)
    for (indicator, year, month, part, tie), same in found.items():
        largest = max((row.nominal for row in same if row.nominal is not None), default=None)
        yield Cell(indicator, year, month, part, len(same), total(value_of(row) for row in same), largest, tie)


def value_of(row):
    """What a counted row stands for in its part."""
    return row.nominal if row.state in COUNTING else row.reported


def total(parts):
    known = [part for part in parts if part is not None]
    return sum(known) if known else None
