"""Roll-ups: stored sums of Counted, replaceable at any time (law 1).

One statement computes them (outcomes/services/sums.py): the sweep gives it the groups that are dirty, the rebuild all
of them, the check compares its answer with what is stored.

A group is (office, indicator, year, month): all rows of one outcome in one view lie in one group, so each group is
summed by itself. Its dirty mark is written by trigger on outcomes_counted and outcomes_reachmember. The month is empty
for what is dated to a year only: such sums enter the year and no finer view. The yearly sums are made of the monthly
ones, of those members alone that a group touched.
"""

from itertools import islice

from django.db import connection, transaction

from outcomes.models import Counted, Outcome
from outcomes.queries.counted import count_gathered
from outcomes.queries.gather import gather
from outcomes.services.counting import BATCH, content, count_dirty, mark_all, row_key
from outcomes.services.page_marks import mark_pages
from outcomes.services.rebuild import rebuild_rollups, replace_all
from outcomes.services.sums import (
    ALL,
    COLUMNS,
    GRAIN,
    GROUP,
    GROUPS,
    SUMS,
    WIDE,
    YEAR_COLUMNS,
    in_groups,
    sums_of,
    years_of,
)

KEY_BATCH = 1000
DRAIN = f"""
DELETE FROM outcomes_dirty_key WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM outcomes_dirty_key LIMIT %s FOR UPDATE SKIP LOCKED))
RETURNING {GROUP}
"""
MANY_KEYS = 20_000  # beyond this, and beyond a part of what is stored, a rebuild is cheaper than group by group
WAITING = """
SELECT count(*) >= most FROM (
  SELECT greatest(%s, reltuples / 200)::bigint FROM pg_class WHERE oid = 'outcomes_rollup'::regclass) many (most)
CROSS JOIN LATERAL (SELECT FROM outcomes_dirty_key LIMIT most) waiting GROUP BY most
"""
# Years are locked, for their months share the yearly sums.
LOCK_YEARS = f"""
SELECT pg_advisory_xact_lock(7203720, bucket) FROM (
  SELECT DISTINCT hashtext((k.owner_id, k.indicator_id, k.year)::text) %% 1024 AS bucket FROM {GROUPS} ORDER BY 1) locks
"""
SUMMED = f"{GRAIN}, reach_id, nominal, constant, reported, contributed, share_stated"
THESE = f"({in_groups(SUMMED, 'outcomes_counted')})"
TOUCHED = "owner_id, level, member, indicator_id, year"
TOUCHED_TABLE = """
CREATE TEMP TABLE IF NOT EXISTS rollup_touched
  (owner_id bigint, level smallint, member bigint, indicator_id bigint, year smallint) ON COMMIT DELETE ROWS
"""
# Takes the columns of the groups twice. What was stored and what is written name the years to be summed anew.
REPLACE_MONTHS = f"""
WITH gone AS (
  DELETE FROM outcomes_rollup WHERE ctid = ANY (ARRAY({in_groups("f.ctid", "outcomes_rollup")})) RETURNING {TOUCHED}),
fresh AS (INSERT INTO outcomes_rollup ({COLUMNS}) {sums_of(THESE)} RETURNING {TOUCHED})
INSERT INTO rollup_touched
  SELECT DISTINCT * FROM (SELECT * FROM gone UNION ALL SELECT * FROM fresh) written WHERE {WIDE}
"""
DELETE_YEARS = f"""
DELETE FROM outcomes_yearlyrollup y USING rollup_touched t
WHERE (y.{TOUCHED.replace(", ", ", y.")}) = (t.{TOUCHED.replace(", ", ", t.")})
"""
WRITE_YEARS = f"""
INSERT INTO outcomes_yearlyrollup ({YEAR_COLUMNS})
{years_of(f"(SELECT r.* FROM rollup_touched JOIN outcomes_rollup r USING ({TOUCHED}))")}
"""


def settle(*, key_batch=KEY_BATCH):
    """Count what is dirty and sum what that touched, until nothing is left. Returns {"flows", "keys"} taken."""
    flows = keys = 0
    while taken := count_dirty():
        flows += taken
    while taken := roll_up_dirty(key_batch):
        keys += taken
    return {"flows": flows, "keys": keys}


def roll_up_dirty(limit=KEY_BATCH):
    """Sum one batch of dirty groups anew; the number of marks taken from the queue."""
    if many_keys_wait():
        return rebuild_rollups()
    apart = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(DRAIN, [limit])
        marks = cursor.fetchall()
        groups = sorted(set(marks), key=str)
        if any(owner is None for owner, *_ in groups):  # somebody emptied the table
            replace_all(cursor, apart)
        elif groups:
            replace_groups(cursor, groups)
    return len(marks)


def something_waits():
    """Whether any mark stands in the queues of outcomes or of groups."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM outcomes_dirty_flow) OR EXISTS (SELECT FROM outcomes_dirty_key)")
        return cursor.fetchone()[0]


def many_keys_wait():
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [MANY_KEYS])
        found = cursor.fetchone()
    return bool(found and found[0])


def replace_groups(cursor, groups):
    """Write the sums of these groups anew.

    The lock on the tables lets sweeps pass each other but not a rebuild. The locks on the years, taken in order, make
    two sweeps on one year follow each other; the sums are read afterwards, so the later one sees all.
    """
    columns = [list(column) for column in zip(*groups, strict=True)]
    cursor.execute("LOCK TABLE outcomes_rollup, outcomes_yearlyrollup IN ROW EXCLUSIVE MODE")
    cursor.execute(LOCK_YEARS, columns)
    cursor.execute(TOUCHED_TABLE)
    cursor.execute("TRUNCATE rollup_touched")
    cursor.execute(REPLACE_MONTHS, columns * 2)
    cursor.execute("ANALYZE rollup_touched")
    cursor.execute(DELETE_YEARS)
    cursor.execute(WRITE_YEARS)
    mark_pages(cursor, columns[0])


def rebuild():
    """Count every outcome and sum every group anew. Returns {"flows", "keys"} as settle does."""
    mark_all()
    with connection.cursor() as cursor:
        cursor.execute("SELECT outcomes_reaches_refresh(ARRAY(SELECT id FROM outcomes_reach))")
    flows = 0
    while taken := count_dirty():
        flows += taken
    return {"flows": flows, "keys": rebuild_rollups()}


def check():
    """Count and sum everything beside the stored rows: {"rows", "differences"}; nothing is written.

    rows: stored rows of Counted and of the roll-ups that ought to be there. differences: those that are missing, too
    many or other than they should be, and totals that a row wrongly enters or misses. What waits in the queues is a
    difference until it is settled.
    """
    counted, wrong = check_counted()
    with connection.cursor() as cursor:
        months = compare(cursor, sums_of(ALL), "outcomes_rollup", COLUMNS)
        wide = f"({years_of(f'({sums_of(ALL)})')}) yearly"
        years = compare(
            cursor, f"SELECT {YEAR_COLUMNS} FROM {wide} WHERE {WIDE}", "outcomes_yearlyrollup", YEAR_COLUMNS
        )
        cursor.execute(
            """
            WITH fresh AS (SELECT * FROM outcomes_members_of(ARRAY(SELECT id FROM outcomes_reach))),
            stored AS (SELECT reach_id, level, member, counts FROM outcomes_reachmember)
            SELECT count(*) FROM fresh FULL JOIN stored USING (reach_id, level, member, counts)
            WHERE fresh.reach_id IS NULL OR stored.reach_id IS NULL
            """
        )
        (members,) = cursor.fetchone()
    return {"rows": counted + months[0] + years[0], "differences": wrong + months[1] + years[1] + members}


def compare(cursor, fresh, table, columns):
    """(rows that a query gives, sums that differ between it and the table)."""
    key = columns.removesuffix(f", {SUMS}")
    cursor.execute(
        f"""
        WITH fresh AS ({fresh}), stored AS (SELECT {columns} FROM {table}),
        gone AS (SELECT * FROM stored EXCEPT ALL SELECT * FROM fresh),
        lacking AS (SELECT * FROM fresh EXCEPT ALL SELECT * FROM stored)
        SELECT (SELECT count(*) FROM fresh),
          (SELECT count(*) FROM (SELECT {key} FROM gone UNION SELECT {key} FROM lacking) differing)
        """
    )
    return cursor.fetchone()


def check_counted():
    """(rows that ought to be in Counted, rows that differ), outcome by outcome in batches."""
    rows = wrong = 0
    for ids in batches(Outcome.objects.order_by("pk").values_list("pk", flat=True)):
        fresh = {row_key(row): content(row) for row in count_gathered(gather(ids))}
        stored = {row_key(row): content(row) for row in Counted.objects.filter(outcome__in=ids).select_related("reach")}
        rows += len(fresh)
        wrong += sum(1 for key in fresh.keys() | stored.keys() if fresh.get(key) != stored.get(key))
    return rows, wrong


def batches(ids, size=BATCH):
    ids = ids.iterator(chunk_size=size)
    while batch := list(islice(ids, size)):
        yield batch
