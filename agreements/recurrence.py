"""Days of what is owed again and again, by rules as calendars write them (RRULE, RFC 5545). No database.

"Every month" from the 31st means the last day of shorter months, which a bare FREQ=MONTHLY would leave out.
"""

import datetime as dt

from dateutil.rrule import rrulestr

EVERY = {"month": (1, "MONTHLY"), "quarter": (3, "MONTHLY"), "half-year": (6, "MONTHLY"), "year": (1, "YEARLY")}
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
SHORTEST_MONTH = 28


class NotARule(ValueError):
    """The text is no RRULE of whole days."""


def rule_for(every, first_on):
    """The RRULE of "every month", "quarter", "half-year" or "year" from this day on."""
    interval, frequency = EVERY[every]
    parts = [f"FREQ={frequency}"]
    if interval > 1:
        parts.append(f"INTERVAL={interval}")
    if frequency == "MONTHLY" and first_on.day > SHORTEST_MONTH:
        days = ",".join(str(day) for day in range(SHORTEST_MONTH, first_on.day + 1))
        parts += [f"BYMONTHDAY={days}", "BYSETPOS=-1"]
    if frequency == "YEARLY" and (first_on.month, first_on.day) == (2, 29):
        parts += ["BYMONTH=2", "BYMONTHDAY=28,29", "BYSETPOS=-1"]
    return ";".join(parts)


def every_of(rule, first_on):
    """The word whose rule this is, or "" for one that somebody wrote otherwise."""
    return next((every for every in EVERY if rule_for(every, first_on) == rule), "")


def parse(rule, first_on):
    """An iterable of datetimes without a zone, the first at or after first_on. Raises NotARule."""
    text = rule.strip().upper().removeprefix("RRULE:")
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    if parts.get("FREQ") not in FREQUENCIES or any(name in parts for name in ("BYHOUR", "BYMINUTE", "BYSECOND")):
        raise NotARule(rule)
    if "\n" in text:
        raise NotARule(rule)
    try:
        return rrulestr(text, dtstart=dt.datetime.combine(first_on, dt.time()))
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise NotARule(rule) from fault


def days_of(rule, first_on, last, *, after):
    """Days up to `last`, and the next one after the day `after` wherever it lies, in order.

    last, after: dates. Raises NotARule.
    """
    found = []
    for moment in parse(rule, first_on):
        day = moment.date()
        if day > last and found and found[-1] > after:
            break
        found.append(day)
        if day > last and day > after:
            break
    return found
