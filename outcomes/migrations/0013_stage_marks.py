from django.db import migrations

from outcomes.migrations import _marks

# Facts of the stage rule that had no mark: which places belong to a tie, and the numbers of the rule, which concern
# every tie (an empty partnership_id).
TIES = {
    "partnerships_partnershipplace": "SELECT DISTINCT partnership_id FROM {rows}",
    "partnerships_stagerule": "SELECT NULL::bigint FROM {rows}",
}
# A body that moves or changes its kind changes sides and layers wherever it is seated, took part or is named.
BODIES = "stakeholders_organisation_update_stage"
MOVED = """INSERT INTO outcomes_dirty_stage (partnership_id)
    WITH moved AS (
      SELECT f.id FROM former JOIN fresh f USING (id)
      WHERE (former.place_id, former.kind) IS DISTINCT FROM (f.place_id, f.kind))
    SELECT s.partnership_id FROM moved m JOIN partnerships_seat s ON s.organisation_id = m.id
    UNION SELECT a.partnership_id FROM moved m JOIN activities_participant p ON p.organisation_id = m.id
      JOIN activities_activity a ON a.id = p.activity_id
    UNION SELECT a.partnership_id FROM moved m JOIN activities_activity a ON m.id IN (a.owner_id, a.confirmed_by_id)
    UNION SELECT g.partnership_id FROM moved m JOIN agreements_party p ON p.organisation_id = m.id
      JOIN agreements_agreement g ON g.id = p.agreement_id
    UNION SELECT g.partnership_id FROM moved m JOIN agreements_deliverable d ON d.owed_by_id = m.id
      JOIN agreements_agreement g ON g.id = d.agreement_id
    UNION SELECT c.partnership_id FROM moved m JOIN outcomes_claim c ON c.organisation_id = m.id;"""
CHECK = """IF NOT EXISTS (SELECT FROM former JOIN fresh f USING (id)
      WHERE (former.place_id, former.kind) IS DISTINCT FROM (f.place_id, f.kind)) THEN RETURN NULL; END IF;
  """


def forward():
    referencing = _marks.EVENTS["update"][0]
    return _marks.forward(TIES, "outcomes_dirty_stage", "partnership_id", "stage") + _marks.trigger(
        "stakeholders_organisation", "update", "stage", referencing, CHECK + MOVED
    )


def back():
    return _marks.back(TIES, "stage") + _marks.drop("stakeholders_organisation", BODIES)


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0012_totals"),
        ("activities", "0001_initial"),
        ("agreements", "0001_initial"),
        ("partnerships", "0002_stage_rules"),
        ("stakeholders", "0001_initial"),
    ]

    operations = [migrations.RunSQL(forward(), back())]
