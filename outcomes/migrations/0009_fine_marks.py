from django.db import migrations

from outcomes.migrations import _marks

# A mark names the one sum of rows alike that changed, and what that enters: by its reach, or, where a reach came to enter
# other totals, by level and member. An association with thousands of ties has hundreds of sums in one month.
COLUMNS = """
ALTER TABLE outcomes_dirty_key ADD COLUMN state smallint, ADD COLUMN "group" smallint, ADD COLUMN audience smallint,
  ADD COLUMN reach_id bigint, ADD COLUMN level smallint, ADD COLUMN member bigint;
UPDATE outcomes_dirty_key SET owner_id = NULL;
"""
NO_COLUMNS = """
ALTER TABLE outcomes_dirty_key DROP COLUMN state, DROP COLUMN "group", DROP COLUMN audience,
  DROP COLUMN reach_id, DROP COLUMN level, DROP COLUMN member;
"""
GRAIN = 'owner_id, indicator_id, year, month, state, "group", audience'
OF_COUNTED = {"outcomes_counted": f"SELECT DISTINCT {GRAIN}, reach_id FROM {{rows}}"}
COUNTED_THERE = f"""SELECT DISTINCT {GRAIN}, r.level, r.member FROM {{rows}} r JOIN outcomes_counted USING (reach_id)"""
# Rows that left a total before it was summed anew: their marks know the reach, which no longer leads there.
WAITING_THERE = (
    f"""SELECT {GRAIN}, r.level, r.member FROM {{rows}} r JOIN outcomes_dirty_key d ON d.reach_id = r.reach_id"""
)
OF_MEMBERS = {
    "insert": COUNTED_THERE.format(rows="fresh"),
    "update": " UNION ".join(
        [COUNTED_THERE.format(rows="former"), COUNTED_THERE.format(rows="fresh"), WAITING_THERE.format(rows="former")]
    ),
    "delete": " UNION ".join([COUNTED_THERE.format(rows="former"), WAITING_THERE.format(rows="former")]),
}
BEFORE = {
    "outcomes_counted": "SELECT DISTINCT owner_id, indicator_id, year, month FROM {rows}",
    "outcomes_reachmember": """
      SELECT DISTINCT k.owner_id, k.indicator_id, k.year, k.month FROM outcomes_counted k
      WHERE k.reach_id IN (SELECT reach_id FROM {rows})""",
}


def forward():
    parts = [_marks.back(BEFORE, "dirty"), COLUMNS]
    parts.append(_marks.forward(OF_COUNTED, "outcomes_dirty_key", f"{GRAIN}, reach_id", "dirty"))
    for event, found in OF_MEMBERS.items():
        referencing, _ = _marks.EVENTS[event]
        body = f"INSERT INTO outcomes_dirty_key ({GRAIN}, level, member)\n  {found};"
        parts.append(_marks.trigger("outcomes_reachmember", event, "dirty", referencing, body))
    body = "INSERT INTO outcomes_dirty_key (owner_id) VALUES (NULL);"
    parts.append(_marks.trigger("outcomes_reachmember", "truncate", "dirty", "", body))
    return "".join(parts)


def back():
    parts = [_marks.back(BEFORE, "dirty"), NO_COLUMNS]
    parts.append(_marks.forward(BEFORE, "outcomes_dirty_key", "owner_id, indicator_id, year, month", "dirty"))
    return "".join(parts)


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0008_rate_sources")]

    operations = [migrations.RunSQL(forward(), back())]
