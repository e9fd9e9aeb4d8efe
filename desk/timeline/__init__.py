"""The timeline of a tie: what the rooms recorded, as this person may read it, newest first.

A further sort of record is a Kind of its own in desk.timeline.kinds.KINDS.
"""

from desk.timeline.entries import address, amount_of
from desk.timeline.gathering import Page, grouped, page_of
from desk.timeline.kinds import KINDS, NAMES
from desk.timeline.page import ROWS, asked_of, chips_of, page_context

SHOWN = 12  # on the page of the tie

__all__ = [
    "KINDS",
    "NAMES",
    "ROWS",
    "SHOWN",
    "Page",
    "address",
    "amount_of",
    "asked_of",
    "chips_of",
    "grouped",
    "page_context",
    "page_of",
]
