"""All that an office owns of a tie over a period, as rows of words: what a records request is answered with."""

import re
from dataclasses import dataclass, replace

from django.db.models import Q

from activities.models import Activity, BudgetLine, CostLine, Delegation, Fund, Gift
from agreements.models import Agreement, Deliverable
from desk.history import words
from desk.history.kinds import children_of, colleagues, readable
from outcomes.models import Claim, Lead
from partnerships.models import Attachment

WHOLE = ""
BLACK = "█████"
SHORTEST_TITLE = 4  # shorter ones are words of anything


def within(first, last, *names):
    """Q: one of these days lies in the period."""
    found = Q(pk__in=[])
    for name in names:
        found |= Q(**{f"{name}__gte": first, f"{name}__lte": last})
    return found


def overlapping(first, last, begins, ends):
    """Q: begun by the end of the period and not ended before it began."""
    return Q(**{f"{begins}__lte": last}) & (Q(**{ends: None}) | Q(**{f"{ends}__gte": first}))


# (model, path to the tie, which of its days make it belong to a period)
GATHERED = [
    (Agreement, "partnership", lambda first, last: (
        overlapping(first, last, "signed_first", "expires_on") | within(first, last, "signed_first", "created_at__date")
    )),
    (Deliverable, "agreement__partnership", lambda first, last: within(first, last, "due_on", "created_at__date")),
    (Activity, "partnership", lambda first, last: within(first, last, "starts_first", "starts_last")),
    (Delegation, "partnership", lambda first, last: within(first, last, "starts_first", "ends_on", "created_at__date")),
    (Claim, "partnership", lambda first, last: within(first, last, "occurred_last", "learnt_on")),
    (Lead, "partnership", lambda first, last: within(first, last, "opened_on", "closed_on")),
    (Gift, "partnership", lambda first, last: within(first, last, "on_first", "on_last")),
    (CostLine, "partnership", lambda first, last: (
        within(first, last, "on_first", "on_last") | Q(on_first=None) & within(first, last, "activity__starts_first")
    )),
    (BudgetLine, "partnership", lambda first, last: Q(year__gte=first.year, year__lte=last.year)),
    (Fund, "partnership", lambda first, last: Q(eligible_first=None) | overlapping(
        first, last, "eligible_first", "eligible_last"
    )),
]  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A field of a record. ground: why it is blackened, or None; text is then black."""

    name: str
    label: str
    text: str
    ground: object = None


@dataclass(frozen=True)
class Paper:
    """A stored file of a record."""

    name: str
    title: str
    row: object
    ground: object = None


@dataclass(frozen=True)
class Sheet:
    """A record (or a part of one) as it goes out. ground: why the whole is withheld, or None."""

    label: str
    pk: int
    kind: str
    title: str
    cells: tuple
    papers: tuple
    ground: object = None

    @property
    def key(self):
        return f"{self.label}:{self.pk}"


def sheets(request, user):
    """[Sheet] of a records request: what its office owns and this person reads, in the order of kinds and keys."""
    marks = {
        (mark.record_kind, mark.record_id, mark.field): mark.ground
        for mark in request.redactions.select_related("ground")
    }
    names = words.Names(user, colleagues(user))
    found, untold = [], set()
    for model, path, days in GATHERED:
        rows = readable(model, user).filter(**{path: request.partnership_id, "owner": request.owner_id})
        rows = rows.filter(days(request.first, request.last)).distinct().order_by("pk")
        for row in rows:
            found.append(_sheet(row, marks, names, untold))
            found += [_sheet(part, marks, names, untold, parent) for part, parent in _parts(row, user)]
    return [_without(untold, sheet) for sheet in found] if untold else found


def _parts(row, user):
    """Rows that hang on a record, each as far as this person reads them."""
    seen = {}
    for child, model in children_of(type(row)):
        if model in {one for one, _path, _days in GATHERED}:
            continue
        above = list(seen.get(child.under, [])) if child.under else [row]
        rows = model._base_manager.filter(**{f"{child.path}__in": above})
        if hasattr(model._default_manager.all(), "for_user"):
            rows = rows.filter(pk__in=readable(model, user).values("pk"))
        seen[child.label] = list(rows.order_by("pk"))
        yield from ((part, child.path) for part in seen[child.label])


def _untold(field, row, marks):
    """The ground on which the name of the record that a column points to is black: its own title, or all of it."""
    if not field.is_relation:
        return None
    linked = (field.related_model._meta.label_lower, getattr(row, field.attname))
    return next((marks[*linked, name] for name in ("", *words.TITLES) if (*linked, name) in marks), None)


def _without(untold, sheet):
    """The sheet without titles that are black elsewhere: a remark or a frozen copy may quote them."""
    pattern = re.compile("|".join(re.escape(title) for title in sorted(untold, key=len, reverse=True)))
    cells = tuple(replace(cell, text=pattern.sub(BLACK, cell.text)) for cell in sheet.cells)
    return replace(sheet, title=pattern.sub(BLACK, sheet.title), cells=cells)


def _sheet(row, marks, names, untold, parent=""):
    model = type(row)
    label = model._meta.label_lower
    whole = marks.get((label, row.pk, WHOLE))
    cells = []
    for title, fields in words.columns(model):
        text = words.said(fields, row, names)
        if not text or fields[0].name == parent:
            continue
        ground = marks.get((label, row.pk, fields[0].name)) or _untold(fields[0], row, marks)
        cells.append(Cell(fields[0].name, title, BLACK if ground or whole else text, ground))
    named = words.title_of(model, row)
    hidden = whole or any(cell.ground and named in words.said_plain(row, cell.name) for cell in cells)
    if hidden and len(named) >= SHORTEST_TITLE and named != words.kind_words(model):
        untold.add(named)
    return Sheet(
        label, row.pk, words.kind_words(model), BLACK if hidden else named, tuple(cells),
        tuple(_papers(row, label, marks, whole)), whole,
    )  # fmt: skip


def _papers(row, label, marks, whole):
    for relation in row._meta.related_objects:
        model = relation.related_model
        if not issubclass(model, Attachment):
            continue
        for file in model._base_manager.filter(**{relation.field.name: row}).order_by("pk"):
            name = f"file-{model._meta.model_name}-{file.pk}"
            ground = marks.get((label, row.pk, name)) or whole
            yield Paper(name, BLACK if ground else file.name, file, ground)
