"""The figures of a dashboard, read from roll-ups, and the lists they open to, read from Counted (law 3).

They are added from cells (outcomes/queries/cells.py) by the indicator's rules over time and over ties.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from outcomes import adding
from outcomes.models import Counted
from outcomes.periods import QUARTER_DAY, end_of_month, last_month, months_later, whole_calendar_year
from outcomes.queries.cells import COUNTING, VERIFIED, Wanted, cells_of_rows, counted_cells, stored_cells, total
from outcomes.queries.known_then import rows_as_of
from outcomes.queries.scopes import programme_scope
from outcomes.queries.versions import line_of, lines_of
from partnerships.models import Partnership
from partnerships.models.keys import keys_of

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

    @property
    def is_empty(self):
        return not (self.n or self.n_unverified)


@dataclass
class Sums:
    """The figures of some indicators in one scope of an office's view.

    user: whose permission reads. codes: of the indicators, None for all that the office may use. scope: the programme
    where none is given. since: the first year to read. as_of: a day; then figures are those known on that day, from the
    claims. by_tie: keep every cell's tie, so that `ties` can say what each partnership brings. whole_years: whole
    calendar years alone will be asked for, so the sums by year do where a scope has them.

    A code's figure is that of the version in use; one with another unit or rule has a figure of its own (`lines`).
    """

    user: object
    organisation: object
    codes: list | None
    scope: object = None
    since: int | None = None
    as_of: dt.date | None = None
    by_tie: bool = False
    whole_years: bool = False
    cells: list = field(init=False)
    lines: dict = field(init=False)
    rules: dict = field(init=False)
    is_by_year: bool = field(init=False, default=False)

    def __post_init__(self):
        self.scope = self.scope or programme_scope()
        self.lines = lines_of(self.organisation, self.codes)
        self.rules = {code: lines[0].rule for code, lines in self.lines.items()}
        self._line_of = {pk: line for lines in self.lines.values() for line in lines for pk in line.ids}
        self.cells = self._read()
        self._by_line = defaultdict(list)
        for cell in self.cells:
            self._by_line[self._line_of[cell.indicator]].append(cell)

    def _read(self):
        if self.as_of is not None:
            return list(cells_of_rows(self._rows_as_of()))
        limited = any(key.ties is not None for key in keys_of(self.user).held)
        summed = {pk for pk, line in self._line_of.items() if line.rule.is_summed}
        if self.by_tie or limited or self.scope.only is not None:
            summed = set()
        found = []
        if summed:
            found, self.is_by_year = stored_cells(self._wanted(summed), whole_years=self.whole_years)
        apart = set(self._line_of) - summed
        return found + (counted_cells(self._wanted(apart)) if apart else [])

    def _wanted(self, ids):
        return Wanted(self.user, self.organisation, self.scope, sorted(ids), self.since)

    def _rows_as_of(self):
        for row in rows_as_of(self.user, self.organisation, self.as_of, self.scope):
            if row.indicator_id in self._line_of and (self.since is None or row.year >= self.since):
                yield row

    def figure(self, code, span, version=None):
        """The indicator's figure over a span, by its rules over time and over partnerships. version: one that the
        figure is to hold; None for the version in use."""
        line = line_of(self.lines, code, version)
        cells = [cell for cell in self._by_line.get(line, ()) if cell.is_in(span)]
        return figure_of(cells, line.rule if line else None)

    def ties(self, code, span):
        """{tie: figure}; added over ties they give `figure`, for each outcome stands on one of them."""
        line, found = line_of(self.lines, code), defaultdict(list)
        for cell in self._by_line.get(line, ()):
            if cell.is_in(span):
                found[cell.tie].append(cell)
        return {tie: figure_of(cells, line.rule) for tie, cells in found.items()}

    def records(self, code, until):
        """How many records stand in a code's figures, from `since` to the end of the year `until`."""
        cells = self._by_line.get(line_of(self.lines, code), ())
        return sum(cell.n for cell in cells if cell.year <= until)

    def undated(self, code, spans):
        """Verified value dated to a year only within the spans' years, or to a quarter that lies in none of them whole:
        it stands in no shorter span (never spread)."""
        years = {span.first.year for span in spans}
        found = [
            cell for cell in self._by_line.get(line_of(self.lines, code), ())
            if cell.part == VERIFIED and (cell.year in years if cell.month is None else cut(cell.month, spans))
        ]
        return total(cell.value for cell in found)


def cut(mark, spans):
    """Whether a quarter begins or ends inside one of the spans without lying whole in any."""
    touched = any(span.first <= month <= span.last for month in (mark, last_month(mark)) for span in spans)
    return touched and not any(span.holds(mark) for span in spans)


def figure_of(cells, rule):
    """One figure of cells inside a span, by the rule over time within each tie, then over ties."""
    parts = {"verified": [], "documented": [], "reported": []}
    for cell in cells:
        parts[cell.part].append(cell)
    if rule is None or rule.is_summed:
        kept = parts
        values = {part: total(cell.value for cell in found) for part, found in parts.items()}
    else:
        kept = {part: cells_that_count(found, rule) for part, found in parts.items()}
        values = {part: value_by_rule(found, rule) for part, found in parts.items()}
    largest = max((cell.largest for cell in kept["verified"] if cell.largest is not None), default=None)
    unverified = kept["documented"] + kept["reported"]
    return Figure(
        values["verified"], values["documented"], values["reported"],
        sum(cell.n for cell in kept["verified"]), sum(cell.n for cell in unverified), largest,
    )  # fmt: skip


def by_tie_and_time(cells):
    """{tie: {when: cells}}."""
    found = defaultdict(lambda: defaultdict(list))
    for cell in cells:
        found[cell.tie][cell.when].append(cell)
    return found


def cells_that_count(cells, rule):
    """Those that the rule over time picks: the last period of each tie, its highest one, or all for a mean."""
    if rule.over_time not in ("last", "max"):
        return list(cells)
    kept = []
    for periods in by_tie_and_time(cells).values():
        known = {when: found for when, found in periods.items() if total(cell.value for cell in found) is not None}
        if rule.over_time == "last" and known:
            kept += known[max(known)]
        elif known:
            kept += max(known.values(), key=lambda found: total(cell.value for cell in found))
    return kept


def value_by_rule(cells, rule):
    """Within a tie the values of a period are added and the periods joined by the rule; then the ties are added."""
    ties = []
    for periods in by_tie_and_time(cells).values():
        values = [total(cell.value for cell in periods[when]) for when in sorted(periods)]
        ties.append(adding.over_time(rule.over_time, values))
    known = [value for value in ties if value is not None]
    if rule.over_places not in ("sum", "distinct", "last") and len(known) > 1:
        return None  # a rate or an estimate of several ties is not their sum
    return total(known)


# --- Lists behind figures ---------------------------------------------------------------------------------------------


def in_span(span):
    """Q on Counted: dated inside the span; a fact dated to a year only needs the whole of that year."""
    goes_on = Q(month__day=QUARTER_DAY, month__gt=end_of_month(months_later(span.last, -2)))
    inside = Q(month__gte=span.first, month__lte=span.last) & ~goes_on
    year = whole_calendar_year(span)
    return inside | Q(month=None, year=year) if year is not None else inside


def counted_rows(user, organisation, code, span, scope=None, as_of=None, line=None):
    """Counted rows of an indicator that touch the span in a scope, each outcome once, newest first.

    as_of: a day; then a list of rows as they were known on it. Else a queryset. line: the versions meant, those in use
    where none are given.
    """
    scope = scope or programme_scope()
    line = line or line_of(lines_of(organisation, [code]), code)
    ids = line.ids if line else ()
    if as_of is not None:
        rows = [
            row for row in rows_as_of(user, organisation, as_of, scope)
            if row.indicator_id in ids and touches(row, span)
        ]
        names = Partnership.objects.in_bulk({row.partnership_id for row in rows})
        for row in rows:
            row.partnership = names[row.partnership_id]
        return sorted(rows, key=lambda row: (-row.occurred_last.toordinal(), row.outcome_id))
    years = Q(month=None, year__gte=span.first.year, year__lte=span.last.year)
    rows = Counted.objects.for_user(user).filter(owner=organisation, indicator__in=ids)
    return (
        scope.counted(rows)
        .filter(in_span(span) | years | quarters_touching(span))
        .select_related("indicator", "partnership")
        .order_by("-occurred_last", "outcome_id")
    )


def quarters_touching(span):
    """Q on Counted: dated to a quarter that lies in the span, if only in part: listed, with the reason it stays out."""
    return Q(month__day=QUARTER_DAY, month__gte=months_later(span.first, -2), month__lte=span.last)


def touches(row, span):
    if row.month is None:
        return span.first.year <= row.year <= span.last.year
    ends = (row.month, last_month(row.month))
    return span.holds(row.month) or any(span.first <= month <= span.last for month in ends)


def set_aside(rows, span, rule):
    """Ids of outcomes inside the span that the rule over time passes over: an earlier period of a tie, a lower one."""
    if rule.is_summed:
        return set()
    parts = defaultdict(list)
    for row in rows:
        for cell in cells_of_rows([row]):
            if cell.is_in(span):
                parts[cell.part].append((row.outcome_id, cell))
    aside = set()
    for found in parts.values():
        kept = {id(cell) for cell in cells_that_count([cell for _outcome, cell in found], rule)}
        aside |= {outcome for outcome, cell in found if id(cell) not in kept}
    return aside


def verified_ties(user, organisation, as_of):
    """Counted rows, one a tie and outcome, of verified outcomes that happened by the as-of date."""
    return Counted.objects.for_user(user).filter(
        owner=organisation, state__in=COUNTING, group=Counted.Group.VERIFIED, occurred_last__lte=as_of
    )


def window_start(as_of):
    first = months_later(as_of, -WINDOW_MONTHS)
    return first.replace(day=min(as_of.day, 28))
