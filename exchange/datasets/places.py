"""Places: countries, regions and cities. A place with a known ISO or GeoNames id is that place."""

from exchange.columns import Column
from exchange.references import resolve_places
from exchange.stage import quoted

NAME = "places"
TABLES = ("stakeholders_place", "exchange_sourceplace")
COLUMNS = (
    Column("external_id", required=True, longest=120),
    Column("name", required=True),
    Column("level", required=True, kind="word", choices=("country", "region", "city")),
    Column("parent"),
    Column("iso_code", longest=10),
    Column("geonames_id", kind="whole", low=1, high=10**12),
    Column("lat", kind="number", low=-90, high=90),
    Column("lon", kind="number", low=-180, high=180),
    Column("population", kind="whole", low=0, high=10**11),
)
RANK = "CASE {level} WHEN 'country' THEN 0 WHEN 'region' THEN 1 WHEN 'city' THEN 2 END"
ISO_SHAPE = {"country": "^[A-Z]{2}$", "region": "^[A-Z]{2}-[A-Z0-9]{1,3}$"}
NOT_ALLOWED = "Places are kept by platform staff; ask them to import this."


def check(stage):
    if not stage.is_staff:
        stage.fault("external_id", "not_allowed", NOT_ALLOWED, "true")
    stage.refuse_twice("external_id")
    check_codes(stage)
    stage.mark_bad()
    recognise(stage)
    find_parents(stage)
    follow_bad_parents(stage)
    find_countries(stage)
    follow_bad_parents(stage)


def check_codes(stage):
    stage.execute("UPDATE stage SET iso_code = upper(iso_code) WHERE iso_code <> upper(iso_code)")
    for level, shape in ISO_SHAPE.items():
        message = f"iso_code of a {level} looks like {'US' if level == 'country' else 'US-IL'}."
        stage.fault("iso_code", "not_in_list", message, f"level = '{level}' AND iso_code !~ {quoted(shape)}")
    stage.fault("iso_code", "not_in_list", "A city has no ISO code.", "level = 'city' AND iso_code IS NOT NULL")
    stage.fault("iso_code", "required", "A country needs its ISO code.", "level = 'country' AND iso_code IS NULL")
    stage.fault("lat", "required", "lon stands without lat.", "lat IS NULL AND lon IS NOT NULL")
    stage.fault("lon", "required", "lat stands without lon.", "lon IS NULL AND lat IS NOT NULL")


def recognise(stage):
    """`target`: the place under this id of the source, under its ISO code or its GeoNames id."""
    stage.add("by_iso bigint", "by_geonames bigint")
    stage.execute(
        """
        UPDATE stage SET
            target = coalesce(
                (SELECT place_id FROM exchange_sourceplace known
                 WHERE known.source = %(source)s AND known.external_id = stage.external_id),
                (SELECT id FROM stakeholders_place known
                 WHERE known.source = %(source)s AND known.external_id = stage.external_id)),
            by_iso = (SELECT id FROM stakeholders_place known WHERE known.iso_code = stage.iso_code),
            by_geonames = (SELECT id FROM stakeholders_place known WHERE known.geonames_id = stage.geonames_id::bigint)
        WHERE NOT bad
        """
    )
    other = "This {} belongs to another place:"
    for field, found in (("iso_code", "by_iso"), ("geonames_id", "by_geonames")):
        stage.fault(
            field,
            "conflict",
            other.format(field),
            f"NOT bad AND {found} <> coalesce(target, by_iso, by_geonames)",
            detail=f"(SELECT name FROM stakeholders_place place WHERE place.id = stage.{found})",
        )
    stage.execute(
        "UPDATE stage SET target = coalesce(by_iso, by_geonames) "
        "WHERE NOT bad AND target IS NULL AND coalesce(by_iso, by_geonames) IS NOT NULL"
    )
    stage.fault(
        "level",
        "conflict",
        "This place stands here as a",
        "EXISTS (SELECT FROM stakeholders_place place WHERE place.id = stage.target AND place.level <> stage.level)",
        detail="(SELECT level FROM stakeholders_place place WHERE place.id = stage.target)",
    )
    for field in ("iso_code", "geonames_id"):
        stage.fault(
            field,
            "conflict",
            f"Another row has this {field}.",
            f"""NOT bad AND repeats IS NULL AND {field} IS NOT NULL AND EXISTS (
                SELECT FROM stage other WHERE other.{field} = stage.{field} AND other.row < stage.row
                  AND other.repeats IS NULL AND NOT other.bad AND other.external_id <> stage.external_id)""",
        )


def find_parents(stage):
    """`parent_row`: the parent stands in the file; `parent_place`: it stands here."""
    stage.add("parent_row integer", "parent_place bigint")
    stage.execute(
        """
        UPDATE stage SET parent_row = other.row FROM stage other
        WHERE other.external_id = stage.parent AND other.repeats IS NULL
        """
    )
    resolve_places(stage, "parent", "parent_place", unless="parent_row IS NOT NULL")
    stage.execute("UPDATE stage SET parent_place = NULL WHERE parent_row IS NOT NULL AND parent_place IS NOT NULL")
    above = f"coalesce({RANK.format(level='up.level')}, {RANK.format(level='here.level')})"
    own = RANK.format(level="stage.level")
    stage.fault(
        "parent",
        "not_above",
        "The parent of a region or city is a country or region; a country has none.",
        f"""parent IS NOT NULL AND EXISTS (
            SELECT FROM (SELECT 1) one
            LEFT JOIN stage up ON up.row = stage.parent_row
            LEFT JOIN stakeholders_place here ON here.id = stage.parent_place
            WHERE (up.row IS NOT NULL OR here.id IS NOT NULL)
              AND ({above} > least({own}, 1) OR stage.level = 'country' OR up.row = stage.row))""",
    )


def find_countries(stage):
    """`country`: ISO code of the country above the row, through the file and what stands here."""
    stage.add("country text")
    stage.execute(
        """
        WITH RECURSIVE below AS MATERIALIZED (
            SELECT row, parent_row FROM stage WHERE parent_row IS NOT NULL
        ), rooted AS (
            SELECT stage.row, coalesce(
                CASE WHEN stage.level = 'country' THEN stage.iso_code END,
                nullif(above.country_code, ''), nullif(known.country_code, '')) AS country
            FROM stage
            LEFT JOIN stakeholders_place above ON above.id = stage.parent_place
            LEFT JOIN stakeholders_place known ON known.id = stage.target
            WHERE stage.parent_row IS NULL
            UNION ALL
            SELECT below.row, rooted.country FROM below JOIN rooted ON below.parent_row = rooted.row
        )
        UPDATE stage SET country = rooted.country FROM rooted WHERE rooted.row = stage.row
        """
    )
    message = "A city or region needs a country: name its parent."
    stage.fault("parent", "no_country", message, "NOT bad AND level <> 'country' AND country IS NULL")


def follow_bad_parents(stage):
    """What hangs on a refused row cannot be made either."""
    while stage.mark_bad():
        stage.fault(
            "parent",
            "unknown_place",
            "The row of the parent is refused.",
            "NOT bad AND EXISTS (SELECT FROM stage up WHERE up.row = stage.parent_row AND up.bad)",
        )


# A place that another source keeps gains what it lacks and keeps what it has; blank cells erase nothing.
FRESH = """
    SELECT stage.row, place.id,
        CASE WHEN ours THEN stage.name ELSE place.name END AS name,
        CASE WHEN ours OR stage.name = place.name OR stage.name = ANY (place.aliases)
            OR gemel_normalise(stage.name) = place.normalised_name
            THEN place.aliases ELSE place.aliases || stage.name::varchar END AS aliases,
        CASE WHEN ours THEN coalesce(up.target, stage.parent_place, place.parent_id)
            ELSE coalesce(place.parent_id, up.target, stage.parent_place) END AS parent_id,
        coalesce(place.country_id, country.id) AS country_id,
        coalesce(nullif(place.country_code, ''), stage.country, '') AS country_code,
        CASE WHEN ours THEN coalesce(stage.iso_code, place.iso_code)
            ELSE coalesce(place.iso_code, stage.iso_code) END AS iso_code,
        CASE WHEN ours THEN coalesce(stage.geonames_id::bigint, place.geonames_id)
            ELSE coalesce(place.geonames_id, stage.geonames_id::bigint) END AS geonames_id,
        CASE WHEN ours THEN coalesce(round(stage.lat::numeric, 5), place.lat)
            ELSE coalesce(place.lat, round(stage.lat::numeric, 5)) END AS lat,
        CASE WHEN ours THEN coalesce(round(stage.lon::numeric, 5), place.lon)
            ELSE coalesce(place.lon, round(stage.lon::numeric, 5)) END AS lon,
        CASE WHEN ours THEN coalesce(stage.population::bigint, place.population)
            ELSE coalesce(place.population, stage.population::bigint) END AS population
    FROM stage
    JOIN stakeholders_place place ON place.id = stage.target
    LEFT JOIN stage up ON up.row = stage.parent_row
    LEFT JOIN stakeholders_place country ON country.iso_code = stage.country AND stage.level <> 'country',
    LATERAL (SELECT place.source = %(source)s AND place.external_id = stage.external_id AS ours) origin
    WHERE NOT stage.bad AND stage.repeats IS NULL
"""
FIELDS = (
    "name", "aliases", "parent_id", "country_id", "country_code", "iso_code", "geonames_id", "lat", "lon", "population",
)  # fmt: skip
DIFFERS = (
    f"({', '.join(f'place.{field}' for field in FIELDS)}) IS DISTINCT FROM "
    f"({', '.join(f'fresh.{field}' for field in FIELDS)})"
)


def classify(stage):
    stage.execute(
        f"""
        WITH differing AS (
            SELECT fresh.row FROM ({FRESH}) fresh JOIN stakeholders_place place ON place.id = fresh.id WHERE {DIFFERS}
        )
        UPDATE stage SET change = CASE WHEN target IS NULL THEN 'created'
            WHEN row IN (SELECT row FROM differing) THEN 'changed' ELSE 'unchanged' END
        WHERE NOT bad AND repeats IS NULL
        """
    )


def write(stage):
    """Countries first, then what lies in them, until nothing is left."""
    while stage.execute(
        """
        INSERT INTO stakeholders_place
            (level, name, aliases, parent_id, country_id, country_code, iso_code, geonames_id, lat, lon, population,
             time_zone, source, external_id, note)
        SELECT stage.level, stage.name, '{}', coalesce(up.target, stage.parent_place), country.id, stage.country,
            stage.iso_code, stage.geonames_id::bigint, stage.lat::numeric, stage.lon::numeric,
            stage.population::bigint, '', %(source)s, stage.external_id, ''
        FROM stage
        LEFT JOIN stage up ON up.row = stage.parent_row
        LEFT JOIN stakeholders_place country ON country.iso_code = stage.country AND stage.level <> 'country'
        WHERE stage.change = 'created' AND NOT stage.bad AND stage.target IS NULL
          AND (stage.parent_row IS NULL OR up.target IS NOT NULL)
        ORDER BY stage.external_id
        """
    ):
        stage.execute(
            """
            UPDATE stage SET target = place.id FROM stakeholders_place place
            WHERE stage.target IS NULL AND NOT stage.bad
              AND place.source = %(source)s AND place.external_id = stage.external_id
            """
        )
    stage.execute(
        f"""
        UPDATE stakeholders_place place
        SET {", ".join(f"{field} = fresh.{field}" for field in FIELDS)}
        FROM ({FRESH}) fresh WHERE fresh.id = place.id AND {DIFFERS}
        """
    )
    stage.execute(
        """
        INSERT INTO exchange_sourceplace (source, external_id, place_id, match)
        SELECT %(source)s, stage.external_id, stage.target, '' FROM stage
        JOIN stakeholders_place place ON place.id = stage.target
        WHERE NOT stage.bad AND stage.repeats IS NULL
          AND (place.source, place.external_id) IS DISTINCT FROM (%(source)s, stage.external_id)
        ON CONFLICT (source, external_id) DO NOTHING
        """
    )
