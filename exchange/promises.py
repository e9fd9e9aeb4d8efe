"""Which agreement a word in a file means, who keeps what is imported, and what a person may change of it."""

from agreements.models import Agreement
from exchange import staging
from exchange.seating import find_claimable
from stakeholders.access import Permission


def resolve_agreements(stage, column, target, permission=Permission.VIEW):
    """Fill `target` with the agreement: by id of the source, of any source.

    People who are no staff find what they read, and are told where they may not change it.
    """
    table = f"found_{column}"
    known = Agreement.objects.all()
    readable = changeable = []
    if not stage.is_staff:
        named = [ref for (ref,) in stage.fetch(f"SELECT DISTINCT {column} FROM stage WHERE {column} IS NOT NULL")]
        known = known.filter(external_id__in=named)
        readable = list(known.for_user(stage.by).values_list("pk", flat=True))
        changeable = list(known.for_user(stage.by, permission).values_list("pk", flat=True))
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
        readable=readable,
    )
    staging.analyze(stage.cursor, table)
    stage.execute(
        f"UPDATE stage SET {target} = found.id FROM {table} found WHERE found.ref = stage.{column} AND found.hits = 1"
    )
    stage.fault(
        column,
        "ambiguous",
        f"{column} means more than one agreement:",
        f"EXISTS (SELECT FROM {table} found WHERE found.ref = stage.{column} AND found.hits > 1)",
        detail=f"(SELECT candidates FROM {table} found WHERE found.ref = stage.{column})",
    )
    if permission != Permission.VIEW and not stage.is_staff:
        stage.fault(
            column,
            "not_allowed",
            "You read this agreement, but its office alone changes what stands under it.",
            f"NOT bad AND {target} IS NOT NULL AND NOT {target} = ANY (%(changeable)s)",
            changeable=changeable,
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


def find_known(stage, model):
    """`target`: the record under this id of the source, locked where rows will be written. Others' are refused."""
    table = model._meta.db_table
    if stage.commits:
        stage.execute(
            f"""
            SELECT FROM {table} known WHERE known.source = %(source)s
                AND known.external_id IN (SELECT external_id FROM stage WHERE NOT bad)
            ORDER BY known.id FOR NO KEY UPDATE
            """
        )
    stage.execute(
        f"""
        UPDATE stage SET target = known.id FROM {table} known
        WHERE NOT bad AND known.source = %(source)s AND known.external_id = stage.external_id
        """
    )
    if stage.is_staff:
        return
    targets = [pk for (pk,) in stage.fetch("SELECT target FROM stage WHERE NOT bad AND target IS NOT NULL")]
    mine = model.objects.for_user(stage.by, Permission.EDIT).filter(pk__in=targets).values_list("pk", flat=True)
    stage.fault(
        "external_id",
        "not_allowed",
        "This id belongs to a record that you may not change; name your own --source.",
        "NOT bad AND target IS NOT NULL AND NOT target = ANY (%(editable)s)",
        editable=list(mine),
    )
