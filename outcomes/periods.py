"""An office's years and quarters: every tile, target, quarter and report uses the first month of its year."""

import calendar
import datetime as dt
from dataclasses import dataclass


def month_of(day):
    return day.replace(day=1)


def months_later(day, months):
    """The first day of the month that lies so many months after (or, below nought, before) the day's month."""
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


QUARTER_DAY = 2


def quarter_mark(first):
    """How a fact that is dated to a whole calendar quarter stands among months: the second day of its first month.

    A month stands as its first day. So both sort by time, and a quarter is never taken for one of its months.
    """
    return first.replace(day=QUARTER_DAY)


def is_quarter(mark):
    return mark.day == QUARTER_DAY


def last_month(mark):
    """The first day of the last month that a mark stands for."""
    return months_later(mark, 2) if is_quarter(mark) else mark


def mark_text(mark, year):
    """2026-03, 2026-Q1, or the year where nothing finer is known."""
    if mark is None:
        return str(year)
    return f"{mark.year}-Q{mark.month // 3 + 1}" if is_quarter(mark) else mark.strftime("%Y-%m")


def end_of_month(day):
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@dataclass(frozen=True)
class Span:
    """Whole months, both ends included. label is for people ("FY 2026", "Q3 26")."""

    first: dt.date
    last: dt.date
    label: str = ""

    def holds(self, mark):
        """Whether a month, or a whole quarter, lies inside."""
        return self.first <= mark and last_month(mark) <= self.last

    def earlier(self, months=12):
        """The same span so many months before."""
        length = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        first = months_later(self.first, -months)
        return Span(first, end_of_month(months_later(first, length)), self.label)


def year_start(day, starts_in):
    """First day of the office's year in which the day lies."""
    year = day.year if day.month >= starts_in else day.year - 1
    return dt.date(year, starts_in, 1)


def year_to_date(as_of, starts_in):
    """The office's year from its first day to the month of the as-of date. It is named by the year it starts in."""
    first = year_start(as_of, starts_in)
    return Span(first, end_of_month(as_of), f"FY {first.year}")


def year_of(year, starts_in):
    """A whole year of the office."""
    first = dt.date(year, starts_in, 1)
    return Span(first, end_of_month(months_later(first, 11)), f"FY {year}")


def quarters_to(as_of, starts_in, count=8):
    """The last `count` quarters of the office's years up to the one of the as-of date, oldest first."""
    start = year_start(as_of, starts_in)
    elapsed = (as_of.year - start.year) * 12 + as_of.month - start.month
    current = months_later(start, elapsed // 3 * 3)
    spans = []
    for back in range(count - 1, -1, -1):
        first = months_later(current, -3 * back)
        opened = year_start(first, starts_in)
        number = ((first.year - opened.year) * 12 + first.month - opened.month) // 3 + 1
        spans.append(Span(first, end_of_month(months_later(first, 2)), f"Q{number} {opened.year % 100:02d}"))
    return spans


def whole_calendar_year(span):
    """The calendar year that lies whole in the span, or None: facts dated to a year only enter no shorter view."""
    if (span.first.month, span.last.month) == (1, 12) and span.first.year == span.last.year:
        return span.first.year
    return None
