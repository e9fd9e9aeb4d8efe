"""Which agreement a word in a file means, who keeps what is imported, and what a person may change of it."""

from agreements.models import Agreement
from exchange import staging
from exchange.parties import readable, take
from exchange.seating import find_claimable
from exchange.source_rows import refuse_others, targets
from stakeholders.access import Permission


def resolve_agreements(stage, column, target, permission=Permission.VIEW, *, only="true"):
    """Fill `target` with the agreement: by id of the source, of any source. only: SQL of the rows that look.

    People who are no staff find what they read, and are told where they may not change it.
    """
    table = f"found_{column}"
    staging.create(stage.cursor, table, ["ref", "id bigint", "hits integer", "candidates"])
    stage.execute(
        f"""
        INSERT INTO {table} SELECT ref, min(id), count(*), string_agg(title, '; ') FROM (
            SELECT given.ref, known.id, known.title,
                rank() OVER (PARTITION BY given.ref ORDER BY (known.source = %(source)s) DESC) AS best
            FROM (SELECT DISTINCT {column} AS ref FROM stage WHERE {column} IS NOT NULL) given
            JOIN agreements_agreement known ON known.external_id = given.ref
            WHERE %(sees_all)s OR known.id = ANY (%(readable)s)
        ) near WHERE best = 1 GROUP BY ref
        """,
        sees_all=stage.is_staff,
        readable=readable(stage, Agreement, column),
    )
    take(stage, table, column, target, "agreement", "unknown_agreement", only=only)
    if permission != Permission.VIEW and not stage.is_staff:
        stage.fault(
            column,
            "not_allowed",
            "You read this agreement, but its office alone changes what stands under it.",
            f"NOT bad AND {target} IS NOT NULL AND NOT {target} = ANY (%(changeable)s)",
            changeable=readable(stage, Agreement, column, permission),
        )


def find_keepers(stage, model):
    """Fill `owner_id`: as the record has it; else the office that leads a side, first one that runs its programme here,
    else whoever sits in the tie. For people who are no staff: the seat by which they may edit."""
    if stage.is_staff:
        keeper = """(SELECT seat.organisation_id FROM partnerships_seat seat
            LEFT JOIN stakeholders_office office ON office.organisation_id = seat.organisation_id
            WHERE seat.partnership_id = stage.partnership_id AND seat.role <> 'observer'
            ORDER BY seat.role <> 'lead', office.id IS NULL, seat.id LIMIT 1)"""
    else:
        find_claimable(stage, Permission.EDIT)
        keeper = "(SELECT organisation_id FROM acting WHERE acting.partnership_id = stage.partnership_id)"
    table = model._meta.db_table
    stage.execute(
        f"""
        UPDATE stage SET owner_id = coalesce(
            (SELECT known.owner_id FROM {table} known WHERE known.id = stage.target), owner_id, {keeper})
        WHERE NOT bad
        """
    )
    nobody = "NOT bad AND owner_id IS NULL"
    if stage.is_staff:
        message = "Nobody sits in this partnership yet. Say who keeps it with a column owner, or --set owner=…"
        stage.fault("owner", "required", message, nobody)
    else:
        stage.fault("partnership", "not_allowed", "You have no seat in this partnership from which to edit.", nobody)


def check_rights(stage, model):
    """People who are no staff change what their seat lets them edit."""
    if not stage.is_staff:
        mine = targets(stage, model).for_user(stage.by, Permission.EDIT)
        refuse_others(stage, "record", mine.values_list("pk", flat=True))
