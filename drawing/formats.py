"""Numbers, money and dates in the reader's language. Missing is "–", never nought.

English dates are written day first ("3 September 2026"), because readers come from many countries and a month in
letters cannot be misread; other languages follow CLDR.
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_symbol,
)
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, to_locale

MISSING = "–"
MINUS = "−"  # as wide as a plus; a hyphen may be broken off at the end of a line
COMPACT_FROM = 10_000
DAY_FIRST = {"en": "", "es": "", "fr": "", "de": "."}  # languages that shorten a span of days, and the mark after a day
CODE_MEETS_FIGURE = re.compile(r"(?<=[A-Za-z])(?=\d)")


def locale():
    """Babel's locale for the language in use; English where Babel does not know it."""
    try:
        return Locale.parse(to_locale(get_language() or "en"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def number(value, digits=None):
    """A plain number with separators; digits fixes the decimals (default: as many as given, at most 3)."""
    if value is None:
        return MISSING
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=locale()).replace("-", MINUS)


def compact(value, digits=1):
    """A short number: 12.4K in English. Below 10 000 it is written in full."""
    if value is None:
        return MISSING
    if abs(value) < COMPACT_FROM:
        return number(value)
    return format_compact_decimal(_carry(value), fraction_digits=digits, locale=locale())


def percent(value, digits=0):
    """value is a share of 1: Decimal("0.93") reads 93%."""
    if value is None:
        return MISSING
    pattern = locale().percent_formats[None].pattern
    if digits:
        pattern = pattern.replace("0", "0." + "0" * digits, 1) if "0" in pattern else pattern
    return format_percent(value, format=pattern, locale=locale())


def money(amount, currency):
    """Short money for tiles and lists: $18.4M, 18,4 Mio. $, US$1840万. A language may give a long number."""
    if amount is None:
        return MISSING
    if abs(amount) < 1000:
        return money_full(amount, currency)
    return _spaced(format_compact_currency(_carry(amount), currency, fraction_digits=1, locale=locale()))


def money_full(amount, currency):
    """Every digit, with the currency's decimals only where there are any."""
    if amount is None:
        return MISSING
    digits = amount == int(amount)
    pattern = locale().currency_formats["standard"].pattern
    if digits:
        pattern = pattern.replace(".00", "")
    return _spaced(format_currency(amount, currency, format=pattern, currency_digits=not digits, locale=locale()))


def currency_symbol(currency):
    return get_currency_symbol(currency, locale=locale())


def _spaced(text):
    """CLDR puts a space between a code in letters and the figure (KES 12), which Babel leaves out."""
    return CODE_MEETS_FIGURE.sub("\u00a0", text)


def _carry(amount):
    """999 950 would read 1000K: an amount that rounds up to the next unit is handed on as that unit."""
    amount = Decimal(amount)
    rounded = Decimal(f"{amount:.3e}")
    return rounded if rounded.adjusted() > amount.adjusted() else amount


def _pattern(day, english, skeleton):
    tongue = locale()
    if tongue.language == "en":
        return format_date(day, english, locale=tongue)
    return format_skeleton(skeleton, day, locale=tongue)


def day_of(value):
    """A datetime becomes the day in the zone in use; a date stays."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def long_date(value):
    """3 September 2026"""
    if value is None:
        return MISSING
    day = day_of(value)
    return _pattern(day, "d MMMM y", "yMMMMd") if locale().language == "en" else format_date(day, "long", locale())


def short_date(value):
    """3 Sep 2026"""
    return MISSING if value is None else _pattern(day_of(value), "d MMM y", "yMMMd")


def day_month(value):
    """3 Sep; for lists in which the year is plain."""
    return MISSING if value is None else _pattern(day_of(value), "d MMM", "MMMd")


def weekday(value):
    """Mon, in few letters, in the language in use."""
    return format_date(value, "EEE", locale=locale())


def month_year(value):
    """September 2026"""
    return MISSING if value is None else _pattern(day_of(value), "MMMM y", "yMMMM")


def clock_time(value):
    """14:02 in the zone in use."""
    if value is None:
        return MISSING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_time(local.time(), "HH:mm", locale=locale())


def partial_date(first, last=None):
    """A date as far as it is known, from its first and last day: a day, a month, a year, or a span of them."""
    if first is None and last is None:
        return MISSING
    first, last = day_of(first or last), day_of(last or first)
    if first == last:
        return long_date(first)
    if _starts_month(first) and _ends_month(last):
        return _whole_months(first, last)
    if (first.year, first.month) == (last.year, last.month) and locale().language in DAY_FIRST:
        return f"{first.day}{DAY_FIRST[locale().language]}–{long_date(last)}"
    if first.year == last.year and locale().language == "en":
        return f"{day_month(first)} – {short_date(last)}"
    return f"{short_date(first)} – {short_date(last)}"


def _starts_month(day):
    return day.day == 1


def _ends_month(day):
    return (day + timedelta(days=1)).day == 1


def _whole_months(first, last):
    if (first.month, last.month) == (1, 12):
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return month_year(first)
    return f"{month_year(first)} – {month_year(last)}"


def due(day, today=None):
    """How far a due day is: "9 days late", "today", "in 8 days", and the date itself beyond a month."""
    if day is None:
        return gettext("no date set")
    today = today or timezone.localdate()
    days = (day_of(day) - today).days
    if days < 0:
        return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
    if days == 0:
        return gettext("today")
    if days <= 31:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return short_date(day)


def file_size(size):
    """412 kB, from bytes; decimal units."""
    if size is None:
        return MISSING
    for unit, limit in (("B", 1000), ("kB", 1000**2), ("MB", 1000**3)):
        if size < limit:
            scaled = Decimal(size) * 1000 / limit
            return f"{number(scaled, 0 if scaled >= 10 or unit == 'B' else 1)} {unit}"
    return f"{number(Decimal(size) / 1000**3, 1)} GB"
