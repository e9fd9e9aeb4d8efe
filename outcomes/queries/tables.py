"""The two tables of a dashboard: its indicators, and its ties with what each brings; both add up to the tiles."""

from dataclasses import dataclass

from outcomes import adding
from outcomes.periods import whole_calendar_year
from outcomes.queries import figures, programme
from partnerships.models import Partnership

GROUPS = {
    "inputs": ("IN",), "activities": ("AC",), "outputs": ("OP",), "outcomes": ("OC",), "impact": ("IM",),
    "process": ("PR",),
}  # fmt: skip


@dataclass(frozen=True)
class IndicatorRow:
    """now, before: figures of the period and of the one it is compared with. ratio: of a rate worked out anew from its
    numerator and denominator, else None. line: the versions that it is of; an earlier rule has a row of its own."""

    line: object
    now: figures.Figure
    before: figures.Figure
    ratio: object = None
    ratio_before: object = None

    @property
    def indicator(self):
        return self.line.indicator

    @property
    def is_empty(self):
        return self.now.is_empty and self.before.is_empty and self.ratio is None and self.ratio_before is None


def is_in_group(indicator, group):
    """group: one of GROUPS, "own" or "" for all."""
    if group == "own":
        return indicator.office_id is not None
    return not group or (indicator.office_id is None and indicator.code.startswith(GROUPS[group]))


def indicator_rows(board, group=""):
    """Rows of every indicator of which something is recorded in the period or in the one compared with, the version in
    use before earlier ones that are not added to it."""
    spans = (board.span, board.asked.before)
    sums = board.by_year if all(whole_calendar_year(span) for span in spans) else board.everything
    rows = []
    for code in sorted(sums.lines):
        for line in sums.lines[code]:
            indicator = line.indicator
            if not is_in_group(indicator, group):
                continue
            if indicator.numerator_id:
                ratios = [ratio_of(sums, indicator, span) for span in spans]
                rows.append(IndicatorRow(line, figures.Figure(), figures.Figure(), *ratios))
            elif not indicator.computed:
                found = [sums.figure(code, span, indicator.version) for span in spans]
                rows.append(IndicatorRow(line, *found))
    return [row for row in rows if not row.is_empty]


def ratio_of(sums, indicator, span):
    """Numerator divided by denominator, each summed first; never a mean of rates."""
    top = part_of(sums, indicator.numerator, indicator.numerator_as, span)
    return adding.ratio(top, part_of(sums, indicator.denominator, indicator.denominator_as, span))


def part_of(sums, indicator, counts_as, span):
    figure = sums.figure(indicator.code, span, indicator.version)
    return figure.n if counts_as == "number" else figure.verified


@dataclass(frozen=True)
class TieRow:
    """A tie of the scope and its part of the figure; kept: whether the office keeps it now."""

    pk: int
    name: str
    slug: str
    stage: object
    figure: figures.Figure
    kept: bool


def tie_rows(board):
    """Ties of the scope, those with the largest verified figure first. Their figures add up to the scope's own.

    A tie that the office no longer keeps stands in the list as long as it brings something.
    """
    sums = figures.Sums(
        board.user, board.organisation, [board.indicator.code], scope=board.scope, since=board.span.first.year,
        as_of=board.asked.known, by_tie=True,
    )  # fmt: skip
    brought = sums.ties(board.indicator.code, board.span)
    kept = programme.staged(board.user, board.office, board.scope).order_by()
    rows, none = [], figures.Figure()
    columns = ("partnership", "partnership__name", "partnership__slug", "now__stage", "now__reason")
    for pk, name, slug, stage, reason in kept.values_list(*columns):
        stage = programme.NOT_ENOUGH if reason == programme.NoStage.NOT_ENOUGH_RECORDS else stage
        rows.append(TieRow(pk, name, slug, stage, brought.pop(pk, none), True))
    for pk, name, slug in Partnership.objects.filter(pk__in=brought).values_list("pk", "name", "slug"):
        rows.append(TieRow(pk, name, slug, None, brought[pk], False))
    rows.sort(key=lambda row: (-(row.figure.verified or 0), -(row.figure.unverified or 0), row.name))
    return rows
