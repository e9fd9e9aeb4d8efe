"""The sums that dirty marks touch, written anew.

A sum stands at one grain: office, indicator, month, state, evidence and audience. A mark, written by trigger on
outcomes_counted and outcomes_reachmember, names a grain and the reach of the rows that changed there, or a member of a
total that rows came to enter or left. The sum of rows alike is written anew, and of the totals that it enters those
that are large and therefore stored. The month is empty for what is dated to a year only: such sums enter the year and
no finer view.
"""

from outcomes.services.page_marks import mark_pages
from outcomes.services.session import set_locally
from outcomes.services.sums import ALIKE, PART, SUMS, TABLES, TOTAL, TOTALS, YEAR, alike_of, totals_of, years_of

MARK = f"{ALIKE}, level, member"
# The month is called `dated` in these tables, so that joins by name leave it out: it may be empty.
TEMPORARY = """
CREATE TEMP TABLE IF NOT EXISTS touched_mark (owner_id bigint, indicator_id bigint, year smallint, dated date,
  state smallint, "group" smallint, audience smallint, reach_id bigint, level smallint, member bigint)
  ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS touched_total (owner_id bigint, indicator_id bigint, year smallint, dated date,
  part smallint, audience smallint, level smallint, member bigint) ON COMMIT DELETE ROWS;
TRUNCATE touched_mark, touched_total
"""
DRAIN = f"""
WITH drained AS (
  DELETE FROM outcomes_dirty_key WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM outcomes_dirty_key LIMIT %s FOR UPDATE SKIP LOCKED))
  RETURNING {MARK})
INSERT INTO touched_mark SELECT * FROM drained
"""
OWNERS = "SELECT DISTINCT owner_id FROM touched_mark"
LOCK = """
SELECT pg_advisory_xact_lock(7203720, bucket) FROM (
  SELECT DISTINCT hashtext(owner_id::text) AS bucket FROM touched_mark ORDER BY 1) locks
"""

ALIKE_NAMES = ["owner_id", "indicator_id", "year", "state", '"group"', "audience", "reach_id"]


def same(one, other, names):
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in names)


def rows_at(table, touched, names, columns="*"):
    """SQL of the rows of a table at what was touched. An empty month is looked up apart: "IS NOT DISTINCT FROM" would
    not use the index."""
    these = f"SELECT f.{columns} FROM {table} f WHERE {same('f', 'k', names)}"
    return f"""(SELECT found.* FROM {touched} k CROSS JOIN LATERAL (
  {these} AND f.month = k.dated UNION ALL {these} AND f.month IS NULL AND k.dated IS NULL) found)"""


def replaced(table, key, sums, touched, fresh):
    """SQL that writes fresh sums over those stored, and deletes what was touched and has none. touched: as a query."""
    names = [name for name in key.split(", ") if name != "month"]
    values = ", ".join(f"{name} = EXCLUDED.{name}" for name in sums.split(", "))
    if "month" in key:
        is_written = f"{same('w', 'k', names)} AND w.month IS NOT DISTINCT FROM k.dated"
        stored = rows_at(table, "gone", names, "ctid")
    else:
        is_written = same("w", "k", names)
        stored = f"(SELECT f.ctid FROM gone k JOIN {table} f ON {same('f', 'k', names)})"
    return f"""
WITH written AS (
  INSERT INTO {table} ({key}, {sums}) {fresh} ON CONFLICT ({key}) DO UPDATE SET {values} RETURNING {key}),
gone AS MATERIALIZED (SELECT * FROM {touched} k WHERE NOT EXISTS (SELECT FROM written w WHERE {is_written}))
DELETE FROM {table} WHERE ctid = ANY (ARRAY{stored})
"""


TOUCHED = f"(SELECT DISTINCT {', '.join(ALIKE_NAMES)}, dated FROM touched_mark WHERE reach_id IS NOT NULL)"
REPLACE = replaced(
    "outcomes_rollup", ALIKE, SUMS, TOUCHED, alike_of(rows_at("outcomes_counted", TOUCHED, ALIKE_NAMES))
)

TOUCH_TOTALS = f"""
INSERT INTO touched_total (owner_id, indicator_id, year, dated, part, audience, level, member)
SELECT DISTINCT owner_id, indicator_id, year, dated, part, audience, level, member FROM (
  SELECT owner_id, indicator_id, year, dated, {PART} AS part, audience,
    coalesce(k.level, m.level) AS level, coalesce(k.member, m.member) AS member
  FROM touched_mark k JOIN (SELECT DISTINCT owner_id FROM outcomes_largetotal) having_large USING (owner_id)
  LEFT JOIN outcomes_reachmember m USING (reach_id)) entered
JOIN outcomes_largetotal USING (owner_id, level, member) WHERE part IS NOT NULL
"""
MONTHS = "(SELECT DISTINCT owner_id, indicator_id, year, audience, dated FROM touched_total)"
# Which totals were touched is asked first, for a sum enters some ten and few of these are stored; then, one by one,
# whether it enters them. OFFSET keeps that from being turned into a join that would read all members.
OF_TOUCHED = """touched_total t USING (owner_id, indicator_id, year, part, audience)
  CROSS JOIN LATERAL (
    SELECT m.counts FROM outcomes_reachmember m
    WHERE (m.level, m.member, m.reach_id) = (t.level, t.member, alike.reach_id) OFFSET 0) entered"""
ADDED = totals_of(
    rows_at("outcomes_rollup", MONTHS, ["owner_id", "indicator_id", "year", "audience"]),
    OF_TOUCHED,
    where="month IS NOT DISTINCT FROM dated",
)
REPLACE_TOTALS = replaced("outcomes_total", TOTAL, TOTALS, "touched_total", ADDED)
YEARS = f"(SELECT DISTINCT {YEAR} FROM touched_total)"
IN_YEARS = f"(SELECT f.* FROM {YEARS} k JOIN outcomes_total f USING ({YEAR}))"
REPLACE_YEARS = replaced("outcomes_yearlytotal", YEAR, TOTALS, YEARS, years_of(IN_YEARS))

# A few thousand of millions of rows are looked up one by one: read in order, all of them would be read.
ONE_BY_ONE = ["work_mem = '64MB'", "join_collapse_limit = 1", "enable_mergejoin = off", "enable_seqscan = off"]


def drain(cursor, limit):
    """Take marks that are free from the queue, at most limit, in the caller's transaction.

    Returns (how many, the offices that they belong to); an office that is None stands for everything.
    """
    cursor.execute(TEMPORARY)
    cursor.execute(DRAIN, [limit])
    marks = cursor.rowcount
    cursor.execute(OWNERS)
    return marks, [owner for (owner,) in cursor.fetchall()]


def replace_touched(cursor, owners):
    """Write the sums anew that the drained marks touch, in these offices.

    The lock on the tables lets sweeps pass each other but not a rebuild. The locks on the offices, taken in order, make
    two sweeps of one office follow each other; the sums are read afterwards, so the later one sees all.
    """
    cursor.execute(f"LOCK TABLE {', '.join(TABLES)} IN ROW EXCLUSIVE MODE")
    cursor.execute(LOCK)
    cursor.execute("ANALYZE touched_mark")
    with set_locally(cursor, ONE_BY_ONE):
        cursor.execute(REPLACE)
        cursor.execute(TOUCH_TOTALS)
        if cursor.rowcount:
            cursor.execute("ANALYZE touched_total")
            cursor.execute(REPLACE_TOTALS)
            cursor.execute(REPLACE_YEARS)
    mark_pages(cursor, owners)
