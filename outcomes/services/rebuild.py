"""All stored sums written anew, while readers go on reading the old ones.

Two connections share the work, each with half of the indicators, then half of the indexes. They build beside what is
stored and commit as they go; the caller's transaction holds the lock and swaps the tables at its end. Where it fails,
or the process dies, what is stored stays as it was, and what was begun is thrown away by the next rebuild.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connection, transaction

from outcomes.services.sums import ALL, COLUMNS, SUMS, WIDE, YEAR_COLUMNS, sums_of, years_of
from outcomes.services.swap import beside, create_beside, indexes_like, swap

TABLES = ("outcomes_rollup", "outcomes_yearlyrollup")
HANDS = 2

WORK_MEMORY = "128MB"
# Both groupings follow the order of the index that is read: sorted input needs no hash table that outgrows the caches.
STREAM = ["enable_hashagg = off", "enable_mergejoin = off", "enable_seqscan = off"]

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


def by_class(part):
    """SQL of all monthly sums of the counted rows that a condition names."""
    source = f"(SELECT * FROM {ALL} WHERE {part})"
    return f"""
SELECT summed.owner_id, indicator_id, year, month, state, "group", audience, entered.level, entered.member, {SUMS}
FROM ({sums_of(source, "rollup_class_of", "class", "USING (owner_id, reach_id)")}) summed JOIN rollup_class AS entered
  ON entered.class = summed.class
"""


def rebuild_rollups():
    """Sum every group anew; the number of dirty marks that this settled."""
    apart = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        # Every mark deleted here belongs to rows that the sums, read later, will see.
        cursor.execute("DELETE FROM outcomes_dirty_key")
        marks = cursor.rowcount
        replace_all(cursor, apart)
    return marks


def replace_all(cursor, apart):
    """Build beside what is stored and swap at the end, in the caller's transaction.

    apart: whether all that is to be summed is committed, so that other connections see it and may build. Else this one
    does it all.
    """
    cursor.execute(f"LOCK TABLE {', '.join(TABLES)} IN EXCLUSIVE MODE")
    run = run_apart if apart else partial(run_here, cursor)
    hands = HANDS if apart else 1
    run([create])
    run([partial(write, part) for part in parts(cursor, hands)])
    builds, renames = zip(*(indexes_like(cursor, table) for table in TABLES), strict=True)
    statements = [statement for each in builds for statement in each]
    run([partial(index, statements[hand::hands]) for hand in range(hands)])
    for table, names in zip(TABLES, renames, strict=True):
        cursor.execute(f"ANALYZE {beside(table)}")
        swap(cursor, table, names)


def parts(cursor, hands):
    """Conditions that share out the indicators, so that every hand has as many rows to sum as the others."""
    if hands == 1:
        return ["true"]
    cursor.execute(f"SELECT indicator_id, count(*) FROM {ALL} GROUP BY 1 ORDER BY 2 DESC, 1")
    heaps = [[0, []] for _ in range(hands)]
    for indicator, rows in cursor.fetchall():
        lightest = min(heaps, key=lambda heap: heap[0])
        lightest[0] += rows
        lightest[1].append(indicator)
    return [f"indicator_id = ANY ('{{{','.join(map(str, indicators))}}}')" for _rows, indicators in heaps if indicators]


def run_here(cursor, jobs):
    for job in jobs:
        job(cursor)


def run_apart(jobs):
    """Each job in a transaction and a connection of its own, all at once."""
    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(run_alone, jobs))


def run_alone(job):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            job(cursor)
    finally:
        connection.close()


def create(cursor):
    for table in TABLES:
        create_beside(cursor, table)


def write(part, cursor):
    """The sums by month, then by year, of one part of the indicators."""
    months, years = map(beside, TABLES)
    cursor.execute(f"SET LOCAL work_mem = '{WORK_MEMORY}'")
    for statement in CLASSES:
        cursor.execute(statement)
    for setting in STREAM:
        cursor.execute(f"SET LOCAL {setting}")
    cursor.execute(f"INSERT INTO {months} ({COLUMNS}) {by_class(part)}")
    for setting in STREAM:
        cursor.execute(f"SET LOCAL {setting.split()[0]} TO DEFAULT")
    wide = f"(SELECT * FROM {months} WHERE {part} AND {WIDE})"
    cursor.execute(f"INSERT INTO {years} ({YEAR_COLUMNS}) {years_of(wide)}")


def index(statements, cursor):
    cursor.execute(f"SET LOCAL maintenance_work_mem = '{WORK_MEMORY}'")
    for statement in statements:
        cursor.execute(statement)
