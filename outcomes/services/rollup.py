"""Roll-ups: stored sums of Counted by office, partnership, indicator and month, replaceable at any time (law 1).

One statement computes them, `sums_of`: the sweep gives it the groups that are dirty, the rebuild gives it all of them,
the check compares its answer with what is stored.

Two levels come out of one pass. At the level of a partnership every outcome of that tie is summed. At the level of
the office's portfolio (partnership empty) an outcome that several ties share counts once: of its rows in Counted one is
marked `in_portfolio`, and only that one enters n, nominal, reported and largest; `contributed` adds over the ties, for
their stated shares are parts of one whole. So a total over partnerships is never the sum of its partnerships.

A group is (office, indicator, year, month); its dirty mark is written by trigger on outcomes_counted. The month is
empty for what is dated to a year only: such sums enter the year and no finer view.
"""

from itertools import islice

from django.db import connection, transaction

from outcomes.models import Counted, Outcome
from outcomes.queries.gather import gather
from outcomes.services.counting import BATCH, content, count_dirty, count_gathered, mark_all, row_key

KEY_BATCH = 1000
MANY_KEYS = 20_000  # beyond this a rebuild is cheaper than group by group
WORK_MEMORY = "128MB"

GROUP = "owner_id, indicator_id, year, month"
GRAIN = 'owner_id, indicator_id, year, month, state, "group", audience'
COLUMNS = f"{GRAIN}, partnership_id, n, nominal, constant, reported, contributed, largest"

ALL = "outcomes_counted"
GROUPS = "unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::date[]) AS k (owner_id, indicator_id, year, month)"


def in_groups(columns, table):
    """SQL of the rows of a table that stand in GROUPS; parameters: the groups' four columns, each a list.

    A month that is empty is looked up apart: "IS NOT DISTINCT FROM" would not use the index.
    """
    same = "f.owner_id = k.owner_id AND f.indicator_id = k.indicator_id AND f.year = k.year"
    return f"""
SELECT c.* FROM {GROUPS} CROSS JOIN LATERAL (
  SELECT {columns} FROM {table} f WHERE {same} AND f.month = k.month
  UNION ALL
  SELECT {columns} FROM {table} f WHERE {same} AND f.month IS NULL AND k.month IS NULL) c"""


SUMMED = f"{GRAIN}, partnership_id, nominal, constant, reported, contributed, share_stated, in_portfolio"
THESE = f"({in_groups(SUMMED, 'outcomes_counted')})"
DRAIN = f"""
DELETE FROM outcomes_dirty_key WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM outcomes_dirty_key LIMIT %s FOR UPDATE SKIP LOCKED))
RETURNING {GROUP}
"""
LOCK_GROUPS = f"""
SELECT pg_advisory_xact_lock(7203720, bucket) FROM (
  SELECT DISTINCT hashtext(k::text) %% 1024 AS bucket FROM {GROUPS} ORDER BY 1) locks
"""
DELETE_GROUPS = f"DELETE FROM outcomes_rollup WHERE id IN ({in_groups('id', 'outcomes_rollup')})"


def sums_of(source):
    """SQL of the roll-up rows of a source of Counted rows, in the order of COLUMNS.

    Partnership stands last in the grouping, so that an index in this order serves both levels in one sorted pass.
    A row without nominal adds nothing; a group in which none has one is empty, not nought (law 2).
    """
    each = "grouping(partnership_id) = 0"

    def both_levels(inner):
        return f"CASE WHEN {each} THEN {inner} ELSE {inner} FILTER (WHERE in_portfolio) END"

    return f"""
SELECT {GRAIN}, partnership_id,
  {both_levels("count(*)")} AS n,
  {both_levels("sum(nominal)")} AS nominal,
  {both_levels("sum(constant)")} AS constant,
  {both_levels("sum(reported)")} AS reported,
  sum(contributed) FILTER (WHERE share_stated) AS contributed,
  {both_levels("max(nominal)")} AS largest
FROM {source} counted
GROUP BY GROUPING SETS (({GRAIN}, partnership_id), ({GRAIN}))
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
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(DRAIN, [limit])
        marks = cursor.fetchall()
        groups = sorted(set(marks), key=str)
        if any(owner is None for owner, *_ in groups):  # somebody emptied the table
            replace_all(cursor)
        elif groups:
            replace_groups(cursor, groups)
    return len(marks)


def many_keys_wait():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM outcomes_dirty_key LIMIT {MANY_KEYS}) found")
        return cursor.fetchone()[0] >= MANY_KEYS


def replace_groups(cursor, groups):
    """Write the sums of these groups anew.

    The lock on the table lets sweeps pass each other but not a rebuild. The locks on the groups, taken in order, make
    two sweeps on one group follow each other; the sums are read afterwards, so the later one sees all.
    """
    columns = [list(column) for column in zip(*groups, strict=True)]
    cursor.execute("LOCK TABLE outcomes_rollup IN ROW EXCLUSIVE MODE")
    cursor.execute(LOCK_GROUPS, columns)
    cursor.execute(DELETE_GROUPS, columns)
    cursor.execute(f"INSERT INTO outcomes_rollup ({COLUMNS}) {sums_of(THESE)}", columns)


def rebuild():
    """Count every outcome and sum every group anew. Returns {"flows", "keys"} as settle does."""
    mark_all()
    flows = 0
    while taken := count_dirty():
        flows += taken
    return {"flows": flows, "keys": rebuild_rollups()}


def rebuild_rollups():
    """Sum every group anew; the number of dirty marks that this settled."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Every mark deleted here belongs to rows that the sums, read later, will see.
        cursor.execute("DELETE FROM outcomes_dirty_key")
        marks = cursor.rowcount
        replace_all(cursor)
    return marks


def replace_all(cursor):
    """Build beside what is stored, while readers go on reading; swap at the end."""
    cursor.execute("LOCK TABLE outcomes_rollup IN EXCLUSIVE MODE")
    cursor.execute(f"SET LOCAL work_mem = '{WORK_MEMORY}'")
    cursor.execute("DROP TABLE IF EXISTS pg_temp.fresh_rollup")
    cursor.execute(f"CREATE TEMP TABLE fresh_rollup ON COMMIT DROP AS {sums_of(ALL)}")
    # Emptying a table wants no check of a foreign key to be still open in this transaction.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("TRUNCATE outcomes_rollup")
    cursor.execute(f"INSERT INTO outcomes_rollup ({COLUMNS}) SELECT {COLUMNS} FROM fresh_rollup")


def check():
    """Count and sum everything beside the stored rows: {"rows", "differences"}; nothing is written.

    rows: stored rows of Counted and of the roll-ups that ought to be there. differences: those that are missing, too
    many or other than they should be. What waits in the queues is a difference until it is settled.
    """
    counted, wrong = check_counted()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH fresh AS ({sums_of(ALL)}), stored AS (SELECT {COLUMNS} FROM outcomes_rollup),
            gone AS (SELECT * FROM stored EXCEPT ALL SELECT * FROM fresh),
            lacking AS (SELECT * FROM fresh EXCEPT ALL SELECT * FROM stored)
            SELECT (SELECT count(*) FROM fresh),
              (SELECT count(*) FROM (
                SELECT {GRAIN}, partnership_id FROM gone UNION SELECT {GRAIN}, partnership_id FROM lacking) differing)
            """
        )
        rows, differences = cursor.fetchone()
    return {"rows": counted + rows, "differences": wrong + differences}


def check_counted():
    """(rows that ought to be in Counted, rows that differ), outcome by outcome in batches."""
    rows = wrong = 0
    for ids in batches(Outcome.objects.order_by("pk").values_list("pk", flat=True)):
        fresh = {row_key(row): content(row) for row in count_gathered(gather(ids))}
        stored = {row_key(row): content(row) for row in Counted.objects.filter(outcome__in=ids)}
        rows += len(fresh)
        wrong += sum(1 for key in fresh.keys() | stored.keys() if fresh.get(key) != stored.get(key))
    return rows, wrong


def batches(ids, size=BATCH):
    ids = ids.iterator(chunk_size=size)
    while batch := list(islice(ids, size)):
        yield batch
