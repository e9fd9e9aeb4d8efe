"""Of what a pack tells, and which records may stand in it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from outcomes.periods import year_start
from partnerships.models import Audience

YEARS = 5


@dataclass(frozen=True)
class Frame:
    """user: who makes or reads it. office: whose pack it is. as_of: the last day that it counts."""

    user: object
    office: object
    partnership: object
    as_of: dt.date

    @property
    def owner(self):
        return self.office.organisation

    @property
    def years(self):
        """[(label, first day, last day)] of the office's last five years, the running one up to the as-of date."""
        starts_in = self.office.year_starts_in
        running = year_start(self.as_of, starts_in)
        found = []
        for back in range(YEARS - 1, -1, -1):
            first = running.replace(year=running.year - back)
            last = first.replace(year=first.year + 1) - dt.timedelta(days=1)
            found.append((_("FY %(year)s") % {"year": first.year}, first, min(last, self.as_of)))
        return found

    def year_of(self, day):
        """Number of the year in `years` in which a day lies; None where it is earlier."""
        return next((n for n, (_label, first, last) in enumerate(self.years) if first <= day <= last), None)

    def publishable(self):
        """Q: recorded by this office and not confidential, or published by its owner. What another body merely shared
        is not this office's to publish."""
        return (Q(owner=self.owner) & ~Q(audience=Audience.NAMED)) | Q(audience=Audience.PUBLIC)


def text(value):
    """A number as the frozen data keep it; None is missing."""
    return None if value is None else str(value)


def iso(day):
    return day.isoformat() if day else None
