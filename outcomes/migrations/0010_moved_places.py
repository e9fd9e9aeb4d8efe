from django.db import migrations

from outcomes.migrations import _marks

# A CIF value is divided by the factor of the corridor between the countries of its tie (0004_dirty has the other tables
# that decide it), and a place may come to lie in another country. What it lies in below the country decides nothing.
MOVED = """
  SELECT DISTINCT c.outcome_id FROM former JOIN fresh USING (id)
    JOIN partnerships_partnershipplace p ON p.place_id = fresh.id
    JOIN outcomes_claim c ON c.partnership_id = p.partnership_id AND c.basis = 'CIF'
  WHERE former.country_id IS DISTINCT FROM fresh.country_id"""
TABLE, EVENT, SUFFIX = "stakeholders_place", "update", "dirty"


def forward():
    referencing, _ = _marks.EVENTS[EVENT]
    return _marks.trigger(
        TABLE, EVENT, SUFFIX, referencing, f"INSERT INTO outcomes_dirty_flow (outcome_id) {MOVED};"
    )


def back():
    return _marks.back([TABLE], SUFFIX, [EVENT])


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0009_fine_marks")]

    operations = [migrations.RunSQL(forward(), back())]
