"""Which exchange rate a claim is converted at (METHODS 5.2, CONTRACTS 2): pure, Decimal only."""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from outcomes.enums import RateSource
from outcomes.periods import end_of_month, months_later, quarter_mark

ONE = Decimal(1)
SHIPPED_SOURCE = "ECB euro reference rates, monthly average"  # of the averages that come with the product


@dataclass(frozen=True)
class Rate:
    """Reporting currency per unit; value is None where there is no rate, which is never guessed."""

    value: Decimal | None
    source: RateSource


NO_RATE = Rate(None, RateSource.NONE)
SAME = Rate(ONE, RateSource.SAME)


class RateBook:
    """Rates of days and averages of spans. Closing rates are for stocks and do not stand here.

    reporting: the currency per unit of which the rates are given.
    rows: (currency, kind, first, last, rate) with kind "day" or "average".
    into: the currency to answer in; another than `reporting` is crossed at the same date.
    """

    def __init__(self, reporting, rows=(), *, into=None):
        self.reporting = reporting
        self.into = into or reporting
        self._rates = defaultdict(dict)
        self._found = {}
        for currency, kind, first, last, rate in rows:
            self._rates[currency][kind, first, last] = rate

    def rate_for(self, currency, first, last, own=None):
        """The claim's own; the day's; the average of its month; for a year its average, else the mean of its months.

        first, last: the span in which the claim says that it happened. own: the rate stated on the claim.
        """
        if self.into == self.reporting:
            return Rate(own, RateSource.CLAIM) if own is not None else self._looked_up(currency, first, last)
        if currency == self.into:
            return SAME
        given = Rate(own, RateSource.CLAIM) if own is not None else self._looked_up(currency, first, last)
        other = self._looked_up(self.into, first, last)
        if given.value is None or other.value is None:
            return NO_RATE
        source = other.source if given.source == RateSource.SAME else given.source
        return Rate(given.value / other.value, source)

    def average_of_year(self, currency, year):
        """The average rate of a year: its average row, else the mean of its months."""
        return self.rate_for(currency, date(year, 1, 1), date(year, 12, 31))

    def _looked_up(self, currency, first, last):
        key = currency, first, last
        if key not in self._found:
            self._found[key] = self._look_up(*key)
        return self._found[key]

    def _look_up(self, currency, first, last):
        if currency == self.reporting:
            return SAME
        known = self._rates.get(currency)
        if not known:
            return NO_RATE
        if first == last and (rate := known.get(("day", first, last))) is not None:
            return Rate(rate, RateSource.DAY)
        if (first.year, first.month) == (last.year, last.month):
            rate = known.get(("average", *month_of(first)))
            return NO_RATE if rate is None else Rate(rate, RateSource.MONTH)
        if (rate := known.get(("average", first, last))) is not None:
            return Rate(rate, RateSource.YEAR)
        return mean_of_months(known, first, last)


def month_of(day):
    """First and last day of the day's month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def mean_of_months(known, first, last):
    """Mean of the months of a span, weighted by days; no rate when a month is missing or the span cuts through one."""
    if first.day != 1 or last != month_of(last)[1]:
        return NO_RATE
    weighted, days, start = Decimal(0), 0, first
    while start <= last:
        end = month_of(start)[1]
        rate = known.get(("average", start, end))
        if rate is None:
            return NO_RATE
        weighted += rate * end.day
        days += end.day
        start = end + timedelta(days=1)
    return Rate(weighted / days, RateSource.MONTHS)


def whole_month(first, last):
    """The first day of the month in which the whole span lies; of a whole calendar quarter its mark (periods.py); None
    where the date is known to the year only."""
    if (first.year, first.month) == (last.year, last.month):
        return date(first.year, first.month, 1)
    if first.day == 1 and first.month % 3 == 1 and last == end_of_month(months_later(first, 2)):
        return quarter_mark(first)
    return None
