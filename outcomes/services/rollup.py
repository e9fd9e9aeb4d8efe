"""Roll-ups: stored sums of Counted, replaceable at any time (law 1).

One statement computes them, `sums_of`: the sweep gives it the groups that are dirty, the rebuild gives it all of them,
the check compares its answer with what is stored.

It adds in two steps. Rows that are alike in what they reach (outcomes.models.Reach) are summed first, straight from an
index in that order; then each of these sums goes to every member of every level that its reach enters: the tie, the
office's portfolio, the places of the tie and all above them, the claiming organisations, their layers, the sector.
An outcome of several ties has several rows; in a member it enters once, for a reach says per member whether its row
counts there or an earlier tie of the outcome already does. Only `contributed` adds over the ties, for their stated
shares are parts of one whole. So no total is ever the sum of smaller totals.

A group is (office, indicator, year, month): all rows of one outcome in one view lie in one group, so each group is
summed by itself. Its dirty mark is written by trigger on outcomes_counted and outcomes_reachmember. The month is empty
for what is dated to a year only: such sums enter the year and no finer view.
"""

from itertools import islice

from django.db import connection, transaction

from outcomes.models import Counted, Outcome
from outcomes.queries.counted import count_gathered
from outcomes.queries.gather import gather
from outcomes.services.counting import BATCH, content, count_dirty, mark_all, row_key
from outcomes.services.page_marks import mark_pages
from outcomes.services.swap import replace_table

KEY_BATCH = 1000
MANY_KEYS = 20_000  # beyond this a rebuild is cheaper than group by group
WORK_MEMORY = "128MB"

GROUP = "owner_id, indicator_id, year, month"
GRAIN = 'owner_id, indicator_id, year, month, state, "group", audience'
SUMS = "n, nominal, constant, reported, contributed, largest"
COLUMNS = f"{GRAIN}, level, member, {SUMS}"

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


SUMMED = f"{GRAIN}, reach_id, nominal, constant, reported, contributed, share_stated"
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
DELETE_GROUPS = f"DELETE FROM outcomes_rollup WHERE ctid = ANY (ARRAY({in_groups('f.ctid', 'outcomes_rollup')}))"
# Both groupings follow the order of the index that is read: sorted input needs no hash table that outgrows the caches.
STREAM = ["enable_hashagg = off", "enable_mergejoin = off", "enable_seqscan = off"]


def sums_of(source, members="outcomes_reachmember", member="level, member", by="USING (reach_id)"):
    """SQL of the roll-up rows of a source of Counted rows, in the order of COLUMNS.

    members: the table that says which members a reach enters; member: its columns that name one; by: how it joins.
    A row without nominal adds nothing; a group in which none has one is empty, not nought (law 2).
    """
    return f"""
SELECT {GRAIN}, {member},
  coalesce(sum(n) FILTER (WHERE counts), 0)::integer AS n,
  sum(nominal) FILTER (WHERE counts) AS nominal,
  sum(constant) FILTER (WHERE counts) AS constant,
  sum(reported) FILTER (WHERE counts) AS reported,
  sum(contributed) AS contributed,
  max(largest) FILTER (WHERE counts) AS largest
FROM (
  SELECT {GRAIN}, reach_id, count(*) AS n, sum(nominal) AS nominal, sum(constant) AS constant,
    sum(reported) AS reported, sum(contributed) FILTER (WHERE share_stated) AS contributed, max(nominal) AS largest
  FROM {source} counted GROUP BY {GRAIN}, reach_id) alike
JOIN {members} {by}
GROUP BY {GRAIN}, {member}
"""


# Members into which the very same rows of an office enter have the same sums: the office's own city and its country
# are its portfolio, a city with one tie is that tie. The rebuild sums each such class once and writes it to each.
CLASSES = [
    "DROP TABLE IF EXISTS pg_temp.rollup_class, pg_temp.rollup_class_of",
    """
    CREATE TEMP TABLE rollup_class ON COMMIT DROP AS
    SELECT owner_id, level, member, dense_rank() OVER (ORDER BY owner_id, entering) AS class, entering FROM (
      SELECT owner_id, level, member, array_agg(reach_id * 2 + counts::int ORDER BY reach_id) AS entering
      FROM (SELECT DISTINCT owner_id, reach_id FROM outcomes_counted) seen JOIN outcomes_reachmember USING (reach_id)
      GROUP BY owner_id, level, member) sets
    """,
    """
    CREATE TEMP TABLE rollup_class_of ON COMMIT DROP AS
    SELECT class, owner_id, entry / 2 AS reach_id, entry % 2 = 1 AS counts
    FROM (SELECT DISTINCT ON (class) class, owner_id, entering FROM rollup_class) one CROSS JOIN unnest(entering) entry
    """,
    "CREATE INDEX ON rollup_class_of (reach_id, owner_id) INCLUDE (class, counts)",
    "CREATE INDEX ON rollup_class (class) INCLUDE (level, member)",
    "ANALYZE rollup_class",
    "ANALYZE rollup_class_of",
]
BY_CLASS = f"""
SELECT summed.owner_id, indicator_id, year, month, state, "group", audience, entered.level, entered.member, {SUMS}
FROM ({sums_of(ALL, "rollup_class_of", "class", "USING (owner_id, reach_id)")}) summed JOIN rollup_class AS entered
  ON entered.class = summed.class
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


def something_waits():
    """Whether any mark stands in the queues of outcomes or of groups."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM outcomes_dirty_flow) OR EXISTS (SELECT FROM outcomes_dirty_key)")
        return cursor.fetchone()[0]


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
    for name in ("work_mem", "maintenance_work_mem"):
        cursor.execute(f"SET LOCAL {name} = '{WORK_MEMORY}'")
    replace_table(cursor, "outcomes_rollup", write_all)


def write_all(cursor, table):
    for statement in CLASSES:
        cursor.execute(statement)
    for setting in STREAM:
        cursor.execute(f"SET LOCAL {setting}")
    cursor.execute(f"INSERT INTO {table} ({COLUMNS}) {BY_CLASS}")
    for setting in STREAM:
        cursor.execute(f"SET LOCAL {setting.split()[0]} TO DEFAULT")


def check():
    """Count and sum everything beside the stored rows: {"rows", "differences"}; nothing is written.

    rows: stored rows of Counted and of the roll-ups that ought to be there. differences: those that are missing, too
    many or other than they should be, and totals that a row wrongly enters or misses. What waits in the queues is a
    difference until it is settled.
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
                SELECT {GRAIN}, level, member FROM gone UNION SELECT {GRAIN}, level, member FROM lacking) differing)
            """
        )
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
