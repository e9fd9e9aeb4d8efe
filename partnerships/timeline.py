"""One entry of a tie's timeline, whichever room it comes from; the desk gathers them."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """type: activity, deliverable, outcome or agreement. first, last: the span of days, to sort and to show by.

    kind colours the dot ("", out, late, agr); tags: dicts with text, kind and icon. recorded_by: a name.
    """

    type: str
    first: dt.date
    title: str
    last: dt.date | None = None
    date: str = ""
    kind: str = ""
    icon: str = "circle"
    text: str = ""
    audience: str = ""
    state: str = ""
    tags: list = field(default_factory=list)
    url: str = ""
    firm: str = ""
    recorded_by: str = ""

    @property
    def iso(self):
        return self.first.isoformat()
