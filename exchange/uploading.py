"""A table on its way in by the page: taken, matched, looked at, put right row by row, imported.

Small ones at once, large ones by the worker; the row of the upload says how far it is, so a lost message only waits for
the next sweep.
"""

import datetime as dt
import json
import tempfile
from itertools import islice
from pathlib import PurePath

from django.db import DataError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange import staging
from exchange.column_names import MADE, guess, made_id
from exchange.columns import lacking
from exchange.datasets import DATASETS
from exchange.engine import FileRefused, Order, run_import
from exchange.models import ImportUpload, UploadState
from exchange.tables import NotReadable, Table, open_table
from exchange.uploads import ENDINGS, NoTable
from partnerships.services.holds import held_offices
from partnerships.uploads import check_upload
from stakeholders.verbs import Refusal

KEPT_DAYS = 30
MOST_ROWS = 100_000
AT_ONCE = 2000  # rows that are looked at while the page waits
PATIENCE = dt.timedelta(minutes=15)
ROWS = "exchange_uploadrow"


class NoRows(Refusal):
    code = "no_rows"
    message = gettext_lazy("The file has a header and no rows.")


class TooManyRows(Refusal):
    code = "too_many_rows"
    message = gettext_lazy("The file has more than 100,000 rows. Send it in parts, or have it imported on the server.")


class NotNow(Refusal):
    code = "not_now"
    message = gettext_lazy("This file is being worked on, or was imported already.")


def receive(file, dataset, source, *, by, at):
    """Keep an uploaded table with its rows, its columns matched by name. dataset: name; returns the ImportUpload.

    Raises NoTable, NoRows, the refusals of check_upload, and NotReadable in words of the file.
    """
    ending = PurePath(str(file.name or "")).suffix.lower()
    if ending not in ENDINGS:
        raise NoTable(file.name, field="file")
    kept = check_upload(file)
    with tempfile.NamedTemporaryFile(suffix=ending) as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        table = open_table(copy.name)
        rows = list(islice(table.rows, MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise TooManyRows(file.name, field="file")
    if not rows:
        raise NoRows(file.name, field="file")
    mapping = guess(DATASETS[dataset], table.columns)
    if "external_id" in needed(dataset) and "external_id" not in mapping:
        mapping["external_id"] = MADE
    with transaction.atomic():
        upload = ImportUpload(
            by=by, dataset=dataset, source=source, file_name=kept.name, sha256=kept.sha256, columns=table.columns,
            mapping=mapping, created_at=at, purge_on=timezone.localdate(at) + dt.timedelta(days=KEPT_DAYS),
        )  # fmt: skip
        file.seek(0)
        upload.file.save(kept.name, file, save=False)
        upload.save()
        keep_rows(upload, rows)
    return upload


def keep_rows(upload, rows):
    into = f"COPY {ROWS} (upload_id, row, cells) FROM STDIN"
    with connection.cursor() as cursor, cursor.connection.cursor() as raw, raw.copy(into) as stream:
        for number, cells in enumerate(rows, 1):
            stream.write_row((upload.pk, number, cells))


def needed(dataset):
    return [column.name for column in DATASETS[dataset].COLUMNS if column.required]


def sources(upload):
    """{our column: its index among the cells of a row, or MADE}; a column with a constant is read from no cell."""
    places = {name: index for index, name in enumerate(upload.columns)}
    return {
        ours: MADE if theirs == MADE else places[theirs]
        for ours, theirs in upload.mapping.items()
        if ours not in upload.constants and (theirs == MADE or theirs in places)
    }


def value(name, cells, edits, upload, where):
    """What a row says in one of our columns: put right, else the constant of all rows, else its cell."""
    if name in edits:
        return edits[name]
    if name in upload.constants:
        return upload.constants[name]
    at = where.get(name)
    if at is None:
        return ""
    return made_id(cells) if at == MADE else cells[at]


def table_of(upload):
    """The upload as the engine takes it: in our columns, with what was put right."""
    where = sources(upload)
    edited = {name for edits in upload.rows.exclude(edits={}).values_list("edits", flat=True) for name in edits}
    known = [column.name for column in DATASETS[upload.dataset].COLUMNS]
    names = [name for name in known if name in where or name in upload.constants or name in edited]
    rows = list(upload.rows.order_by("row").values_list("cells", "edits"))  # whole: the engine's COPY holds the line
    return Table(names, ([value(name, cells, edits, upload, where) for name in names] for cells, edits in rows))


def match(upload, mapping, constants, *, by, at):
    """Say which column is which, and look at the rows. Raises NotNow; FileRefused where a needed column lacks."""
    with transaction.atomic():
        upload = waiting(upload)
        upload.mapping, upload.constants = mapping, constants
        given = set(mapping) | set(constants)
        if absent := lacking(DATASETS[upload.dataset], given):
            words = _("Say which column of the file is %(name)s, or give one value for all rows.")
            raise FileRefused(absent[0], words % {"name": absent[0]}, field=f"from_{absent[0]}")
        upload.save(update_fields=["mapping", "constants"])
        ask(upload, UploadState.LOOKING, at)
    return start(upload)


def correct(upload, row, edits, *, by, at):
    """Put a row right: {our column: value}. Small files are looked at again at once, large ones when asked."""
    with transaction.atomic():
        upload = waiting(upload)
        row.edits = edits
        row.save(update_fields=["edits"])
        if upload.rows.count() > AT_ONCE:
            upload.stale = True
            upload.save(update_fields=["stale"])
            return upload
        ask(upload, UploadState.LOOKING, at)
    return start(upload)


def look_again(upload, *, by, at):
    with transaction.atomic():
        upload = waiting(upload)
        ask(upload, UploadState.LOOKING, at)
    return start(upload)


def bring_in(upload, *, accept_good, by, at):
    """Import what was looked at; accept_good: leave the wrong rows out, else one of them stops it. Raises NotNow."""
    with transaction.atomic():
        upload = waiting(upload)
        if upload.state != UploadState.LOOKED or upload.stale:
            raise NotNow(upload)
        upload.counts["accept_good"] = accept_good
        ask(upload, UploadState.IMPORTING, at)
    return start(upload)


def waiting(upload):
    """The upload, locked, if nobody works on it and it is not imported. Raises NotNow."""
    found = ImportUpload.objects.select_for_update(no_key=True).get(pk=upload.pk)
    if found.state in (UploadState.LOOKING, UploadState.IMPORTING, UploadState.DONE):
        raise NotNow(found)
    return found


def ask(upload, state, at):
    upload.state, upload.asked_at, upload.problem = state, at, ""
    upload.save(update_fields=["state", "asked_at", "problem", "counts"])


def start(upload):
    """Do what was asked: here when it is small, else by the worker."""
    if upload.rows.count() > AT_ONCE:
        from exchange.tasks import work_on

        transaction.on_commit(lambda: work_on.delay(upload.pk), robust=True)
        return upload
    return work(upload.pk)


def work(pk):
    """Look at an upload or import it, as asked; nothing where that is done or another worker is at it."""
    with transaction.atomic():
        upload = ImportUpload.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=pk).first()
        if upload is None or upload.state not in (UploadState.LOOKING, UploadState.IMPORTING):
            return upload
        found = Found()
        try:
            with transaction.atomic():
                report = run_import(order_of(upload), by=upload.by, looked=found.take, written=found.keep)
        except (FileRefused, NotReadable) as refusal:
            upload.state, upload.problem = UploadState.MATCHING, str(refusal)
        except DataError as fault:
            # Else the upload waits for ever, and every sweep fails on it again.
            words = _("The database refused the rows: %(why)s")
            upload.state, upload.problem = UploadState.MATCHING, words % {"why": str(fault).splitlines()[0]}
        else:
            if upload.state == UploadState.IMPORTING and not report["committed"]:
                upload.problem = _("Rows are wrong now that were not when they were checked. Nothing was imported.")
            upload.state = UploadState.DONE if report["committed"] else UploadState.LOOKED
            upload.run = found.run
            upload.stale = False
            upload.counts = {name: report[name] for name in ("rows", "created", "changed", "unchanged", "rejected")}
            note_rows(upload, found)
        upload.save(update_fields=["state", "problem", "run", "stale", "counts"])
    return upload


def order_of(upload):
    imports = upload.state == UploadState.IMPORTING
    return Order(
        DATASETS[upload.dataset], table_of(upload), source=upload.source, commit=imports,
        accept_good=imports and upload.counts.get("accept_good", False), file=upload.file_name, sha256=upload.sha256,
    )  # fmt: skip


class Found:
    """What a look found, kept beyond the transaction that is taken back.

    states: [(row, state)]; problems: {row: [fault]}; run: the ImportRun of what went in.
    """

    def __init__(self):
        self.states, self.problems, self.run = [], {}, None

    def take(self, stage):
        self.states = stage.fetch("SELECT row, CASE WHEN bad THEN 'rejected' ELSE change END FROM stage")
        for fault in stage.faults(None):
            self.problems.setdefault(fault.pop("row"), []).append(fault)

    def keep(self, run):
        self.run = run


def note_rows(upload, found):
    """Write down what was found of each row."""
    with connection.cursor() as cursor:
        staging.create(cursor, "looked", ["row integer", "state", "problems jsonb"])
        lines = ([str(row), state, json.dumps(found.problems.get(row, []))] for row, state in found.states)
        staging.copy(cursor, "looked", ["row", "state", "problems"], lines)
        staging.analyze(cursor, "looked")
        cursor.execute(
            f"""
            UPDATE {ROWS} known SET state = looked.state, problems = looked.problems FROM looked
            WHERE known.upload_id = %s AND known.row = looked.row
              AND (known.state, known.problems) IS DISTINCT FROM (looked.state, looked.problems)
            """,
            [upload.pk],
        )


def sweep(*, at):
    """Take up what a lost message left; give up what no worker finishes; away with files whose day has come."""
    asked = ImportUpload.objects.filter(state__in=[UploadState.LOOKING, UploadState.IMPORTING])
    words = _("This took too long. Send the file in parts, or have it imported on the server.")
    asked.filter(asked_at__lt=at - PATIENCE).update(state=UploadState.MATCHING, problem=words)
    for pk in asked.filter(asked_at__lt=at - dt.timedelta(seconds=20)).values_list("pk", flat=True):
        work(pk)
    return purge(at=at)


def purge(*, at):
    """Delete uploads whose day has come, with their rows; the stored file goes with the nightly sweep of files.
    Those of people whose office is under a legal hold stay. Returns how many."""
    held = ImportUpload.objects.filter(by__memberships__organisation__in=held_offices(timezone.localdate(at)))
    due = ImportUpload.objects.filter(purge_on__lt=timezone.localdate(at)).exclude(pk__in=held.values("pk"))
    _gone, by_model = due.delete()
    return by_model.get(ImportUpload._meta.label, 0)
