"""What of an office goes towards the other side of a tie, and stops when the office pauses or ends it.

Each later room enters its own sort here; nothing is known here of what it is. Whatever is stopped is written down, and
taking the tie up again opens none of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

SHOWN = 8  # names kept and shown of each sort
SORTS = {}


@dataclass(frozen=True)
class Sort:
    """label: the heading on the page. find(partnership, office, at) gives the names of what would stop; stop() with
    the same arguments stops it and gives the names of what it stopped. office: an organisation."""

    label: object
    find: Callable
    stop: Callable


def enter(word, label, find, stop):
    """For later rooms: a sort of things that stop. word: how it is kept in Stop.what."""
    SORTS[word] = Sort(label, find, stop)


def told(word, names):
    return {"kind": word, "n": len(names), "names": [str(name) for name in names[:SHOWN]]}


def would_stop(partnership, office, at):
    """[{kind, label, n, names}] of what a pause at this moment stops; sorts with nothing are left out."""
    return labelled([told(word, list(sort.find(partnership, office, at))) for word, sort in SORTS.items()])


def stop_all(partnership, office, at):
    """Stop everything, inside the transaction of the pause. Returns what Stop.what keeps."""
    done = [told(word, list(sort.stop(partnership, office, at))) for word, sort in SORTS.items()]
    return [one for one in done if one["n"]]


def labelled(what):
    return [
        one | {"label": SORTS[one["kind"]].label if one["kind"] in SORTS else one["kind"]} for one in what if one["n"]
    ]
