"""What a place sells to countries abroad, year by year, in one currency; what was left out is counted."""

from collections import Counter
from dataclasses import dataclass, field

from insights.models import TradeFlow
from stakeholders.models.places import Level

FULL = 2  # a year stands in the panel where at least one in so many of the countries of the fullest year has a value


@dataclass(frozen=True)
class Exports:
    """rows: [(pk of the country, its name, year, value)] in order. place: the city itself, else its region, else its
    country: the nearest that has any. currency: ISO 4217, or blank where the source names none.

    left: {"other_currency", "thin_years", "year_not_over"}: numbers of flows that are left out.
    """

    place: object
    currency: str = ""
    rows: list = field(default_factory=list)
    left: dict = field(default_factory=dict)


def lying_in(place):
    """The place, its region and its country: the nearest first."""
    found = [place]
    while found[-1].parent_id and found[-1].level != Level.COUNTRY:
        found.append(found[-1].parent)
    return found


def exports_abroad(home, as_of):
    """Exports of all products together from home, or of what it lies in, to countries abroad; None without any.

    A year that is not over by the as-of date stays out, as do flows in another currency than most, and years in which
    fewer than half of the countries of the fullest year have a value.
    """
    for place in lying_in(home):
        flows = TradeFlow.objects.filter(origin=place, product="", destination__level=Level.COUNTRY)
        flows = flows.exclude(destination__country_code=home.country_code).order_by("destination", "year")
        rows = list(flows.values_list("destination", "destination__name", "year", "value", "currency"))
        if rows:
            return sifted(place, rows, as_of)
    return None


def sifted(place, rows, as_of):
    over = [row for row in rows if row[2] < as_of.year]
    often = Counter(row[4] for row in over)
    currency = min(often, key=lambda word: (-often[word], word), default="")
    ours = [row for row in over if row[4] == currency]
    a_year = Counter(row[2] for row in ours)
    full = {year for year, n in a_year.items() if FULL * n >= max(a_year.values())}
    kept = [(country, name, year, float(value)) for country, name, year, value, _word in ours if year in full]
    left = {
        "year_not_over": len(rows) - len(over), "other_currency": len(over) - len(ours),
        "thin_years": len(ours) - len(kept),
    }  # fmt: skip
    return Exports(place, currency, kept, left)
