"""Roll-ups: stored sums of Counted, replaceable at any time (law 1).

One statement computes them (outcomes/services/sums.py): the sweep gives it what is dirty, the rebuild all of it, the
check compares its answer with what is stored.
"""

from itertools import islice

from django.db import connection, transaction

from outcomes.models import Counted, Outcome
from outcomes.queries.counted import count_gathered
from outcomes.queries.gather import gather
from outcomes.services.counting import BATCH, content, count_dirty, mark_all, row_key
from outcomes.services.rebuild import rebuild_rollups, replace_all
from outcomes.services.session import set_locally
from outcomes.services.sums import ALIKE, SUMS, TABLES, TOTAL, TOTALS, YEAR, alike_of, totals_of, years_of
from outcomes.services.sweep import drain, replace_touched

KEY_BATCH = 1000
MANY_KEYS = 20_000  # beyond this, and beyond a part of what is stored, a rebuild is cheaper than sum by sum
WAITING = """
SELECT count(*) >= most FROM (
  SELECT greatest(%s, reltuples / 30)::bigint FROM pg_class WHERE oid = 'outcomes_rollup'::regclass) many (most)
CROSS JOIN LATERAL (SELECT FROM outcomes_dirty_key LIMIT most) waiting GROUP BY most
"""


def differing(fresh, stored, key, sums):
    """SQL of the number of sums that differ between two tables."""
    columns = f"{key}, {sums}"
    one, other = (f"SELECT {columns} FROM {table}" for table in (fresh, stored))
    return f"""(SELECT count(*) FROM (
  SELECT {key} FROM ({one} EXCEPT ALL {other}) lacking
  UNION SELECT {key} FROM ({other} EXCEPT ALL {one}) gone) differ)"""


LARGE = "outcomes_reachmember USING (reach_id) JOIN outcomes_largetotal USING (owner_id, level, member)"
COMPARE = f"""
WITH alike AS MATERIALIZED ({alike_of("outcomes_counted")}),
months AS MATERIALIZED ({totals_of("(SELECT * FROM alike)", LARGE)}),
years AS MATERIALIZED ({years_of("(SELECT * FROM months)")})
SELECT (SELECT count(*) FROM alike) + (SELECT count(*) FROM months) + (SELECT count(*) FROM years),
  {differing("alike", "outcomes_rollup", ALIKE, SUMS)} + {differing("months", "outcomes_total", TOTAL, TOTALS)}
  + {differing("years", "outcomes_yearlytotal", YEAR, TOTALS)}
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
    """Sum anew what one batch of marks touches; the number of marks taken from the queue."""
    if many_keys_wait():
        return rebuild_rollups()
    apart = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        marks, owners = drain(cursor, limit)
        if None in owners:  # somebody emptied the table
            replace_all(cursor, apart)
        elif marks:
            replace_touched(cursor, owners)
    return marks


def something_waits():
    """Whether any mark stands in the queues of outcomes or of sums."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM outcomes_dirty_flow) OR EXISTS (SELECT FROM outcomes_dirty_key)")
        return cursor.fetchone()[0]


def many_keys_wait():
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [MANY_KEYS])
        found = cursor.fetchone()
    return bool(found and found[0])


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
    with transaction.atomic(), connection.cursor() as cursor:
        rows, differences = compare(cursor)
        cursor.execute(
            """
            WITH fresh AS (SELECT * FROM outcomes_members_of(ARRAY(SELECT id FROM outcomes_reach))),
            stored AS (SELECT reach_id, level, member, counts FROM outcomes_reachmember)
            SELECT count(*) FROM fresh FULL JOIN stored USING (reach_id, level, member, counts)
            WHERE fresh.reach_id IS NULL OR stored.reach_id IS NULL
            """
        )
        (members,) = cursor.fetchone()
    return {"rows": counted + rows, "differences": wrong + differences + members}


def compare(cursor):
    """(sums that ought to be stored, sums that differ), in the caller's transaction."""
    cursor.execute(f"LOCK TABLE {', '.join(TABLES)} IN ACCESS SHARE MODE")
    # What is summed here has no statistics: taken for few rows it would be joined row by row, or by its office alone.
    with set_locally(cursor, ["enable_nestloop = off", "enable_mergejoin = off"]):
        cursor.execute(COMPARE)
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
