"""Ties on record: partnerships without a seat, each with what the source says of it. A–B and B–A are one."""

from exchange import staging
from exchange.columns import Column
from exchange.datasets.organisations import coordinated
from exchange.reference_sql import KIND
from exchange.references import resolve_place_names, resolve_places
from exchange.slugs import choose_slugs, slug_of

NAME = "ties"
SIDES = ("a", "b")
TABLES = ("partnerships_partnership", "partnerships_partnershipplace", "partnerships_tierecord")
COLUMNS = (
    Column("place_a"),
    Column("place_b"),
    *(
        column
        for side in SIDES
        for column in (
            Column(f"name_{side}"),
            Column(f"iso2_{side}", longest=2),
            Column(f"lat_{side}", kind="number", low=-90, high=90),
            Column(f"lon_{side}", kind="number", low=-180, high=180),
        )
    ),
    Column("external_id", longest=120),
    Column("since", kind="date", longest=10),
    Column("until", kind="date", longest=10),
    Column("kind", longest=60),
)


def lacking(given):
    """A side is a place, or a name with its country."""
    return [
        f"place_{side}"
        for side in SIDES
        if f"place_{side}" not in given and not {f"name_{side}", f"iso2_{side}"} <= given
    ]


def check(stage):
    stage.add("id_a bigint", "id_b bigint", "pair_key text", "record_id text", "partnership bigint")
    stage.execute(
        "UPDATE stage SET kind = coalesce(lower(btrim(regexp_replace(kind, '[\\s_]+', ' ', 'g'))), %(kind)s)", kind=KIND
    )
    for side in SIDES:
        find_place(stage, side)
    stage.fault(
        "until", "out_of_order", "The tie ends before it begins.", "until_last < since_first AND until IS NOT NULL"
    )
    stage.mark_bad()
    message = "A place has no tie with itself."
    stage.fault("place_b", "same_place", message, "NOT bad AND id_a = id_b", value="coalesce(place_b, name_b)")
    stage.mark_bad()
    recognise(stage)
    check_rights(stage)


def find_place(stage, side):
    place, name, iso2 = f"place_{side}", f"name_{side}", f"iso2_{side}"
    by_name = f"{place} IS NULL AND {name} IS NOT NULL"
    stage.fault(place, "required", f"{place} is missing.", f"{place} IS NULL AND {name} IS NULL")
    stage.fault(iso2, "required", f"{iso2} is missing.", f"{by_name} AND {iso2} IS NULL")
    unknown = f"{by_name} AND NOT EXISTS (SELECT FROM stakeholders_place WHERE iso_code = upper(stage.{iso2}))"
    stage.fault(iso2, "unknown_place", f"{iso2} is no country known here.", f"{unknown} AND {iso2} IS NOT NULL")
    for one, other in (("lat", "lon"), ("lon", "lat")):
        half = f"{one}_{side} IS NULL AND {other}_{side} IS NOT NULL"
        stage.fault(f"{one}_{side}", "required", f"{other}_{side} stands without {one}_{side}.", half)
    stage.mark_bad()
    resolve_places(stage, place, f"id_{side}")
    resolve_place_names(stage, side, f"id_{side}")


def recognise(stage):
    """`record_id`: key of the tie record in its source; `target`: that record; `partnership`: the tie of this pair."""
    stage.execute(
        """
        UPDATE stage SET pair_key = least(id_a, id_b) || '|' || greatest(id_a, id_b) || '|' || kind,
            record_id = coalesce(external_id, least(id_a, id_b) || '|' || greatest(id_a, id_b) || '|' || kind)
        WHERE NOT bad
        """
    )
    # B–A after A–B says the same thing.
    stage.execute(
        """
        UPDATE stage SET repeats = first.row, change = 'unchanged' FROM (
            SELECT row AS again, min(row) OVER (PARTITION BY record_id, pair_key, since, until) AS row
            FROM stage WHERE NOT bad AND repeats IS NULL
        ) first WHERE first.again = stage.row AND first.row < stage.row
        """
    )
    stage.refuse_twice("record_id")
    stage.mark_bad()
    stage.execute(
        """
        UPDATE stage SET target = record.id, partnership = record.partnership_id FROM partnerships_tierecord record
        WHERE NOT bad AND record.source = %(source)s AND record.external_id = stage.record_id
        """
    )
    stage.fault(
        "external_id",
        "conflict",
        "This id belongs to the tie of other places:",
        """NOT bad AND partnership IS NOT NULL AND 2 <> (SELECT count(*) FROM partnerships_partnershipplace side
            WHERE side.partnership_id = stage.partnership AND side.place_id IN (stage.id_a, stage.id_b))""",
        detail="(SELECT name FROM partnerships_partnership known WHERE known.id = stage.partnership)",
    )
    stage.execute(
        """
        UPDATE stage SET partnership = known.id FROM partnerships_partnership known
        WHERE NOT bad AND stage.partnership IS NULL AND known.pair_key = stage.pair_key
        """
    )
    # A tie made by hand has no key of its pair; it is the same tie all the same.
    stage.execute(
        """
        UPDATE stage SET partnership = known.id FROM partnerships_partnership known
        JOIN partnerships_partnershipplace a ON a.partnership_id = known.id
        JOIN partnerships_partnershipplace b ON b.partnership_id = known.id
        WHERE NOT bad AND stage.partnership IS NULL AND known.pair_key IS NULL AND NOT known.sample
          AND a.place_id = stage.id_a AND b.place_id = stage.id_b
          AND (known.form = 'friendship') = (stage.kind LIKE '%%friend%%')
          AND 2 = (SELECT count(*) FROM partnerships_partnershipplace side WHERE side.partnership_id = known.id)
        """
    )


def check_rights(stage):
    if stage.is_staff:
        return
    stage.fault(
        "place_a",
        "not_allowed",
        "Neither place is the home of an office that you coordinate.",
        """NOT bad AND NOT EXISTS (SELECT FROM stakeholders_organisation body
            LEFT JOIN stakeholders_office office ON office.organisation_id = body.id
            WHERE body.id = ANY (%(offices)s)
              AND coalesce(office.home_id, body.place_id) IN (stage.id_a, stage.id_b))""",
        value="coalesce(place_a, name_a)",
        offices=coordinated(stage.by),
    )


# Names as given; where only a reference was given, the names that the places bear here.
SAID = """
    SELECT stage.row, coalesce(stage.name_a, a.name) AS name_a, coalesce(stage.name_b, b.name) AS name_b,
        a.country_code AS country_code_a, b.country_code AS country_code_b, stage.kind,
        stage.since_first, stage.since_last, stage.until_first, stage.until_last
    FROM stage
    JOIN stakeholders_place a ON a.id = stage.id_a
    JOIN stakeholders_place b ON b.id = stage.id_b
    WHERE NOT stage.bad AND stage.repeats IS NULL
"""
DATES = ("since_first", "since_last", "until_first", "until_last")
FIELDS = ("name_a", "name_b", "country_code_a", "country_code_b", "kind", *DATES)
# B–A says the same of the tie as A–B did.
DIFFERS = """
    (record.kind, record.since_first, record.since_last, record.until_first, record.until_last)
        IS DISTINCT FROM (said.kind, said.since_first, said.since_last, said.until_first, said.until_last)
    OR (least(record.name_a, record.name_b), greatest(record.name_a, record.name_b))
        IS DISTINCT FROM (least(said.name_a, said.name_b), greatest(said.name_a, said.name_b))
"""


def classify(stage):
    stage.execute(
        """
        UPDATE stage SET change = CASE WHEN target IS NULL THEN 'created' ELSE 'unchanged' END
        WHERE NOT bad AND repeats IS NULL
        """
    )
    stage.execute(
        f"""
        UPDATE stage SET change = 'changed' FROM ({SAID}) said, partnerships_tierecord record
        WHERE said.row = stage.row AND record.id = stage.target AND ({DIFFERS})
        """
    )


def write(stage):
    create_partnerships(stage)
    columns = ", ".join(FIELDS)
    stage.execute(
        f"""
        INSERT INTO partnerships_tierecord (partnership_id, source, external_id, {columns}, pages)
        SELECT stage.partnership, %(source)s, stage.record_id, {", ".join(f"said.{name}" for name in FIELDS)}, ''
        FROM stage JOIN ({SAID}) said USING (row)
        WHERE stage.change = 'created' ORDER BY stage.record_id
        """
    )
    stage.execute(
        f"""
        UPDATE partnerships_tierecord record SET {", ".join(f"{name} = said.{name}" for name in FIELDS)}
        FROM stage JOIN ({SAID}) said USING (row)
        WHERE record.id = stage.target AND stage.change = 'changed'
        """
    )
    fill_dates(stage)


def create_partnerships(stage):
    """One tie for each new pair and kind; it has no seat, so it is on record only."""
    new = stage.fetch(
        """
        SELECT DISTINCT ON (pair_key) pair_key, a.name, a.country_code, b.name, b.country_code
        FROM stage JOIN stakeholders_place a ON a.id = id_a JOIN stakeholders_place b ON b.id = id_b
        WHERE NOT bad AND repeats IS NULL AND partnership IS NULL ORDER BY pair_key, row
        """
    )
    taken = {
        slug
        for (slug,) in stage.fetch(
            "SELECT slug FROM partnerships_partnership "
            "UNION SELECT slug FROM stakeholders_oldslug WHERE kind = 'partnership'"
        )
    }
    wanted = []
    for _, name_a, code_a, name_b, code_b in new:
        base = slug_of(name_a, name_b)
        wanted.append([base, f"{base}-{code_a}-{code_b}".lower()] if base else [])
    slugs = choose_slugs(wanted, taken, fallback="tie")
    staging.create(stage.cursor, "stage_slug", ["pair_key", "slug"])
    staging.copy(
        stage.cursor, "stage_slug", ["pair_key", "slug"], ([row[0], slug] for row, slug in zip(new, slugs, strict=True))
    )
    first = "SELECT DISTINCT ON (pair_key) pair_key, id_a, id_b, kind FROM stage WHERE NOT bad ORDER BY pair_key, row"
    stage.execute(
        f"""
        INSERT INTO partnerships_partnership (name, slug, form, pair_key, sample, created_at)
        SELECT left(a.name || ' – ' || b.name, 300), stage_slug.slug,
            CASE WHEN pair.kind LIKE '%%friend%%' THEN 'friendship' ELSE 'partnership' END,
            pair.pair_key, false, now()
        FROM stage_slug JOIN ({first}) pair USING (pair_key)
        JOIN stakeholders_place a ON a.id = pair.id_a
        JOIN stakeholders_place b ON b.id = pair.id_b
        ORDER BY pair.pair_key
        """
    )
    stage.execute(
        f"""
        INSERT INTO partnerships_partnershipplace (partnership_id, place_id, position)
        SELECT known.id, side.place_id, side.position
        FROM stage_slug JOIN ({first}) pair USING (pair_key)
        JOIN partnerships_partnership known ON known.pair_key = pair.pair_key
        CROSS JOIN LATERAL (VALUES (pair.id_a, 0), (pair.id_b, 1)) side (place_id, position)
        """
    )
    stage.execute(
        """
        UPDATE stage SET partnership = known.id FROM partnerships_partnership known
        WHERE NOT bad AND stage.partnership IS NULL AND known.pair_key = stage.pair_key
        """
    )


def fill_dates(stage):
    """A tie that nobody keeps takes its dates from the record; what people wrote stays."""
    stage.execute(
        """
        UPDATE partnerships_partnership known
        SET since_first = coalesce(known.since_first, said.since_first),
            since_last = coalesce(known.since_last, said.since_last),
            until_first = coalesce(known.until_first, said.until_first),
            until_last = coalesce(known.until_last, said.until_last)
        FROM (SELECT DISTINCT ON (partnership) * FROM stage
              WHERE change IN ('created', 'changed') AND NOT bad AND repeats IS NULL
              ORDER BY partnership, since_first NULLS LAST, row) said
        WHERE said.partnership = known.id
          AND NOT EXISTS (SELECT FROM partnerships_seat seat WHERE seat.partnership_id = known.id)
          AND ((known.since_first IS NULL AND said.since_first IS NOT NULL)
            OR (known.until_first IS NULL AND said.until_first IS NOT NULL))
        """
    )
