import importlib

from django.db import migrations

dirty = importlib.import_module("outcomes.migrations.0005_dirty")

# outcomes_dirty_stage: ties whose stage is to be computed anew; an empty partnership_id means every tie.
QUEUE = """
CREATE TABLE outcomes_dirty_stage (partnership_id bigint, marked_at timestamptz NOT NULL DEFAULT now());
"""
OF_ACTIVITY = "SELECT DISTINCT a.partnership_id FROM {rows} r JOIN activities_activity a ON a.id = r.activity_id"
OF_AGREEMENT = "SELECT DISTINCT a.partnership_id FROM {rows} r JOIN agreements_agreement a ON a.id = r.agreement_id"
OWN = "SELECT DISTINCT partnership_id FROM {rows}"
TIES = {
    "activities_activity": OWN,
    "activities_participant": OF_ACTIVITY,
    "activities_activityfile": OF_ACTIVITY,
    "activities_officenote": OF_ACTIVITY,
    "agreements_agreement": OWN,
    "agreements_party": OF_AGREEMENT,
    "agreements_signature": """
      SELECT DISTINCT a.partnership_id FROM {rows} r JOIN agreements_party p ON p.id = r.party_id
        JOIN agreements_agreement a ON a.id = p.agreement_id""",
    "agreements_deliverable": OF_AGREEMENT,
    "agreements_deliverableupdate": """
      SELECT DISTINCT a.partnership_id FROM {rows} r JOIN agreements_deliverable d ON d.id = r.deliverable_id
        JOIN agreements_agreement a ON a.id = d.agreement_id""",
    "outcomes_claim": OWN,
    "outcomes_counted": OWN,
    "partnerships_seat": OWN,
    # What an office says of its records' completeness concerns all its ties.
    "stakeholders_office": """
      SELECT DISTINCT s.partnership_id FROM {rows} r JOIN partnerships_seat s ON s.organisation_id = r.organisation_id""",
}


def renamed(sql):
    """Two triggers may stand on one table: these end in _stage."""
    return sql.replace("_dirty()", "_stage()").replace("_dirty AFTER", "_stage AFTER")


def forward():
    parts = [QUEUE]
    for table, select in TIES.items():
        parts += map(renamed, dirty.triggers(table, "outcomes_dirty_stage", "partnership_id", select, "NULL"))
    return "".join(parts)


def back():
    names = [(table, f"{table}_{event}_stage") for table in TIES for event in [*dirty.EVENTS, "truncate"]]
    drops = [f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();" for table, name in names]
    return "\n".join([*drops, "DROP TABLE outcomes_dirty_stage;"])


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0006_indicators"),
        ("activities", "0001_initial"),
        ("agreements", "0001_initial"),
        ("partnerships", "0001_initial"),
        ("stakeholders", "0001_initial"),
    ]

    operations = [migrations.RunSQL(forward(), back())]
