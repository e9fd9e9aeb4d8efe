from django.db import migrations

from outcomes.migrations import _marks

# Who bore a cost decides a stage, and its amount stands on pages (0004_dirty and 0006_pages have the other tables).
TIES = {"activities_costline": "SELECT DISTINCT partnership_id FROM {rows}"}
OWNERS = "SELECT DISTINCT owner_id FROM {rows}"
SEATED = """
  SELECT s.organisation_id FROM {rows} r JOIN partnerships_seat s ON s.partnership_id = r.partnership_id"""
SHOWN = {
    "activities_costline": f"{OWNERS} UNION {SEATED}",
    "activities_budgetline": OWNERS,
    "activities_fund": OWNERS,
    "activities_gift": OWNERS,
}


def forward():
    return _marks.forward(TIES, "outcomes_dirty_stage", "partnership_id", "stage") + _marks.forward(
        SHOWN, "outcomes_pagemark", "office_id", "page"
    )


def back():
    return _marks.back(TIES, "stage") + _marks.back(SHOWN, "page")


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0013_stage_marks"), ("activities", "0006_money")]

    operations = [migrations.RunSQL(forward(), back())]
