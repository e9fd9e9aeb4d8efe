"""What points to a row: found by walking the models, so that no record kind is forgotten (ARCHITECTURE 3)."""

import datetime as dt
import functools
from decimal import Decimal
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import GeneratedField, Q
from pghistory.models import Event

from exchange.models import SourceOrganisation
from outcomes.models import Counted, Happening, LargeTotal, PageMark, RollUp, Total, YearlyTotal
from partnerships.models import Seat, StageResult
from stakeholders.models import (
    Organisation,
    OrganisationFigure,
    OrganisationIdentifier,
    OrganisationSector,
    Place,
    Post,
    User,
)

# Copies that triggers and the recount write anew from what was moved; nobody moves them by hand.
DERIVED = {Counted, RollUp, LargeTotal, Total, YearlyTotal, Happening, PageMark, StageResult}
# Part of the body itself: whoever may open it reads them.
ANYBODYS = {OrganisationFigure, OrganisationIdentifier, OrganisationSector, Post, SourceOrganisation}
ENDS = {Organisation, Place, User}  # a path to an owner does not go through these


@functools.cache
def references(model):
    """((model, foreign key to the given one)…): the tables of many-to-many fields too; no events, no copies."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many or not relation.is_relation:
            continue
        child = relation.related_model
        if child in DERIVED or issubclass(child, Event) or not child._meta.managed or child._meta.proxy:
            continue
        found.append((child, relation.field))
    return tuple(sorted(found, key=lambda pair: (pair[0]._meta.label, pair[1].name)))


@functools.cache
def owner_path(model):
    """How the office that keeps a row is reached: "owner", "office", "activity__owner"…; None where nobody's."""
    return _path(model, lambda given: next((name for name in ("owner", "office") if _is_body(given, name)), None))


@functools.cache
def gate_path(model):
    """(path, model with `for_user`) that decides who may read a row; path "" for its own; None without one."""
    if hasattr(model._default_manager, "for_user"):
        return "", model
    for name, parent in _parents(model):
        if hasattr(parent._default_manager, "for_user"):
            return name, parent
    for name, parent in _parents(model):
        if found := gate_path(parent):
            return f"{name}__{found[0]}", found[1]
    return None


def _is_body(model, name):
    field = next((field for field in model._meta.concrete_fields if field.name == name), None)
    return field is not None and field.related_model is Organisation


def _parents(model):
    for field in model._meta.concrete_fields:
        if field.is_relation and not field.null and field.related_model not in ENDS | {model}:
            yield field.name, field.related_model


def _path(model, wanted, depth=3):
    if found := wanted(model):
        return found
    if depth:
        for name, parent in _parents(model):
            if found := _path(parent, wanted, depth - 1):
                return f"{name}__{found}"
    return None


def of_others(child, field, pk, office):
    """Rows that point to `pk` and are another office's: of another owner; seats in ties where `office` has none."""
    rows = child._base_manager.filter(**{field.name: pk})
    if child is Seat:
        mine = Seat._base_manager.filter(organisation=office).values("partnership")
        return rows.exclude(partnership__in=mine)
    path = owner_path(child)
    if path is None:
        return rows.none()
    if path == field.name:  # it is the owner itself
        return rows if pk != office else rows.none()
    return rows.exclude(Q(**{path: office}) | Q(**{path: pk}))


def seen_by(child, field, pk, user, office):
    """How many rows that point to `pk` this person may read; office: the key of the organisation they work in."""
    rows = child._default_manager.filter(**{field.name: pk})
    gate = gate_path(child)
    if gate:
        path, model = gate
        if not path:
            return child._default_manager.for_user(user).filter(**{field.name: pk}).count()
        return rows.filter(**{f"{path}__in": model._default_manager.for_user(user).values("pk")}).count()
    if path := owner_path(child):
        return rows.filter(**{path: office}).count()
    return rows.count() if child in ANYBODYS or pk == office else 0


def label_of(model):
    return model._meta.label


def model_of(label):
    return apps.get_model(label)


def plain(row):
    """{column: value} of a row as JSON holds it, to the microsecond; without what the database works out itself."""
    return {
        field.attname: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if not isinstance(field, GeneratedField)
    }


def _plain(value):
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, (dt.date, dt.datetime, dt.time)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value


def revive(model, values):
    """The row of `plain`, not saved."""
    row = model()
    for field in model._meta.concrete_fields:
        if field.attname in values:
            setattr(row, field.attname, python_of(field, values[field.attname]))
    return row


def python_of(field, value):
    if value is None:
        return None
    if isinstance(field, models.DurationField):
        return dt.timedelta(seconds=value)
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(value)
    if hasattr(field, "base_field") and isinstance(value, list):
        return [python_of(field.base_field, part) for part in value]
    return field.to_python(value)
