"""What other organisations of one's side hold of their own on a tie: it goes on when the office pauses or ends the tie.

Each later room enters its own sort here. Only what the reader may read is counted, so that the list shows nothing that
the pages of those records would not.
"""

from collections.abc import Callable
from dataclasses import dataclass

SHOWN = 5  # names of each sort
SORTS = {}


@dataclass(frozen=True)
class Sort:
    """label: the heading. find(user, partnership, bodies, office) gives {body's id: [(title, address)]}, of what these
    organisations hold without the office, the next first."""

    label: object
    find: Callable


def enter(word, label, find):
    """For later rooms: a sort of things that go on."""
    SORTS[word] = Sort(label, find)


def of_bodies(user, partnership, bodies, office):
    """[{body, sorts: [{label, n, rows}]}] of organisations, in their order. One query a sort, however many bodies."""
    found = [(sort.label, sort.find(user, partnership, bodies, office)) for sort in SORTS.values()] if bodies else []
    return [
        {
            "body": body,
            "sorts": [
                {"label": label, "n": len(rows[body.pk]), "rows": rows[body.pk][:SHOWN]}
                for label, rows in found if rows.get(body.pk)
            ],
        }
        for body in bodies
    ]  # fmt: skip
