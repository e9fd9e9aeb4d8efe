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
from outcomes.services.sums import WIDE, YEAR_COLUMNS, YEAR_GRAIN

ROUNDS = {"normal": 3, "large": 1}  # of what takes minutes; all else is tried three times and more
TRIES = 3
PART = {"normal": 0.05, "large": 0.02}  # of the rebuild that 1,000 dirty keys may take
KEYS = 1000

# As most would write it: one statement over the rows and the totals they enter, the session tuned for one big hash.
PLAIN = f"""
INSERT INTO plain_rollup ({rollup.COLUMNS})
SELECT {rollup.GRAIN}, level, member, count(*) FILTER (WHERE counts) AS n,
  sum(nominal) FILTER (WHERE counts) AS nominal,
  sum(constant) FILTER (WHERE counts) AS constant, sum(reported) FILTER (WHERE counts) AS reported,
  sum(contributed) FILTER (WHERE share_stated) AS contributed, max(nominal) FILTER (WHERE counts) AS largest
FROM outcomes_counted JOIN outcomes_reachmember USING (reach_id)
GROUP BY {rollup.GRAIN}, level, member
"""
PLAIN_YEARS = f"""
INSERT INTO plain_yearly ({YEAR_COLUMNS})
SELECT {YEAR_GRAIN}, sum(n), sum(nominal), sum(constant), sum(reported), sum(contributed), max(largest)
FROM plain_rollup WHERE {WIDE} GROUP BY {YEAR_GRAIN}
"""
TUNED = ["work_mem = '1GB'", "hash_mem_multiplier = 2", "enable_sort = off", "enable_incremental_sort = off"]


FACTS = {
    **dict.fromkeys(["owner_id", "indicator_id"], "BIGINT"), "year": "SMALLINT", "month": "DATE",
    **dict.fromkeys(["state", '"group"', "audience"], "SMALLINT"), "reach_id": "BIGINT", "share_stated": "BOOLEAN",
    **dict.fromkeys(["nominal", "constant", "reported", "contributed"], "BIGINT"),
}  # fmt: skip
ENTERED = {"reach_id": "BIGINT", "level": "SMALLINT", "member": "BIGINT", "counts": "BOOLEAN"}
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
BY_YEAR = """
SELECT indicator_id, year, sum(n), sum(nominal), sum(contributed) FROM outcomes_yearlyrollup
WHERE owner_id = %s AND level = 3 AND member = %s GROUP BY 1, 2 ORDER BY 1, 2
"""
BY_YEAR_OF_FACTS = """
SELECT indicator_id, year, count(*) FILTER (WHERE counts), sum(nominal) FILTER (WHERE counts),
  sum(contributed) FILTER (WHERE share_stated)
FROM outcomes_counted JOIN outcomes_reachmember USING (reach_id)
WHERE owner_id = %s AND level = 3 AND member = %s GROUP BY 1, 2 ORDER BY 1, 2
"""
ONE_COUNTRY = """
SELECT owner_id, member FROM outcomes_yearlyrollup y JOIN stakeholders_place p ON p.id = member AND p.level = 'country'
WHERE y.level = 3 GROUP BY 1, 2 ORDER BY sum(n) DESC, 1, 2 LIMIT 1
"""


def measure(size):
    small = measured_small() if size == "large" else None
    with scratch_database() as connection, connection.cursor() as cursor:
        rows = ROWS[size]
        fill(cursor, size)
        cursor.execute("CREATE TABLE plain_rollup (LIKE outcomes_rollup INCLUDING ALL)")
        cursor.execute("CREATE TABLE plain_yearly (LIKE outcomes_yearlyrollup INCLUDING ALL)")
        rebuilt = full_rebuild(cursor, rows, ROUNDS[size])
        yield rebuilt
        yield against_memory(cursor, rows, rebuilt["ours"])
        settled = dirty_keys(cursor)
        name = "1,000 dirty keys, part of a full rebuild"
        yield result(name, settled, rebuilt["ours"], PART[size], rows, "a small table makes the yardstick small")
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
        rollup.rebuild_rollups()
        return dirty_keys(cursor)


def seconds(job):
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def plain(cursor):
    with transaction.atomic():
        for setting in TUNED:
            cursor.execute(f"SET LOCAL {setting}")
        cursor.execute("TRUNCATE plain_rollup, plain_yearly")
        cursor.execute(PLAIN)
        cursor.execute(PLAIN_YEARS)


def assert_equal(cursor):
    """Ours and the plain tables hold the same rows: as many, with the same sum of their hashes."""
    for columns, *tables in (
        (rollup.COLUMNS, "outcomes_rollup", "plain_rollup"), (YEAR_COLUMNS, "outcomes_yearlyrollup", "plain_yearly"),
    ):  # fmt: skip
        found = []
        for table in tables:
            cursor.execute(f"SELECT count(*), sum(hashtextextended(({columns})::text, 0)) FROM {table}")
            found.append(cursor.fetchone())
        assert found[0] == found[1], f"ours {found[0]}, plain sums {found[1]}"


def full_rebuild(cursor, rows, rounds):
    ours, yardstick = [], []
    for number in range(rounds):
        ours.append(seconds(rollup.rebuild_rollups))
        yardstick.append(seconds(lambda: plain(cursor)))
        if number == 0:
            assert_equal(cursor)
    cursor.execute("SELECT (SELECT count(*) FROM outcomes_rollup), (SELECT count(*) FROM outcomes_yearlyrollup)")
    note = "{} sums by month, {} by year; readers go on while it builds; yardstick in place, hashed, work_mem 1GB"
    return result("full rebuild", median(ours), median(yardstick), 0.25, rows, note.format(*cursor.fetchone()))


def against_memory(cursor, rows, rebuilt):
    """The same sums by DuckDB in memory, from rows already there: how far we are from the limit."""
    database = duckdb.connect()
    load(cursor, database, "outcomes_counted", FACTS)
    load(cursor, database, "outcomes_reachmember", ENTERED)
    load(cursor, database, "stakeholders_place", {"id": "BIGINT", "level": "VARCHAR"})
    months, years = (statement.split("\n", 2)[2] for statement in (PLAIN, PLAIN_YEARS))

    def sum_up():
        database.execute(f"CREATE OR REPLACE TABLE plain_rollup AS {months}")
        database.execute(f"CREATE OR REPLACE TABLE plain_yearly AS {years}")

    found = [seconds(sum_up) for _ in range(TRIES)]
    cursor.execute("SELECT count(*), sum(n), sum(nominal) FROM outcomes_rollup")
    assert database.execute("SELECT count(*), sum(n), sum(nominal) FROM plain_rollup").fetchone() == cursor.fetchone()
    database.close()
    told = result("full rebuild against DuckDB in memory", rebuilt, median(found), 2, rows, "an aim, not judged")
    return {**told, "want": None, "ok": True}


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
    """Seconds of the sweep over a thousand dirty groups, median; the sums it leaves are right."""
    cursor.execute(ONE_OF_EACH)
    found = []
    for number in range(TRIES + 2):
        cursor.execute(TOUCH, {"seed": number, "keys": KEYS})
        assert cursor.rowcount == KEYS, f"{cursor.rowcount} groups touched"
        found.append(seconds(lambda: rollup.roll_up_dirty(KEYS)))
    assert not rollup.something_waits(), "a mark was left"
    return median(found)


def country(cursor, rows):
    """All indicators and years of one country in one office's view, as its page reads them, the server at rest."""
    vacuum(cursor, "outcomes_yearlyrollup")
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
    told = result("worker's memory after 30 settles", resident(), before, 1.05, 30 * KEYS, "against after 5; keys")
    return {**told, "unit": "MB"}


def resident():
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024


def counting():
    """How fast outcomes are counted, told apart from summing them."""
    fill_flows(20_000)
    flows, _, taken = count_all_dirty()
    told = result("counting, outcomes a second", flows / taken, flows / taken, 1, flows, "two claims and a share each")
    return {**told, "yardstick": None, "ratio": None, "want": None, "ok": True, "unit": "outcomes/s"}


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
