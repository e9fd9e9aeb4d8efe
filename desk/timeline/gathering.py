"""One page of a timeline: keys and days of all sorts in one UNION, then only the rows that are shown."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, IntegerField, Value
from django.utils.functional import cached_property

from desk.timeline.kinds import KINDS
from drawing import formats
from stakeholders.models.names import Normalise


@dataclass
class Page:
    """entries: partnerships.timeline.Entry, newest first. total: how many match. by_kind, by_year: {code: how many},
    {year: how many} of all that this person reads, whatever is asked."""

    entries: list
    total: int
    number: int
    rows: int
    by_kind: dict = field(default_factory=dict)
    by_year: dict = field(default_factory=dict)

    @cached_property
    def pages(self):
        return max(1, -(-self.total // self.rows))

    @property
    def has_earlier(self):
        return self.number < self.pages

    @property
    def has_later(self):
        return self.number > 1

    @property
    def left(self):
        """How many stand after those of this page."""
        return max(0, self.total - self.number * self.rows)


def page_of(user, partnership, *, show="", year=None, text="", number=1, rows=50):
    """A Page of the timeline. show: code of one kind, else all; year: int; text: words that must stand in it.

    Two statements over all kinds, and those of the kinds that stand on the page: a number that does not depend on how
    many entries there are.
    """
    counts = counted(user, partnership, text)
    asked = {kind.code for kind in KINDS if kind.code == show} or {kind.code for kind in KINDS}
    total = sum(n for (code, its_year), n in counts.items() if code in asked and year in (None, its_year))
    number = min(max(number, 1), max(1, -(-total // rows)))
    keys = keys_of_page(user, partnership, asked, year, text, (number - 1) * rows, rows) if total else []
    found = {}
    for kind in KINDS:
        if ids := [pk for code, pk in keys if code == kind.code]:
            found |= {(kind.code, pk): entry for pk, entry in kind.entries(user, ids)}
    by_kind, by_year = {}, {}
    for (code, its_year), n in counts.items():
        if year in (None, its_year):
            by_kind[code] = by_kind.get(code, 0) + n
        if code in asked:
            by_year[its_year] = by_year.get(its_year, 0) + n
    entries = [found[key] for key in keys if key in found]  # what was deleted in between is not shown
    return Page(entries, total, number, rows, by_kind, dict(sorted(by_year.items(), reverse=True)))


def statements(user, partnership, asked, text, year=None):
    """[(SQL, parameters)] of the keys of each kind: its place in KINDS, its id, its day."""
    found = []
    for place, kind in enumerate(KINDS):
        if kind.code not in asked:
            continue
        rows = kind.keys(user, partnership).order_by()
        if year is not None:
            rows = rows.filter(day__gte=dt.date(year, 1, 1), day__lte=dt.date(year, 12, 31))
        for word in text.replace("\x00", "").split()[:8]:
            rows = rows.alias(**{"normal": Normalise(F("said"))}).filter(normal__contains=Normalise(Value(word)))
        rows = rows.annotate(kind_place=Value(place, IntegerField())).values_list("kind_place", "pk", "day")
        try:
            found.append(rows.query.sql_with_params())
        except EmptyResultSet:  # this person reads none of the kind
            continue
    return found


def together(parts):
    """Several statements as one UNION ALL named "keys", with columns place, id and day."""
    sql = " UNION ALL ".join(f"({one})" for one, _params in parts)
    return f"({sql}) AS keys (place, id, day)", [value for _sql, params in parts for value in params]


def counted(user, partnership, text):
    """{(code, year): how many}, in one statement."""
    parts = statements(user, partnership, {kind.code for kind in KINDS}, text)
    if not parts:
        return {}
    sql, params = together(parts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT place, extract(year FROM day)::int, count(*) FROM {sql} GROUP BY 1, 2", params)
        return {(KINDS[place].code, year): n for place, year, n in cursor.fetchall()}


def keys_of_page(user, partnership, asked, year, text, start, rows):
    """[(code, id)] of a page, newest first, in one statement."""
    sql, params = together(statements(user, partnership, asked, text, year))
    with connection.cursor() as cursor:
        order = f"SELECT place, id FROM {sql} ORDER BY day DESC, place, id DESC LIMIT %s OFFSET %s"
        cursor.execute(order, [*params, rows, start])
        return [(KINDS[place].code, pk) for place, pk in cursor.fetchall()]


def grouped(entries):
    """[{name, entries}] by month, in the order given."""
    groups = []
    for entry in entries:
        name = formats.month_year(entry.first)
        if not groups or groups[-1]["name"] != name:
            groups.append({"name": name, "entries": []})
        groups[-1]["entries"].append(entry)
    return groups
