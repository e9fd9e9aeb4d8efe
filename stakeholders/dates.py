"""Partial dates: a day, a month or a year, stored as first and last day (ARCHITECTURE 2)."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

SHAPE = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


class NotADate(ValueError):
    """The text is no day, month or year that exists."""


@dataclass(frozen=True, order=True)
class PartialDate:
    """A span of days known as precisely as its source says."""

    first: dt.date
    last: dt.date

    @classmethod
    def parse(cls, text):
        """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else raises NotADate."""
        found = SHAPE.match(text.strip())
        if not found:
            raise NotADate(text)
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            if day:
                first = last = dt.date(year, month, day)
            elif month:
                first = dt.date(year, month, 1)
                last = dt.date(year, month, calendar.monthrange(year, month)[1])
            else:
                first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        except (ValueError, IndexError, calendar.IllegalMonthError) as error:
            raise NotADate(text) from error
        return cls(first, last)

    @classmethod
    def day(cls, day):
        return cls(day, day)

    @property
    def precision(self):
        """`day`, `month`, `year` or `span`."""
        if self.first == self.last:
            return "day"
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            return "year" if self.first.year == self.last.year else "span"
        whole = calendar.monthrange(self.first.year, self.first.month)[1]
        same_month = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return "month" if same_month and self.first.day == 1 and self.last.day == whole else "span"

    def __str__(self):
        if self.precision == "day":
            return self.first.isoformat()
        if self.precision == "month":
            return f"{self.first:%Y-%m}"
        if self.precision == "year":
            return f"{self.first:%Y}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"
