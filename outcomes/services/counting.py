"""Counting: dirty outcomes in, rows of Counted out (law 1). Safe to run twice, at once, or to be killed half-way."""

import logging

from django.db import DataError, connection, models, transaction
from django.utils import timezone

from outcomes import rules
from outcomes.models import Counted, LedgerBasis, Outcome, Reach
from outcomes.models.fields import HundredthsField, WordField
from outcomes.queries.counted import count_gathered
from outcomes.queries.gather import gather, stored_terms

logger = logging.getLogger(__name__)
BATCH = 500

# The same row locked twice waits; a row that another worker holds is left to it. With the first marks go all others of
# the same outcomes: an import marks each of them four times, and once is enough.
DRAIN = """
WITH taken AS MATERIALIZED (SELECT ctid, outcome_id FROM outcomes_dirty_flow LIMIT %s FOR UPDATE SKIP LOCKED),
same AS MATERIALIZED (
  SELECT ctid FROM outcomes_dirty_flow WHERE outcome_id IN (SELECT outcome_id FROM taken) FOR UPDATE SKIP LOCKED)
DELETE FROM outcomes_dirty_flow WHERE ctid = ANY (ARRAY(SELECT ctid FROM taken UNION SELECT ctid FROM same))
RETURNING outcome_id
"""
MARK_ALL = "INSERT INTO outcomes_dirty_flow (outcome_id) SELECT id FROM outcomes_outcome ORDER BY id"


def count_dirty(limit=BATCH):
    """Count one batch of dirty outcomes; the number of marks taken from the queue, nought when it is empty."""
    keep_basis()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(DRAIN, [limit])
            marked = [outcome for (outcome,) in cursor.fetchall()]
            if None in marked:  # somebody emptied a table of facts
                cursor.execute(MARK_ALL)
        count_or_report(sorted({outcome for outcome in marked if outcome is not None}))
    return len(marked)


def count_or_report(ids):
    """Count these; where one of them cannot be counted (a figure beyond all columns), find it, say so and go on.

    It then counts for nothing until one of its facts changes, and the queue behind it is not held up.
    """
    try:
        with transaction.atomic():
            count_outcomes(ids)
    except (ArithmeticError, DataError):
        if len(ids) > 1:
            middle = len(ids) // 2
            count_or_report(ids[:middle])
            count_or_report(ids[middle:])
        else:
            logger.exception("Outcome %s cannot be counted", ids[0])
            Counted.objects.filter(outcome__in=ids).delete()


def keep_basis():
    """Where the settings or the rule are no longer those that the stored figures were counted with, count all anew.

    Of several workers the first to see it marks everything; the others wait for its row and find nothing to do.
    """
    terms = stored_terms()
    now = {"currency": terms.into, "base_year": terms.base_year, "rule_version": rules.RULE_VERSION}
    if LedgerBasis.objects.filter(pk=1, **now).exists():
        return
    with transaction.atomic():
        LedgerBasis.objects.bulk_create([LedgerBasis(pk=1, **now)], ignore_conflicts=True)
        if LedgerBasis.objects.filter(pk=1).exclude(**now).update(**now):
            mark_all()


def mark_all():
    """Every outcome shall be counted anew: after a new rule version or another reporting currency."""
    with connection.cursor() as cursor:
        cursor.execute(MARK_ALL)


def count_outcomes(outcome_ids):
    """Write what these outcomes count for, in the caller's transaction. What is unchanged is left alone.

    The outcomes' rows are locked first and in order, then read: two workers on one outcome follow each other, and the
    later one reads what the earlier one left.
    """
    locked = list(
        Outcome.objects.filter(pk__in=outcome_ids).order_by("pk").select_for_update(no_key=True).values_list("pk")
    )
    ids = [pk for (pk,) in locked]
    fresh = list(count_gathered(gather(ids)))
    keep_reaches(fresh)
    new = {row_key(row): written(row) for row in fresh}
    stale = []
    for pk, *stored in Counted.objects.filter(outcome__in=ids).values_list("pk", *WRITTEN):
        key = tuple(stored[at] for at in KEY)
        if new.get(key) == stored:
            del new[key]
        else:
            stale.append(pk)
    if stale:
        Counted.objects.filter(pk__in=stale).delete()
    if new:
        write(new.values())


# What decides a figure, in the order of the columns: everything but the row's own number and hour.
FIELDS = [field for field in Counted._meta.concrete_fields if field.name not in {"id", "counted_at"}]
WRITTEN = [field.attname for field in FIELDS]
KEY = [WRITTEN.index(name) for name in ("outcome_id", "partnership_id", "owner_id")]
# Columns that hold something else than what is read from them; the others go out as they are.
ENCODED = (HundredthsField, WordField, models.JSONField)
PREPARED = [(at, field) for at, field in enumerate(FIELDS) if isinstance(field, ENCODED)]
COPY = f"""COPY outcomes_counted ({", ".join(f'"{field.column}"' for field in FIELDS)}, counted_at) FROM STDIN"""


def written(row):
    return [getattr(row, name) for name in WRITTEN]


def write(rows):
    """Add rows of Counted, each a list in the order of WRITTEN. By COPY: building INSERTs took half of the time."""
    now = timezone.now()
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(COPY) as stream:
        for row in rows:
            for at, field in PREPARED:
                row[at] = field.get_db_prep_save(row[at], connection)
            stream.write_row([*row, now])


def keep_reaches(rows):
    """Give these rows, not yet saved, the stored Reach that is equal to theirs."""
    wanted = {row.reach.key: row.reach for row in rows}
    stored = stored_reaches(wanted)
    lacking = [reach for key, reach in sorted(wanted.items()) if key not in stored]
    if lacking:
        # Another worker may write the same one at this moment; then its row is read.
        Reach.objects.bulk_create(lacking, ignore_conflicts=True)
        stored |= stored_reaches({reach.key: reach for reach in lacking})
    for row in rows:
        row.reach = stored[row.reach.key]


def stored_reaches(wanted):
    ties = {tie for tie, *_ in wanted}
    return {reach.key: reach for reach in Reach.objects.filter(partnership__in=ties) if reach.key in wanted}


NOT_COMPARED = {"id", "counted_at", "reach"}
COMPARED = [field.attname for field in Counted._meta.concrete_fields if field.name not in NOT_COMPARED]


def row_key(row):
    return row.outcome_id, row.partnership_id, row.owner_id


def content(row):
    return [row.reach.key, *(getattr(row, name) for name in COMPARED)]
