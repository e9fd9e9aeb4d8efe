"""All stored sums written anew, while readers go on reading the old ones.

Two connections share the work, each with half of the indicators, then half of the indexes. They build beside what is
stored and commit as they go; the caller's transaction holds the lock and swaps the tables at its end. Where it fails,
or the process dies, what is stored stays as it was, and what was begun is thrown away by the next rebuild.

Only here is it decided which totals are large and stored: between two rebuilds a total that grows is added from its
sums, more slowly and as exactly. The nightly audit asks for a rebuild where one has outgrown that.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connection, transaction

from outcomes.services.session import set_locally
from outcomes.services.sums import (
    COLUMNS,
    TABLES,
    TOTAL_COLUMNS,
    YEAR,
    YEAR_COLUMNS,
    alike_of,
    large_of,
    totals_of,
    years_of,
)
from outcomes.services.swap import beside, create_beside, indexes_like, swap

TOTAL, YEARLY_TOTAL, ROLLUP, LARGE_TOTAL = map(beside, TABLES)
HANDS = 2

WORK_MEMORY = "128MB"
# The grouping follows the order of the index that is read: sorted input needs no hash table that outgrows the caches.
STREAM = ["enable_hashagg = off", "enable_seqscan = off", "enable_bitmapscan = off"]

# Large totals into which the very same sums of an office enter are the same: the office's own city and its country are
# its portfolio. The rebuild adds up each such class once and writes it to each.
CLASSES = [
    "DROP TABLE IF EXISTS pg_temp.total_class, pg_temp.total_class_of",
    f"""
    CREATE TEMP TABLE total_class ON COMMIT DROP AS
    SELECT owner_id, level, member, dense_rank() OVER (ORDER BY owner_id, entering) AS class, entering FROM (
      SELECT owner_id, level, member, array_agg(reach_id * 2 + counts::int ORDER BY reach_id) AS entering
      FROM (SELECT DISTINCT owner_id, reach_id FROM {ROLLUP}) seen JOIN outcomes_reachmember USING (reach_id)
        JOIN {LARGE_TOTAL} USING (owner_id, level, member)
      GROUP BY owner_id, level, member) sets
    """,
    """
    CREATE TEMP TABLE total_class_of ON COMMIT DROP AS
    SELECT class, owner_id, entry / 2 AS reach_id, entry % 2 = 1 AS counts
    FROM (SELECT DISTINCT ON (class) class, owner_id, entering FROM total_class) one CROSS JOIN unnest(entering) entry
    """,
    "ANALYZE total_class",
    "ANALYZE total_class_of",
]


def rebuild_rollups():
    """Sum every group anew; the number of dirty marks that this settled."""
    apart = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        # Every mark deleted here belongs to rows that the sums, read later, will see.
        cursor.execute("DELETE FROM outcomes_dirty_key")
        marks = cursor.rowcount
        replace_all(cursor, apart)
    return marks


def outgrown():
    """Whether a total has become large and is not stored."""
    with connection.cursor() as cursor:
        stored = "SELECT owner_id, level, member FROM outcomes_largetotal"
        cursor.execute(f"SELECT EXISTS ({large_of('outcomes_rollup')} EXCEPT {stored})")
        return cursor.fetchone()[0]


def replace_all(cursor, apart):
    """Build beside what is stored and swap at the end, in the caller's transaction.

    apart: whether all that is to be summed is committed, so that other connections see it and may build. Else this one
    does it all.
    """
    cursor.execute(f"LOCK TABLE {', '.join(TABLES)} IN EXCLUSIVE MODE")
    run = run_apart if apart else partial(run_here, cursor)
    shares = parts(cursor, HANDS if apart else 1)
    indexes = {table: indexes_like(cursor, table) for table in TABLES}
    of_sums = indexes["outcomes_rollup"].build
    of_totals = [each for table in TABLES for each in indexes[table].build if table != "outcomes_rollup"]
    run([create])
    run([partial(write_alike, part) for part in shares])
    run([find_large, partial(index, of_sums[:1])])
    cursor.execute(f"SELECT EXISTS (SELECT FROM {LARGE_TOTAL})")
    if cursor.fetchone()[0]:
        run([partial(write_totals, part) for part in shares])
    run([partial(index, of_sums[1:]), partial(index, of_totals)])
    for table in TABLES:
        cursor.execute(f"ANALYZE {beside(table)}")
        swap(cursor, table, indexes[table].rename)


def parts(cursor, hands):
    """Conditions that share out the indicators, so that every hand has as many rows to sum as the others."""
    if hands == 1:
        return ["true"]
    cursor.execute("SELECT indicator_id, count(*) FROM outcomes_counted GROUP BY 1 ORDER BY 2 DESC, 1")
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


def write_alike(part, cursor):
    """The sums of rows alike, of one part of the indicators."""
    with set_locally(cursor, STREAM):
        source = f"(SELECT * FROM outcomes_counted WHERE {part})"
        cursor.execute(f"INSERT INTO {ROLLUP} ({COLUMNS}) {alike_of(source)}")


def find_large(cursor):
    cursor.execute(f"INSERT INTO {LARGE_TOTAL} (owner_id, level, member) {large_of(ROLLUP)}")


def write_totals(part, cursor):
    """The large totals by month, then by year, of one part of the indicators."""
    with set_locally(cursor, [f"work_mem = '{WORK_MEMORY}'"]):
        for statement in CLASSES:
            cursor.execute(statement)
        alike = f"(SELECT * FROM {ROLLUP} WHERE {part})"
        of_class = totals_of(alike, "total_class_of USING (owner_id, reach_id)", "class")
        of_members = f"SELECT {TOTAL_COLUMNS} FROM ({of_class}) summed JOIN total_class USING (owner_id, class)"
        cursor.execute(f"INSERT INTO {TOTAL} ({TOTAL_COLUMNS}) {of_members} ORDER BY {YEAR}")  # as they are read
        monthly = f"(SELECT * FROM {TOTAL} WHERE {part})"
        cursor.execute(f"INSERT INTO {YEARLY_TOTAL} ({YEAR_COLUMNS}) {years_of(monthly)} ORDER BY {YEAR}")


def index(statements, cursor):
    with set_locally(cursor, [f"maintenance_work_mem = '{WORK_MEMORY}'"]):
        for statement in statements:
            cursor.execute(statement)
