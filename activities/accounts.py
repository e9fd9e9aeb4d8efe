"""What is put before the other side of an activity, and how its own account compares: pure, no database.

Facts are a mapping of plain values, so that they can be frozen: title; kind (a word of ActivityKind); date
{first, last, until}: the days, as ISO text, between which it began, and its last day or None; place: text;
organisations: names; people: heads or None. A key that was not shown is not there.
"""

import datetime as dt

FIELDS = ("title", "kind", "date", "place", "organisations", "people")
CHOOSABLE = ("place", "organisations", "people")  # title, kind and date always go out
NEAR_DAYS = 1  # a day's slip: a journey, a date line
NEAR_HEADS = 2
NEAR_SHARE = 10  # a tenth of the larger number


def date_of(first, last, until=None):
    """A date as facts hold it. first, last, until: days."""
    return {"first": first.isoformat(), "last": last.isoformat(), "until": until.isoformat() if until else None}


def days_of(date):
    """(first, last, until) as days; until is None where there is no last day."""
    first, last, until = (date[name] and dt.date.fromisoformat(date[name]) for name in ("first", "last", "until"))
    return first, last, until


def differing(asked, told):
    """The keys in which an account says something else than what was shown. What it does not say differs in nothing."""
    return [name for name in FIELDS if name in asked and is_said(told, name) and not is_same(name, asked, told)]


def weighty(facts, told):
    """The keys that keep an account from confirming: another kind, another date or other heads beyond trifles."""
    apart = {"kind": is_same, "date": is_near_date, "people": is_near_number}
    return [name for name, agrees in apart.items() if both_say(facts, told, name) and not agrees(name, facts, told)]


def is_said(facts, name):
    return facts.get(name) not in (None, "", [])


def both_say(facts, told, name):
    return is_said(facts, name) and is_said(told, name)


def is_same(name, one, other):
    if name == "organisations":
        return {plain(body) for body in one[name]} == {plain(body) for body in other[name]}
    if name in ("title", "place"):
        return plain(one[name] or "") == plain(other[name])
    return one[name] == other[name]


def plain(text):
    return " ".join(text.casefold().split())


def is_near_date(name, one, other):
    """A day's slip at either end; or a month or year that holds what the other names more exactly."""
    (first, last, until), (first_2, last_2, until_2) = days_of(one[name]), days_of(other[name])
    end, end_2 = until or last, until_2 or last_2
    if first != last or first_2 != last_2:
        return (first <= first_2 and end_2 <= end) or (first_2 <= first and end <= end_2)
    near = dt.timedelta(days=NEAR_DAYS)
    return abs(first - first_2) <= near and abs(end - end_2) <= near


def is_near_number(name, one, other):
    """Two heads or a tenth of the larger number apart at most."""
    gap, larger = abs(one[name] - other[name]), max(one[name], other[name])
    return gap <= NEAR_HEADS or gap * NEAR_SHARE <= larger
