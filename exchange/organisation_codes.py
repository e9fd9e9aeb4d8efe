"""The codes in rows of organisations: written as the forms write them, and of one body only."""

from exchange import staging
from stakeholders.identifiers import CLEANERS, SEVERAL, BadCode
from stakeholders.models import Organisation


def check_codes(stage):
    """Bring each code into the form in which it is kept, by the rules of the forms; a bad one is a fault."""
    for scheme in CLEANERS:
        table = f"cleaned_{scheme}"
        given = [text for (text,) in stage.fetch(f"SELECT DISTINCT {scheme} FROM stage WHERE {scheme} IS NOT NULL")]
        staging.create(stage.cursor, table, ["given", "cleaned", "problem"])
        rows = ([text, *_clean(scheme, text)] for text in given)
        staging.copy(stage.cursor, table, ["given", "cleaned", "problem"], rows)
        staging.analyze(stage.cursor, table)
        stage.fault(
            scheme,
            "not_in_list",
            "This is no code of its kind.",
            f"EXISTS (SELECT FROM {table} known WHERE known.given = stage.{scheme} AND problem IS NOT NULL)",
            detail=f"(SELECT problem FROM {table} known WHERE known.given = stage.{scheme})",
        )
        stage.execute(f"UPDATE stage SET {scheme} = cleaned FROM {table} known WHERE known.given = stage.{scheme}")


def _clean(scheme, text):
    """(cleaned, problem): one of them is empty. Several codes stand with ; between them."""
    parts = [part for part in text.split(";") if part.strip()] if scheme in SEVERAL else [text]
    try:
        return ";".join(dict.fromkeys(CLEANERS[scheme](part) for part in parts)), ""
    except BadCode as bad:
        return "", str(bad.message)


def fill_codes(stage):
    """A temporary table stage_code (row, scheme, value) of the codes of all rows."""
    staging.create(stage.cursor, "stage_code", ["row integer", "scheme", "value"])
    for scheme in CLEANERS:
        value = f"unnest(string_to_array({scheme}, ';'))" if scheme in SEVERAL else scheme
        stage.execute(
            f"INSERT INTO stage_code SELECT row, '{scheme}', {value} FROM stage WHERE {scheme} IS NOT NULL AND NOT bad"
        )
    staging.analyze(stage.cursor, "stage_code")


def refuse_taken_codes(stage):
    """A code belongs to one body. The other is named to those who may open it."""
    readable = None if stage.is_staff else list(Organisation.objects.for_user(stage.by).values_list("pk", flat=True))
    for scheme in CLEANERS:
        stage.fault(
            scheme,
            "conflict",
            f"This {scheme} belongs to another organisation:",
            f"""NOT bad AND EXISTS (SELECT FROM stage_code given
                JOIN stakeholders_organisationidentifier code USING (scheme, value)
                WHERE given.row = stage.row AND scheme = '{scheme}'
                  AND code.organisation_id IS DISTINCT FROM stage.target)""",
            detail=f"""(SELECT string_agg(DISTINCT CASE WHEN %(readable)s::bigint[] IS NULL
                    OR owner.id = ANY (%(readable)s::bigint[]) THEN owner.name ELSE 'not on your file' END, ', ')
                FROM stage_code given JOIN stakeholders_organisationidentifier code USING (scheme, value)
                JOIN stakeholders_organisation owner ON owner.id = code.organisation_id
                WHERE given.row = stage.row AND scheme = '{scheme}' AND owner.id IS DISTINCT FROM stage.target)""",
            readable=readable,
        )
        stage.fault(
            scheme,
            "conflict",
            f"Another row has this {scheme} under another name.",
            f"""NOT bad AND repeats IS NULL AND EXISTS (
                SELECT FROM stage_code mine JOIN stage_code theirs USING (scheme, value)
                JOIN stage other ON other.row = theirs.row
                WHERE mine.row = stage.row AND scheme = '{scheme}' AND other.row < stage.row
                  AND NOT other.bad AND (gemel_normalise(other.name), other.place_id)
                    IS DISTINCT FROM (gemel_normalise(stage.name), stage.place_id))""",
        )
