from django.db import migrations

# Marking by statement-level trigger into a queue without primary key costs a bulk insert 1.12 of its time; nothing
# that writes a fact can forget it, be it raw SQL. The queues are emptied, and de-duplicated, by the sweep.
#
# outcomes_dirty_flow: outcomes to count anew; an empty outcome_id means every outcome.
# outcomes_dirty_key: groups of outcomes_counted to sum anew; an empty owner_id means every group.
QUEUES = """
CREATE TABLE outcomes_dirty_flow (outcome_id bigint, marked_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE outcomes_dirty_key (
  owner_id bigint, indicator_id bigint, year smallint, month date, marked_at timestamptz NOT NULL DEFAULT now());
"""

# Tables whose rows name their outcome: column, and the statement that finds it in a transition table {rows}.
FLOWS = {
    "outcomes_claim": "SELECT DISTINCT outcome_id FROM {rows}",
    "outcomes_share": "SELECT DISTINCT outcome_id FROM {rows}",
    "outcomes_outcome": "SELECT id FROM {rows}",
    # A rate concerns the claims of its currency within its span; those with a rate of their own do not mind.
    "outcomes_exchangerate": """
      SELECT DISTINCT c.outcome_id FROM {rows} r JOIN outcomes_claim c
        ON c.currency = r.currency AND c.occurred_first <= r.last AND c.occurred_last >= r.first
      WHERE c.rate IS NULL""",
    "outcomes_indicator": "SELECT o.id FROM {rows} r JOIN outcomes_outcome o ON o.indicator_id = r.id",
    # A lead seat reads what the other side shared, so it decides for which offices an outcome is counted.
    "partnerships_seat": """
      SELECT DISTINCT c.outcome_id FROM {rows} r JOIN outcomes_claim c ON c.partnership_id = r.partnership_id""",
}
KEYS = "SELECT DISTINCT owner_id, indicator_id, year, month FROM {rows}"

EVENTS = {
    "insert": ("REFERENCING NEW TABLE AS fresh", ["fresh"]),
    "update": ("REFERENCING OLD TABLE AS former NEW TABLE AS fresh", ["former", "fresh"]),
    "delete": ("REFERENCING OLD TABLE AS former", ["former"]),
}


def triggers(table, queue, columns, select, everything):
    """SQL of four triggers that mark what a statement on the table touched."""
    for event, (referencing, sources) in EVENTS.items():
        name = f"{table}_{event}_dirty"
        found = " UNION ".join(select.format(rows=rows) for rows in sources)
        yield f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO {queue} ({columns}) {found};
  RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event.upper()} ON {table} {referencing}
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
    name = f"{table}_truncate_dirty"
    yield f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO {queue} ({columns}) VALUES ({everything});
  RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def forward():
    parts = [QUEUES]
    for table, select in FLOWS.items():
        parts += triggers(table, "outcomes_dirty_flow", "outcome_id", select, "NULL")
    key_columns = "owner_id, indicator_id, year, month"
    parts += triggers("outcomes_counted", "outcomes_dirty_key", key_columns, KEYS, "NULL, NULL, NULL, NULL")
    return "".join(parts)


def back():
    names = [
        (table, f"{table}_{event}_dirty") for table in [*FLOWS, "outcomes_counted"] for event in [*EVENTS, "truncate"]
    ]
    drops = [f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();" for table, name in names]
    return "\n".join([*drops, "DROP TABLE outcomes_dirty_flow; DROP TABLE outcomes_dirty_key;"])


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0004_counted_by_roll_up"), ("partnerships", "__first__")]

    operations = [migrations.RunSQL(forward(), back())]
