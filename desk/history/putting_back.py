"""A wrong edit is put back: the old words of those fields, written again by the record's own verb, or refused."""

from dataclasses import dataclass, replace

import pghistory
from django.utils.translation import gettext_lazy as _

from activities.services.activities import edit_activity
from activities.services.facts_of import facts_of
from agreements.services.editing import EDITABLE, edit_deliverable
from agreements.services.terms import FACTS, change_agreement
from desk.history import words
from desk.history.kinds import colleagues, events_of
from partnerships.models.keys import keys_of
from partnerships.services.ties import change_form, rename_tie
from stakeholders.access import Permission
from stakeholders.dates import PartialDate
from stakeholders.models import Office
from stakeholders.services import change_office_settings, change_organisation, change_person
from stakeholders.verbs import Refusal, verb


class CannotBePutBack(Refusal):
    code = "cannot_be_put_back"
    message = _("This change cannot be put back from here: it is computed, signed, or undone by a step of its own.")


class ChangedSince(Refusal):
    code = "changed_since"
    message = _("This was changed again since. Put the later change back first, or write it anew.")


class NotYoursToPutBack(Refusal):
    code = "not_yours_to_put_back"
    message = _("Only a coordinator of the office may put this back.")


class LinkedIsGone(Refusal):
    code = "linked_is_gone"
    message = _("What this pointed to is gone, so it cannot be put back.")


@dataclass(frozen=True)
class Way:
    """Which columns of a record can be put back, and how: write(record, {column: value}, by=, at=)."""

    columns: frozenset
    write: object


def _agreement(record, given, *, by, at):
    change_agreement(record, by=by, at=at, outside_term=True, **given)


def _activity(record, given, *, by, at):
    facts = facts_of(record)
    if {"starts_first", "starts_last"} & set(given):
        first = given.pop("starts_first", record.starts_first)
        given["starts"] = PartialDate(first, given.pop("starts_last", record.starts_last))
    edit_activity(record, replace(facts, **given), by=by, at=at)


def _tie(record, given, *, by, at):
    office = _office_of(by, record)
    if "name" in given:
        rename_tie(record, name=given["name"], office=office, by=by, at=at)
    if "form" in given:
        change_form(record, form=given["form"], office=office, by=by, at=at)


def _office_of(by, partnership):
    held = {key.organisation for key in keys_of(by).with_permission(Permission.MANAGE_TIE).held}
    seated = Office.objects.filter(organisation__in=held, organisation__seats__partnership=partnership)
    office = seated.select_related("organisation").first()
    if office is None:
        raise NotYoursToPutBack(partnership)
    return office


def _plain(service):
    return lambda record, given, *, by, at: service(record, by=by, at=at, **given)


WAYS = {
    "agreements.agreement": Way(frozenset(FACTS), _agreement),
    "agreements.deliverable": Way(frozenset(EDITABLE), _plain(edit_deliverable)),
    "activities.activity": Way(
        frozenset({
            "kind", "title", "starts_first", "starts_last", "ends_on", "place", "place_text", "direction", "people",
            "people_out", "people_in", "languages", "sectors", "grew_from",
        }),
        _activity,
    ),
    "partnerships.partnership": Way(frozenset({"name", "form"}), _tie),
    "stakeholders.person": Way(
        frozenset({"name", "email", "phone", "language", "never_mail"}), _plain(change_person)
    ),
    "stakeholders.organisation": Way(
        frozenset({"name", "kind", "website", "email", "aliases", "language", "time_zone"}), _plain(change_organisation)
    ),
    "stakeholders.office": Way(
        frozenset({
            "language", "time_zone", "year_starts_in", "aims", "word_for_tie", "mail_address", "records_complete_from",
        }),
        _plain(change_office_settings),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One field of the preview: what it says now and what it will say."""

    label: str
    now: str
    then: str


def changed_columns(model, event):
    """[field] in which an update event differs from the one before it; [] for any other event."""
    before = before_of(event)
    if before is None or not event.pgh_label.startswith("update"):
        return []
    return [
        field for field in model._meta.concrete_fields
        if hasattr(event, field.attname) and getattr(event, field.attname) != getattr(before, field.attname)
    ]  # fmt: skip


def before_of(event):
    earlier = type(event).objects.filter(pgh_obj_id=event.pgh_obj_id, pgh_id__lt=event.pgh_id)
    return earlier.order_by("-pgh_id").first()


def to_put_back(model, event):
    """[field] of a change that can be put back; what else the same verb changed stays."""
    way = WAYS.get(model._meta.label_lower)
    return [field for field in changed_columns(model, event) if field.name in way.columns] if way else []


def columns_of(model):
    """Names of the columns of a model that can be put back."""
    way = WAYS.get(model._meta.label_lower)
    return way.columns if way else frozenset()


def may_put_back(model, pk, user):
    """Whether this person may put back edits of this record: a coordinator, as far as they may change it."""
    if model._meta.label_lower not in WAYS:
        return False
    if model is Office:
        found = Office.objects.filter(pk=pk).first()
        held = keys_of(user).with_permission(Permission.EDIT).held
        return found is not None and any(key.organisation == found.organisation_id and key.ties is None for key in held)
    return model._default_manager.for_user(user, Permission.EDIT).filter(pk=pk).exists()


def preview(model, record, event, user):
    """[Line] of what putting back would write."""
    names = words.Names(user, colleagues(user))
    before = before_of(event)
    fields = {field.name for field in to_put_back(model, event)}
    return [
        Line(label, words.said(pair, record, names), words.said(pair, before, names))
        for label, pair in words.columns(model) if fields & {field.name for field in pair}
    ]  # fmt: skip


def event_of(model, pk, event_pk):
    """An event of this record; None for one of another."""
    return events_of(model).objects.filter(pgh_obj_id=pk, pgh_id=event_pk).first()


@verb("record.put_back")
def put_back(model, record, event, *, by, at):
    """Write the values that stood before an edit, by the record's own verb and with all that it checks.

    Raises NotYoursToPutBack, CannotBePutBack, ChangedSince (naming the field), LinkedIsGone, and what the verb raises.
    """
    if not may_put_back(model, record.pk, by):
        raise NotYoursToPutBack(record)
    fields = to_put_back(model, event)
    if not fields:
        raise CannotBePutBack(record)
    record = model._base_manager.select_for_update(no_key=True, of=("self",)).get(pk=record.pk)
    since = [field for field in fields if getattr(record, field.attname) != getattr(event, field.attname)]
    if since:
        names = ", ".join(words.capitalised(str(field.verbose_name)) for field in since)
        raise ChangedSince(record, _("%(fields)s: this was changed again since. Nothing was put back.") % {
            "fields": names
        })  # fmt: skip
    before = before_of(event)
    given = {field.name: _value(field, before, record) for field in fields}
    pghistory.context(put_back=event.pgh_id)
    WAYS[model._meta.label_lower].write(record, given, by=by, at=at)
    return model._base_manager.get(pk=record.pk)


def _value(field, before, record):
    value = getattr(before, field.attname)
    if not field.is_relation or value is None:
        return value
    found = field.related_model._base_manager.filter(pk=value).first()
    if found is None:
        raise LinkedIsGone(record, field=field.name)
    return found
