"""All stored sums written anew, while readers go on reading the old ones."""

from django.db import connection, transaction

from outcomes.services.sums import ALL, COLUMNS, SUMS, WIDE, YEAR_COLUMNS, YEAR_GRAIN, sums_of, years_of
from outcomes.services.swap import replace_tables

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
BY_CLASS = f"""
SELECT summed.owner_id, indicator_id, year, month, state, "group", audience, entered.level, entered.member, {SUMS}
FROM ({sums_of(ALL, "rollup_class_of", "class", "USING (owner_id, reach_id)")}) summed JOIN rollup_class AS entered
  ON entered.class = summed.class
"""


def rebuild_rollups():
    """Sum every group anew; the number of dirty marks that this settled."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Every mark deleted here belongs to rows that the sums, read later, will see.
        cursor.execute("DELETE FROM outcomes_dirty_key")
        marks = cursor.rowcount
        replace_all(cursor)
    return marks


def replace_all(cursor):
    """Build beside what is stored and swap at the end, in the caller's transaction."""
    cursor.execute("LOCK TABLE outcomes_rollup, outcomes_yearlyrollup IN EXCLUSIVE MODE")
    for name in ("work_mem", "maintenance_work_mem"):
        cursor.execute(f"SET LOCAL {name} = '{WORK_MEMORY}'")
    replace_tables(cursor, ["outcomes_rollup", "outcomes_yearlyrollup"], write_all)


def write_all(cursor, months, years):
    for statement in CLASSES:
        cursor.execute(statement)
    for setting in STREAM:
        cursor.execute(f"SET LOCAL {setting}")
    cursor.execute(f"INSERT INTO {months} ({COLUMNS}) {BY_CLASS}")
    for setting in STREAM:
        cursor.execute(f"SET LOCAL {setting.split()[0]} TO DEFAULT")
    # In the order in which one member's years are read.
    wide = f"(SELECT * FROM {months} WHERE {WIDE})"
    cursor.execute(f"INSERT INTO {years} ({YEAR_COLUMNS}) {years_of(wide)} ORDER BY {YEAR_GRAIN}")
