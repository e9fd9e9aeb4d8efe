"""What a scope records, indicator by indicator: the figures that are worth a tile on its dashboard."""

from outcomes.catalogue import CATALOGUE

# An estimate, a rate or what does not add says nothing of several ties at once, so it makes no tile.
ADDS_OVER_TIME = ("sum", "distinct", "last", "mean", "max", "median")
ADDS_OVER_PLACES = ("sum", "distinct", "last")
PERCENTAGE = 2  # IATI measure
PLACE_OF = {entry.code: place for place, entry in enumerate(CATALOGUE)}


def most_recorded(sums, until):
    """Indicators of which a scope holds records that stand in a figure, the one with most of them first.

    sums: the scope's, of all indicators, from the first year that counts. until: the last one. Records are counted and
    never valued, so no kind of money is held against another; equal ones stand in the order of the catalogue, an
    office's own after them by code. Ratios and what does not add over ties are left out.
    """
    rows = [lines[0].indicator for lines in sums.lines.values()]
    records = {row.code: sums.records(row.code, until) for row in rows if may_be_a_tile(row)}
    rows = [row for row in rows if records.get(row.code)]
    return sorted(rows, key=lambda row: (-records[row.code], PLACE_OF.get(row.code, len(PLACE_OF)), row.code))


def may_be_a_tile(indicator):
    return (
        not indicator.computed
        and indicator.over_time in ADDS_OVER_TIME
        and indicator.over_places in ADDS_OVER_PLACES
        and indicator.iati_measure != PERCENTAGE
    )
