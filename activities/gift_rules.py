"""Rules on gifts that are shipped as data: only those whose figures stand in a text that can be cited.

An office begins with one, looks at it and saves it as its own; all else it enters itself. Where the figure of a rule
is set anew every few years, the rule ends with the last day for which the figure is known here.
"""

import datetime as dt
import json
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "packs_gifts"


@dataclass(frozen=True)
class Rule:
    """limit: worth above which gifts are disclosed, in `currency`; days: to file. source: where the figure is set."""

    code: str
    name: str
    given: bool
    limit: Decimal
    currency: str
    by_year: bool
    days: int
    filed_with: str
    law: str
    law_url: str
    since: dt.date | None
    until: dt.date | None
    source: str
    for_whom: str

    def initial(self):
        """What the form of a limit starts with."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        given |= {name: "yes" if given[name] else "no" for name in ("given", "by_year")}
        return {name: value for name, value in given.items() if name not in ("code", "source", "for_whom")}


@cache
def read():
    """{code: Rule} of all files in packs_gifts/."""
    found = {}
    for file in sorted(FOLDER.glob("*.json")):
        given = json.loads(file.read_text(encoding="utf-8"))
        given["limit"] = Decimal(given["limit"])
        for name in ("since", "until"):
            given[name] = dt.date.fromisoformat(given[name]) if given[name] else None
        found[file.stem] = Rule(code=file.stem, **given)
    return found


RULES = tuple(read().values())


def rule_of(code):
    """The Rule, or None."""
    return read().get(code)
