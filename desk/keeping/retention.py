"""What is due by the office's own classes, and what a coordinator presses for it: nothing goes by itself."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from desk.history import words
from desk.keeping.kinds import KINDS, SUGGESTED, rules_of, with_start
from desk.persons.erasing import erase_person
from desk.persons.subject import of_person
from partnerships.models import (
    Attachment,
    RecordKind,
    RetentionAct,
    RetentionClass,
    RetentionEnd,
    RetentionRule,
    RetentionStart,
)
from partnerships.models.keys import keys_of
from partnerships.services.holds import holds_on, require_no_hold
from partnerships.services.refusals import NotYourOffice, ReasonMissing
from stakeholders.access import Permission
from stakeholders.models import Person
from stakeholders.verbs import Refusal, verb

MOST = 500


class NotDue(Refusal):
    code = "not_due"
    message = _("The years of this record have not run out by the class it belongs to.")


class OnlyTold(Refusal):
    code = "only_told"
    message = _("Its class only tells. Choose in the class what may be pressed.")


class NothingSaid(Refusal):
    code = "nothing_said"
    message = _("Say a name, and years from 1 to 100.")


class FilesInUse(Refusal):
    code = "files_in_use"
    message = _("A file is the proof of another record and stays with it.")


@dataclass(frozen=True)
class Due:
    """A record whose years have run out. hold: the hold that keeps it, or None."""

    kind: RecordKind
    pk: int
    title: str
    start: dt.date
    due_on: dt.date
    retention: RetentionClass
    hold: object

    @property
    def key(self):
        return f"{self.kind}:{self.pk}"


def is_keeper(user, owner):
    """Whether the person is a full coordinator of this office."""
    held = keys_of(user).with_permission(Permission.MANAGE_TIE).held
    return any(key.organisation == owner.pk and key.ties is None for key in held)


def _check(user, owner):
    if not is_keeper(user, owner):
        raise NotYourOffice(owner)


def years_before(day, years):
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def years_after(day, years):
    return years_before(day, -years)


def due(owner, today, kinds=None):
    """[Due] of an office, the longest overdue first, at most 500 of a kind."""
    found = []
    for kind, retention in rules_of(owner).items():
        if kinds is None or kind in kinds:
            found += _due_of(kind, retention, owner, today)
    return sorted(found, key=lambda one: (one.due_on, one.kind, one.pk))


def _due_of(kind, retention, owner, today, pk=None):
    rows = with_start(kind, owner, retention.starts).filter(start__lte=years_before(today, retention.years))
    rows = rows.filter(pk=pk) if pk else rows
    acts = RetentionAct.objects.filter(owner=owner, kind=kind)
    settled = acts.filter(Q(keep_until__gt=today) | Q(keep_until=None, ends=retention.ends))
    rows = rows.exclude(pk__in=settled.values("object_id")).distinct().order_by("start", "pk")[:MOST]
    return [
        Due(kind, row.pk, words.title_of(type(row), row), row.start, years_after(row.start, retention.years), retention,
            _hold_on(kind, row, owner, today))
        for row in rows
    ]  # fmt: skip


def _hold_on(kind, row, owner, today):
    return holds_on(**_bound(kind, row, owner), on=today).first()


def _bound(kind, row, owner):
    if kind == RecordKind.PERSON:
        return {"office": owner, "person": row}
    tie = row.agreement.partnership if kind == RecordKind.DELIVERABLE else row.partnership
    return {"office": owner, "partnership": tie}


@verb("retention.class_set")
def set_class(owner, *, name, years, starts, ends, kinds, by, at, basis="", retention=None):
    """Write a class and give it to kinds of records; a kind has one class. Raises NotYourOffice, NothingSaid."""
    _check(by, owner)
    name = " ".join(name.split())
    if not name or not 1 <= years <= 100 or starts not in RetentionStart.values or ends not in RetentionEnd.values:
        raise NothingSaid(owner, field="name" if not name else "years")
    if RetentionClass.objects.filter(owner=owner, name=name).exclude(pk=getattr(retention, "pk", None)).exists():
        raise NothingSaid(owner, _("A class of this name exists already."), field="name")
    retention = retention or RetentionClass(owner=owner)
    for field, value in {"name": name, "years": years, "starts": starts, "ends": ends, "basis": basis.strip()}.items():
        setattr(retention, field, value)
    retention.save()
    RetentionRule.objects.filter(retention=retention).exclude(kind__in=kinds).delete()
    for kind in kinds:
        RetentionRule.objects.update_or_create(owner=owner, kind=kind, defaults={"retention": retention})
    return retention


@verb("retention.suggestions_taken")
def take_suggestions(owner, *, by, at):
    """Make the suggested classes the office's own, where it has none of that name. Raises NotYourOffice."""
    _check(by, owner)
    for name, years, starts, kinds in SUGGESTED:
        retention, _new = RetentionClass.objects.get_or_create(
            owner=owner, name=name, defaults={"years": years, "starts": starts, "ends": RetentionEnd.TELL}
        )
        for kind in kinds:
            RetentionRule.objects.get_or_create(owner=owner, kind=kind, defaults={"retention": retention})


@verb("retention.class_dropped")
def drop_class(retention, *, by, at):
    """Its kinds fall back to what is suggested. What was pressed under it stays on the list of what was done."""
    _check(by, retention.owner)
    RetentionClass.objects.filter(pk=retention.pk).delete()


@verb("retention.kept_longer")
def keep_longer(owner, kind, pk, *, years, reason, by, at):
    """The record is needed: do not ask again for so many years. Raises NotYourOffice, NotDue, ReasonMissing."""
    _check(by, owner)
    if not reason.strip():
        raise ReasonMissing(owner, field="reason")
    found = _still_due(owner, kind, pk, at)
    return RetentionAct.objects.create(
        owner=owner, kind=kind, object_id=pk, ends=RetentionEnd.TELL, retention_name=found.retention.name,
        keep_until=years_after(at.date(), max(1, min(years, 100))), reason=" ".join(reason.split())[:300], by=by, at=at,
    )  # fmt: skip


@verb("retention.purged")
def purge(owner, kind, pk, *, by, at):
    """Do what the class says: files go, or contact data; the record and every figure on it stay.

    Raises NotYourOffice, NotDue, OnlyTold, OnHold, FilesInUse.
    """
    _check(by, owner)
    found = _still_due(owner, kind, pk, at)
    if found.retention.ends == RetentionEnd.TELL:
        raise OnlyTold(owner)
    row = KINDS[kind].model._base_manager.select_for_update(no_key=True, of=("self",)).get(pk=pk)
    require_no_hold(**_bound(kind, row, owner), on=at.date())
    if found.retention.ends == RetentionEnd.FILES:
        counts = _purge_files(row)
    elif kind == RecordKind.PERSON:
        counts = erase_person(of_person(row), reason=str(found.retention.name), by=by, at=at).counts
    else:
        counts = _forget_contacts(row)
    return RetentionAct.objects.create(
        owner=owner, kind=kind, object_id=pk, ends=found.retention.ends, retention_name=found.retention.name,
        counts=counts, by=by, at=at,
    )  # fmt: skip


def _still_due(owner, kind, pk, at):
    kind = RecordKind(kind)
    found = _due_of(kind, rules_of(owner)[kind], owner, at.date(), pk=pk)
    if not found:
        raise NotDue(owner)
    return found[0]


def parts_of(row):
    """[(model, field)] of rows that belong to a record and go with it."""
    return [
        (relation.related_model, relation.field) for relation in row._meta.related_objects
        if relation.on_delete is not None and relation.on_delete.__name__ == "CASCADE"
        and getattr(relation.related_model, "pgh_tracked_model", None) is None
    ]  # fmt: skip


def _purge_files(row):
    counts = {"files": 0}
    for model, field in parts_of(row):
        if issubclass(model, Attachment):
            try:
                with transaction.atomic():
                    counts["files"] += model._base_manager.filter(**{field.name: row}).delete()[1].get(
                        model._meta.label, 0
                    )
            except ProtectedError as error:
                raise FilesInUse(row) from error
    return counts


def _forget_contacts(row):
    """The record and its parts point to no contact any more."""
    counts = {"contacts": 0}
    rows = [(type(row), {"pk": row.pk})] + [(model, {field.name: row}) for model, field in parts_of(row)]
    for model, of in rows:
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is Person and field.null:
                named = model._base_manager.filter(**of).exclude(**{field.name: None})
                counts["contacts"] += named.update(**{field.name: None})
    return counts
