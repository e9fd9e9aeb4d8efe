"""The two tables of a dashboard: its indicators, and its ties with what each brings; both add up to the tiles."""

from dataclasses import dataclass

from django.db.models import Q

from outcomes import adding
from outcomes.models import Indicator
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
    numerator and denominator, else None."""

    indicator: object
    now: figures.Figure
    before: figures.Figure
    ratio: object = None
    ratio_before: object = None

    @property
    def is_empty(self):
        return self.now.is_empty and self.before.is_empty and self.ratio is None and self.ratio_before is None


def indicators_of(organisation, group=""):
    """What an office may measure, the version in use of each code; group: one of GROUPS, "own" or "" for all."""
    rows = Indicator.objects.of_office(organisation).select_related("numerator", "denominator")
    if group == "own":
        rows = rows.filter(office=organisation)
    elif group:
        within = Q()
        for start in GROUPS[group]:
            within |= Q(code__startswith=start)
        rows = rows.filter(within, office=None)
    found = {}
    for row in rows.order_by("code", "version"):
        found[row.code] = row
    return list(found.values())


def indicator_rows(board, group=""):
    """Rows of every indicator of which something is recorded in the period or in the one compared with."""
    wanted = indicators_of(board.organisation, group)
    spans = (board.span, board.asked.before)
    sums = board.by_year if all(whole_calendar_year(span) for span in spans) else board.everything
    rows = []
    for indicator in wanted:
        if indicator.numerator_id:
            ratios = [ratio_of(sums, indicator, span) for span in spans]
            rows.append(IndicatorRow(indicator, figures.Figure(), figures.Figure(), *ratios))
        elif not indicator.computed:
            rows.append(IndicatorRow(indicator, *(sums.figure(indicator.code, span) for span in spans)))
    return [row for row in rows if not row.is_empty]


def ratio_of(sums, indicator, span):
    """Numerator divided by denominator, each summed first; never a mean of rates."""
    top = part_of(sums, indicator.numerator, indicator.numerator_as, span)
    return adding.ratio(top, part_of(sums, indicator.denominator, indicator.denominator_as, span))


def part_of(sums, indicator, counts_as, span):
    figure = sums.figure(indicator.code, span)
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
