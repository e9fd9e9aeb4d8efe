"""How a visit goes on: which moves there are, from where to where, and what each asks for."""

import datetime as dt
from dataclasses import dataclass

ASKED, INVITED, ACCEPTED, DATES_FIXED = "asked", "invited", "accepted", "dates fixed"
HELD, THANKED, DECLINED, CANCELLED = "held", "thanked", "declined", "cancelled"
WAY = (ASKED, INVITED, ACCEPTED, DATES_FIXED, HELD, THANKED)
OPEN = WAY[:-1]
WITH_DATES = (DATES_FIXED, HELD, THANKED)
PURGE_AFTER = dt.timedelta(days=90)


@dataclass(frozen=True)
class Move:
    """before: where it may start. needs_days: both days must be known; passed: the last day must be over or today."""

    before: tuple
    after: str
    needs_days: bool = False
    passed: bool = False


MOVES = {
    "invite": Move((ASKED,), INVITED),
    "accept": Move((ASKED, INVITED), ACCEPTED),
    "fix": Move((ACCEPTED,), DATES_FIXED, needs_days=True),
    "unfix": Move((DATES_FIXED,), ACCEPTED),
    "hold": Move((DATES_FIXED,), HELD, needs_days=True, passed=True),
    "thank": Move((HELD,), THANKED),
    "decline": Move((ASKED, INVITED), DECLINED),
    "cancel": Move((ASKED, INVITED, ACCEPTED, DATES_FIXED), CANCELLED),
    "reopen": Move((DECLINED, CANCELLED), ASKED),
}
ONWARD = {ASKED: "invite", INVITED: "accept", ACCEPTED: "fix", DATES_FIXED: "hold", HELD: "thank"}


def moves_from(status):
    """Names of the moves that may start there, the usual one first."""
    found = [name for name, move in MOVES.items() if status in move.before]
    return sorted(found, key=lambda name: name != ONWARD.get(status))


def purge_day(last_day):
    """The day from which the list is deleted unless another was chosen; None while no last day is known."""
    return last_day + PURGE_AFTER if last_day else None


@dataclass(frozen=True)
class Slot:
    """A point of the programme in time: moments or local datetimes that compare; ends may be None."""

    key: object
    starts: dt.datetime
    ends: dt.datetime | None
    people: frozenset = frozenset()


def overlaps(slots):
    """[(key, key)] of points at which the same people would have to be in two places. No people is everybody.

    A point without an end takes no time of its own: it only meets one that has begun and not ended.
    """
    found = []
    ordered = sorted(slots, key=lambda slot: (slot.starts, str(slot.key)))
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            apart = one.people and other.people and not one.people & other.people
            begun = one.starts == other.starts or (one.ends is not None and other.starts < one.ends)
            if begun and not apart:
                found.append((one.key, other.key))
    return found
