"""Hours in the zone of a place: a typed local hour as a moment, and a moment as the hour there (no database)."""

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


class NoSuchHour(ValueError):
    """The clocks there jump over this hour on that day."""


@cache
def zones():
    """The names of the IANA list that have a place in them, sorted: Asia/Tokyo, and UTC."""
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))) + (
        "UTC",
    )


@cache
def is_zone(name):
    """Whether the name is one of the IANA list, as Asia/Tokyo."""
    return bool(name) and name in available_timezones()


def city_of(zone):
    """What people call a zone by: "Tokyo" of Asia/Tokyo."""
    return zone.rpartition("/")[2].replace("_", " ")


def hour_words(hour):
    """23:30 of a time or a datetime: of 24 hours, so that no reader takes it for the morning."""
    return f"{hour:%H:%M}"


def moment(day, hour, zone, *, second=False):
    """The moment (UTC) of a local hour.

    day: date, hour: time, zone: IANA name. Where the clocks go back the hour comes twice: the first is meant, with
    second=True the second. Raises NoSuchHour where the clocks go forward over it.
    """
    there = ZoneInfo(zone)
    local = dt.datetime.combine(day, hour.replace(tzinfo=None, fold=0), there)
    found = local.replace(fold=1 if second and comes_twice(day, hour, zone) else 0).astimezone(dt.UTC)
    if found.astimezone(there).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchHour(local.isoformat())
    return found


def comes_twice(day, hour, zone):
    """Whether this local hour comes twice on that day, because the clocks go back."""
    there = ZoneInfo(zone)
    first = dt.datetime.combine(day, hour.replace(tzinfo=None, fold=0), there)
    both = first.utcoffset(), first.replace(fold=1).utcoffset()
    return both[0] > both[1]  # in a gap it is the other way round


def skipped(day, hour, zone):
    """(the last hour before the gap, the first one after it) on that day, as times; for a sentence."""
    there = ZoneInfo(zone)
    local = dt.datetime.combine(day, hour.replace(tzinfo=None, fold=0), there)
    before, after = local.utcoffset(), local.replace(fold=1).utcoffset()
    turn = _turn(
        local.replace(tzinfo=None) - max(before, after), local.replace(tzinfo=None) - min(before, after), there
    )
    return (turn + min(before, after)).time(), (turn + max(before, after)).time()


def _turn(low, high, there):
    """The moment (UTC, naive) between two at which the offset changes, to the minute."""

    def offset(at):
        return at.replace(tzinfo=dt.UTC).astimezone(there).utcoffset()

    start = offset(low)
    while high - low > dt.timedelta(minutes=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if offset(middle) == start else (low, middle)
    return high.replace(second=0, microsecond=0) + dt.timedelta(minutes=1 if high.second >= 30 else 0)


def there(at, zone):
    """The moment on the clocks of the place: an aware datetime, fold=1 where it is the second of two such hours."""
    return at.astimezone(ZoneInfo(zone))


def day_there(at, zone, otherwise):
    """The day that it is there at a moment; `otherwise` where the zone is not known."""
    return at.astimezone(ZoneInfo(zone)).date() if is_zone(zone) else otherwise
