"""Which tie, organisation and indicator a word in a file means (CONTRACTS 1, references).

Somebody who is no staff finds only what they may open; to them the rest is unknown.
"""

from activities.models import Activity
from exchange import staging
from exchange.references import find_places
from partnerships.models import Partnership
from stakeholders.access import Permission
from stakeholders.models import Organisation

# A tie on public record, or one that nobody keeps, is known to everybody.
OPEN_TIE = """(EXISTS (SELECT FROM partnerships_tierecord said WHERE said.partnership_id = known.id)
    OR NOT EXISTS (SELECT FROM partnerships_seat seat WHERE seat.partnership_id = known.id))"""
TIE_LABEL = "known.name || ' (' || known.form || ', ' || known.slug || ')'"
BODY_LABEL = "known.name || ', ' || place.name || ' (' || known.slug || ')'"


def resolve_partnerships(stage, column="partnership", target="partnership_id"):
    """Fill `target` with the tie: by id of the source, of any source, by `place_a|place_b`, by its slug."""
    table, pairs = f"found_{column}", f"places_of_{column}"
    half = f"SELECT DISTINCT {column} AS ref FROM stage WHERE {column} LIKE '%%|%%'"
    find_places(
        stage,
        pairs,
        f"""SELECT DISTINCT ref FROM (
            SELECT btrim(split_part(ref, '|', 1)) AS ref FROM ({half}) whole
            UNION SELECT btrim(split_part(ref, '|', 2)) FROM ({half}) whole) halves WHERE ref <> ''""",
    )
    staging.create(stage.cursor, table, ["ref", "id bigint", "hits integer", "candidates"])
    stage.execute(
        f"""
        WITH given AS MATERIALIZED (SELECT DISTINCT {column} AS ref FROM stage WHERE {column} IS NOT NULL),
        hit AS (
            SELECT given.ref, 1 AS nearness, said.partnership_id AS id FROM given
            JOIN partnerships_tierecord said ON said.external_id = given.ref AND said.source = %(source)s
            UNION SELECT given.ref, 2, said.partnership_id FROM given
            JOIN partnerships_tierecord said ON said.external_id = given.ref
            UNION SELECT given.ref, CASE WHEN tie.sample THEN 4 ELSE 3 END, tie.id FROM given
            JOIN {pairs} a ON a.ref = btrim(split_part(given.ref, '|', 1)) AND a.hits = 1
            JOIN {pairs} b ON b.ref = btrim(split_part(given.ref, '|', 2)) AND b.hits = 1
            JOIN partnerships_partnershipplace one ON one.place_id = a.place_id
            JOIN partnerships_partnershipplace other
                ON other.place_id = b.place_id AND other.partnership_id = one.partnership_id AND other.id <> one.id
            JOIN partnerships_partnership tie ON tie.id = one.partnership_id
            WHERE given.ref LIKE '%%|%%' AND given.ref NOT LIKE '%%|%%|%%'
              AND 2 = (SELECT count(*) FROM partnerships_partnershipplace side WHERE side.partnership_id = tie.id)
            UNION SELECT given.ref, 5, tie.id FROM given
            JOIN partnerships_partnership tie ON tie.slug = given.ref
        ), near AS (
            SELECT hit.ref, known.id, {TIE_LABEL} AS label,
                rank() OVER (PARTITION BY hit.ref ORDER BY hit.nearness) AS best
            FROM hit JOIN partnerships_partnership known ON known.id = hit.id
            WHERE %(sees_all)s OR known.id = ANY (%(seen)s) OR {OPEN_TIE}
        )
        INSERT INTO {table} SELECT ref, min(id), count(DISTINCT id), string_agg(DISTINCT label, '; ')
        FROM near WHERE best = 1 GROUP BY ref
        """,
        sees_all=stage.is_staff,
        seen=[] if stage.is_staff else seated_ties(stage.by),
    )
    take(stage, table, column, target, "tie", "unknown_partnership")


def seated_ties(user):
    """Ids of the ties in which this person's organisations sit."""
    return list(Partnership.objects.for_user(user).filter(seats__isnull=False).values_list("pk", flat=True).distinct())


def resolve_organisations(stage, column, target, *, also=()):
    """Fill `target` with the organisation: by id of the source, of any source, by UN/LOCODE, ROR or registration
    number, by the name in its address. also: ids of organisations that the person may name besides those they open."""
    table = f"found_{column}"
    given = f"SELECT DISTINCT {column} AS ref FROM stage WHERE {column} IS NOT NULL"
    find_organisations(stage, table, given, also=also)
    take(stage, table, column, target, "organisation", "unknown_organisation")


def find_organisations(stage, table, given, *, also=()):
    """A temporary table (ref, id, hits, candidates) of the organisations that references mean. given: SQL of a query
    with one column `ref`, each reference once."""
    seen = []
    if not stage.is_staff:
        seen = [*Organisation.objects.for_user(stage.by).values_list("pk", flat=True), *also]
    staging.create(stage.cursor, table, ["ref", "id bigint", "hits integer", "candidates"])
    stage.execute(
        f"""
        WITH given AS MATERIALIZED ({given}),
        hit AS (
            SELECT ref, CASE WHEN source = %(source)s THEN 1 ELSE 2 END AS nearness, organisation_id AS id
            FROM given JOIN exchange_sourceorganisation said ON said.external_id = ref
            UNION SELECT ref, CASE WHEN source = %(source)s THEN 1 ELSE 2 END, body.id
            FROM given JOIN stakeholders_organisation body ON body.external_id = ref
            UNION SELECT ref, 3, code.organisation_id FROM given
            JOIN stakeholders_organisationidentifier code
                ON code.scheme IN ('locode', 'ror', 'registration')
                AND code.value = CASE code.scheme WHEN 'locode' THEN replace(upper(ref), ' ', '') ELSE ref END
            UNION SELECT ref, 4, body.id FROM given JOIN stakeholders_organisation body ON body.slug = ref
        ), near AS (
            SELECT hit.ref, known.id, {BODY_LABEL} AS label,
                rank() OVER (PARTITION BY hit.ref ORDER BY hit.nearness) AS best
            FROM hit
            JOIN stakeholders_organisation known ON known.id = hit.id
            JOIN stakeholders_place place ON place.id = known.place_id
            WHERE %(sees_all)s OR known.id = ANY (%(seen)s)
        )
        INSERT INTO {table} SELECT ref, min(id), count(DISTINCT id), string_agg(DISTINCT label, '; ')
        FROM near WHERE best = 1 GROUP BY ref
        """,
        sees_all=stage.is_staff,
        seen=seen,
    )


def resolve_activities(stage, column, target):
    """Fill `target` with the activity of the row's tie: by id of the source, of any source."""
    table = f"found_{column}"
    staging.create(stage.cursor, table, ["row integer", "id bigint", "hits integer", "candidates"])
    stage.execute(
        f"""
        INSERT INTO {table}
        SELECT row, min(id), count(*), string_agg(title, '; ') FROM (
            SELECT stage.row, known.id, known.title,
                rank() OVER (PARTITION BY stage.row ORDER BY (known.source = %(source)s) DESC) AS best
            FROM stage JOIN activities_activity known
                ON known.external_id = stage.{column} AND known.partnership_id = stage.partnership_id
            WHERE %(sees_all)s OR known.id = ANY (%(readable)s)
        ) near WHERE best = 1 GROUP BY row
        """,
        sees_all=stage.is_staff,
        readable=readable(stage, Activity, column),
    )
    stage.execute(
        f"UPDATE stage SET {target} = found.id FROM {table} found WHERE found.row = stage.row AND found.hits = 1"
    )
    message = f"{column} is no activity of this partnership that is known here, or more than one."
    stage.fault(column, "unknown_activity", message, f"NOT bad AND {column} IS NOT NULL AND {target} IS NULL")


def take(stage, table, column, target, noun, unknown, *, only="true"):
    """Write what was found onto the stage; note the unknown and the ambiguous. only: SQL of the rows that looked."""
    staging.analyze(stage.cursor, table)
    stage.execute(
        f"""
        UPDATE stage SET {target} = found.id FROM {table} found
        WHERE found.ref = stage.{column} AND found.hits = 1 AND {only}
        """
    )
    stage.fault(
        column,
        "ambiguous",
        f"{column} means more than one {noun}:",
        f"EXISTS (SELECT FROM {table} found WHERE found.ref = stage.{column} AND found.hits > 1) AND {only}",
        detail=f"(SELECT candidates FROM {table} found WHERE found.ref = stage.{column})",
    )
    message = f"{column} is no {noun} that is known here."
    stage.fault(column, unknown, message, f"{column} IS NOT NULL AND {target} IS NULL AND {only}")


def readable(stage, model, column, permission=Permission.VIEW):
    """Ids of those records named in `column` that a person who is no staff reads, or has the permission for."""
    if stage.is_staff:
        return []
    named = [ref for (ref,) in stage.fetch(f"SELECT DISTINCT {column} FROM stage WHERE {column} IS NOT NULL")]
    known = model.objects.for_user(stage.by, permission).filter(external_id__in=named)
    return list(known.values_list("pk", flat=True))


def own_indicators(stage):
    """SQL: an indicator of an office's own may be named on the ties in which that office sits, and by its people."""
    seated = """EXISTS (SELECT FROM partnerships_seat seat WHERE seat.partnership_id = stage.partnership_id
        AND seat.organisation_id = own.office_id)"""
    if stage.is_staff:
        return seated
    mine = """EXISTS (SELECT FROM claimable WHERE claimable.partnership_id = stage.partnership_id
        AND claimable.organisation_id = own.office_id)"""
    return f"{seated} AND {mine}"


def resolve_indicators(stage, offices, *, claimed, known="target", column="indicator", target="indicator_id"):
    """Fill `target` and `is_money` with the indicator of this code: a shipped one, else one of the offices' own; the
    version in use.

    offices: SQL condition on `own.office_id` that says whose indicators the row may name. claimed: refuse those that
    the system works out. known: SQL of the record that the row is, which may keep an indicator that is retired.
    `target` that is filled already stays, so that a fact keeps the version it was told under.
    """
    newest = "(own.retired_on IS NOT NULL AND own.retired_on <= %(today)s), own.version DESC"
    stage.execute(
        f"""
        UPDATE stage SET {target} = found.id, is_money = found.is_money FROM (
            SELECT DISTINCT ON (upper(own.code)) upper(own.code) AS code, own.id, own.is_money
            FROM outcomes_indicator own WHERE own.office_id IS NULL ORDER BY upper(own.code), {newest}
        ) found WHERE {target} IS NULL AND found.code = upper(stage.{column})
        """
    )
    stage.execute(
        f"""
        UPDATE stage SET {target} = found.id, is_money = found.is_money FROM (
            SELECT stage.row, (array_agg(own.id ORDER BY {newest}))[1] AS id,
                (array_agg(own.is_money ORDER BY {newest}))[1] AS is_money
            FROM stage JOIN outcomes_indicator own ON upper(own.code) = upper(stage.{column})
            WHERE stage.{target} IS NULL AND NOT stage.bad AND own.office_id IS NOT NULL AND {offices}
            GROUP BY stage.row HAVING count(DISTINCT own.office_id) = 1
        ) found WHERE found.row = stage.row
        """
    )
    message = f"{column} is no code of an indicator in use here, or of more than one office's own."
    stage.fault(column, "unknown_indicator", message, f"NOT bad AND {column} IS NOT NULL AND {target} IS NULL")
    is_one = f"EXISTS (SELECT FROM outcomes_indicator own WHERE own.id = stage.{target} AND {{}})"
    if claimed:
        message = "The system works this indicator out, so nobody reports it."
        stage.fault(column, "not_claimable", message, f"NOT bad AND {is_one.format('own.computed')}")
    stage.fault(
        column,
        "not_claimable",
        "This indicator is no longer in use.",
        f"NOT bad AND {known} IS NULL AND {is_one.format('own.retired_on <= %(today)s')}",
    )
