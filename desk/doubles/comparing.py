"""What a person sees of two that may be one: their fields, what hangs on each, and what would happen to clashes."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.doubles.absorbing import clashes
from desk.doubles.links import gate_path, owner_path, references, seen_by
from desk.doubles.merging import FIELDS
from stakeholders.languages import name_of
from stakeholders.models import Organisation, Person

WORDS = {
    "partnerships.Seat": gettext_lazy("seats in partnerships"),
    "agreements.Party": gettext_lazy("agreements as a party"),
    "agreements.Deliverable": gettext_lazy("deliverables"),
    "activities.Participant": gettext_lazy("activities as a participant"),
    "activities.Delegation_hosts": gettext_lazy("visits as a host"),
    "activities.Activity": gettext_lazy("activities"),
    "outcomes.Claim": gettext_lazy("claims"),
    "outcomes.Lead": gettext_lazy("leads"),
    "stakeholders.Person": gettext_lazy("contacts"),
    "stakeholders.Post": gettext_lazy("posts"),
    "stakeholders.PostHolding": gettext_lazy("posts held"),
    "stakeholders.Membership": gettext_lazy("people who sign in"),
    "stakeholders.RegisterEntry": gettext_lazy("entries in your register"),
    "stakeholders.OrganisationIdentifier": gettext_lazy("identifiers"),
    "stakeholders.OrganisationSector": gettext_lazy("sectors"),
    "stakeholders.OrganisationFigure": gettext_lazy("dated figures"),
    "exchange.SourceOrganisation": gettext_lazy("keys of sources"),
    "reminders.Recipient": gettext_lazy("mailing settings"),
}
SETTLED = {
    "partnerships.Seat": gettext_lazy("Both hold a seat in it: one seat stays, with the weightier of the two roles."),
    "agreements.Party": gettext_lazy("Both are party of it: one party stays, signatures move to it."),
    "activities.Participant": gettext_lazy("Both took part: one stays, with its own head count where it has one."),
    "stakeholders.Membership": gettext_lazy("One person is a member of both: membership and role on the left stay."),
    "stakeholders.RegisterEntry": gettext_lazy("Both are on file: one entry stays."),
    "stakeholders.Post": gettext_lazy("Both have a post of this title: one stays, with the holders of both."),
    "reminders.Recipient": gettext_lazy("Both have mailing settings: those on the left stay."),
}
CLASHES_SHOWN = 20


@dataclass(frozen=True)
class FieldPair:
    name: str
    label: str
    left: str
    right: str
    chosen: str  # "left" or "right": what the form proposes

    @property
    def differs(self):
        return self.left != self.right


@dataclass(frozen=True)
class Hanging:
    """How many records of a kind hang on each: those that the reader may open."""

    words: str
    left: int
    right: int


@dataclass(frozen=True)
class Clash:
    words: str
    subject: str  # of what, where the reader may see it
    settled: str


def fields_of(left, right):
    """[FieldPair]: a gap on the left proposes the right."""
    found = []
    for name in FIELDS[type(left)]:
        field = type(left)._meta.get_field(name)
        given = [_shown(row, field) for row in (left, right)]
        label = str(field.verbose_name).capitalize()
        found.append(FieldPair(name, label, *given, "right" if given[1] and not given[0] else "left"))
    return found


def _shown(row, field):
    value = getattr(row, field.name)
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    if field.name in ("language", "languages"):
        return ", ".join(name_of(code) for code in (value if isinstance(value, list) else [value]) if code)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def hanging_on(left, right, user, office):
    """([Hanging], others of the left, others of the right): what the reader may open, and how many more there are."""
    rows, more = {}, [0, 0]
    for child, field in references(type(left)):
        for side, body in enumerate((left, right)):
            total = child._base_manager.filter(**{field.name: body.pk}).count()
            if not total:
                continue
            seen = min(seen_by(child, field, body.pk, user, office.pk), total)
            more[side] += total - seen
            if seen:
                rows.setdefault(child, [0, 0])[side] += seen
    found = [Hanging(_words(child), *counts) for child, counts in rows.items()]
    return sorted(found, key=lambda row: (-(row.left + row.right), row.words)), *more


def _words(child):
    label = child._meta.label
    return str(WORDS.get(label, child._meta.verbose_name_plural))


def clashes_of(left, right, user, office):
    """[Clash]: rows of both that exclude each other, as far as the reader may see them, and how each is settled."""
    found = []
    for child, field in references(type(left)):
        for double in list(clashes(child, field, left.pk, right.pk))[:CLASHES_SHOWN]:
            row = child._base_manager.get(pk=double)
            settled = SETTLED.get(child._meta.label, gettext_lazy("Only one can stay: the one on the left."))
            found.append(Clash(_words(child), _subject(row, field, user, office), str(settled)))
    return found[:CLASHES_SHOWN]


def _subject(row: Model, field, user, office):
    """The name of what the two share (the tie, the agreement, the activity, the post); "" where it is not for them."""
    gate = gate_path(type(row))
    if gate is None:
        path = owner_path(type(row))
        if path or isinstance(row, (Organisation, Person)):
            return ""
        return str(row) if hasattr(row, "title") else ""
    path, model = gate
    subject = row
    for step in path.split("__") if path else ():
        subject = getattr(subject, step)
    seen = model._default_manager.for_user(user).filter(pk=subject.pk).exists()
    return str(subject) if seen else ""


