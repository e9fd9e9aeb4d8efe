"""What the ledger counts as verified exports to a country in a year, in an office's view, and rates of years."""

from django.conf import settings
from django.db.models import Q, Sum

from outcomes.models import ExchangeRate, ReachMember, RollUp, RollUpLevel
from outcomes.queries.cells import IS_COUNTING
from outcomes.rates import RateBook
from partnerships.models import Audience

EXPORTS = "OC2"


def verified_exports(organisation, countries):
    """{(pk of a country, year): value in the reporting currency}; an outcome counts once in a country.

    Figures that only named people read stay out: the answer is read by all members of the office.
    """
    entering = ReachMember.objects.filter(level=RollUpLevel.PLACE, member__in=list(countries), counts=True)
    of_reach = {}
    for reach, country in entering.values_list("reach", "member"):
        of_reach.setdefault(reach, []).append(country)
    sums = RollUp.objects.filter(
        IS_COUNTING, ~Q(audience=Audience.NAMED), owner=organisation, indicator__code=EXPORTS, reach__in=of_reach
    )
    found = {}
    for reach, year, value in sums.values_list("reach", "year").annotate(value=Sum("nominal")).order_by("reach"):
        for country in of_reach[reach]:
            found[country, year] = found.get((country, year), 0) + (value or 0)
    return {key: float(value) for key, value in found.items()}


def rates_of_years(currency, years):
    """{year: reporting currency per unit of this one, the average of the year}; years without a rate are not in it."""
    if not currency:
        return {}
    rows = ExchangeRate.objects.filter(currency=currency).exclude(kind=ExchangeRate.Kind.CLOSING)
    book = RateBook(settings.GEMEL_CURRENCY, rows.values_list("currency", "kind", "first", "last", "rate"))
    found = {year: book.average_of_year(currency, year).value for year in years}
    return {year: float(value) for year, value in found.items() if value is not None}
