"""Imports: text into staging, checks in SQL, then a sorted upsert. A dataset is one module of exchange.datasets."""

import hashlib
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pghistory
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from drawing import languages
from exchange import staging
from exchange.columns import check, lacking, tidy
from exchange.models import ImportRun
from exchange.stage import Stage
from reminders.rule_names import joined
from reminders.services.ledger import tell_later
from stakeholders.queries import office_of
from stakeholders.verbs import Refusal

MOST_ERRORS = 1000
MANY = 1000
LOCK = 7_203_713


class FileRefused(Refusal):
    """The file as a whole cannot be imported: columns are missing or the table cannot be read."""

    code = "file_refused"


@dataclass(frozen=True)
class Order:
    """What to do with a file. mapping: (theirs, ours) pairs; constants: (column, value for all rows) pairs; sha256:
    of the file where it was read before."""

    dataset: object
    table: object
    source: str = "manual"
    mapping: tuple = ()
    constants: tuple = ()
    commit: bool = False
    accept_good: bool = False
    file: str | None = None
    sha256: str = ""


def run_import(order, *, by=None, looked=None, written=None):
    """Check a file and, if asked, commit it; return the report of CONTRACTS 1 as a dictionary.

    looked: called with the Stage once each row was judged, for whoever wants more than the first faults. written:
    called with the ImportRun when the rows went in, in the same transaction.
    Raises FileRefused, before anything is written, where the columns are not those of the dataset.
    """
    started = time.monotonic()
    names, rows = arrange(order)
    with transaction.atomic(), connection.cursor() as cursor, named(order, by) as context:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        if order.commit:
            # Two commits at a time would each find the other's rows missing, and both make them.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        stage = Stage(cursor, names, source=order.source, by=by, commits=order.commit)
        count = stage.fill(rows)
        inspect(order.dataset, stage)
        counts = stage.counts()
        if looked:
            looked(stage)
        goes = order.commit and (order.accept_good or not counts["rejected"])
        if goes:
            run = write(order, stage, count, counts, by, context.id)
            if written:
                written(run)
        errors = stage.faults(MOST_ERRORS)
        if not goes:
            transaction.set_rollback(True)
    return {
        "dataset": order.dataset.NAME,
        "rows": count,
        **counts,
        "committed": goes,
        "errors": errors,
        "seconds": round(time.monotonic() - started, 3),
    }


@contextmanager
def named(order, by):
    """The history of an import says which dataset, from where and by whom."""
    verb = f"{order.dataset.NAME}.imported"
    with pghistory.context(verb=verb, by=getattr(by, "pk", None), via="import", source=order.source) as context:
        yield context


def inspect(dataset, stage):
    """Every check, from the single cell to the whole file; afterwards each good row has its `change`."""
    tidy(stage, dataset.COLUMNS)
    for column in dataset.COLUMNS:
        check(stage, column)
    stage.mark_repeats()
    stage.mark_bad()
    dataset.check(stage)
    stage.mark_bad()
    dataset.classify(stage)


def write(order, stage, count, counts, by, context):
    try:
        with transaction.atomic():
            staging.forget_plans(stage.cursor)
            order.dataset.write(stage)
            if counts["created"] + counts["changed"] >= MANY:
                # Else the next query is planned for the tables as they were, and a nested loop goes on for minutes.
                staging.analyze(stage.cursor, *order.dataset.TABLES)
    except IntegrityError as fault:
        # What the checks did not see: another import wrote at the same moment, or a rule of the database.
        raise FileRefused(message=f"The database refused the rows: {str(fault).splitlines()[0]}") from fault
    path = Path(order.file) if order.file and not order.sha256 else None
    run = ImportRun.objects.create(
        dataset=order.dataset.NAME,
        source=order.source,
        file_name=Path(order.file).name[:200] if order.file else "",
        sha256=hashlib.sha256(path.read_bytes()).hexdigest() if path else order.sha256,
        by=by,
        rows=count,
        context=context,
        **counts,
    )
    tell_finished(run, counts)
    return run


def tell_finished(run, counts):
    """Who imported reads in My work, and in their next mail, what came of it; a command of the server tells nobody."""
    office = office_of(run.by) if run.by else None
    if office is None:
        return
    with translation.override(languages.pick(run.by.language)):
        note = joined(run.dataset, what_came_of_it(counts))
    tell_later(
        rule="import-finished", office=office.organisation, user=run.by, kind="import", pk=run.pk, occasion="finished",
        note=note, at=timezone.now(),
    )  # fmt: skip


def what_came_of_it(counts):
    """In words: "12 created, 3 changed"; rows that were as they are already are not spoken of."""
    words = {
        "created": gettext("%(n)s created"), "changed": gettext("%(n)s changed"), "rejected": gettext("%(n)s rejected"),
    }  # fmt: skip
    done = [text % {"n": counts[name]} for name, text in words.items() if counts[name]]
    return ", ".join(done) or gettext("no change")


def arrange(order):
    """(columns of the dataset, rows of text in their order), after renaming and with the constants.

    A column that the dataset does not know is left out; unused_columns names it.
    """
    known = [column.name for column in order.dataset.COLUMNS]
    for word in [ours for _, ours in order.mapping] + [name for name, _ in order.constants]:
        if word not in known:
            raise FileRefused(word, f"{order.dataset.NAME} has no column {word!r}; it has: {', '.join(known)}.")
    renamed = {theirs for theirs, _ in order.mapping}
    missing = sorted(renamed - set(order.table.columns))
    if missing:
        raise FileRefused(missing[0], f"The file has no column {', '.join(missing)}.")
    places = {name: index for index, name in enumerate(order.table.columns) if name not in renamed}
    places |= {ours: order.table.columns.index(theirs) for theirs, ours in order.mapping}
    constants = dict(order.constants)
    absent = lacking(order.dataset, {name for name in known if name in places or name in constants})
    if absent:
        raise FileRefused(absent[0], f"The file has no column {', '.join(absent)}, which {order.dataset.NAME} needs.")
    cells = [(constants.get(name), places.get(name)) for name in known]
    return known, (
        [value if value is not None else "" if index is None else row[index] for value, index in cells]
        for row in order.table.rows
    )


def unused_columns(order):
    """Columns of the file that the dataset does not take."""
    known = {column.name for column in order.dataset.COLUMNS}
    renamed = {theirs for theirs, _ in order.mapping}
    return [name for name in order.table.columns if name not in known and name not in renamed]
