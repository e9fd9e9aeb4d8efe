"""Which exchange rates are missing, and how many reports wait for each: they are not converted, never guessed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Max, Min

from outcomes.models import Claim, ExchangeRate
from outcomes.rates import RateBook, month_of


@dataclass(frozen=True)
class MissingRate:
    """The average of `first` to `last` would do (of a day: its month). n: reports that wait for it."""

    currency: str
    first: date
    last: date
    n: int

    @property
    def on(self):
        """As a file of rates names the span: 2021, 2021-03; a span that is neither by its days."""
        if (self.first, self.last) == month_of(self.first):
            return f"{self.first:%Y-%m}"
        if (self.first, self.last) == (date(self.first.year, 1, 1), date(self.first.year, 12, 31)):
            return f"{self.first:%Y}"
        return f"{self.first} – {self.last}"


def missing_rates(user):
    """(MissingRate rows by currency and span, how many reports wait) of the reports that this person reads; of all of
    them for platform staff, who see currency and span and no record."""
    claims = Claim.objects.all() if user.is_staff else Claim.objects.for_user(user)
    waiting = (
        claims.standing()
        .filter(outcome__indicator__is_money=True, amount__isnull=False, rate=None)
        .exclude(currency__in=["", settings.GEMEL_CURRENCY])
    )
    spans = waiting.order_by().values("currency", "occurred_first", "occurred_last")
    book = book_for(spans)
    missing, reports = Counter(), 0
    for span in spans.annotate(n=Count("pk")):
        currency, first, last = span["currency"], span["occurred_first"], span["occurred_last"]
        if book.rate_for(currency, first, last).value is None:
            reports += span["n"]
            for needed in wanted(book, currency, first, last):
                missing[currency, *needed] += span["n"]
    return [MissingRate(*key, n) for key, n in sorted(missing.items())], reports


def wanted(book, currency, first, last):
    """The spans whose averages would do: the month of a day, the year of a year, the months that lack of a quarter.
    Where days are left over, only a rate on the report itself helps, and the span stands for itself."""
    if (first.year, first.month) == (last.year, last.month):
        return [month_of(first)]
    is_year = (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31))
    if is_year or first.day != 1 or last != month_of(last)[1]:
        return [(first, last)]
    months, start = [], first
    while start <= last:
        months.append(month_of(start))
        start = months[-1][1] + timedelta(days=1)
    return [month for month in months if book.rate_for(currency, *month).value is None]


def book_for(spans):
    """The rates known for these currencies and days; closing rates are for stocks alone."""
    ends = spans.aggregate(first=Min("occurred_first"), last=Max("occurred_last"))
    if ends["first"] is None:
        return RateBook(settings.GEMEL_CURRENCY)
    rows = ExchangeRate.objects.exclude(kind=ExchangeRate.Kind.CLOSING).filter(
        currency__in=spans.values("currency").distinct(), first__lte=ends["last"], last__gte=ends["first"]
    )
    return RateBook(settings.GEMEL_CURRENCY, rows.values_list("currency", "kind", "first", "last", "rate"))


def known_span():
    """(how many rates are known, the last day that they reach) for the line above the list."""
    known = ExchangeRate.objects.aggregate(n=Count("pk"), last=Max("last"))
    return known["n"], known["last"]
