"""Roll-ups over a million counted rows: the full rebuild against plain SQL, a thousand dirty groups against it."""

import time
from statistics import median

from django.db import transaction

from bench.scratch import scratch_database
from outcomes.models import Indicator
from outcomes.services import rollup
from partnerships.models import Partnership
from stakeholders.models import Level, Organisation, Place

ROWS = {"normal": 1_000_000, "large": 10_000_000}
OFFICES, TIES, INDICATORS, MONTHS = 250, 12, 10, 48
ROUNDS = 3
KEYS = 1000

# One outcome in ten is shared by two ties; all else is spread by hashing its number, so every run has the same rows.
FILL = """
INSERT INTO outcomes_counted (outcome_id, partnership_id, indicator_id, owner_id, audience, month, year, occurred_last,
  state, "group", reason, nominal, share, share_stated, in_portfolio, contributed, rule_version, claims, counted_at)
SELECT o, %(first_tie)s + office * %(ties)s + (h / 1000 + twin) %% %(ties)s,
  %(first_indicator)s + h / 7 %% %(indicators)s,
  %(first_office)s + office, CASE WHEN o %% 17 = 0 THEN 'named' ELSE 'parties' END,
  day, extract(year FROM day), day + 20,
  CASE WHEN disputed THEN 'disputed' WHEN o %% 5 = 0 THEN 'agreed' ELSE 'one_sided' END,
  'verified', '', CASE WHEN NOT disputed THEN h %% 100000 + 0.25 END, 0.5, o %% 2 = 0, twin = 0,
  CASE WHEN NOT disputed THEN (h %% 100000 + 0.26) / 2 END, 'bench', '[]', now()
FROM (
  SELECT o, twin, h, h / 3 %% %(offices)s AS office, o %% 23 = 0 AS disputed,
    (date '2022-01-01' + make_interval(months => (h / 70000 %% %(months)s)::int))::date AS day
  FROM (SELECT n - twin AS o, twin, hashint8extended(n - twin, 7) & 1073741823 AS h
    FROM (SELECT n, (n %% 10 = 1)::int AS twin FROM generate_series(0, %(rows)s - 1) n) numbered) hashed) spread
"""
PLAIN = f"""
INSERT INTO plain_rollup ({rollup.COLUMNS})
SELECT {rollup.GRAIN}, partnership_id, count(*), sum(nominal), sum(constant), sum(reported),
  sum(contributed) FILTER (WHERE share_stated), max(nominal)
FROM outcomes_counted GROUP BY {rollup.GRAIN}, partnership_id
UNION ALL
SELECT {rollup.GRAIN}, NULL, count(*) FILTER (WHERE in_portfolio), sum(nominal) FILTER (WHERE in_portfolio),
  sum(constant) FILTER (WHERE in_portfolio), sum(reported) FILTER (WHERE in_portfolio),
  sum(contributed) FILTER (WHERE share_stated), max(nominal) FILTER (WHERE in_portfolio)
FROM outcomes_counted GROUP BY {rollup.GRAIN}
"""
# Every changed row lies in another group.
TOUCH = """
UPDATE outcomes_counted SET nominal = nominal + 1 WHERE id IN (
  SELECT DISTINCT ON (owner_id, indicator_id, year, month) id FROM outcomes_counted
  WHERE outcome_id %% %(every)s = 0 AND nominal IS NOT NULL LIMIT %(keys)s)
"""


def measure(size):
    rows = ROWS[size]
    with scratch_database() as connection, connection.cursor() as cursor:
        fill(cursor, rows)
        yield full_rebuild(cursor, rows)
        yield dirty_groups(cursor, rows)


def fill(cursor, rows):
    """Generate the counted rows; the keys of outcomes are not checked, those of offices and ties are real."""
    country = Place.objects.create(level=Level.COUNTRY, name="Bench", iso_code="BE", country_code="BE")
    offices = Organisation.objects.bulk_create(
        Organisation(name=f"Office {n}", slug=f"office-{n}", kind="city government", place=country)
        for n in range(OFFICES)
    )
    ties = Partnership.objects.bulk_create(Partnership(name=f"Tie {n}", slug=f"tie-{n}") for n in range(OFFICES * TIES))
    cursor.execute("SET session_replication_role = replica")
    cursor.execute(
        FILL,
        {
            "rows": rows,
            "offices": OFFICES,
            "ties": TIES,
            "indicators": INDICATORS,
            "months": MONTHS,
            "first_office": offices[0].pk,
            "first_tie": ties[0].pk,
            "first_indicator": Indicator.objects.order_by("pk").first().pk,
        },
    )
    cursor.execute("SET session_replication_role = origin")
    vacuum(cursor)
    cursor.execute("CREATE TABLE plain_rollup (LIKE outcomes_rollup INCLUDING ALL)")


def vacuum(cursor):
    """As after a night's rest: again, where the server's own vacuum was looking at the table and kept it from us."""
    for _ in range(20):
        cursor.execute("VACUUM ANALYZE outcomes_counted")
        cursor.execute("SELECT relallvisible > relpages * 0.9 FROM pg_class WHERE oid = 'outcomes_counted'::regclass")
        if cursor.fetchone()[0]:
            return
        time.sleep(1)


def seconds(job):
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def plain(cursor):
    with transaction.atomic():
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("TRUNCATE plain_rollup")
        cursor.execute(PLAIN)


def assert_equal(cursor):
    cursor.execute(
        f"""
        SELECT count(*) FROM (
          (SELECT {rollup.COLUMNS} FROM outcomes_rollup EXCEPT ALL SELECT {rollup.COLUMNS} FROM plain_rollup)
          UNION ALL
          (SELECT {rollup.COLUMNS} FROM plain_rollup EXCEPT ALL SELECT {rollup.COLUMNS} FROM outcomes_rollup)) differing
        """
    )
    (differing,) = cursor.fetchone()
    assert differing == 0, f"{differing} rows differ from the plain sums"


def full_rebuild(cursor, rows):
    rollup.rebuild_rollups()
    plain(cursor)
    assert_equal(cursor)
    ours, yardstick = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(rollup.rebuild_rollups))
        yardstick.append(seconds(lambda: plain(cursor)))
    cursor.execute("SELECT count(*) FROM outcomes_rollup")
    (groups,) = cursor.fetchone()
    # Half as much again is what building beside the stored rows may cost.
    return result(
        "full rebuild", median(ours), median(yardstick), 1.5, rows, f"{groups} sums; readers go on while it builds"
    )


def dirty_groups(cursor, rows):
    """Time of the sweep over a thousand dirty groups, as a part of the time of a full rebuild."""
    ours, yardstick = [], []
    for number in range(ROUNDS + 2):
        cursor.execute(TOUCH, {"every": 31 + number, "keys": KEYS})
        touched = cursor.rowcount
        assert touched == KEYS, f"{touched} groups touched"
        ours.append(seconds(lambda: rollup.roll_up_dirty(KEYS)))
        if number < ROUNDS:
            yardstick.append(seconds(rollup.rebuild_rollups))
    plain(cursor)
    assert_equal(cursor)
    return result("1,000 dirty groups", median(ours), median(yardstick), 1 / 20, rows, "against the full rebuild")


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
