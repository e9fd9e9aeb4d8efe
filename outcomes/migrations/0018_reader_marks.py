import importlib

from django.db import migrations

dirty = importlib.import_module("outcomes.migrations.0005_dirty")
dashboards = importlib.import_module("outcomes.migrations.0014_dashboards")

# Who reads leaves marks too, so that an unchanged page can be answered without looking the reader up: a membership, a
# grant, and of an account what lets it in or stands on its pages. Signing in and looking leave none.
OF_PEOPLE = "SELECT DISTINCT m.organisation_id FROM ({people}) p JOIN stakeholders_membership m ON m.user_id = p.id"
READERS = {
    "stakeholders_membership": "SELECT DISTINCT organisation_id FROM {rows}",
    "partnerships_membershiptie": """
      SELECT DISTINCT m.organisation_id FROM {rows} r JOIN stakeholders_membership m ON m.id = r.membership_id""",
    "stakeholders_staffgrant": "SELECT DISTINCT office_id FROM {rows}",
}
ACCOUNT = ("password", "email", "name", "language", "time_zone", "is_staff", "is_active", "is_superuser")
USERS = f"""
CREATE FUNCTION stakeholders_user_update_page() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outcomes_pagemark (office_id) {OF_PEOPLE.format(people='''
    SELECT f.id FROM former f JOIN fresh n ON n.id = f.id WHERE ({}) IS DISTINCT FROM ({})'''.format(
    ", ".join(f"f.{name}" for name in ACCOUNT), ", ".join(f"n.{name}" for name in ACCOUNT)))};
  RETURN NULL;
END $$;
CREATE TRIGGER stakeholders_user_update_page AFTER UPDATE ON stakeholders_user
  REFERENCING OLD TABLE AS former NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION stakeholders_user_update_page();
"""


def forward():
    parts = [USERS]
    for table, select in READERS.items():
        parts += map(dashboards.renamed, dirty.triggers(table, "outcomes_pagemark", "office_id", select, "NULL"))
    return "".join(parts)


def back():
    names = [(table, f"{table}_{event}_page") for table in READERS for event in [*dirty.EVENTS, "truncate"]]
    names.append(("stakeholders_user", "stakeholders_user_update_page"))
    return "\n".join(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();" for table, name in names)


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0017_audit"),
        ("partnerships", "0001_initial"),
        ("stakeholders", "0001_initial"),
    ]

    operations = [migrations.RunSQL(forward(), back())]
