from django.db import migrations

from outcomes.migrations import _marks

# outcomes_pagemark: what an office's pages show was changed; an empty office_id means every office. The rows are
# summed, never compared: a change that commits late still adds its one, where a counter read in between would hide it.
SEATED = "SELECT s.organisation_id FROM ({ties}) t JOIN partnerships_seat s ON s.partnership_id = t.partnership_id"
OF_TIES = SEATED.format(ties="SELECT DISTINCT partnership_id FROM {rows}")
OF_AGREEMENTS = SEATED.format(
    ties="SELECT DISTINCT a.partnership_id FROM {rows} r JOIN agreements_agreement a ON a.id = r.agreement_id"
)
OF_ACTIVITIES = SEATED.format(
    ties="SELECT DISTINCT a.partnership_id FROM {rows} r JOIN activities_activity a ON a.id = r.activity_id"
)
OWNERS = "SELECT DISTINCT owner_id FROM {rows}"
EVERYBODY = "SELECT NULL::bigint WHERE EXISTS (SELECT 1 FROM {rows})"
SHOWN = {
    "outcomes_claim": f"{OF_TIES} UNION {OWNERS}",
    "outcomes_lead": f"{OF_TIES} UNION {OWNERS}",
    "outcomes_target": OWNERS,
    "outcomes_savedview": "SELECT DISTINCT office_id FROM {rows}",
    "outcomes_networkmember": "SELECT office_id FROM {rows} UNION SELECT network_id FROM {rows}",
    "activities_activity": f"{OF_TIES} UNION {OWNERS}",
    "activities_officenote": OF_ACTIVITIES,
    "agreements_agreement": f"{OF_TIES} UNION {OWNERS}",
    "agreements_deliverable": f"{OF_AGREEMENTS} UNION {OWNERS}",
    "partnerships_stageresult": OWNERS,
    "partnerships_seat": "SELECT DISTINCT organisation_id FROM {rows}",
    "partnerships_partnership": SEATED.format(ties="SELECT id AS partnership_id FROM {rows}"),
    "partnerships_partnershipplace": OF_TIES,
    "stakeholders_office": "SELECT organisation_id FROM {rows}",
    # Names and points that stand on any office's page; rarely changed.
    "stakeholders_organisation": EVERYBODY,
    "stakeholders_place": EVERYBODY,
    "outcomes_indicator": EVERYBODY,
}
# Who reads leaves marks too, so that an unchanged page can be answered without looking the reader up: a membership, a
# grant, and of an account what lets it in or stands on its pages. Signing in and looking leave none.
READERS = {
    "stakeholders_membership": "SELECT DISTINCT organisation_id FROM {rows}",
    "partnerships_membershiptie": """
      SELECT DISTINCT m.organisation_id FROM {rows} r JOIN stakeholders_membership m ON m.id = r.membership_id""",
    "stakeholders_staffgrant": "SELECT DISTINCT office_id FROM {rows}",
}
# Who is listed on a named record reads it: the lists of readers leave marks for the offices of those listed.
LISTED = """
  SELECT DISTINCT m.organisation_id FROM {rows} r JOIN stakeholders_membership m ON m.user_id = r.user_id"""
LISTS = (
    "agreements_agreement_named", "agreements_deliverable_named", "activities_activity_named", "outcomes_claim_named",
    "outcomes_lead_named",
)  # fmt: skip

LISTED_IN = dict.fromkeys(LISTS, LISTED)
ACCOUNT = ("password", "email", "name", "language", "time_zone", "is_staff", "is_active", "is_superuser")
OF_ACCOUNTS = """INSERT INTO outcomes_pagemark (office_id)
  SELECT DISTINCT m.organisation_id FROM (
    SELECT f.id FROM former f JOIN fresh n ON n.id = f.id WHERE ({former}) IS DISTINCT FROM ({fresh})
  ) p JOIN stakeholders_membership m ON m.user_id = p.id;""".format(
    former=", ".join(f"f.{name}" for name in ACCOUNT), fresh=", ".join(f"n.{name}" for name in ACCOUNT)
)
MARKED = {**SHOWN, **READERS, **LISTED_IN}


def forward():
    referencing, _ = _marks.EVENTS["update"]
    accounts = _marks.trigger("stakeholders_user", "update", "page", referencing, OF_ACCOUNTS)
    return _marks.forward(MARKED, "outcomes_pagemark", "office_id", "page") + accounts


def back():
    return _marks.back(MARKED, "page") + _marks.back(["stakeholders_user"], "page", ["update"])


class Migration(migrations.Migration):
    replaces = [("outcomes", "0018_reader_marks"), ("outcomes", "0019_named_marks")]

    dependencies = [("outcomes", "0005_reach")]

    operations = [migrations.RunSQL(forward(), back())]
