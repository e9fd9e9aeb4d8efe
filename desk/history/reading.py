"""Event rows of a record and of what hangs on it, put together into what a person reads."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from desk.history import words
from desk.history.kinds import children_of, colleagues, could_read, events_of, readable, tracked_models, whole_offices
from partnerships.models.keys import keys_of
from stakeholders.models import User

# Standing and its reasons are each office's own: of others' seats only the cover is told.
SEAT_COVER = {"organisation", "side", "role"}


@dataclass(frozen=True)
class Change:
    """One field of one row: what it said before and after; "" is nothing."""

    label: str
    before: str
    after: str
    names: tuple = ()


@dataclass
class Step:
    """What one event did to one row. made: "insert", "update" or "delete"."""

    event: object
    model: object
    made: str
    changes: list
    title: str
    own: bool
    can_put_back: bool = False

    @property
    def kind(self):
        return words.kind_words(self.model)


@dataclass
class Entry:
    """Everything that one verb did: who, when, why, through which door."""

    at: dt.datetime
    verb: str
    who: str
    why: str
    door: str
    token: str
    put_back: bool
    steps: list = field(default_factory=list)

    @property
    def title(self):
        if self.verb:
            return words.verb_words(self.verb)
        step = self.steps[0]
        return {"insert": _("Added"), "update": _("Changed"), "delete": _("Deleted")}[step.made]


def gate(model, pk, user):
    """(record or None, last event) where the person may read this history; (None, None) where they may not."""
    record = readable(model, user).filter(pk=pk).first()
    last = words.last_event(model, pk)
    if record is not None:
        return record, last
    if model._base_manager.filter(pk=pk).exists() or last is None or not could_read(last, model, user):
        return None, None
    return None, last


def history_of(model, pk, user, record=None):
    """[Entry], newest first, of a record that passed the gate, with what hangs on it."""
    found = [(event, model, True, "") for event in _events(model, pgh_obj_id=pk)]
    keys = {}
    for child, of in children_of(model):
        parents = keys.get(child.under) if child.under else [_parent_key(child, pk, record)]
        if not parents or parents == [None]:
            continue
        events = _events(of, **{f"{child.path}_id__in": parents})
        seen = _seen(of, events, user)
        keys[child.label] = sorted({event.pgh_obj_id for event in events if event.pgh_obj_id in seen})
        found += [(event, of, False, child.path) for event in events if event.pgh_obj_id in seen]
    return _entries(found, user, record)


def _parent_key(child, pk, record):
    return pk if child.by == "pk" else getattr(record, child.by, None)


def _events(model, **of):
    return list(events_of(model).objects.filter(**of).select_related("pgh_context").order_by("pgh_id"))


def _seen(model, events, user):
    """Keys of the rows of these events that the person may read; a row without a rule of its own goes with its parent.
    """
    keys = {event.pgh_obj_id for event in events}
    if not hasattr(model._default_manager.all(), "for_user"):
        return keys
    alive = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    open_to = set(readable(model, user).filter(pk__in=keys).values_list("pk", flat=True))
    last = {event.pgh_obj_id: event for event in events}
    gone = {pk for pk in keys - alive if _went_with_parent(last[pk]) or could_read(last[pk], model, user)}
    return open_to | gone


def _went_with_parent(event):
    """Whether the row had no owner of its own: the parent's gate, which the reader passed, is then its gate."""
    return not any(hasattr(event, name) for name in ("owner_id", "audience", "giver_id"))


def _entries(found, user, record):
    names = words.Names(user, colleagues(user))
    before, prepared = {}, []
    # Of one moment, what hangs on a record comes before the record's own change.
    for event, model, own, parent in sorted(
        found, key=lambda one: (one[0].pgh_created_at, one[2], one[1]._meta.label, one[0].pgh_id)
    ):
        made = event.pgh_label.split("_")[0]
        was = before.get((model, event.pgh_obj_id))
        before[model, event.pgh_obj_id] = event
        changed = [
            (label, fields) for label, fields in words.columns(model)
            if fields[0].name != parent and _shown(model, fields, event, user) and _differs(made, fields, was, event)
        ]  # fmt: skip
        for _label, fields in changed:
            for row in (was, event):
                if fields[0].is_relation and row is not None:
                    names.want(fields[0].related_model, getattr(row, fields[0].attname, None))
        prepared.append((event, model, own, made, was, changed))
    _want_authors(prepared, names)
    names.look_up()
    entries = {}
    for event, model, own, made, was, changed in prepared:
        step = _step(event, model, own, made, was, changed, names)
        if made == "update" and not step.changes:
            continue
        key = event.pgh_context_id or (model, event.pgh_id)
        if key not in entries:
            entries[key] = entry_of(event, names)
        entries[key].steps.append(step)
    return sorted(reversed(entries.values()), key=lambda entry: entry.at, reverse=True)


def _want_authors(prepared, names):
    for event, *_rest in prepared:
        if event.pgh_context and isinstance(by := event.pgh_context.metadata.get("by"), int):
            names.want(User, by)


def _differs(made, fields, was, event):
    values = [getattr(event, field.attname, None) for field in fields]
    if made != "update" or was is None:
        return any(value not in (None, "", [], {}) for value in values)
    return values != [getattr(was, field.attname, None) for field in fields]


def _shown(model, fields, event, user):
    if model._meta.label_lower != "partnerships.seat":
        return True
    mine = {key.organisation for key in keys_of(user).held} | keys_of(user).granted
    return event.organisation_id in mine or fields[0].name in SEAT_COVER


def _step(event, model, own, made, was, changed, names):
    changes = []
    for label, fields in changed:
        now = words.said(fields, event, names)
        then = words.said(fields, was, names) if was is not None and made == "update" else ""
        pair = (now, "") if made == "delete" else (then, now)
        changes.append(Change(label, *pair, tuple(field.name for field in fields)))
    return Step(event, model, made, changes, words.title_of(model, event), own)


def entry_of(event, names):
    """Who, when, why and through which door, of one event; no steps yet."""
    told = event.pgh_context.metadata if event.pgh_context else {}
    if told.get("sample"):  # one verb made the whole sample; the last one inside left its own name and reason
        told = {"verb": "sample.loaded", "via": told.get("via")}
    by = told.get("by")
    who = names.of(User, by) if isinstance(by, int) else str(words.NOBODY)
    return Entry(
        at=event.pgh_created_at, verb=str(told.get("verb") or ""), who=who, why=str(told.get("why") or ""),
        door=str(words.DOORS.get(told.get("via"), "")), token=str(told.get("token") or ""),
        put_back=bool(told.get("put_back")),
    )  # fmt: skip


@dataclass(frozen=True)
class Lost:
    """A record that is gone, for the list of what was deleted."""

    label: str
    pk: int
    kind: str
    title: str
    at: dt.datetime


def deleted(user, limit=200):
    """[Lost], newest first: what this person's offices owned and deleted."""
    found = []
    offices = whole_offices(user)
    for model in tracked_models():
        events = events_of(model)
        owner = next((name for name in ("owner", "office") if _has(events, name)), None)
        if owner is None or not hasattr(model._default_manager.all(), "for_user"):
            continue
        rows = events.objects.filter(pgh_label__startswith="delete", **{f"{owner}_id__in": offices})
        for event in rows.order_by("-pgh_created_at")[:limit]:
            if could_read(event, model, user):
                label = model._meta.label_lower
                title = words.title_of(model, event)
                found.append(Lost(label, event.pgh_obj_id, words.kind_words(model), title, event.pgh_created_at))
    return sorted(found, key=lambda one: one.at, reverse=True)[:limit]


def _has(events, name):
    return any(field.name == name for field in events._meta.concrete_fields)
