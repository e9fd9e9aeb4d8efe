"""Marks of what pages show: triggers leave one for each change of a record, the sweep for each sum that it wrote.

A page's version is the sum of its office's marks. Sums of appended rows only grow when a change is committed, so a
page that was built before a change can never pass for one built after it.
"""

from django.db import transaction

KEEP = 50  # as many rows as are not worth folding

FOLD = """
WITH folded AS (DELETE FROM outcomes_pagemark WHERE id IN (
  SELECT id FROM outcomes_pagemark ORDER BY id FOR UPDATE SKIP LOCKED) RETURNING office_id, n)
INSERT INTO outcomes_pagemark (office_id, n) SELECT office_id, sum(n) FROM folded GROUP BY office_id
"""


def mark_pages(cursor, offices):
    """Pages of these organisations show something new; None stands for all. In the caller's transaction."""
    marked = sorted({office for office in offices if office is not None})
    if None in offices:
        marked.append(None)
    cursor.execute("INSERT INTO outcomes_pagemark (office_id) SELECT unnest(%s::bigint[])", [marked])


def fold_marks(cursor):
    """One row for each office instead of one for each change; the sums stay what they are."""
    with transaction.atomic():
        cursor.execute(f"SELECT count(*) > {KEEP} + count(DISTINCT office_id) FROM outcomes_pagemark")
        if cursor.fetchone()[0]:
            cursor.execute(FOLD)
