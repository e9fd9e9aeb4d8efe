"""Replacing tables as a whole while readers go on reading: built beside them, indexed, then renamed."""

FRESH = "{table}_fresh"
INDEXES = """
SELECT i.relname, pg_get_indexdef(x.indexrelid), c.conname IS NOT NULL
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid
WHERE x.indrelid = %s::regclass ORDER BY i.relname
"""
TRIGGERS = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
SEQUENCES = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attidentity <> '' AND NOT attisdropped"


def replace_tables(cursor, tables, fill):
    """Give the tables the rows that `fill(cursor, *fresh_tables)` writes, in the caller's transaction.

    Columns, defaults, indexes, unique constraints and triggers stay; foreign keys and grants are not carried over, so
    the tables must have none. A failure, or the death of the process, leaves everything as it was.
    """
    fresh = [FRESH.format(table=table) for table in tables]
    for table, beside in zip(tables, fresh, strict=True):
        cursor.execute(f"DROP TABLE IF EXISTS {beside}")
        cursor.execute(f"CREATE TABLE {beside} (LIKE {table} INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING STORAGE)")
    fill(cursor, *fresh)
    after = []
    for table, beside in zip(tables, fresh, strict=True):
        after += index_like(cursor, table, beside)
        cursor.execute(f"ANALYZE {beside}")
        cursor.execute(TRIGGERS, [table])
        after += [definition for (definition,) in cursor.fetchall()]
    # From here on readers wait, for a few milliseconds.
    for table, beside in zip(tables, fresh, strict=True):
        swap(cursor, table, beside)
    for statement in after:
        cursor.execute(statement)


def swap(cursor, table, fresh):
    cursor.execute(SEQUENCES, [table])
    identities = [column for (column,) in cursor.fetchall()]
    cursor.execute(f"DROP TABLE {table}")
    cursor.execute(f"ALTER TABLE {fresh} RENAME TO {table}")
    for column in identities:
        cursor.execute(f"ALTER SEQUENCE {fresh}_{column}_seq RENAME TO {table}_{column}_seq")


def index_like(cursor, table, fresh):
    """Build the indexes of one table on another; the statements that name them as before, for after the swap."""
    cursor.execute(INDEXES, [table])
    renames = []
    for number, (name, definition, constraint) in enumerate(cursor.fetchall()):
        beside = f"{fresh}_{number}"
        head, tail = definition.split(" ON ", 1)
        columns = tail.split(" USING ", 1)[1]
        cursor.execute(f"{head.removesuffix(name)}{beside} ON {fresh} USING {columns}")
        if constraint:
            renames.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {beside}")
        else:
            renames.append(f"ALTER INDEX {beside} RENAME TO {name}")
    return renames
