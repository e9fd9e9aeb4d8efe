"""The periods of a reported figure: calendar years, quarters and months, each with the name in its flow key."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from drawing import formats
from outcomes.periods import end_of_month, months_later
from stakeholders.dates import PartialDate

LENGTHS = {"year": 12, "quarter": 3, "month": 1}
NAME = re.compile(r"(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, order=True)
class Spell:
    """A whole calendar year, quarter or month. name: 2026, 2026-Q1 or 2026-03."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, frequency, day):
        """The spell of that length in which the day lies."""
        length = LENGTHS[frequency]
        first = dt.date(day.year, (day.month - 1) // length * length + 1, 1)
        return cls(first, end_of_month(months_later(first, length - 1)))

    @classmethod
    def parse(cls, name):
        """The spell of a name; None for anything else."""
        found = NAME.fullmatch(name)
        if not found or found[1] == "0000":
            return None
        year, quarter, month = int(found[1]), found[2], found[3]
        if quarter:
            return cls.of("quarter", dt.date(year, int(quarter) * 3, 1))
        return cls.of("month", dt.date(year, int(month), 1)) if month else cls.of("year", dt.date(year, 1, 1))

    @property
    def frequency(self):
        months = self.last.month - self.first.month + 1
        return next(word for word, length in LENGTHS.items() if length == months)

    @property
    def name(self):
        if self.frequency == "year":
            return f"{self.first.year:04}"
        if self.frequency == "quarter":
            return f"{self.first.year:04}-Q{self.last.month // 3}"
        return f"{self.first.year:04}-{self.first.month:02}"

    @property
    def label(self):
        """For people: 2026, Q1 2026, March 2026."""
        if self.frequency == "year":
            return str(self.first.year)
        if self.frequency == "quarter":
            return _("Q%(n)s %(year)s") % {"n": self.last.month // 3, "year": self.first.year}
        return formats.month_year(self.first)

    @property
    def partial_date(self):
        return PartialDate(self.first, self.last)

    def next(self):
        return Spell.of(self.frequency, self.last + dt.timedelta(days=1))


def spells_between(frequency, first, last):
    """Whole spells from the one in which `first` lies to the one in which `last` lies, oldest first."""
    found, spell = [], Spell.of(frequency, first)
    while spell.first <= last:
        found.append(spell)
        spell = spell.next()
    return found


def flow_key(partnership, code, spell):
    """The identity of a period's figure: partnership:indicator:period. The tie's number stays when it is renamed."""
    return f"{partnership.pk}:{code}:{spell.name}"
