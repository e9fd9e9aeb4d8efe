"""Entries as an iCalendar file (RFC 5545, RFC 7986): CRLF, lines folded at 75 octets, text escaped.

There is no METHOD: then DTSTAMP is the moment of the last change, so a calendar in which nothing changed is the same
file again. Most entries are whole days. What has an hour is written on the clocks of its place, as
DTSTART;TZID=Asia/Tokyo, and each such zone is described in a VTIMEZONE; X-WR-TIMEZONE tells whose calendar it is.
"""

import datetime as dt
import unicodedata

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone
from icalendar.prop import vDuration, vText

from reminders.feeds.entries import DAY

PRODUCT = "-//Gemel//Calendar//EN"
LAST_OF_ALL = dt.date.max - DAY
AGAIN = dt.timedelta(hours=1)  # how soon a client should look again
BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


def plain(text):
    """Text as a calendar may hold it: one kind of line break and no other sign that steers a machine."""
    text = str(text).replace("\r\n", "\n").translate(BREAKS)
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))


def write_calendar(entries, *, name, zone, host, made_at, of_many_ties=False):
    """The bytes of a calendar.

    entries: Entry. zone: name of the reader's time zone. made_at: when the feed was made, for entries of which no
    change is on file. of_many_ties: each title says of which tie it is.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        calendar[key] = vText(plain(name))
    calendar["x-wr-timezone"] = vText(zone)
    calendar["refresh-interval"] = vDuration(AGAIN, params={"VALUE": "DURATION"})
    calendar["x-published-ttl"] = vDuration(AGAIN)
    entries = sorted(entries, key=lambda entry: (entry.first, entry.key))
    for described in zones_of(entries):
        calendar.add_component(described)
    for entry in entries:
        calendar.add_component(event_of(entry, host, made_at, of_many_ties))
    return calendar.to_ical()


def zones_of(entries):
    """A VTIMEZONE for each zone in which an entry has an hour, from the first year named to the end of the last."""
    hours = [moment for entry in entries for moment in (entry.starts_at, entry.ends_at) if moment]
    if not hours:
        return []
    first, last = min(hours).date().replace(month=1, day=1), max(hours).date().replace(month=12, day=31)
    names = sorted({str(moment.tzinfo) for moment in hours} - {"UTC"})
    return [Timezone.from_tzid(name, first_date=first - DAY, last_date=last + DAY) for name in names]


def hour_of(moment):
    """The hour on the clocks there; in UTC where it is the second of two such hours, which RFC 5545 cannot say."""
    return moment.astimezone(dt.UTC) if moment.fold else moment


def event_of(entry, host, made_at, of_many_ties):
    """One entry. Its identity stays when its days move, and each change is a higher number."""
    event = Event()
    changed_at = (entry.changed_at or made_at).astimezone(dt.UTC).replace(microsecond=0)
    event.add("uid", f"{entry.key}@{host}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    if entry.starts_at is None:
        event.add("dtstart", entry.first)
        event.add("dtend", min(entry.last, LAST_OF_ALL) + DAY)  # the first day that is no longer part of it
    else:
        event.add("dtstart", hour_of(entry.starts_at))
        if entry.ends_at:
            event.add("dtend", hour_of(entry.ends_at))
    event.add("summary", plain(f"{entry.title} · {entry.tie}" if of_many_ties else entry.title))
    lines = [*entry.lines, _("Partnership: %(name)s") % {"name": entry.tie}, entry.url]
    event.add("description", plain("\n".join(line for line in lines if line)))
    if entry.place:
        event.add("location", plain(entry.place))
    event.add("categories", [plain(entry.kind)])
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    # A day on which something is due keeps nobody from meeting; an hour at which people meet does.
    event.add("transp", "OPAQUE" if entry.starts_at and not entry.is_cancelled else "TRANSPARENT")
    return event
