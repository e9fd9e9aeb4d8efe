from django.db import migrations

from outcomes.migrations import _marks

# A second step that is asked for, or given up, changes who is let in: a page the browser holds is asked for anew.
RULES = {"stakeholders_secondsteprule": "SELECT DISTINCT organisation_id FROM {rows}"}
# Signing in writes when a means was last used, which changes nothing: only its coming and going leaves a mark.
OF_MEANS = """INSERT INTO outcomes_pagemark (office_id)
  SELECT DISTINCT m.organisation_id FROM {rows} r JOIN stakeholders_membership m ON m.user_id = r.user_id;"""
COMES_AND_GOES = ("insert", "delete")


def forward():
    sql = _marks.forward(RULES, "outcomes_pagemark", "office_id", "page")
    for event in COMES_AND_GOES:
        referencing, (rows,) = _marks.EVENTS[event]
        sql += _marks.trigger("mfa_authenticator", event, "page", referencing, OF_MEANS.format(rows=rows))
    return sql


def back():
    return _marks.back(RULES, "page") + _marks.back(["mfa_authenticator"], "page", COMES_AND_GOES)


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0015_happenings"),
        ("stakeholders", "0008_security"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunSQL(forward(), back())]
