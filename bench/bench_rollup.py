"""Roll-ups over a million counted rows (SIZE=large: ten million): rebuild, dirty keys, marking, reading, memory."""

import time
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile

import duckdb
from django.db import transaction

from bench.flows import count_all_dirty, fill_flows
from bench.rollup_data import ROWS, fill, vacuum
from bench.scratch import scratch_database
from outcomes.services import rollup
from outcomes.services.sums import (
    COLUMNS,
    PART,
    TOTAL,
    TOTAL_COLUMNS,
    VERIFIED,
    YEAR,
    YEAR_COLUMNS,
    alike_of,
    totals_of,
)

ROUNDS = {"normal": 3, "large": 1}  # of what takes minutes; all else is tried three times and more
TRIES = 3
SMALL_PART = {"normal": 0.05, "large": 0.02}  # of the rebuild that 1,000 dirty keys may take
KEYS = 1000

# As most would write it: one statement for all totals that rows enter, the session tuned for one big hash.
PLAIN_TOTALS = f"""
INSERT INTO plain_total ({TOTAL_COLUMNS})
SELECT {TOTAL}, count(*) FILTER (WHERE counts) AS n,
  sum(CASE part WHEN {VERIFIED} THEN nominal ELSE reported END) FILTER (WHERE counts) AS value,
  sum(contributed) FILTER (WHERE share_stated) AS contributed, max(nominal) FILTER (WHERE counts) AS largest
FROM (SELECT *, {PART} AS part FROM outcomes_counted) counted JOIN outcomes_reachmember USING (reach_id)
WHERE part IS NOT NULL GROUP BY {TOTAL}
"""
# The very rows that are stored, as plainly: all sums of rows alike, and of the totals those that are large.
PLAIN_ALIKE = f"INSERT INTO plain_rollup ({COLUMNS}) {alike_of('outcomes_counted')}"
PLAIN_LARGE = PLAIN_TOTALS.replace(
    "WHERE part", "JOIN outcomes_largetotal USING (owner_id, level, member) WHERE part"
)
PLAIN_YEARS = f"""
INSERT INTO plain_yearlytotal ({YEAR_COLUMNS})
SELECT {YEAR}, sum(n), sum(value), sum(contributed), max(largest) FROM plain_total GROUP BY {YEAR}
"""
TUNED = ["work_mem = '1GB'", "hash_mem_multiplier = 2", "enable_sort = off", "enable_incremental_sort = off"]


TABLES = ("rollup", "total", "yearlytotal")
FACTS = {
    **dict.fromkeys(["owner_id", "indicator_id"], "BIGINT"), "year": "SMALLINT", "month": "DATE",
    **dict.fromkeys(["state", '"group"', "audience"], "SMALLINT"), "reach_id": "BIGINT", "share_stated": "BOOLEAN",
    **dict.fromkeys(["nominal", "constant", "reported", "contributed"], "BIGINT"),
}  # fmt: skip
ENTERED = {"reach_id": "BIGINT", "level": "SMALLINT", "member": "BIGINT", "counts": "BOOLEAN"}
LARGE = {"owner_id": "BIGINT", "level": "SMALLINT", "member": "BIGINT"}
# One row of each office, indicator and month; which of them are changed is left to chance, the same in every run.
ONE_OF_EACH = """
CREATE TABLE bench_one_of_each AS
SELECT DISTINCT ON (owner_id, indicator_id, year, month) id, owner_id FROM outcomes_counted WHERE nominal IS NOT NULL
"""
TOUCH = """
UPDATE outcomes_counted SET nominal = nominal + 1 WHERE id IN (
  SELECT id FROM bench_one_of_each ORDER BY hashint8extended(id, %(seed)s) LIMIT %(keys)s)
"""
COPIED = 100_000
COPY = """
INSERT INTO outcomes_counted (outcome_id, partnership_id, reach_id, indicator_id, owner_id, audience, month, year,
  occurred_last, state, "group", reason, nominal, reported, share, share_stated, in_portfolio, contributed,
  rule_version, claims, counted_at)
SELECT -outcome_id, partnership_id, reach_id, indicator_id, owner_id, audience, month, year, occurred_last, state,
  "group", reason, nominal, reported, share, share_stated, in_portfolio, contributed, rule_version, claims, counted_at
FROM outcomes_counted WHERE outcome_id BETWEEN 1 AND %s
"""
OUTCOMES = """
INSERT INTO outcomes_outcome (id, flow_key, indicator_id, sample, created_at)
SELECT -n, 'bench-copy-' || n, (SELECT min(id) FROM outcomes_indicator), false, now() FROM generate_series(1, %s) n
"""
BY_YEAR = f"""
SELECT indicator_id, year, sum(n), sum(value), sum(contributed) FROM outcomes_yearlytotal
WHERE owner_id = %s AND level = 3 AND member = %s AND part = {VERIFIED} GROUP BY 1, 2 ORDER BY 1, 2
"""
BY_YEAR_OF_FACTS = f"""
SELECT indicator_id, year, count(*) FILTER (WHERE counts), sum(nominal) FILTER (WHERE counts),
  sum(contributed) FILTER (WHERE share_stated)
FROM outcomes_counted JOIN outcomes_reachmember USING (reach_id)
WHERE owner_id = %s AND level = 3 AND member = %s AND {PART} = {VERIFIED} GROUP BY 1, 2 ORDER BY 1, 2
"""
ONE_COUNTRY = """
SELECT owner_id, member FROM outcomes_yearlytotal y JOIN stakeholders_place p ON p.id = member AND p.level = 'country'
WHERE y.level = 3 GROUP BY 1, 2 ORDER BY sum(n) DESC, 1, 2 LIMIT 1
"""


def measure(size):
    small = measured_small() if size == "large" else None
    with scratch_database() as connection, connection.cursor() as cursor:
        rows = ROWS[size]
        fill(cursor, size)
        for name in TABLES:
            cursor.execute(f"CREATE TABLE plain_{name} (LIKE outcomes_{name} INCLUDING ALL)")
        rebuilt, own_rows = full_rebuild(cursor, rows, ROUNDS[size])
        yield rebuilt
        yield own_rows
        yield against_memory(cursor, rows, rebuilt["ours"])
        cursor.execute(f"DROP TABLE {', '.join(f'plain_{name}' for name in TABLES)}")
        settled = dirty_keys(cursor)
        name = "1,000 dirty keys, part of a full rebuild"
        yield result(name, settled, rebuilt["ours"], SMALL_PART[size], rows, "a small table makes the yardstick small")
        if small is not None:
            yield result("1,000 dirty keys, at 10 M against 1 M", settled, small, 2, rows, "seconds each")
        yield country(cursor, rows)
        yield marking(cursor)
        yield memory(cursor)
        yield counting()


def measured_small():
    """Seconds for 1,000 dirty keys at a million rows."""
    with scratch_database() as connection, connection.cursor() as cursor:
        fill(cursor, "normal")
        return dirty_keys(cursor)


def seconds(job):
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def plain(cursor, statements):
    with transaction.atomic():
        for setting in TUNED:
            cursor.execute(f"SET LOCAL {setting}")
        cursor.execute("TRUNCATE plain_rollup, plain_total, plain_yearlytotal")
        for statement in statements:
            cursor.execute(statement)


def assert_equal(cursor, columns, *sources):
    """Both hold the same rows: as many, with the same sum of their hashes."""
    found = []
    for source in sources:
        cursor.execute(f"SELECT count(*), sum(hashtextextended(({columns})::text, 0)) FROM {source}")
        found.append(cursor.fetchone())
    assert found[0] == found[1], f"ours {found[0]}, plain sums {found[1]}"


def full_rebuild(cursor, rows, rounds):
    """Against the plain statements for the rows that are stored, and for all totals, which pages read or add up."""
    ours, same, totals = [], [], []
    for number in range(rounds):
        ours.append(seconds(rollup.rebuild_rollups))
        totals.append(seconds(lambda: plain(cursor, [PLAIN_TOTALS])))
        if number == 0:
            added = totals_of("(SELECT * FROM outcomes_rollup)")
            assert_equal(cursor, TOTAL_COLUMNS, f"({added}) added", "plain_total")
            cursor.execute("SELECT count(*) FROM plain_total")
            (count,) = cursor.fetchone()
        same.append(seconds(lambda: plain(cursor, [PLAIN_ALIKE, PLAIN_LARGE, PLAIN_YEARS])))
        if number == 0:
            for columns, name in zip((COLUMNS, TOTAL_COLUMNS, YEAR_COLUMNS), TABLES, strict=True):
                assert_equal(cursor, columns, f"outcomes_{name}", f"plain_{name}")
    cursor.execute(f"SELECT {', '.join(f'(SELECT count(*) FROM outcomes_{name})' for name in TABLES)}")
    every = f"the yardstick stores all {count} totals by month, of which pages add the small ones when they are read"
    yield result("full rebuild", median(ours), median(totals), 0.25, rows, every)
    stored = "{} sums of rows alike, {} and {} large totals by month and year; told, not judged"
    note = stored.format(*cursor.fetchone())
    yield told(result("full rebuild, against its own rows", median(ours), median(same), 0, rows, note))


def against_memory(cursor, rows, rebuilt):
    """The same rows by DuckDB in memory, from rows already there: how far we are from the limit."""
    database = duckdb.connect()
    load(cursor, database, "outcomes_counted", FACTS)
    load(cursor, database, "outcomes_reachmember", ENTERED)
    load(cursor, database, "outcomes_largetotal", LARGE)
    made = [(f"plain_{name}", statement[statement.index("SELECT") :]) for name, statement in zip(
        TABLES, (PLAIN_ALIKE, PLAIN_LARGE, PLAIN_YEARS), strict=True)]  # fmt: skip

    def sum_up():
        for table, statement in made:
            database.execute(f"CREATE OR REPLACE TABLE {table} AS {statement}")

    found = [seconds(sum_up) for _ in range(TRIES)]
    cursor.execute("SELECT count(*), sum(n), sum(nominal) FROM outcomes_rollup")
    assert database.execute("SELECT count(*), sum(n), sum(nominal) FROM plain_rollup").fetchone() == cursor.fetchone()
    database.close()
    return told(result("full rebuild against DuckDB in memory", rebuilt, median(found), 2, rows, "an aim, not judged"))


def load(cursor, database, table, columns):
    """Some columns of a table from PostgreSQL into DuckDB, by CSV."""
    names = ", ".join(columns)
    with NamedTemporaryFile(suffix=".csv") as file:
        query = f"COPY (SELECT {names} FROM {table}) TO STDOUT (FORMAT csv)"
        with cursor.connection.cursor() as raw, raw.copy(query) as copy:
            for block in copy:
                file.write(block)
        file.flush()
        database.execute(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
        database.execute(f"COPY {table} FROM '{file.name}' (FORMAT csv, HEADER false)")


def dirty_keys(cursor):
    """Seconds of the sweep over a thousand dirty groups after a rebuild, the median of all but the first.

    The sums that it leaves are right.
    """
    rollup.rebuild_rollups()
    cursor.execute(ONE_OF_EACH)
    found = []
    for number in range(TRIES + 5):
        cursor.execute(TOUCH, {"seed": number, "keys": KEYS})
        assert cursor.rowcount == KEYS, f"{cursor.rowcount} groups touched"
        found.append(seconds(lambda: rollup.roll_up_dirty(KEYS)))
    assert not rollup.something_waits(), "a mark was left"
    with transaction.atomic():
        assert rollup.compare(cursor)[1] == 0, "a sum is wrong"
    return median(found[1:])


def country(cursor, rows):
    """All indicators and years of one country in one office's view, as its page reads them, the server at rest."""
    vacuum(cursor, "outcomes_yearlytotal")
    vacuum(cursor, "outcomes_counted")
    cursor.execute(ONE_COUNTRY)
    whose = cursor.fetchone()

    def read(statement):
        cursor.execute(statement, whose)
        return cursor.fetchall()

    assert read(BY_YEAR) == read(BY_YEAR_OF_FACTS) != []
    ours = median(seconds(lambda: read(BY_YEAR)) for _ in range(21))
    facts = median(seconds(lambda: read(BY_YEAR_OF_FACTS)) for _ in range(TRIES))
    return result("a country's figures, against facts", ours, facts, 0.01, rows, "one office, all indicators by year")


def marking(cursor):
    """A bulk insert with its dirty marks against the same insert without triggers."""
    last = COPIED * 10 // 11
    cursor.execute("SET session_replication_role = replica")
    cursor.execute(OUTCOMES, [last])
    cursor.execute("SET session_replication_role = origin")
    ours, yardstick = [], []
    for _ in range(TRIES):
        for times, mode in ((ours, "ENABLE"), (yardstick, "DISABLE")):
            cursor.execute(f"ALTER TABLE outcomes_counted {mode} TRIGGER USER")
            times.append(seconds(lambda: cursor.execute(COPY, [last])))
            cursor.execute("ALTER TABLE outcomes_counted DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM outcomes_counted WHERE outcome_id < 0")
    cursor.execute("ALTER TABLE outcomes_counted ENABLE TRIGGER USER")
    cursor.execute("TRUNCATE outcomes_dirty_key")
    return result("bulk insert with dirty marks", median(ours), median(yardstick), 1.25, COPIED, "counted rows")


def memory(cursor):
    """Resident memory of a worker after many settles, against what it was after the first few."""

    def settle(number):
        cursor.execute(TOUCH, {"seed": 100 + number, "keys": KEYS})
        rollup.settle()

    for number in range(5):
        settle(number)
    before = resident()
    for number in range(25):
        settle(5 + number)
    found = result("worker's memory after 30 settles", resident(), before, 1.05, 30 * KEYS, "against after 5; keys")
    return {**found, "unit": "MB"}


def resident():
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024


def counting():
    """How fast outcomes are counted, told apart from summing them."""
    fill_flows(20_000)
    flows, _, taken = count_all_dirty()
    found = result("counting, outcomes a second", flows / taken, flows / taken, 1, flows, "two claims and a share each")
    return told({**found, "yardstick": None, "ratio": None, "unit": "outcomes/s"})


def told(found):
    """A figure that is told and not judged."""
    return {**found, "want": None, "ok": True}


def result(name, ours, yardstick, want, n, note):
    ratio = ours / yardstick
    return {
        "name": f"rollup: {name}",
        "ours": round(ours, 4),
        "yardstick": round(yardstick, 4),
        "ratio": round(ratio, 4),
        "want": want,
        "ok": ratio <= want,
        "unit": "s",
        "n": n,
        "note": note,
    }
