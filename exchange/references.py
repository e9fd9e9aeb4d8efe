"""Which record a word in a file means: a place by its ids, by its code or by its name (CONTRACTS 1, references)."""

from exchange import staging
from exchange.columns import NUMBER
from exchange.matching import EARTH_KM, JOIN_KM
from exchange.stage import quoted

# Looked up in this order; the first kind that knows the reference decides, and it must know one place only.
PLACE_HITS = """
    SELECT 1 AS nearness, place_id FROM exchange_sourceplace WHERE source = %(source)s AND external_id = ref
    UNION SELECT 1, id FROM stakeholders_place WHERE source = %(source)s AND external_id = ref
    UNION SELECT 2, place_id FROM exchange_sourceplace WHERE external_id = ref
    UNION SELECT 2, id FROM stakeholders_place WHERE external_id = ref
    UNION SELECT 3, id FROM stakeholders_place WHERE iso_code = upper(ref)
    UNION SELECT 4, id FROM stakeholders_place WHERE ref ~ '^[A-Z]{3}$' AND level = 'country' AND ref = ANY (aliases)
    UNION SELECT 5, id FROM stakeholders_place
        WHERE geonames_id = CASE WHEN ref ~ '^geonames:[0-9]{1,18}$' THEN substr(ref, 10)::bigint END
    UNION SELECT 6, organisation.place_id FROM stakeholders_organisationidentifier code
        JOIN stakeholders_organisation organisation ON organisation.id = code.organisation_id
        WHERE code.scheme = 'locode' AND code.value = replace(upper(ref), ' ', '')
    UNION SELECT 7, place_id FROM exchange_sourceplace WHERE ref LIKE 'place:%%' AND external_id = substr(ref, 7)
"""

# A candidate as an error lists it: "Springfield, Illinois, US (geonames:4250542)".
LABEL = """
    place.name || coalesce(', ' || parent.name, '') || ', ' || place.country_code || ' ('
        || coalesce('geonames:' || place.geonames_id, place.iso_code, place.source || ' ' || place.external_id,
            place.lat || ' ' || place.lon, 'no point') || ')'
"""


def find_places(stage, table, given):
    """A temporary table (ref, place_id, hits, candidates) of the places that references mean.

    given: SQL of a query with one column `ref`, each reference once.
    """
    staging.create(stage.cursor, table, ["ref", "place_id bigint", "hits integer", "candidates"])
    stage.execute(
        f"""
        INSERT INTO {table}
        SELECT ref, min(hit.place_id), count(DISTINCT hit.place_id),
            string_agg(DISTINCT {LABEL}, '; ')
        FROM ({given}) given
        CROSS JOIN LATERAL (
            SELECT place_id, rank() OVER (ORDER BY nearness) AS best FROM ({PLACE_HITS}) hits
        ) hit
        JOIN stakeholders_place place ON place.id = hit.place_id
        LEFT JOIN stakeholders_place parent ON parent.id = place.parent_id
        WHERE hit.best = 1
        GROUP BY ref
        """
    )
    staging.analyze(stage.cursor, table)


def resolve_places(stage, column, target, *, code="unknown_place", unless="false"):
    """Fill the column `target` of the stage with the place that `column` means; note what is unknown or ambiguous.

    unless: SQL condition of rows that need no place from the database (their parent stands in the file).
    """
    table = f"found_{column}"
    find_places(stage, table, f"SELECT DISTINCT {column} AS ref FROM stage WHERE {column} IS NOT NULL")
    stage.execute(
        f"UPDATE stage SET {target} = found.place_id FROM {table} found WHERE found.ref = stage.{column} AND hits = 1"
    )
    stage.fault(
        column,
        "ambiguous",
        f"{column} means more than one place:",
        f"NOT ({unless}) AND EXISTS (SELECT FROM {table} found WHERE found.ref = stage.{column} AND hits > 1)",
        detail=f"(SELECT candidates FROM {table} found WHERE found.ref = stage.{column})",
    )
    stage.fault(
        column,
        code,
        f"{column} is no place that is known here.",
        f"NOT ({unless}) AND {column} IS NOT NULL AND {target} IS NULL",
    )


def km_between(lat_a, lon_a, lat_b, lon_b):
    """SQL of the great-circle distance in km (haversine); the arguments are SQL of degrees."""
    lat_a, lon_a, lat_b, lon_b = (f"radians(({angle})::float8)" for angle in (lat_a, lon_a, lat_b, lon_b))
    half = f"sin(({lat_b} - {lat_a}) / 2) ^ 2 + cos({lat_a}) * cos({lat_b}) * sin(({lon_b} - {lon_a}) / 2) ^ 2"
    return f"2 * {EARTH_KM} * asin(least(1, sqrt({half})))"


def resolve_place_names(stage, side, target):
    """Fill `target` where a side of a tie is given by name and country: equal normalised name, at most 25 km apart.

    side: "a" or "b", for the columns name_a, iso2_a, lat_a, lon_a. A name in another language counts where no place
    bears the name itself.
    """
    name, iso2, lat, lon = (f"{field}_{side}" for field in ("name", "iso2", "lat", "lon"))
    number = quoted(NUMBER)
    table = f"named_{side}"
    staging.create(stage.cursor, table, ["row integer", "place_id bigint", "hits integer", "candidates"])
    stage.execute(
        f"""
        WITH asked AS (
            SELECT row, gemel_normalise({name}) AS name, upper({iso2}) AS iso2,
                CASE WHEN {lat} ~ {number} THEN {lat}::float8 END AS lat,
                CASE WHEN {lon} ~ {number} THEN {lon}::float8 END AS lon
            FROM stage WHERE {target} IS NULL AND {name} IS NOT NULL AND {iso2} IS NOT NULL
        ), hit AS (
            SELECT asked.row, place.id, 1 AS nearness FROM asked
            JOIN stakeholders_place place ON place.level IN ('city', 'region') AND place.country_code = asked.iso2
                AND place.normalised_name = asked.name
            UNION ALL
            SELECT asked.row, place.id, 2 FROM asked
            JOIN stakeholders_place place ON place.level IN ('city', 'region') AND place.country_code = asked.iso2
                AND place.aliases <> '{{}}'
            JOIN LATERAL unnest(place.aliases) alias ON gemel_normalise(alias) = asked.name
        ), near AS (
            SELECT hit.row, hit.id, {LABEL} AS label,
                rank() OVER (PARTITION BY hit.row ORDER BY hit.nearness, place.level) AS best
            FROM hit
            JOIN asked USING (row)
            JOIN stakeholders_place place ON place.id = hit.id
            LEFT JOIN stakeholders_place parent ON parent.id = place.parent_id
            WHERE asked.lat IS NULL OR asked.lon IS NULL OR (place.lat IS NOT NULL AND place.lon IS NOT NULL
                AND {km_between("asked.lat", "asked.lon", "place.lat", "place.lon")} <= {JOIN_KM})
        )
        INSERT INTO {table}
        SELECT row, min(id), count(DISTINCT id),
            string_agg(DISTINCT label, '; ')
        FROM near WHERE best = 1 GROUP BY row
        """
    )
    staging.analyze(stage.cursor, table)
    stage.execute(
        f"UPDATE stage SET {target} = found.place_id FROM {table} found WHERE found.row = stage.row AND found.hits = 1"
    )
    stage.fault(
        name,
        "ambiguous",
        "More than one place has this name:",
        f"EXISTS (SELECT FROM {table} found WHERE found.row = stage.row AND found.hits > 1)",
        detail=f"(SELECT candidates FROM {table} found WHERE found.row = stage.row)",
    )
    stage.fault(
        name,
        "unknown_place",
        f"No place of this name is known in the country, or none within {JOIN_KM} km of the point.",
        f"{target} IS NULL AND {name} IS NOT NULL AND {iso2} IS NOT NULL AND place_{side} IS NULL",
    )
