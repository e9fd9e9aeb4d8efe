"""The shipped registers of ports and universities become the table of bodies that forms offer."""

from exchange import staging
from stakeholders.models.registers import Register

COLUMNS = [
    "register", "code", "name", "aliases", "country_code", "region", "geonames_id bigint", "time_zone", "website",
    "domains",
]  # fmt: skip
WRITE = """
WITH written AS (
  INSERT INTO stakeholders_knownbody AS known
    (register, code, name, aliases, country_code, region, place_id, time_zone, website, domains)
  SELECT register, code, given.name, coalesce(string_to_array(given.aliases, ';'), '{}'), given.country_code,
    coalesce(region, ''), place.id, coalesce(nullif(given.time_zone, ''), place.time_zone, ''), coalesce(website, ''),
    coalesce(string_to_array(domains, ';'), '{}')
  FROM reference_body given LEFT JOIN stakeholders_place place USING (geonames_id) ORDER BY register, code
  ON CONFLICT (register, code) DO UPDATE SET name = excluded.name, aliases = excluded.aliases,
    country_code = excluded.country_code, region = excluded.region, place_id = excluded.place_id,
    time_zone = excluded.time_zone, website = excluded.website, domains = excluded.domains
    WHERE (known.name, known.aliases, known.country_code, known.region, known.place_id, known.time_zone,
      known.website, known.domains) IS DISTINCT FROM (excluded.name, excluded.aliases, excluded.country_code,
      excluded.region, excluded.place_id, excluded.time_zone, excluded.website, excluded.domains)
  RETURNING xmax = 0 AS created)
SELECT count(*) FILTER (WHERE created), count(*) FILTER (WHERE NOT created) FROM written
"""
REMOVE = """
DELETE FROM stakeholders_knownbody known WHERE NOT EXISTS (
  SELECT FROM reference_body given WHERE (given.register, given.code) = (known.register, known.code))
"""


def load_bodies(cursor, ports, universities):
    """Make the table what the files say; the report's part about bodies. Places must stand already."""
    staging.create(cursor, "reference_body", COLUMNS)
    names = [column.split()[0] for column in COLUMNS]
    staging.copy(cursor, "reference_body", names, body_rows(ports, universities))
    staging.analyze(cursor, "reference_body")
    cursor.execute(REMOVE)
    removed = cursor.rowcount
    cursor.execute(WRITE)
    created, changed = cursor.fetchone()
    staging.analyze(cursor, "stakeholders_knownbody")
    return {
        "ports": len(ports),
        "universities": len(universities),
        "bodies_created": created,
        "bodies_changed": changed + removed,
    }


def body_rows(ports, universities):
    for row in ports:
        yield [
            Register.PORTS, row["code"], row["name"], row["aliases"], row["iso2"], row["region"],
            row["place_id"].removeprefix("geonames:"), row["timezone"], "", "",
        ]  # fmt: skip
    for row in universities:
        yield [
            Register.UNIVERSITIES, row["code"], row["name"], "", row["iso2"], row["region"], "", "",
            row["website"], row["domains"],
        ]  # fmt: skip
