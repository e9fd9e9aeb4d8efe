"""The exchange rates behind a figure, each with its date, its kind and where it came from."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from outcomes.enums import RateSource
from outcomes.models import Claim, ExchangeRate
from outcomes.queries.prices_then import rows_on
from outcomes.rates import month_of

LOOKED_UP = {
    RateSource.DAY: "day",
    RateSource.MONTH: "average",
    RateSource.YEAR: "average",
    RateSource.MONTHS: "average",
}


@dataclass(frozen=True)
class RateUsed:
    """rate: reporting currency per unit. source: of a report's own rate too, empty where it says none. n: reports."""

    currency: str
    first: date
    last: date
    rate: Decimal
    kind: str
    source: str
    n: int


def rates_used(reports, known_on=None):
    """RateUsed for each rate that these reports (Seen) were converted at, by currency and day. known_on: the day whose
    knowledge is shown, None for what stands now."""
    converted = [one for one in reports if one.rule.rate is not None and one.rate_source not in ("", RateSource.SAME)]
    own = [one.claim.pk for one in converted if one.rate_source == RateSource.CLAIM]
    said = dict(Claim.objects.filter(pk__in=own).values_list("pk", "rate_source")) if own else {}
    counted = Counter()
    for one in converted:
        source = said.get(one.claim.pk, "") if one.rate_source == RateSource.CLAIM else ""
        counted[one.claim.currency, *span_of(one), one.rule.rate, one.rate_source, source] += 1
    firsts, lasts = [key[1] for key in counted], [key[2] for key in counted]
    sources = sources_of({key[0] for key in counted}, firsts, lasts, known_on)
    return [
        RateUsed(
            currency, first, last, rate, kind,
            told if kind == RateSource.CLAIM else named(sources, currency, LOOKED_UP[RateSource(kind)], first, last), n,
        )
        for (currency, first, last, rate, kind, told), n in sorted(counted.items(), key=lambda pair: pair[0][:3])
    ]  # fmt: skip


def span_of(one):
    if one.rate_source == RateSource.MONTH:
        return month_of(one.claim.occurred_first)
    return one.claim.occurred_first, one.claim.occurred_last


def sources_of(currencies, firsts, lasts, known_on=None):
    """[(currency, kind, first, last, source)] of the rates that may have been used."""
    if not currencies:
        return []
    needed = Q(currency__in=currencies, last__gte=min(firsts), first__lte=max(lasts))
    return list(rows_on(ExchangeRate, known_on, ("currency", "kind", "first", "last", "source"), needed))


def named(sources, currency, kind, first, last):
    """The source of the row for this span, or of the months inside it."""
    rows = [row for row in sources if row[:2] == (currency, kind)]
    found = {source for _c, _k, start, end, source in rows if (start, end) == (first, last)}
    found = found or {source for _c, _k, start, end, source in rows if first <= start <= end <= last}
    return ", ".join(sorted(found))
