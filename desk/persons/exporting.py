"""What is held of a person, as JSON and as a page to read, in one ZIP file."""

import datetime as dt
import io
import json
import zipfile
from decimal import Decimal

from django.template.loader import render_to_string

from desk.history import words
from desk.history.kinds import events_of, readable
from desk.persons import scanning
from stakeholders.models import OutgoingMail

FORMAT = "gemel-person-1"
SECRET = {"password", "token_hash", "secret"}


def held(subject, reader, at):
    """Everything that names the person, in the rows of the office (of all, for an account), as a dictionary.

    reader: whose rights say which records are told with their words; of others only their kind and number.
    """
    return {
        "format": FORMAT,
        "made_on": at.isoformat(timespec="seconds"),
        "person": [_row(row) for row in (subject.person, subject.user) if row is not None],
        "earlier": [_event(event) for row in (subject.person, subject.user) if row is not None for event in _past(row)],
        "linked": [_linked(*one, reader) for row in (subject.person, subject.user) if row is not None
                   for one in scanning.pointing_at(row)],
        "named_in": [_named(found, subject, reader) for found in scanning.scan(subject) if not found.is_event],
        "mails": _mails(subject),
    }  # fmt: skip


def plain(value):
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value if isinstance(value, (str, int, bool, list, dict, type(None))) else str(value)


def _row(row):
    fields = [field for field in row._meta.concrete_fields if field.name not in SECRET]
    return {
        "kind": words.kind_words(type(row)),
        "fields": {field.name: plain(getattr(row, field.attname)) for field in fields},
    }


def _past(row):
    return events_of(type(row)).objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")


def _event(event):
    names = [name for name in ("name", "email", "phone") if hasattr(event, name)]
    return {"at": event.pgh_created_at.isoformat(), **{name: getattr(event, name) for name in names}}


def _linked(model, field, rows, reader):
    """Records that point to the person: their titles where the reader may open them."""
    open_rows = rows.filter(pk__in=readable(model, reader).values("pk")) if _has_rule(model) else rows.none()
    return {
        "kind": words.kind_words(model),
        "as": words.capitalised(str(field.verbose_name)),
        "count": rows.count(),
        "records": [{"number": row.pk, "title": words.title_of(model, row)} for row in open_rows[:500]],
    }


def _has_rule(model):
    return hasattr(model._default_manager.all(), "for_user")


def _named(found, subject, reader):
    model = found.model
    may = not _has_rule(model) or readable(model, reader).filter(pk=found.row.pk).exists()
    said = {name: plain(getattr(found.row, name)) for name in found.fields} if may else {}
    return {
        "kind": words.kind_words(model), "number": found.row.pk, "fields": list(found.fields), "words": said,
        "title": words.title_of(model, found.row) if may else "",
    }  # fmt: skip


def _mails(subject):
    if subject.office is not None and not subject.only_ours:
        return []
    mails = OutgoingMail.objects.filter(to__in=subject.addresses).order_by("created_at")[:500]
    return [
        {"subject": mail.subject, "written": plain(mail.created_at), "sent": plain(mail.sent_at)} for mail in mails
    ]


def archive(subject, reader, at):
    """The ZIP file, as bytes: person.json and person.html."""
    data = held(subject, reader, at)
    page = render_to_string("desk/persons/handed_out.html", {"data": data, "name": subject.name})
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("person.json", json.dumps(data, ensure_ascii=False, indent=1))
        folder.writestr("person.html", page)
    return made.getvalue()
