"""The words of a change: fields, choices, linked names, verbs, doors."""

import datetime as dt
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.history.kinds import events_of
from drawing import formats
from stakeholders.models import Organisation

# Columns that say nothing to a reader: keys, copies of another column, machinery.
SILENT = {
    "id", "created_at", "created_by", "normalised_name", "slug", "pair_key", "sample", "token_hash", "idempotency_key",
    "source", "external_id", "last_looked_at", "folded_name", "search_name", "secret", "content", "page", "sha256",
    "page_sha256", "owner", "copied_from", "frame", "frame_sha256", "drawn",
}  # fmt: skip
DOORS = {
    "page": gettext_lazy("through a form"),
    "api": gettext_lazy("through the API"),
    "import": gettext_lazy("by an import"),
    "link": gettext_lazy("through a mailed link"),
    "mail": gettext_lazy("by mail"),
    "command": gettext_lazy("by a command on the server"),
    "task": gettext_lazy("by work that runs by itself"),
    "admin": gettext_lazy("in the administration"),
}
HIDDEN = gettext_lazy("a record you may not open")
GONE = gettext_lazy("a record that is gone")
SOMEBODY = gettext_lazy("somebody of another office")
NOBODY = gettext_lazy("nobody who signed in")


def columns(model):
    """[(label, (field, …))] of what is told of a row; first and last day of a partial date are one."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    told = []
    for name, field in fields.items():
        if name in SILENT or name.endswith("_last") and f"{name[:-5]}_first" in fields:
            continue
        if name.endswith("_first") and f"{name[:-6]}_last" in fields:
            told.append((capitalised(name[:-6].replace("_", " ")), (field, fields[f"{name[:-6]}_last"])))
        else:
            told.append((capitalised(str(field.verbose_name)), (field,)))
    return told


def capitalised(text):
    return text[:1].upper() + text[1:]


def verb_words(verb):
    """ "agreement.moved" as "Agreement moved"."""
    return capitalised((verb or "").replace(".", " ").replace("_", " "))


def kind_words(model):
    return capitalised(str(model._meta.verbose_name))


class Names:
    """Names of linked rows, as this person may know them: asked for in one go, looked up once for each model."""

    def __init__(self, user, colleagues):
        self.user, self.colleagues = user, colleagues
        self.wanted, self.known = {}, {}

    def want(self, model, pk):
        if pk is not None:
            self.wanted.setdefault(model, set()).add(pk)

    def of(self, model, pk):
        """The name, "a record you may not open", or "a record that is gone"."""
        if (model, pk) not in self.known:
            self.want(model, pk)
            self.look_up()
        return self.known[model, pk]

    def look_up(self):
        for model, keys in self.wanted.items():
            keys = {key for key in keys if (model, key) not in self.known}
            rows = model._base_manager.filter(pk__in=keys)
            if model._meta.label_lower == "stakeholders.user":
                names = {row.pk: str(row) if row.pk in self.colleagues else str(SOMEBODY) for row in rows}
            else:
                names = self.names_of(model, rows)
            self.known.update({(model, key): names.get(key) or str(GONE) for key in keys})
        self.wanted = {}

    def names_of(self, model, rows):
        names = {pk: str(HIDDEN) for pk in rows.values_list("pk", flat=True)}
        open_to = model._default_manager
        # A body that is named on a record is known to whoever reads the record.
        if model is not Organisation and hasattr(open_to.all(), "for_user"):
            open_to = open_to.for_user(self.user)
        open_rows = open_to.filter(pk__in=list(names))
        if model._meta.label_lower in NAMED_BY:
            open_rows = open_rows.select_related(NAMED_BY[model._meta.label_lower])
        names.update({row.pk: self.said(row) for row in open_rows})
        return names

    def said(self, row):
        named_by = NAMED_BY.get(row._meta.label_lower)
        return str(getattr(row, named_by) if named_by else row)


TITLES = ("title", "name", "what", "code_name", "text", "person_name", "reference")
# What has no name of its own is called by what it points to.
NAMED_BY = {"agreements.party": "organisation", "agreements.deliverableupdate": "deliverable"}


def said(fields, event, names):
    """What an event row says in these columns, as text; "" for nothing."""
    if len(fields) == 2:
        first, last = (getattr(event, field.attname) for field in fields)
        return formats.partial_date(first, last) if first else ""
    field = fields[0]
    value = getattr(event, field.attname, None)
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if field.is_relation:
        return names.of(field.related_model, value)
    return value_words(field, value)


def value_words(field, value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, ArrayField):
        choices = dict(field.base_field.flatchoices or ())
        return ", ".join(str(choices.get(one, one)) for one in value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value)
        return f"{formats.long_date(local.date())}, {formats.clock_time(value)}"
    if isinstance(value, dt.date):
        return formats.long_date(value)
    if isinstance(value, Decimal):
        return formats.number(value.normalize() if value else Decimal(0))
    if isinstance(value, int) and not isinstance(field, models.PositiveSmallIntegerField):
        return formats.number(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {one}" for key, one in value.items())
    return str(value)


def title_of(model, row):
    """What a row (or its last event) is called."""
    for name in TITLES:
        words = getattr(row, name, "")
        if words and isinstance(words, str):
            return " ".join(words.split())[:80]
    return kind_words(model)


def said_plain(row, name):
    """The text of a column on one line, as `title_of` tells it; "" for what is no text."""
    value = getattr(row, name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def last_event(model, pk):
    return events_of(model).objects.filter(pgh_obj_id=pk).order_by("-pgh_id").first()

