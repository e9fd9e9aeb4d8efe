"""When somebody is told: at their hour, in their zone, not on their weekend or on a public holiday of their country."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

EVENING = 20  # what is told at once is told until this hour
FAR = 60  # days within which every country has a working day
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    """How somebody wants to be told. country: ISO 3166-1 alpha-2 or "". weekday: Monday is 0."""

    zone: str = "UTC"
    country: str = ""
    mode: str = "daily"
    hour: int = 8
    weekday: int = 0


@lru_cache(maxsize=256)
def zone_of(name):
    """The time zone of a name; UTC where the machine knows none of it."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=512)
def _calendar(country, year):
    try:
        return holidays.country_holidays(country, years=[year])
    except NotImplementedError:  # no such country, or none of which the holidays are known
        return None


@lru_cache(maxsize=65536)
def is_working_day(day, country):
    """Neither weekend nor public holiday there. Of a country that nobody knows, Monday to Friday."""
    calendar = _calendar(country, day.year) if country else None
    return day.weekday() < 5 if calendar is None else calendar.is_working_day(day)


@lru_cache(maxsize=65536)
def moment_for(clock, day, before):
    """The UTC moment at which a step of this day is told. before: it tells of something still to come, so that it is
    rather told on the working day before than on the one after."""
    there = _slot(clock, day, -1) if before else None
    return _at(clock, there or _slot(clock, day, 1))


@lru_cache(maxsize=65536)
def moment_after(clock, moment):
    """The first UTC moment from this one on at which this person is told something."""
    local = moment.astimezone(zone_of(clock.zone))
    day = local.date()
    if clock.mode == "immediate" and is_their_time(clock, moment):
        return moment
    at = _at(clock, day)
    if at < moment or not _suits(clock, day):
        at = _at(clock, _slot(clock, day + DAY, 1))
    return at


def next_from(clock, moment, now):
    """The moment itself, or where it is over the first one from now on. It is not moved while it is to come."""
    return moment if moment >= now else moment_after(clock, now)


def is_their_time(clock, moment):
    """Whether somebody may be told at this moment something whose own moment is over: within their hours, at work."""
    local = moment.astimezone(zone_of(clock.zone))
    until = EVENING if clock.hour < EVENING else 24
    return clock.hour <= local.hour < until and is_working_day(local.date(), clock.country)


def _suits(clock, day):
    """A day on which this person is told; the weekly mail of a week whose day is a holiday comes on the next one."""
    if clock.mode != "weekly":
        return is_working_day(day, clock.country)
    if not is_working_day(day, clock.country):
        return False
    back = (day.weekday() - clock.weekday) % 7
    return all(not is_working_day(day - n * DAY, clock.country) for n in range(1, back + 1))


def _slot(clock, day, step):
    """The nearest suitable day from this one on, or back (at most ten days); None where there is none."""
    for n in range(FAR if step > 0 else 11):
        if _suits(clock, day + n * step * DAY):
            return day + n * step * DAY
    return day if step > 0 else None


def _at(clock, day):
    """That hour of that day there, as UTC. An hour that a change of clocks skips is the one after it."""
    local = dt.datetime.combine(day, dt.time(clock.hour), zone_of(clock.zone))
    return local.astimezone(dt.UTC)
