"""What of an imported activity stays in the office: its summary as the note, its cost as the line that a log writes."""

from activities.bearers import resolve
from activities.models import CostLine, OfficeNote
from exchange import staging
from exchange.rows import insert

NOTE = "(SELECT note.notes FROM activities_officenote note WHERE note.activity_id = known.id)"
LINE = "FROM activities_costline line WHERE line.activity_id = known.id AND line.as_logged"
# A blank cell erases nothing; a currency goes with its cost.
SAID = {
    "amount": "coalesce(stage.cost::numeric, line.amount)",
    "currency": "CASE WHEN stage.cost IS NULL THEN line.currency ELSE stage.currency END",
    "borne_by": "coalesce(stage.cost_borne_by, line.borne_by)",
}
AS_SAID = f"({', '.join(f'line.{name}' for name in SAID)}) IS NOT DISTINCT FROM ({', '.join(SAID.values())})"
HAS_COST = "(stage.cost IS NOT NULL OR stage.cost_borne_by IS NOT NULL)"
DIFFER = f"""(stage.summary IS NOT NULL AND stage.summary IS DISTINCT FROM {NOTE}
    OR {HAS_COST} AND NOT EXISTS (SELECT {LINE} AND {AS_SAID}))"""
WRITTEN = "stage WHERE NOT stage.bad AND stage.repeats IS NULL AND stage.change <> 'unchanged'"


def write_office_side(stage):
    write_notes(stage)
    write_costs(stage)


def write_notes(stage):
    stage.execute(
        """
        UPDATE activities_officenote note SET notes = stage.summary FROM stage
        WHERE note.activity_id = stage.target AND stage.change = 'changed' AND NOT stage.bad
          AND stage.summary IS NOT NULL
        """
    )
    given = {"activity_id": "stage.target", "notes": "stage.summary"}
    rows = f"""{WRITTEN} AND stage.summary IS NOT NULL
        AND NOT EXISTS (SELECT FROM activities_officenote note WHERE note.activity_id = stage.target)
        ORDER BY stage.target"""
    insert(stage, OfficeNote, given, rows)


def write_costs(stage):
    """The line as logged of each row that names a cost or who bore it; a moved activity takes all its lines along."""
    stage.execute(
        f"""
        UPDATE activities_costline line SET {", ".join(f"{name} = {value}" for name, value in SAID.items())}
        FROM stage WHERE line.activity_id = stage.target AND line.as_logged AND stage.change = 'changed'
          AND NOT stage.bad AND {HAS_COST} AND NOT ({AS_SAID})
        """
    )
    given = {
        "activity_id": "stage.target",
        "partnership_id": "told.partnership_id",
        "owner_id": "told.owner_id",
        "amount": "stage.cost::numeric",
        "currency": "CASE WHEN stage.cost IS NULL THEN '' ELSE stage.currency END",
        "borne_by": "coalesce(stage.cost_borne_by, '')",
        "as_logged": "true",
    }
    rows = f"""stage JOIN activities_activity told ON told.id = stage.target
        WHERE NOT stage.bad AND stage.repeats IS NULL AND stage.change <> 'unchanged' AND {HAS_COST}
          AND NOT EXISTS (SELECT FROM activities_costline line WHERE line.activity_id = stage.target AND line.as_logged)
        ORDER BY stage.target"""
    insert(stage, CostLine, given, rows)
    stage.execute(
        """
        UPDATE activities_costline line SET partnership_id = stage.partnership_id FROM stage
        WHERE line.activity_id = stage.target AND stage.change = 'changed' AND NOT stage.bad
          AND line.partnership_id <> stage.partnership_id
        """
    )
    name_sides(stage)


def name_sides(stage):
    """Which sides the words name is worked out once for equal words of one owner on one tie, and copied to the rest."""
    staging.analyze(stage.cursor, "activities_costline")
    staging.create(stage.cursor, "told", ["id bigint", "first bigint"])
    stage.execute(
        """
        INSERT INTO told SELECT line.id,
            first_value(line.id) OVER (PARTITION BY line.partnership_id, line.owner_id, line.borne_by ORDER BY line.id)
        FROM stage JOIN activities_costline line ON line.activity_id = stage.target
        WHERE NOT stage.bad AND stage.change <> 'unchanged' AND line.as_logged AND line.borne_by <> ''
        """
    )
    staging.analyze(stage.cursor, "told")
    resolve([pk for (pk,) in stage.fetch("SELECT DISTINCT first FROM told")])
    stage.execute(
        """
        UPDATE activities_costline line SET by_home = known.by_home, by_away = known.by_away
        FROM told JOIN activities_costline known ON known.id = told.first
        WHERE line.id = told.id AND (line.by_home, line.by_away) IS DISTINCT FROM (known.by_home, known.by_away)
        """
    )
