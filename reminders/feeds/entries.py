"""One day or span of days in a calendar, and how often it changed."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Max
from django.urls import reverse

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Changes:
    """How often something was written down, and when last; of what has no history nothing is known."""

    count: int = 0
    last: dt.datetime | None = None

    def __add__(self, other):
        both = [moment for moment in (self.last, other.last) if moment]
        return Changes(self.count + other.count, max(both, default=None))


@dataclass(frozen=True)
class Entry:
    """What stands in a calendar. Days are those of the place or office that the record names; few have an hour.

    key: stays when anything else changes. tie: the partnership's name. first, last: days, both included. lines: what
    the description says. starts_at, ends_at: moments in the zone of the place, where the hours are known; ends_at may
    be missing. changes: those of the record. turned_at: the moment at which the day alone changed it, as when
    it became late, or None.
    """

    key: str
    title: str
    tie: str
    first: dt.date
    last: dt.date
    kind: str
    lines: tuple
    url: str
    changes: Changes
    place: str = ""
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    turned_at: dt.datetime | None = None
    is_cancelled: bool = False

    @property
    def sequence(self):
        """Grows with each change, and by less than a change where a day turned it."""
        return 2 * max(self.changes.count - 1, 0) + bool(self.turned_at)

    @property
    def changed_at(self):
        """The moment of the last change, by somebody or by a day that passed; None where neither is known."""
        return max((moment for moment in (self.changes.last, self.turned_at) if moment), default=None)


def changes_in(events, field="pgh_obj"):
    """{value of the field: Changes} of events of a history, none for what it does not hold; one query.

    field: a name, or several, whose values are then a tuple.
    """
    fields = (field,) if isinstance(field, str) else field
    rows = events.order_by().values_list(*fields).annotate(n=Count("pgh_id"), last=Max("pgh_created_at"))
    known = {values[0] if len(values) == 1 else tuple(values): Changes(n, last) for *values, n, last in rows}
    return defaultdict(Changes, known)


def changes_of(model, ids):
    """{id: Changes} of records, in one query."""
    return changes_in(model.pgh_event_model.objects.filter(pgh_obj__in=ids))


def address(name, *args):
    return settings.GEMEL_URL + reverse(name, args=args)


def zone_of_owner(organisation):
    """Where the office that owns a record keeps its clock; UTC without an office. Reads the organisation's office."""
    office = getattr(organisation, "office", None)
    return ZoneInfo(office.time_zone if office else "UTC")


def when_over(day, organisation):
    """The moment at which a day ends where the owning office keeps its clock."""
    return dt.datetime.combine(day + DAY, dt.time(), zone_of_owner(organisation)).astimezone(dt.UTC)


def over_at(day, organisation, at):
    """The moment at which that day had ended there, or None while it has not."""
    ended = when_over(day, organisation)
    return ended if ended <= at else None
