"""Rows go into temporary tables by COPY; everything after that is set-based SQL in the same transaction.

A COPY straight into a tracked table would write its history without saying who and why (docs: history).
"""

from psycopg import sql


def create(cursor, table, columns, fill=100):
    """A temporary table of text columns that ends with the transaction. columns: names, or "name type" pairs.

    fill: percent of a page that rows take at first; the rest lets later updates stay on their page.
    """
    spec = ", ".join(column if " " in column else f'"{column}" text' for column in columns)
    cursor.execute(f"DROP TABLE IF EXISTS {table}")
    cursor.execute(f"CREATE TEMP TABLE {table} ({spec}) WITH (fillfactor = {fill}) ON COMMIT DROP")


def copy(cursor, table, columns, rows):
    """COPY rows (lists of text) into the table; the empty text becomes NULL. Returns how many."""
    count = 0
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with cursor.connection.connection.cursor() as raw, raw.copy(statement) as stream:
        for row in rows:
            stream.write_row([None if cell == "" else cell for cell in row])
            count += 1
    return count


def plan_by_sets(cursor):
    """Until the transaction ends, join whole sets by hash: tables that grow under way have no statistics yet, and a
    nested loop chosen for three rows goes on for minutes over thirty thousand."""
    cursor.execute("SET LOCAL enable_nestloop = off")
    cursor.execute("SET LOCAL work_mem = '64MB'")


def forget_plans(cursor):
    """The triggers of history keep the plan of their first statement on this connection: made for no rows or for one,
    it goes on for minutes over ten thousand."""
    cursor.execute("DISCARD PLANS")


def analyze(cursor, *tables):
    """The planner knows nothing of a fresh temporary table."""
    for table in tables:
        cursor.execute(f"ANALYZE {table}")
