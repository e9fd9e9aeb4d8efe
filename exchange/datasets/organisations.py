"""Organisations. The same name in the same place is the same body: blanks, accents and case make no second one."""

from zoneinfo import available_timezones

from exchange import staging
from exchange.columns import Column
from exchange.organisation_codes import check_codes, fill_codes, refuse_taken_codes
from exchange.organisation_sectors import SECTORS_CHANGE, check_sectors, write_sectors
from exchange.references import resolve_places
from exchange.rows import insert
from exchange.slugs import choose_slugs, slug_of
from exchange.stage import quoted
from stakeholders.access import Permission, roles_granting
from stakeholders.models import Membership, Organisation, OrganisationKind

NAME = "organisations"
TABLES = (
    "stakeholders_organisation",
    "stakeholders_organisationidentifier",
    "stakeholders_organisationsector",
    "exchange_sourceorganisation",
    "stakeholders_registerentry",
)
COLUMNS = (
    Column("external_id", required=True, longest=120),
    Column("name", required=True),
    Column("kind", required=True, kind="word", choices=tuple(OrganisationKind.values)),
    Column("place", required=True),
    Column("website", kind="web"),
    Column("email", kind="mail", longest=254),
    Column("language", longest=12),
    Column("time_zone", longest=64),
    Column("locode", longest=12),
    Column("ror", longest=40),
    Column("registration", longest=120),
    Column("aliases", longest=2000),
    Column("domain", longest=600),
    Column("languages", longest=200),
    Column("acts_for"),
    Column("sectors", longest=200),
)
LANGUAGE = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def check(stage):
    check_codes(stage)
    check_words(stage)
    check_sectors(stage)
    stage.refuse_twice("external_id")
    stage.add("place_id bigint", "acts_for_id bigint", "own_key boolean DEFAULT false", "first_row integer")
    resolve_places(stage, "place", "place_id")
    resolve_places(stage, "acts_for", "acts_for_id")
    stage.mark_bad()
    recognise(stage)
    fill_codes(stage)
    refuse_taken_codes(stage)
    check_rights(stage)
    stage.mark_bad()
    find_first_rows(stage)


def check_words(stage):
    """Languages as tags, the zone as the IANA list has it."""
    stage.fault("language", "not_in_list", "language looks like en or pt-BR.", f"language !~ {quoted(LANGUAGE)}")
    stage.execute("UPDATE stage SET languages = replace(languages, ' ', '') WHERE languages IS NOT NULL")
    stage.fault(
        "languages",
        "not_in_list",
        "languages looks like en;pt-BR.",
        f"EXISTS (SELECT FROM unnest(string_to_array(languages, ';')) one WHERE one !~ {quoted(LANGUAGE)})",
    )
    zones = "time_zone IS NOT NULL AND NOT time_zone = ANY (%(zones)s)"
    message = "time_zone is no zone of the IANA list, as Europe/Berlin."
    stage.fault("time_zone", "not_in_list", message, zones, zones=sorted(available_timezones()))


def recognise(stage):
    """`target`: the organisation under this id of the source, else the one of this name in this place."""
    stage.execute(
        """
        UPDATE stage SET target = known.id, own_key = true FROM (
            SELECT organisation_id AS id, external_id FROM exchange_sourceorganisation WHERE source = %(source)s
            UNION SELECT id, external_id FROM stakeholders_organisation WHERE source = %(source)s
        ) known WHERE known.external_id = stage.external_id
        """
    )
    stage.execute(
        """
        UPDATE stage SET target = known.id FROM stakeholders_organisation known
        WHERE stage.target IS NULL AND NOT stage.bad
          AND known.place_id = stage.place_id AND known.normalised_name = gemel_normalise(stage.name)
        """
    )
    stage.fault(
        "name",
        "conflict",
        "Another organisation of this name stands in this place:",
        """NOT bad AND EXISTS (SELECT FROM stakeholders_organisation other WHERE other.place_id = stage.place_id
            AND other.normalised_name = gemel_normalise(stage.name) AND other.id <> stage.target)""",
        detail="""(SELECT coalesce(other.external_id, other.slug) FROM stakeholders_organisation other
            WHERE other.place_id = stage.place_id AND other.normalised_name = gemel_normalise(stage.name))""",
    )


def coordinated(user):
    """Organisations in whose name this person may keep a register."""
    return list(
        Membership.objects.held_by(user, roles_granting(Permission.EDIT))
        .filter(limited=False)
        .values_list("organisation_id", flat=True)
    )


def check_rights(stage):
    if stage.is_staff:
        return
    editable = Organisation.objects.for_user(stage.by, Permission.EDIT).values_list("pk", flat=True)
    stage.fault(
        "external_id",
        "not_allowed",
        "You may not change this organisation.",
        "NOT bad AND target IS NOT NULL AND NOT target = ANY (%(editable)s)",
        editable=list(editable),
    )
    if not coordinated(stage.by):
        message = "Only a coordinator may add an organisation."
        stage.fault("external_id", "not_allowed", message, "NOT bad AND target IS NULL")


def find_first_rows(stage):
    """Rows that name one new body under two ids: the first makes it, the others are that body."""
    stage.execute(
        """
        UPDATE stage SET first_row = first.row FROM (
            SELECT row AS own, min(row) OVER (PARTITION BY gemel_normalise(name), place_id) AS row
            FROM stage WHERE NOT bad AND repeats IS NULL AND target IS NULL
        ) first WHERE first.own = stage.row
        """
    )


# What another source keeps gains what it lacks and keeps what it has; blank cells erase nothing.
FRESH = """
    SELECT stage.row, known.id,
        CASE WHEN ours THEN stage.name ELSE known.name END AS name,
        CASE WHEN ours THEN stage.kind ELSE known.kind END AS kind,
        CASE WHEN ours THEN stage.place_id ELSE known.place_id END AS place_id,
        CASE WHEN ours OR known.website = '' THEN coalesce(stage.website, known.website) ELSE known.website END
            AS website,
        CASE WHEN ours OR known.email = '' THEN coalesce(stage.email, known.email) ELSE known.email END AS email,
        CASE WHEN ours OR known.language = '' THEN coalesce(stage.language, known.language) ELSE known.language END
            AS language,
        CASE WHEN ours OR known.time_zone = '' THEN coalesce(stage.time_zone, known.time_zone)
            ELSE known.time_zone END AS time_zone,
        CASE WHEN ours OR known.languages = '{}'
            THEN coalesce(string_to_array(stage.languages, ';')::varchar[], known.languages)
            ELSE known.languages END AS languages,
        CASE WHEN ours OR known.acts_for_id IS NULL THEN coalesce(stage.acts_for_id, known.acts_for_id)
            ELSE known.acts_for_id END AS acts_for_id,
        known.aliases || coalesce((
            SELECT array_agg(DISTINCT alias::varchar) FROM unnest(string_to_array(stage.aliases, ';')) given,
                LATERAL btrim(given) alias
            WHERE alias <> '' AND NOT alias = ANY (known.aliases)), '{}') AS aliases
    FROM stage
    JOIN stakeholders_organisation known ON known.id = stage.target,
    LATERAL (SELECT known.source = %(source)s AND known.external_id = stage.external_id AS ours) origin
    WHERE NOT stage.bad AND stage.repeats IS NULL AND stage.change IS DISTINCT FROM 'created'
"""
FIELDS = (
    "name", "kind", "place_id", "website", "email", "language", "time_zone", "languages", "acts_for_id", "aliases",
)  # fmt: skip
DIFFERS = (
    f"({', '.join(f'known.{field}' for field in FIELDS)}) IS DISTINCT FROM "
    f"({', '.join(f'fresh.{field}' for field in FIELDS)})"
)
NEW_CODES = """SELECT stage.row, stage.target, code.scheme, code.value FROM stage JOIN stage_code code USING (row)
    WHERE NOT bad AND repeats IS NULL"""
UNKNOWN_CODE = """NOT EXISTS (SELECT FROM stakeholders_organisationidentifier code
    WHERE code.scheme = given.scheme AND code.value = given.value)"""


def classify(stage):
    stage.execute(
        """
        UPDATE stage SET change = CASE WHEN target IS NULL AND first_row = row THEN 'created' ELSE 'unchanged' END
        WHERE NOT bad AND repeats IS NULL
        """
    )
    stage.execute(
        f"""
        UPDATE stage SET change = 'changed' FROM ({FRESH}) fresh
        JOIN stakeholders_organisation known ON known.id = fresh.id
        WHERE fresh.row = stage.row AND {DIFFERS}
        """
    )
    stage.execute(
        f"""
        UPDATE stage SET change = 'changed' FROM ({NEW_CODES}) given
        WHERE given.row = stage.row AND stage.target IS NOT NULL AND {UNKNOWN_CODE}
        """
    )
    stage.execute(
        f"""
        UPDATE stage SET change = 'changed'
        WHERE NOT bad AND repeats IS NULL AND target IS NOT NULL AND {SECTORS_CHANGE}
        """
    )


def write(stage):
    create(stage)
    stage.execute(
        f"""
        UPDATE stakeholders_organisation known
        SET {", ".join(f"{field} = fresh.{field}" for field in FIELDS)}
        FROM ({FRESH}) fresh WHERE fresh.id = known.id AND {DIFFERS}
        """
    )
    stage.execute(
        f"""
        INSERT INTO stakeholders_organisationidentifier (organisation_id, scheme, value)
        SELECT DISTINCT ON (given.scheme, given.value) given.target, given.scheme, given.value
        FROM ({NEW_CODES}) given WHERE {UNKNOWN_CODE} ORDER BY given.scheme, given.value, given.row
        """
    )
    write_sectors(stage)
    stage.execute(
        """
        INSERT INTO exchange_sourceorganisation (source, external_id, organisation_id)
        SELECT %(source)s, stage.external_id, stage.target FROM stage
        JOIN stakeholders_organisation known ON known.id = stage.target
        WHERE NOT stage.bad AND stage.repeats IS NULL
          AND (known.source, known.external_id) IS DISTINCT FROM (%(source)s, stage.external_id)
        ON CONFLICT (source, external_id) DO NOTHING
        """
    )
    if not stage.is_staff:
        stage.execute(
            """
            INSERT INTO stakeholders_registerentry (office_id, organisation_id, created_at)
            SELECT office.id, stage.target, now() FROM stage CROSS JOIN unnest(%(offices)s::bigint[]) office (id)
            WHERE stage.change = 'created' AND NOT stage.bad
            ON CONFLICT DO NOTHING
            """,
            offices=coordinated(stage.by),
        )


def create(stage):
    """The new bodies, each with a slug of its own; then every row knows its organisation."""
    new = stage.fetch(
        """
        SELECT stage.row, stage.name, place.name FROM stage JOIN stakeholders_place place ON place.id = stage.place_id
        WHERE stage.change = 'created' AND NOT stage.bad ORDER BY stage.row
        """
    )
    taken = {
        slug
        for (slug,) in stage.fetch(
            "SELECT slug FROM stakeholders_organisation "
            "UNION SELECT slug FROM stakeholders_oldslug WHERE kind = 'organisation'"
        )
    }
    wanted = [[slug_of(name), slug_of(name, place)] for _, name, place in new]
    slugs = choose_slugs(wanted, taken, fallback="organisation")
    staging.create(stage.cursor, "stage_slug", ["row integer", "slug"])
    staging.copy(
        stage.cursor, "stage_slug", ["row", "slug"], ([str(row[0]), slug] for row, slug in zip(new, slugs, strict=True))
    )
    given = {
        "name": "stage.name",
        "slug": "stage_slug.slug",
        "kind": "stage.kind",
        "place_id": "stage.place_id",
        "acts_for_id": "stage.acts_for_id",
        "aliases": """ARRAY(SELECT DISTINCT alias FROM unnest(string_to_array(stage.aliases, ';')) given,
            LATERAL btrim(given) alias WHERE alias <> '' ORDER BY alias)""",
        "languages": "coalesce(string_to_array(stage.languages, ';')::varchar[], '{}')",
        **{field: f"coalesce(stage.{field}, '')" for field in ("website", "email", "language", "time_zone")},
        "source": "%(source)s",
        "external_id": "stage.external_id",
    }
    insert(stage, Organisation, given, "stage JOIN stage_slug USING (row) ORDER BY stage.external_id")
    stage.execute(
        """
        UPDATE stage SET target = known.id FROM stakeholders_organisation known
        WHERE stage.target IS NULL AND NOT stage.bad
          AND known.place_id = stage.place_id AND known.normalised_name = gemel_normalise(stage.name)
        """
    )
