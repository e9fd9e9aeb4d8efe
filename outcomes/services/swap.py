"""Replacing tables as a whole while readers go on reading: built beside them, indexed, then renamed.

Foreign keys and grants are not carried over, so such a table must have none.
"""

from dataclasses import dataclass

INDEXES = """
SELECT i.relname, pg_get_indexdef(x.indexrelid), EXISTS (SELECT FROM pg_constraint WHERE conindid = x.indexrelid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = %s::regclass ORDER BY i.relname
"""
OPTIONS = "SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE oid = %s::regclass"
TRIGGERS = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
SEQUENCES = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attidentity <> '' AND NOT attisdropped"
IDS_AT_ONCE = 10_000  # a number fetched from the sequence row by row costs a tenth of writing the row


def beside(table):
    """The name of the table that will take this one's place."""
    return f"{table}_fresh"


def create_beside(cursor, table):
    """An empty table like this one, without indexes and triggers."""
    fresh = beside(table)
    cursor.execute(f"DROP TABLE IF EXISTS {fresh}")
    cursor.execute(f"CREATE TABLE {fresh} (LIKE {table} INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING STORAGE)")
    cursor.execute(OPTIONS, [table])
    (options,) = cursor.fetchone()
    if options:
        cursor.execute(f"ALTER TABLE {fresh} SET ({options})")
    for column in identities(cursor, table):
        cursor.execute(f"ALTER SEQUENCE {fresh}_{column}_seq CACHE {IDS_AT_ONCE}")


@dataclass(frozen=True)
class Indexes:
    """Statements that build a table's indexes on the fresh one, and that name them once it has taken its place."""

    build: list
    rename: list


def indexes_like(cursor, table):
    """The table's indexes, for the fresh one; it need not be there yet."""
    cursor.execute(INDEXES, [table])
    fresh = beside(table)
    build, rename = [], []
    for number, (name, definition, is_constraint) in enumerate(cursor.fetchall()):
        index = f"{fresh}_{number}"
        head, tail = definition.split(" ON ", 1)
        build.append(f"{head.removesuffix(name)}{index} ON {fresh} USING {tail.split(' USING ', 1)[1]}")
        constraint = f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {index}"
        rename.append(constraint if is_constraint else f"ALTER INDEX {index} RENAME TO {name}")
    return Indexes(build, rename)


def swap(cursor, table, renames):
    """Put the fresh table in the place of the table, with its triggers; readers wait for a few milliseconds."""
    fresh = beside(table)
    cursor.execute(TRIGGERS, [table])
    triggers = [definition for (definition,) in cursor.fetchall()]
    columns = identities(cursor, table)
    cursor.execute(f"DROP TABLE {table}")
    cursor.execute(f"ALTER TABLE {fresh} RENAME TO {table}")
    for column in columns:
        cursor.execute(f"ALTER SEQUENCE {fresh}_{column}_seq RENAME TO {table}_{column}_seq")
        cursor.execute(f"ALTER SEQUENCE {table}_{column}_seq CACHE 1")
    for statement in [*renames, *triggers]:
        cursor.execute(statement)


def identities(cursor, table):
    cursor.execute(SEQUENCES, [table])
    return [column for (column,) in cursor.fetchall()]
