"""Roll-ups: stored sums of Counted, replaceable at any time (law 1).

One statement computes them (outcomes/services/sums.py): the sweep gives it what is dirty, the rebuild all of it, the
check compares its answer with what is stored.

A sum stands for one member of one level at one grain: office, indicator, month, state, evidence and audience. A dirty
mark, written by trigger on outcomes_counted and outcomes_reachmember, names a grain and the reach of the rows that
changed there, or a member itself; the sweep writes each sum anew that this touches, from all rows of the grain that
enter it. The month is empty for what is dated to a year only: such sums enter the year and no finer view. The yearly
sums are made of the monthly ones.
"""

from itertools import islice

from django.db import connection, transaction

from outcomes.models import Counted, Outcome
from outcomes.queries.counted import count_gathered
from outcomes.queries.gather import gather
from outcomes.services.counting import BATCH, content, count_dirty, mark_all, row_key
from outcomes.services.page_marks import mark_pages
from outcomes.services.rebuild import rebuild_rollups, replace_all
from outcomes.services.sums import ALL, COLUMNS, GRAIN, SUMS, WIDE, YEAR_COLUMNS, YEAR_GRAIN, sums_of, years_of

KEY_BATCH = 1000
MARK = f"{GRAIN}, reach_id, level, member"
DRAIN = f"""
DELETE FROM outcomes_dirty_key WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM outcomes_dirty_key LIMIT %s FOR UPDATE SKIP LOCKED))
RETURNING {MARK}
"""
MARKS = f"""unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::date[], %s::smallint[], %s::smallint[],
  %s::smallint[], %s::bigint[], %s::smallint[], %s::bigint[]) AS k ({MARK})"""
MANY_KEYS = 20_000  # beyond this, and beyond a part of what is stored, a rebuild is cheaper than sum by sum
WAITING = """
SELECT count(*) >= most FROM (
  SELECT greatest(%s, reltuples / 200)::bigint FROM pg_class WHERE oid = 'outcomes_rollup'::regclass) many (most)
CROSS JOIN LATERAL (SELECT FROM outcomes_dirty_key LIMIT most) waiting GROUP BY most
"""
# Years are locked, for their months share the yearly sums. In order, so that two sweeps do not wait for each other.
LOCK_YEARS = f"""
SELECT pg_advisory_xact_lock(7203720, bucket) FROM (
  SELECT DISTINCT hashtext((k.owner_id, k.indicator_id, k.year)::text) %% 1024 AS bucket FROM {MARKS} ORDER BY 1) locks
"""
TOUCHED_TABLE = """
CREATE TEMP TABLE IF NOT EXISTS rollup_touched (owner_id bigint, indicator_id bigint, year smallint, dated date,
  state smallint, "group" smallint, audience smallint, level smallint, member bigint) ON COMMIT DELETE ROWS
"""
TOUCH = f"""
INSERT INTO rollup_touched SELECT DISTINCT {GRAIN}, coalesce(k.level, m.level), coalesce(k.member, m.member)
FROM {MARKS} LEFT JOIN outcomes_reachmember m USING (reach_id) WHERE coalesce(k.level, m.level) IS NOT NULL
"""
SAME = 'owner_id, indicator_id, year, state, "group", audience, level, member'
DELETE_MONTHS = f"""
DELETE FROM outcomes_rollup r USING rollup_touched t
WHERE (r.{SAME.replace(", ", ", r.")}) = (t.{SAME.replace(", ", ", t.")}) AND r.month IS NOT DISTINCT FROM t.dated
"""
# Rows of the touched grains. An empty month is looked up apart: "IS NOT DISTINCT FROM" would not use the index.
SUMMED = f"f.{GRAIN.replace(', ', ', f.')}, reach_id, nominal, constant, reported, contributed, share_stated"
IN_GRAIN = """FROM outcomes_counted f WHERE f.owner_id = k.owner_id AND f.indicator_id = k.indicator_id
    AND f.year = k.year AND f.state = k.state AND f."group" = k."group" AND f.audience = k.audience"""
THESE = f"""(
SELECT c.* FROM (SELECT DISTINCT owner_id, indicator_id, year, dated, state, "group", audience FROM rollup_touched) k
CROSS JOIN LATERAL (
  SELECT {SUMMED} {IN_GRAIN} AND f.month = k.dated
  UNION ALL
  SELECT {SUMMED} {IN_GRAIN} AND f.month IS NULL AND k.dated IS NULL) c)"""
OF_TOUCHED = f"USING (reach_id) JOIN rollup_touched USING ({SAME}) WHERE month IS NOT DISTINCT FROM dated"
WRITE_MONTHS = f"INSERT INTO outcomes_rollup ({COLUMNS}) {sums_of(THESE, by=OF_TOUCHED)}"
YEARS = f"(SELECT DISTINCT {YEAR_GRAIN} FROM rollup_touched WHERE {WIDE}) t"
DELETE_YEARS = f"""
DELETE FROM outcomes_yearlyrollup y USING {YEARS}
WHERE (y.{YEAR_GRAIN.replace(", ", ", y.")}) = (t.{YEAR_GRAIN.replace(", ", ", t.")})
"""
WRITE_YEARS = f"""
INSERT INTO outcomes_yearlyrollup ({YEAR_COLUMNS})
{years_of(f"(SELECT r.* FROM {YEARS} JOIN outcomes_rollup r USING ({YEAR_GRAIN}))")}
"""


def differing(fresh, stored, columns):
    """SQL of the number of sums that differ between two tables."""
    key = columns.removesuffix(f", {SUMS}")
    one, other = (f"SELECT {columns} FROM {table}" for table in (fresh, stored))
    return f"""(SELECT count(*) FROM (
  SELECT {key} FROM ({one} EXCEPT ALL {other}) lacking
  UNION SELECT {key} FROM ({other} EXCEPT ALL {one}) gone) differ)"""


COMPARE = f"""
WITH months AS MATERIALIZED ({sums_of(ALL)}),
years AS MATERIALIZED ({years_of(f"(SELECT * FROM months WHERE {WIDE})")})
SELECT (SELECT count(*) FROM months) + (SELECT count(*) FROM years),
  {differing("months", "outcomes_rollup", COLUMNS)} + {differing("years", "outcomes_yearlyrollup", YEAR_COLUMNS)}
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
        cursor.execute(DRAIN, [limit])
        marks = cursor.fetchall()
        if any(owner is None for owner, *_ in marks):  # somebody emptied the table
            replace_all(cursor, apart)
        elif marks:
            replace_touched(cursor, marks)
    return len(marks)


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


def replace_touched(cursor, marks):
    """Write the sums anew that these marks touch.

    The lock on the tables lets sweeps pass each other but not a rebuild. The locks on the years make two sweeps on one
    year follow each other; the sums are read afterwards, so the later one sees all.
    """
    columns = [list(column) for column in zip(*set(marks), strict=True)]
    cursor.execute("LOCK TABLE outcomes_rollup, outcomes_yearlyrollup IN ROW EXCLUSIVE MODE")
    cursor.execute(LOCK_YEARS, columns)
    cursor.execute(TOUCHED_TABLE)
    cursor.execute("TRUNCATE rollup_touched")
    cursor.execute(TOUCH, columns)
    cursor.execute("ANALYZE rollup_touched")
    cursor.execute("SET LOCAL work_mem = '64MB'; SET LOCAL join_collapse_limit = 1")
    for statement in (DELETE_MONTHS, WRITE_MONTHS, DELETE_YEARS, WRITE_YEARS):
        # A few thousand of millions of rows are looked up one by one: read in order, all of them would be read.
        cursor.execute(f"SET LOCAL enable_mergejoin = off; SET LOCAL enable_hashjoin = {statement == WRITE_MONTHS}")
        cursor.execute(statement)
    for setting in ("work_mem", "join_collapse_limit", "enable_mergejoin", "enable_hashjoin"):
        cursor.execute(f"SET LOCAL {setting} TO DEFAULT")
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
        cursor.execute(COMPARE)
        rows, differences = cursor.fetchone()
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
