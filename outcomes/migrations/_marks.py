"""Triggers that mark what a statement touched: the SQL that several migrations share."""

# Marking by statement-level trigger into a queue without primary key costs a bulk insert 1.12 of its time; nothing
# that writes a fact can forget it, be it raw SQL. The queues are emptied, and de-duplicated, by the sweep.
EVENTS = {
    "insert": ("REFERENCING NEW TABLE AS fresh", ["fresh"]),
    "update": ("REFERENCING OLD TABLE AS former NEW TABLE AS fresh", ["former", "fresh"]),
    "delete": ("REFERENCING OLD TABLE AS former", ["former"]),
}


def forward(tables, queue, columns, suffix):
    """SQL of four triggers on each table: `tables` gives for each name the statement that finds what is to be marked
    in a transition table {rows}. A TRUNCATE leaves one row of NULL, which means everything."""
    nothing = ", ".join("NULL" for _ in columns.split(","))
    parts = []
    for table, select in tables.items():
        for event, (referencing, sources) in EVENTS.items():
            found = " UNION ".join(select.format(rows=rows) for rows in sources)
            parts.append(trigger(table, event, suffix, referencing, f"INSERT INTO {queue} ({columns}) {found};"))
        parts.append(trigger(table, "truncate", suffix, "", f"INSERT INTO {queue} ({columns}) VALUES ({nothing});"))
    return "".join(parts)


def trigger(table, event, suffix, referencing, body, declare=""):
    """SQL of one statement-level trigger and its function, both of one name."""
    name = f"{table}_{event}_{suffix}"
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
{declare}BEGIN
  {body}
  RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event.upper()} ON {table} {referencing}
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def back(tables, suffix, events=(*EVENTS, "truncate")):
    """SQL that drops what `forward` made."""
    return "".join(drop(table, f"{table}_{event}_{suffix}") for table in tables for event in events)


def drop(table, name):
    return f"DROP TRIGGER {name} ON {table};\nDROP FUNCTION {name}();\n"
