"""The lives of an agreement and of a deliverable as tables of moves, and which date of an agreement matters next.

Pure: plain words and days in, plain words and days out. The words are those of CONTRACTS 1.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dateutil.relativedelta import relativedelta

# --- Agreements -------------------------------------------------------------------------------------------------------

# from: those it may become. What is ended or was renewed stays so.
AGREEMENT_MOVES = {
    "draft": {"negotiation", "ended"},
    "negotiation": {"draft", "approved", "ended"},
    "approved": {"negotiation", "signed", "ended"},
    "signed": {"in force", "ended"},
    "in force": {"suspended", "expired", "ended", "renewed"},
    "suspended": {"in force", "expired", "ended"},
    "expired": {"renewed"},
    "ended": set(),
    "renewed": set(),
}
SAY_WHY = {"suspended", "ended"}
OVER = {"expired", "ended", "renewed"}
BEFORE_SIGNING = {"draft", "negotiation"}
NOT_SIGNED_YET = BEFORE_SIGNING | {"approved"}
AMENDABLE = {"signed", "in force", "suspended"}
MAY_BE_RENEWED = {status for status, moves in AGREEMENT_MOVES.items() if "renewed" in moves}
BINDING = ("signed", "in force")  # what is owed under it is asked for
STANDS_STILL = OVER | {"suspended"}  # nothing more is opened under it by itself


class Hindrance(StrEnum):
    """Why a move is not made. Each has a sentence in agreements/services/refusals_life.py."""

    NO_SUCH_MOVE = "no_such_move"
    IN_THE_FUTURE = "in_the_future"
    DAY_MISSING = "day_missing"
    WHY_MISSING = "why_missing"
    APPROVAL_MISSING = "approval_missing"
    NO_PARTIES = "no_parties"
    NOT_ALL_SIGNED = "not_all_signed"
    SIGNED_ALREADY = "signed_already"
    BEFORE_SIGNED = "before_signed"
    PAST_ITS_TERM = "past_its_term"
    NOT_PAST_ITS_DAY = "not_past_its_day"
    NO_SUCCESSOR = "no_successor"


@dataclass(frozen=True)
class Facts:
    """What the guards look at.

    missing: approvals that the office's rule asks for and nobody gave. parties, unsigned: how many there are, and how
    many of them did not sign. last_signature: the last day on which somebody signed, or None. begins: the first day in
    force (else of signing), or None. renews_itself: the term goes on by itself. successor: another agreement, signed or
    in force, renews or replaces this one.
    """

    status: str
    missing: frozenset = frozenset()
    parties: int = 0
    unsigned: int = 0
    last_signature: dt.date | None = None
    begins: dt.date | None = None
    expires_on: dt.date | None = None
    renews_itself: bool = False
    successor: bool = False


def moves_from(status):
    """The states that an agreement in this one may become, in the order of its life."""
    return [state for state in AGREEMENT_MOVES if state in AGREEMENT_MOVES[status]]


def hindrance(facts, to, *, on, today, reason=""):
    """Why this agreement does not become `to` on that day, as a Hindrance; None where nothing stands against it."""
    if to not in AGREEMENT_MOVES.get(facts.status, ()):
        return Hindrance.NO_SUCH_MOVE
    if on is None:
        return Hindrance.DAY_MISSING
    if on > today:
        return Hindrance.IN_THE_FUTURE
    if to in SAY_WHY and not reason.strip():
        return Hindrance.WHY_MISSING
    return GUARDS.get(to, lambda facts, on: None)(facts, on)


def _to_negotiation(facts, on):
    """The text is opened again only while nobody has put a name under it."""
    return Hindrance.SIGNED_ALREADY if facts.last_signature or facts.unsigned < facts.parties else None


def _to_approved(facts, on):
    return Hindrance.APPROVAL_MISSING if facts.missing else None


def _to_signed(facts, on):
    if not facts.parties:
        return Hindrance.NO_PARTIES
    return Hindrance.NOT_ALL_SIGNED if facts.unsigned else None


def _to_in_force(facts, on):
    if facts.status == "signed" and facts.last_signature and on < facts.last_signature:
        return Hindrance.BEFORE_SIGNED
    goes_on = facts.renews_itself and facts.status == "suspended"
    if facts.expires_on and on > facts.expires_on and not goes_on:
        return Hindrance.PAST_ITS_TERM
    return None


def _to_expired(facts, on):
    if not facts.expires_on or on <= facts.expires_on:
        return Hindrance.NOT_PAST_ITS_DAY
    return _to_ended(facts, facts.expires_on)


def _to_ended(facts, on):
    """Nothing is signed, and nothing begins, after the end."""
    latest = max((day for day in (facts.last_signature, facts.begins) if day), default=None)
    return Hindrance.BEFORE_SIGNED if latest and on < latest else None


def _to_renewed(facts, on):
    return _to_ended(facts, on) if facts.successor else Hindrance.NO_SUCCESSOR


GUARDS = {
    "negotiation": _to_negotiation,
    "approved": _to_approved,
    "signed": _to_signed,
    "in force": _to_in_force,
    "expired": _to_expired,
    "ended": _to_ended,
    "renewed": _to_renewed,
}


def may_sign(status, *, signed_last, over_on):
    """Whether somebody may still put a name under it: the text stands, and the day is not after the end.

    signed_last: the last day on which it can have been signed, None where it is not known. over_on: the day on which
    the agreement ended, expired or was renewed, None where that is not known; it is asked only of what is over.
    """
    if status in BEFORE_SIGNING:
        return False
    if status not in OVER:
        return True
    return signed_last is not None and over_on is not None and signed_last <= over_on


def missing_approvals(needed, decided):
    """Kinds of approval that are asked for and not given, in the order asked.

    decided: (kind, granted, day) of each decision; of two on one kind the later stands.
    """
    stands = {}
    for kind, granted, _day in sorted(decided, key=lambda one: one[2]):
        stands[kind] = granted
    return [kind for kind in needed if not stands.get(kind)]


# --- Deliverables -----------------------------------------------------------------------------------------------------

DELIVERABLE_MOVES = {
    "planned": {"in progress", "submitted", "cancelled"},
    "in progress": {"in progress", "submitted", "cancelled"},
    "submitted": {"in progress", "submitted", "returned", "accepted", "cancelled"},
    "returned": {"in progress", "submitted", "cancelled"},
    "accepted": set(),
    "cancelled": set(),
}
CLOSED = tuple(status for status, moves in DELIVERABLE_MOVES.items() if not moves)
# What was submitted waits for the office, not for whoever owes it.
STILL_OWED = tuple(status for status in DELIVERABLE_MOVES if status not in (*CLOSED, "submitted"))


def deliverable_may(status, to):
    """Whether a deliverable of this state may become that one; an update may leave it as it is."""
    return to in DELIVERABLE_MOVES[status]


def is_closed(status):
    return status in CLOSED


def inside(day, begins, ends):
    """Whether a day lies in a term; an end that nobody named is no limit."""
    return (begins is None or day >= begins) and (ends is None or day <= ends)


# --- Terms ------------------------------------------------------------------------------------------------------------


class Next(StrEnum):
    """What the next date of an agreement is."""

    NOTICE = "notice"
    RENEWS = "renews"
    EXPIRES = "expires"
    TERM_OVER = "term over"


@dataclass(frozen=True)
class NextDate:
    """day: when. kind: what. end: the end of the term that it is about."""

    day: dt.date
    kind: Next
    end: dt.date


def end_of_term(expires_on, *, renewal, renewal_months, today):
    """The end of the running term: the one named, or moved on by whole terms where it renews itself. None for none."""
    if expires_on is None or renewal != "automatic" or not renewal_months or expires_on >= today:
        return expires_on
    months = (today.year - expires_on.year) * 12 + today.month - expires_on.month
    times = max(1, months // renewal_months)
    end = expires_on + relativedelta(months=times * renewal_months)
    return end if end >= today else expires_on + relativedelta(months=(times + 1) * renewal_months)


def next_date(*, status, expires_on, renewal, notice_days, renewal_months, today):
    """The next date that matters: the last day for notice, then the day on which it renews itself or expires.

    None for what is over or names no end. A term that ran out and did not renew itself is told as "term over" until
    somebody records what became of it.
    """
    if status in OVER or expires_on is None:
        return None
    end = end_of_term(expires_on, renewal=renewal, renewal_months=renewal_months, today=today)
    if end < today:
        return NextDate(end, Next.TERM_OVER, end)
    if renewal != "none" and notice_days:
        notice = end - dt.timedelta(days=notice_days)
        if notice >= today:
            return NextDate(notice, Next.NOTICE, end)
    return NextDate(end, Next.RENEWS if renewal == "automatic" else Next.EXPIRES, end)
