"""What of an imported activity stays in the office: its summary as the note, its cost."""

from activities.models import OfficeNote
from exchange.rows import insert

COST_CELLS = ("cost", "currency", "cost_borne_by")
NOTE = "(SELECT note.notes FROM activities_officenote note WHERE note.activity_id = known.id)"
COST = """(SELECT (note.cost, note.currency, note.cost_borne_by)::text FROM activities_officenote note
    WHERE note.activity_id = known.id)"""
GIVEN = "(round(stage.cost::numeric, 2), stage.currency, coalesce(stage.cost_borne_by, ''))::text"
DIFFER = f"""(stage.summary IS NOT NULL AND stage.summary IS DISTINCT FROM {NOTE}
    OR stage.cost IS NOT NULL AND {GIVEN} IS DISTINCT FROM {COST})"""
WRITTEN = """stage WHERE NOT stage.bad AND stage.repeats IS NULL AND stage.change <> 'unchanged'
    AND (stage.summary IS NOT NULL OR stage.cost IS NOT NULL)"""


def write_office_side(stage):
    """A blank cell erases nothing."""
    stage.execute(
        """
        UPDATE activities_officenote note SET notes = coalesce(stage.summary, note.notes),
            cost = coalesce(stage.cost::numeric, note.cost),
            currency = CASE WHEN stage.cost IS NULL THEN note.currency ELSE stage.currency END,
            cost_borne_by = CASE WHEN stage.cost IS NULL THEN note.cost_borne_by
                ELSE coalesce(stage.cost_borne_by, '') END
        FROM stage WHERE note.activity_id = stage.target AND stage.change = 'changed' AND NOT stage.bad
        """
    )
    given = {
        "activity_id": "stage.target",
        "notes": "coalesce(stage.summary, '')",
        "cost": "stage.cost::numeric",
        "currency": "CASE WHEN stage.cost IS NULL THEN '' ELSE stage.currency END",
        "cost_borne_by": "CASE WHEN stage.cost IS NULL THEN '' ELSE coalesce(stage.cost_borne_by, '') END",
    }
    there = "AND NOT EXISTS (SELECT FROM activities_officenote note WHERE note.activity_id = stage.target)"
    insert(stage, OfficeNote, given, f"{WRITTEN} {there} ORDER BY stage.target")
