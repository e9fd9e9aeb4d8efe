"""Every text column of every table, events included: where the person is named, and whose row it is."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from desk.history.kinds import events_of
from desk.persons.subject import offices_of
from stakeholders.models import Person, User

# What is frozen says for ever what it said on its day; a trigger refuses any change.
FROZEN = {"outcomes.snapshot", "desk.reviewpack", "desk.reviewannex"}
# Rows about the person itself, which erasing writes field by field; mails are dropped or emptied.
OF_THEIR_OWN = {"stakeholders.person", "stakeholders.user", "stakeholders.outgoingmail"}
# Not ours to change, and holding no person: names of places and bodies, method, machinery.
LEFT_ALONE = {
    "stakeholders.place", "stakeholders.oldslug", "outcomes.indicator", "contenttypes.contenttype", "auth.permission",
    "auth.group", "sessions.session",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A column of a row that names them. model may be the model of event rows."""

    model: object
    row: object
    fields: tuple

    @property
    def key(self):
        return f"{self.model._meta.label_lower}:{self.row.pk}"

    @property
    def is_event(self):
        return is_event(self.model)

    @property
    def about(self):
        """The label and key of the record itself, also for an event of it."""
        if self.is_event:
            return f"{self.model.pgh_tracked_model._meta.label_lower}:{self.row.pgh_obj_id}"
        return self.key


def is_event(model):
    return getattr(model, "pgh_tracked_model", None) is not None


def text_fields(model):
    """Columns of words: texts, lists of texts, JSON. Choices hold no names."""
    kinds = (models.CharField, models.TextField, models.JSONField, ArrayField)
    return [
        field for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not field.choices and not field.name.startswith("pgh_")
        and not isinstance(field, (models.FileField, models.UUIDField)) and not field.primary_key
    ]  # fmt: skip


def tables():
    """Models whose rows are looked through, without views of others' rows."""
    return [
        model for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        and model._meta.label_lower not in LEFT_ALONE
        and getattr(getattr(model, "pgh_tracked_model", None), "_meta", model._meta).label_lower not in LEFT_ALONE
    ]  # fmt: skip


def named_in(subject, model):
    """[Found] of one table, of every office."""
    fields, pattern = text_fields(model), subject.pattern
    if not fields or pattern is None:
        return []
    rows, condition = model._base_manager.all(), Q()
    for field in fields:
        column = field.name
        if isinstance(field, (models.JSONField, ArrayField)):
            column = f"_{field.name}_text"
            rows = rows.annotate(**{column: Cast(field.name, TextField())})
        for needle in subject.needles:
            condition |= Q(**{f"{column}__icontains": needle})
    found = []
    for row in rows.filter(condition).order_by("pk").iterator():
        hits = tuple(field.name for field in fields if names(pattern, getattr(row, field.attname)))
        if hits:
            found.append(Found(model, row, hits))
    return found


def names(pattern, value):
    """Whether the pattern stands in a text, or in any text of a list or a JSON value."""
    if isinstance(value, str):
        return bool(pattern.search(value))
    if isinstance(value, (list, tuple)):
        return any(names(pattern, one) for one in value)
    if isinstance(value, dict):
        return any(names(pattern, one) for pair in value.items() for one in pair)
    return False


def scan(subject):
    """[Found] of all tables that hold the subject, in the rows of its office (or of all)."""
    owners = Owners()
    found = []
    for model in tables():
        label = getattr(model, "pgh_tracked_model", model)._meta.label_lower
        if label in OF_THEIR_OWN or label in FROZEN:
            continue
        found += [one for one in named_in(subject, model) if _in_scope(subject, owners, one)]
    return found


def frozen_papers(subject):
    """How many frozen papers name them in their titles; they stay as they were handed out."""
    return sum(len(named_in(subject, apps.get_model(label))) for label in FROZEN)


def _in_scope(subject, owners, found):
    return subject.office is None or subject.office.pk in owners.of(found.model, found.row)


class Owners:
    """Whose a row is: its owner or office, else that of what it hangs on, else the offices of whoever wrote it."""

    def __init__(self):
        self.known = {}

    def of(self, model, row, deep=0):
        """Keys of organisations; empty where nobody's."""
        if row is None or deep > 4:
            return set()
        tracked = getattr(model, "pgh_tracked_model", model)
        key = (tracked, getattr(row, "pgh_obj_id", None) or row.pk)
        if key not in self.known:
            self.known[key] = set()  # a circle ends here
            self.known[key] = self._look(tracked, row, deep)
        return self.known[key]

    def _look(self, model, row, deep):
        for name in ("owner_id", "office_id"):
            if getattr(row, name, None):
                return {getattr(row, name)}
        if model._meta.label_lower == "pghistory.context":
            return self._of_context(row)
        parents = [
            field for field in model._meta.concrete_fields
            if field.is_relation and getattr(row, field.attname, None) and field.related_model is not User
            and field.related_model._meta.app_label != "contenttypes"
        ]  # fmt: skip
        for field in sorted(parents, key=lambda field: _distance(field.related_model)):
            parent = field.related_model
            if _distance(parent) > 2:
                break
            found = self.of(parent, _alive_or_last(parent, getattr(row, field.attname)), deep + 1)
            if found:
                return found
        if getattr(row, "organisation_id", None):
            return {row.organisation_id}
        for name in ("user_id", "by_id", "made_by_id", "created_by_id"):
            if getattr(row, name, None):
                return offices_of(getattr(row, name))
        return set()

    def _of_context(self, row):
        by = row.metadata.get("by")
        return offices_of(by) if isinstance(by, int) else set()


def tie_of(row, deep=0):
    """The key of the tie that a row (or an event) belongs to, by itself or by what it hangs on; None without one."""
    if row is None or deep > 4:
        return None
    if getattr(row, "partnership_id", None):
        return row.partnership_id
    model = getattr(row, "pgh_tracked_model", type(row))
    for field in model._meta.concrete_fields:
        parent = field.related_model
        if not field.is_relation or parent is model or parent._meta.label_lower in NOT_BELOW_A_TIE:
            continue
        if pk := getattr(row, field.attname, None):
            found = tie_of(_alive_or_last(parent, pk), deep + 1)
            if found:
                return found
    return None


NOT_BELOW_A_TIE = {
    "stakeholders.user", "stakeholders.organisation", "stakeholders.place", "stakeholders.person", "stakeholders.post",
    "stakeholders.office",
}  # fmt: skip


def _distance(model):
    """Nearer things say more surely whose a row is: a record before its tie, never a place or a body."""
    if any(field.name in ("owner", "office") for field in model._meta.concrete_fields):
        return 0
    label = model._meta.label_lower
    return 9 if label in {"stakeholders.organisation", "stakeholders.place", "partnerships.partnership"} else 1


def _alive_or_last(model, pk):
    row = model._base_manager.filter(pk=pk).first()
    events = events_of(model)
    if row is None and events is not None:
        row = events.objects.filter(pgh_obj_id=pk).order_by("-pgh_id").first()
    return row


def pointing_at(row):
    """[(model, field, queryset)] of rows that point to a person or an account, found by `related_objects`."""
    found = []
    for relation in row._meta.related_objects:
        model = relation.related_model
        if is_event(model) or model._meta.app_label == "pghistory" or not model._meta.managed:
            continue
        rows = model._base_manager.filter(**{relation.field.name: row})
        if rows.exists():
            found.append((model, relation.field, rows))
    return found


def contacts_of(subject):
    """Other rows of the same contact within the office: with the same address."""
    if subject.person is None:
        return Person.objects.none()
    same = Q(pk=subject.person.pk)
    for address in subject.addresses:
        same |= Q(owner=subject.person.owner_id, email__iexact=address)
    return Person.objects.filter(same)
