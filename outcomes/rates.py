"""Which exchange rate a claim is converted at (METHODS 5.2, CONTRACTS 2): pure, Decimal only."""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from outcomes.enums import RateSource

ONE = Decimal(1)


@dataclass(frozen=True)
class Rate:
    """Reporting currency per unit; value is None where there is no rate, which is never guessed."""

    value: Decimal | None
    source: RateSource


NO_RATE = Rate(None, RateSource.NONE)


class RateBook:
    """Rates of days and averages of spans. Closing rates are for stocks and do not stand here.

    rows: (currency, kind, first, last, rate) with kind "day" or "average".
    """

    def __init__(self, reporting, rows=()):
        self.reporting = reporting
        self._rates = defaultdict(dict)
        for currency, kind, first, last, rate in rows:
            self._rates[currency][kind, first, last] = rate

    def rate_for(self, currency, first, last, own=None):
        """The claim's own; the day's; the average of its month; for a year its average, else the mean of its months.

        first, last: the span in which the claim says that it happened. own: the rate stated on the claim.
        """
        if own is not None:
            return Rate(own, RateSource.CLAIM)
        if currency == self.reporting:
            return Rate(ONE, RateSource.SAME)
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
    """The first day of the month in which the whole span lies; None where the date is known to the year only."""
    return date(first.year, first.month, 1) if (first.year, first.month) == (last.year, last.month) else None
