import importlib

from django.db import migrations

dirty = importlib.import_module("outcomes.migrations.0005_dirty")
dashboards = importlib.import_module("outcomes.migrations.0014_dashboards")

# Who is listed on a named record reads it: the lists of readers leave marks for the offices of those listed.
LISTED = """
  SELECT DISTINCT m.organisation_id FROM {rows} r JOIN stakeholders_membership m ON m.user_id = r.user_id"""
TABLES = (
    "agreements_agreement_named", "agreements_deliverable_named", "activities_activity_named", "outcomes_claim_named",
    "outcomes_lead_named",
)  # fmt: skip


def forward():
    parts = []
    for table in TABLES:
        parts += map(dashboards.renamed, dirty.triggers(table, "outcomes_pagemark", "office_id", LISTED, "NULL"))
    return "".join(parts)


def back():
    names = [(table, f"{table}_{event}_page") for table in TABLES for event in [*dirty.EVENTS, "truncate"]]
    return "\n".join(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();" for table, name in names)


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0018_reader_marks"),
        ("activities", "0001_initial"),
        ("agreements", "0001_initial"),
    ]

    operations = [migrations.RunSQL(forward(), back())]
