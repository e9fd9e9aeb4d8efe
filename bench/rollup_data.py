"""The rows that the roll-ups are measured on: spread by hashing their number, so every run has the same ones.

Half of the ties are kept by a national association for its member cities, the others by offices of a hundred ties each.
A tie has four of the 40 indicators, each reported by the same bodies throughout, in seven months of 20 years (one of
them known to the year only): some 14 outcomes in each such cell. One outcome in ten is shared by two ties.
"""

import time

from outcomes.models import Indicator
from partnerships.models import Partnership, PartnershipPlace
from stakeholders.models import Level, Organisation, Place

ROWS = {"normal": 1_000_000, "large": 10_000_000}
TIES = {"normal": 2_500, "large": 25_000}
TIES_AN_OFFICE = 100
INDICATORS = 40
COUNTRIES, REGIONS, CITIES = 40, 160, 1600

# Who reports on a tie: the office's chamber, both ends, or the counterpart alone. An even tie shares outcomes with the
# odd one after it, which then stands second.
REACHES = """
INSERT INTO outcomes_reach (partnership_id, earlier, organisations, sector)
SELECT tie, '{}'::bigint[], bodies, '' FROM bench_bodies
UNION ALL
SELECT tie + 1, ARRAY[tie], bodies, '' FROM bench_bodies WHERE number %% 2 = 0
"""
BODIES = """
CREATE TABLE bench_bodies AS
SELECT number, office, %(first_tie)s::bigint + number AS tie, reporter,
  CASE reporter WHEN 0 THEN ARRAY[chamber] WHEN 1 THEN ARRAY[chamber, counterpart] ELSE ARRAY[counterpart] END AS bodies
FROM (SELECT number, office, %(first_body)s::bigint + office AS chamber,
    %(first_body)s::bigint + %(offices)s + number * 7 %% %(cities)s AS counterpart
  FROM generate_series(0, %(ties)s - 1) number
  CROSS JOIN LATERAL (
    SELECT CASE WHEN number < %(ties)s / 2 THEN 0 ELSE 1 + (number - %(ties)s / 2) / %(ties_an_office)s END
  ) kept (office)) numbered
CROSS JOIN generate_series(0, 2) reporter
"""
CELLS = """
CREATE TABLE bench_cells AS
SELECT number, i, j, %(first_office)s + office AS owner, b.tie, r.id AS reach, s.id AS second,
  %(first_indicator)s + (number * 7 + i * 11) %% %(indicators)s AS indicator,
  2006 + (number * 3 + j * 2) %% 20 AS year,
  CASE WHEN j < 6 THEN make_date(2006 + (number * 3 + j * 2) %% 20, 1 + (number + j * 5) %% 12, 1) END AS month
FROM bench_bodies b
CROSS JOIN generate_series(0, 3) i CROSS JOIN generate_series(0, 6) j
JOIN outcomes_reach r ON r.partnership_id = b.tie AND r.organisations = b.bodies AND r.earlier = '{}'
LEFT JOIN outcomes_reach s ON s.partnership_id = b.tie + 1 AND s.organisations = b.bodies AND s.earlier = ARRAY[b.tie]
WHERE b.reporter = i %% 3
"""
FACTS = """
INSERT INTO outcomes_counted (outcome_id, partnership_id, reach_id, indicator_id, owner_id, audience, month, year,
  occurred_last, state, "group", reason, nominal, reported, share, share_stated, in_portfolio, contributed,
  rule_version, claims, counted_at)
SELECT o, c.tie + twin, CASE twin WHEN 0 THEN c.reach ELSE c.second END, c.indicator, c.owner,
  CASE WHEN h %% 32 = 0 THEN 1 ELSE 3 END, c.month, c.year, coalesce(c.month + 20, make_date(c.year, 12, 31)),
  state, CASE state WHEN 5 THEN 1 ELSE 3 END, '',
  CASE WHEN state < 4 THEN h %% 10000000 + 25 END, CASE WHEN state = 5 THEN h %% 10000000 + 25 END,
  0.5, o %% 2 = 0, twin = 0, CASE WHEN state < 4 THEN (h %% 10000000 + 26) / 2 END, 'bench', '[]', now()
FROM (SELECT o, hashint8extended(o, 7) & 1073741823 AS h, hashint8extended(o, 11) & 1073741823 AS g,
    (ARRAY[3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1, 1, 1, 1, 2, 4, 5])[
      1 + (hashint8extended(o, 13) & 1048575) %% 20] AS state
  FROM generate_series(1, %(outcomes)s) o) hashed
JOIN bench_cells c ON c.number = g %% %(ties)s AND c.i = g / %(ties)s %% 4 AND c.j = h %% 7
CROSS JOIN LATERAL generate_series(0, CASE WHEN h / 32 %% 5 = 0 THEN (c.second IS NOT NULL)::int ELSE 0 END) twin
"""


def fill(cursor, size):
    """Write the counted rows of this size; keys of outcomes are not checked, all others are real."""
    ties = TIES[size]
    offices = 1 + ties // 2 // TIES_AN_OFFICE + 1
    places = make_places()
    bodies = Organisation.objects.bulk_create(
        Organisation(name=f"Body {n}", slug=f"bench-{n}", kind=kind, place=places[n % CITIES])
        for n, kind in enumerate(
            ["city government"] * offices + ["chamber of commerce"] * offices + ["port authority", "university"] * 800
        )
    )
    made = Partnership.objects.bulk_create(Partnership(name=f"Tie {n}", slug=f"bench-{n}") for n in range(ties))
    PartnershipPlace.objects.bulk_create(
        PartnershipPlace(partnership=tie, place=place, position=position)
        for n, tie in enumerate(made)
        for position, place in enumerate([places[home(n, ties)], places[away(n, ties, offices)]])
    )
    numbers = {
        "outcomes": ROWS[size] * 10 // 11,
        "ties": ties,
        "offices": offices,
        "ties_an_office": TIES_AN_OFFICE,
        "indicators": INDICATORS,
        "cities": CITIES,
        "first_office": bodies[0].pk,
        "first_body": bodies[offices].pk,
        "first_tie": made[0].pk,
        "first_indicator": Indicator.objects.order_by("pk").first().pk,
    }
    cursor.execute(BODIES, numbers)
    cursor.execute(REACHES, numbers)
    cursor.execute("ANALYZE outcomes_reach, outcomes_reachmember, bench_bodies")
    cursor.execute(CELLS, numbers)
    cursor.execute("CREATE INDEX ON bench_cells (number, i, j)")
    cursor.execute("ANALYZE bench_cells")
    without_indexes(cursor, "outcomes_counted", lambda: cursor.execute(FACTS, numbers))
    vacuum(cursor, "outcomes_counted")
    vacuum(cursor, "outcomes_reachmember")


def home(number, ties):
    """The number of the city that keeps a tie: the association's members lie in one country."""
    return number * COUNTRIES % CITIES if number < ties // 2 else 1 + (number - ties // 2) // TIES_AN_OFFICE


def away(number, ties, offices):
    """The number of the city at the tie's other end."""
    found = CITIES - 1 - number * 7 % (CITIES - offices)
    return found if found != home(number, ties) else found - 1


def make_places():
    """Cities in regions in countries; returns the cities."""
    countries = Place.objects.bulk_create(
        Place(level=Level.COUNTRY, name=f"Country {n}", country_code=code, iso_code=code)
        for n, code in enumerate(f"X{chr(65 + n // 26)}{chr(65 + n % 26)}"[1:] for n in range(COUNTRIES))
    )
    regions = Place.objects.bulk_create(
        Place(level=Level.REGION, name=f"Region {n}", parent=above, country=above, country_code=above.country_code)
        for n in range(REGIONS)
        for above in [countries[n % COUNTRIES]]
    )
    return Place.objects.bulk_create(
        Place(
            level=Level.CITY, name=f"City {n}", parent=above, country=above.country, country_code=above.country_code
        )
        for n in range(CITIES)
        for above in [regions[n % REGIONS]]
    )


def without_indexes(cursor, table, job):
    """Do the job without triggers and without secondary indexes, then put the indexes back: loading is not measured."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT LIKE '%%_pkey'", [table]
    )
    indexes = cursor.fetchall()
    cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'u'", [table])
    for (constraint,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX IF EXISTS {name}")
    cursor.execute("SET session_replication_role = replica")
    job()
    cursor.execute("SET session_replication_role = origin")
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for _, definition in indexes:
        cursor.execute(definition)


def vacuum(cursor, table):
    """As after a night's rest: again, where the server's own vacuum was looking at the table and kept it from us."""
    for _ in range(20):
        cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute(f"SELECT relallvisible > relpages * 0.9 FROM pg_class WHERE oid = '{table}'::regclass")
        if cursor.fetchone()[0]:
            return
        time.sleep(1)
