"""Records requests: opened, blackened with grounds, given out as one ZIP file, and written down."""

import hashlib
import io
import json
import zipfile

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from desk.keeping.gathering import WHOLE, sheets
from desk.keeping.retention import is_keeper
from desk.models import RecordsRelease, RecordsRequest, Redaction, RedactionGround
from partnerships.models import Seat
from partnerships.services.refusals import NotSeated, NotYourOffice
from stakeholders.verbs import Refusal, verb

FORMAT = "gemel-records-1"
# Words that most laws know in their own numbering; an office writes its own beside or instead.
SUGGESTED = [
    ("person", _("Personal data of others")),
    ("trade secret", _("Business and trade secrets")),
    ("deliberation", _("Drafts and deliberations that are not finished")),
    ("foreign", _("Relations with another government that disclosure would harm")),
    ("proceedings", _("Proceedings that are under way")),
]


class ReferenceTaken(Refusal):
    code = "reference_taken"
    message = _("A request of this reference is on file. Give another.")


class PeriodTurned(Refusal):
    code = "period_turned"
    message = _("The period ends before it begins.")


class NotPartOfIt(Refusal):
    code = "not_part_of_it"
    message = _("This is not among the records of the request.")


class GroundMissing(Refusal):
    code = "ground_missing"
    message = _("Choose the ground on which this is blackened.")


class GroundInUse(Refusal):
    code = "ground_in_use"
    message = _("Something is blackened on this ground. It stays.")


class ReceiverMissing(Refusal):
    code = "receiver_missing"
    message = _("Say to whom it is given.")


def _check(by, owner):
    if not is_keeper(by, owner):
        raise NotYourOffice(owner)


def grounds_of(owner):
    """The office's own grounds; the suggested ones are made its own when it first asks."""
    if not RedactionGround.objects.filter(owner=owner).exists():
        RedactionGround.objects.bulk_create(
            [RedactionGround(owner=owner, code=code, words=str(words)) for code, words in SUGGESTED],
            ignore_conflicts=True,
        )
    return RedactionGround.objects.filter(owner=owner)


@verb("redaction_ground.set")
def set_ground(owner, *, code, words, by, at):
    """Write a ground of the office, or another wording of it. Raises NotYourOffice, GroundMissing."""
    _check(by, owner)
    code = " ".join(code.split())
    if not code or not words.strip():
        raise GroundMissing(owner, field="code" if not code else "words")
    ground, _new = RedactionGround.objects.update_or_create(owner=owner, code=code, defaults={"words": words.strip()})
    return ground


@verb("records_request.opened")
def open_request(owner, partnership, *, reference, asked_on, first, last, by, at, asked_by=""):
    """Somebody asked for the records of a tie. Raises NotYourOffice, NotSeated, PeriodTurned, ReferenceTaken."""
    _check(by, owner)
    if not Seat.objects.filter(partnership=partnership, organisation=owner).exists():
        raise NotSeated(partnership, field="partnership")
    if last < first:
        raise PeriodTurned(owner, field="last")
    try:
        with transaction.atomic():
            return RecordsRequest.objects.create(
                owner=owner, partnership=partnership, reference=" ".join(reference.split()), asked_on=asked_on,
                first=first, last=last, asked_by=asked_by.strip(), made_by=by, made_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise ReferenceTaken(owner, field="reference") from error


@verb("records_request.blackened")
def blacken(request, marks, *, ground, by, at):
    """Blacken fields, files or whole records. marks: [(kind, key, field)]; field "" is the whole record.

    Marked again, it gets the new ground. Raises NotYourOffice, GroundMissing, NotPartOfIt.
    """
    _check(by, request.owner)
    if ground is None or ground.owner_id != request.owner_id:
        raise GroundMissing(request, field="ground")
    open_to_mark = _markable(request, by)
    if any(mark not in open_to_mark for mark in marks):
        raise NotPartOfIt(request)
    for kind, key, field in marks:
        Redaction.objects.update_or_create(
            request=request, record_kind=kind, record_id=key, field=field, defaults={"ground": ground}
        )


def _markable(request, user):
    found = set()
    for sheet in sheets(request, user):
        names = [WHOLE, *(cell.name for cell in sheet.cells), *(paper.name for paper in sheet.papers)]
        found |= {(sheet.label, sheet.pk, name) for name in names}
    return found


@verb("records_request.shown_again")
def show_again(request, marks, *, by, at):
    """Take marks off again. Raises NotYourOffice."""
    _check(by, request.owner)
    for kind, key, field in marks:
        Redaction.objects.filter(request=request, record_kind=kind, record_id=key, field=field).delete()


@verb("records_request.given_out")
def give_out(request, *, given_to, by, at):
    """Write down that the records were given out, as they stand now, and return (RecordsRelease, ZIP as bytes).

    Raises NotYourOffice, ReceiverMissing.
    """
    _check(by, request.owner)
    if not given_to.strip():
        raise ReceiverMissing(request, field="given_to")
    found = sheets(request, by)
    data, manifest = archive(request, found, at)
    release = RecordsRelease.objects.create(
        request=request, given_to=" ".join(given_to.split())[:200], given_at=at, given_by=by, manifest=manifest,
        sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    return release, data


def archive(request, found, at):
    """(ZIP as bytes, manifest): records.html to print, records.json, and the files that are not blackened."""
    made = io.BytesIO()
    files = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for sheet in found:
            for paper in sheet.papers:
                if paper.ground is None and (name := _put(folder, sheet, paper)):
                    files.append({"record": sheet.key, "name": name, "sha256": paper.row.sha256})
        folder.writestr("records.json", json.dumps(as_data(request, found, at), ensure_ascii=False, indent=1))
        page = render_to_string("desk/keeping/given_out.html", {"asked": request, "sheets": found, "at": at})
        folder.writestr("records.html", page)
    marks = request.redactions.order_by("pk").values_list("record_kind", "record_id", "field", "ground__code")
    blackened = [
        {"record": f"{kind}:{pk}", "field": field or "whole", "ground": code} for kind, pk, field, code in marks
    ]
    manifest = {"records": [sheet.key for sheet in found], "files": files, "blackened": blackened}
    return made.getvalue(), manifest


def _put(folder, sheet, paper):
    """Put a file into the folder; None where the store has lost it."""
    name = f"files/{sheet.label}-{sheet.pk}/{paper.row.pk}-{paper.row.name.replace('/', '-')}"
    try:
        with paper.row.file.open("rb") as stored:
            folder.writestr(name, stored.read())
    except (FileNotFoundError, ValueError):
        return None
    return name


def as_data(request, found, at):
    return {
        "format": FORMAT, "reference": request.reference, "made_on": at.isoformat(timespec="seconds"),
        "period": [request.first.isoformat(), request.last.isoformat()],
        "records": [
            {
                "kind": sheet.kind, "number": sheet.pk, "title": sheet.title,
                "withheld": sheet.ground.code if sheet.ground else None,
                "fields": [
                    {"name": cell.label, "text": cell.text, "ground": cell.ground.code if cell.ground else None}
                    for cell in sheet.cells
                ],
                "files": [
                    {"name": paper.title, "ground": paper.ground.code if paper.ground else None}
                    for paper in sheet.papers
                ],
            }
            for sheet in found
        ],
    }  # fmt: skip
