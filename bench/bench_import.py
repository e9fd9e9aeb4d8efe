"""Import of 100,000 claims (SIZE=large: a million) with checks, shares and history, against a COPY of its result."""

import io
import logging
import time
from statistics import median

from django.db import transaction

from bench.scratch import scratch_database
from exchange.datasets import claims
from exchange.engine import Order, run_import
from exchange.tables import Table

ROWS = {"normal": 100_000, "large": 1_000_000}
TIES = 1_000
ROUNDS = 3
# What the import leaves behind, in the order in which it can be emptied again.
WRITTEN = (
    "outcomes_claim", "outcomes_claimevent", "outcomes_share", "outcomes_shareevent", "outcomes_outcome",
    "outcomes_outcomeevent", "exchange_sourcerow",
)  # fmt: skip
WORLD = """
INSERT INTO stakeholders_place (level, name, aliases, country_code, iso_code, time_zone, source, note)
VALUES ('country', 'Here', '{}', 'DE', 'DE', '', 'bench', '');
INSERT INTO stakeholders_place
    (level, name, aliases, parent_id, country_id, country_code, time_zone, source, external_id, note)
SELECT 'city', 'City ' || n, '{}', country.id, country.id, 'DE', '', 'bench', 'p' || n, ''
FROM stakeholders_place country, generate_series(1, TIES + 1) n WHERE country.level = 'country';
INSERT INTO stakeholders_organisation
    (name, slug, kind, place_id, aliases, languages, website, email, language, time_zone, source, external_id, sample,
     created_at)
SELECT 'Chamber ' || id, 'chamber-' || id, 'chamber of commerce', id, '{}', '{}', '', '', '', '', 'bench',
    'o' || substr(external_id, 2), false, now()
FROM stakeholders_place WHERE level = 'city';
INSERT INTO partnerships_partnership (name, slug, form, sample, created_at)
SELECT 'Tie ' || n, 'tie-' || n, 'partnership', false, now() FROM generate_series(1, TIES) n;
INSERT INTO partnerships_partnershipplace (partnership_id, place_id, position)
SELECT tie.id, place.id, side.n FROM partnerships_partnership tie CROSS JOIN (VALUES (0), (1)) side (n)
JOIN stakeholders_place place ON place.external_id = 'p' || substr(tie.slug, 5)::int + side.n;
INSERT INTO partnerships_tierecord
    (partnership_id, source, external_id, name_a, name_b, country_code_a, country_code_b, kind, pages)
SELECT id, 'bench', 't' || substr(slug, 5), 'a', 'b', 'DE', 'DE', '', '' FROM partnerships_partnership;
"""


def measure(size):
    count = ROWS[size]
    # A scratch database has no queue, and nobody is to be woken.
    logging.getLogger("outcomes.services.waking").setLevel(logging.ERROR)
    with scratch_database() as connection, connection.cursor() as cursor:
        cursor.execute(WORLD.replace("TIES", str(TIES)))
        cursor.execute("ANALYZE")
        yield against_copy(cursor, count)
        yield second_time(count)


def order(count):
    columns = [column.name for column in claims.COLUMNS]
    return Order(claims, Table(columns, rows(count)), source="bench", commit=True)


def rows(count):
    """Two reports of each flow, of both sides; a share where the first is told."""
    for n in range(count):
        flow, buyer = divmod(n, 2)
        tie = flow % TIES + 1
        day = f"{2010 + flow % 15}-{flow % 12 + 1:02}-{flow % 28 + 1:02}"
        yield [
            f"c{n}", f"f{flow}", f"t{tie}", "OC2", f"o{tie + buyer}", ("seller", "buyer")[buyer],
            str(1000 + n % 977 + buyer * 60), "USD", day, "2026-01-31", "", ("FOB", "CIF")[buyer], "E3",
            "" if buyer else "0.5", "", "",
        ]  # fmt: skip


def against_copy(cursor, count):
    ours, yardstick = [], []
    for _ in range(ROUNDS):
        empty(cursor)
        start = time.perf_counter()
        report = run_import(order(count))
        ours.append(time.perf_counter() - start)
        assert (report["created"], report["rejected"]) == (count, 0), report
        assert written(cursor) == (count, count // 2, count // 2), written(cursor)
        yardstick.append(copy_again(cursor))
    ratio = median(ours) / median(yardstick)
    return {
        "name": "import of claims, against a COPY of what it leaves behind",
        "ours": round(median(ours), 2),
        "yardstick": round(median(yardstick), 2),
        "ratio": round(ratio, 2),
        "want": "at most 6",
        "ok": ratio <= 6,
        "unit": "s",
        "n": count,
        "note": f"{count / median(ours):,.0f} rows a second with checks, references, shares, history and dirty marks; "
        "the COPY has the same rows and indexes and none of these, nor a foreign key",
    }


def empty(cursor):
    cursor.execute(f"TRUNCATE {', '.join(WRITTEN)} CASCADE")
    cursor.execute("TRUNCATE outcomes_dirty_flow, outcomes_dirty_stage")


def written(cursor):
    cursor.execute(
        "SELECT (SELECT count(*) FROM outcomes_claim), (SELECT count(*) FROM outcomes_outcome), "
        "(SELECT count(*) FROM outcomes_share WHERE share = 0.5)"
    )
    return cursor.fetchone()


def copy_again(cursor):
    """Seconds to COPY the rows of all tables written into tables with the same indexes."""
    took = 0
    for table in WRITTEN:
        text = io.BytesIO()
        raw = cursor.connection.connection
        with raw.cursor() as own, own.copy(f"COPY {table} TO STDOUT") as stream:
            for block in stream:
                text.write(block)
        cursor.execute(f"CREATE TABLE copy_of (LIKE {table} INCLUDING ALL)")
        start = time.perf_counter()
        with transaction.atomic(), raw.cursor() as own, own.copy("COPY copy_of FROM STDIN") as stream:
            stream.write(text.getbuffer())
        took += time.perf_counter() - start
        cursor.execute("DROP TABLE copy_of")
    return took


def second_time(count):
    """The same file again, which changes nothing, against the first time."""
    again = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        report = run_import(order(count))
        again.append(time.perf_counter() - start)
        assert report["unchanged"] == count, report
    return {
        "name": "import of the same claims again",
        "ours": round(median(again), 2),
        "yardstick": None,
        "ratio": None,
        "want": "nothing changes",
        "ok": True,
        "unit": "s",
        "n": count,
        "note": f"{count / median(again):,.0f} rows a second",
    }
