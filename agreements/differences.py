"""What an amendment changes, word by word and clause by clause; pure, no database.

Three papers are laid beside each other: the *base* (what the agreement said when the amendment was drafted), *theirs*
(what it says now) and *ours* (the draft). Whatever only one of the two changed is taken; what both changed differently
is a conflict, which a person decides.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, OURS, THEIRS, AGREED, CONFLICT = "same", "ours", "theirs", "agreed", "conflict"
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
ORDER = "order"
# Words and signs, each with the blanks before it; scripts without blanks are compared sign by sign.
PIECES = re.compile(r"\s*(?:[\u3040-\u9fff]|[^\W\u3040-\u9fff]+|[^\w\s])|\s+")


@dataclass(frozen=True)
class Wording:
    """What one clause says: its number as written, its kind and its text."""

    number: str
    kind: str
    text: str

    def as_list(self):
        return [self.number, self.kind, self.text]


@dataclass(frozen=True)
class Run:
    """A stretch of words that stayed, came or went: kind is same, added or removed."""

    kind: str
    text: str

    @property
    def blank(self):
        """The blanks before its first word, which no mark is drawn under."""
        return self.text[: len(self.text) - len(self.words)]

    @property
    def words(self):
        return self.text.lstrip() or self.text


@dataclass(frozen=True)
class Difference:
    """One thing that the papers may say differently. None means: not there.

    key: clause:<id of the original's clause>, new:<id of the draft's clause>, term:<name> or order.
    """

    key: str
    base: object
    theirs: object
    ours: object
    decision: str = ""

    @property
    def state(self):
        return judge(self.base, self.theirs, self.ours)

    @property
    def mark(self):
        """Stands for what both sides say; a decision holds for these words and no others."""
        return mark_of(self.theirs, self.ours)

    @property
    def is_open(self):
        return self.state == CONFLICT and not self.decision

    @property
    def change(self):
        """What the draft does with it: added, removed, changed, or nothing ("")."""
        if self.ours == self.base:
            return ""
        return ADDED if self.base is None else REMOVED if self.ours is None else CHANGED

    @property
    def result(self):
        """What it says once the amendment is applied; an open conflict keeps what stands."""
        if self.state == OURS or (self.state == CONFLICT and self.decision == OURS):
            return self.ours
        return self.theirs


def judge(base, theirs, ours):
    """Who changed it since the draft was made: nobody, ours, theirs, both alike, or both differently."""
    if theirs == ours:
        return SAME if theirs == base else AGREED
    if theirs == base:
        return OURS
    return THEIRS if ours == base else CONFLICT


def mark_of(*said):
    """A short mark of any wordings, terms or lists; equal for equal words."""
    plain = [one.as_list() if isinstance(one, Wording) else one for one in said]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:16]


def words(before, after):
    """The two texts as runs of words: what stayed, what went, what came. Joined, they give either text again."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    runs = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(Run(SAME, "".join(old[i:j])))
            continue
        if i < j:
            runs.append(Run(REMOVED, "".join(old[i:j])))
        if k < m:
            runs.append(Run(ADDED, "".join(new[k:m])))
    return runs


@dataclass(frozen=True)
class Comparison:
    """All that the three papers say, and in which order it stands once applied.

    clauses: a Difference for each clause of any of the three, as they stand. terms: a Difference for each term.
    order: the Difference of the order of the clauses that all three have, as lists of keys.
    result: keys of the clauses of the amended agreement, in order.
    """

    clauses: list
    terms: list
    order: Difference
    result: list

    @property
    def all(self):
        return [*self.terms, *self.clauses, self.order]

    @property
    def open(self):
        return [one for one in self.all if one.is_open]

    @property
    def conflicts(self):
        return [one for one in self.all if one.state == CONFLICT]


def compare(base, theirs, ours, decisions=None):
    """Lay the three papers beside each other.

    Each paper: {"terms": {name: value}, "clauses": {key: Wording}}, the clauses in the order in which they stand. A
    clause of the draft bears the key of the clause it was copied from, a new one the key new:<id>.
    decisions: {key: {"take": "ours" or "theirs", "seen": mark}}; one made for other words does not count.
    """
    decisions = decisions or {}
    terms = [
        decided(Difference(f"term:{name}", base["terms"][name], theirs["terms"][name], said), decisions)
        for name, said in ours["terms"].items()  # as the draft orders them: a base read from JSON has lost the order
    ]
    keys = {*ours["clauses"], *theirs["clauses"], *base["clauses"]}
    clauses = {
        key: decided(Difference(key, *(paper["clauses"].get(key) for paper in (base, theirs, ours))), decisions)
        for key in keys
    }
    shared = set(base["clauses"]) & set(theirs["clauses"]) & set(ours["clauses"])
    order = decided(
        Difference(ORDER, *([key for key in paper["clauses"] if key in shared] for paper in (base, theirs, ours))),
        decisions,
    )
    stays = {key for key, one in clauses.items() if one.result is not None}
    first, second = list(ours["clauses"]), list(theirs["clauses"])
    if order.state == THEIRS or (order.state == CONFLICT and order.decision != OURS):
        first, second = second, first
    standing = woven(first, second)
    shown = [clauses[key] for key in woven(standing, list(base["clauses"]))]
    return Comparison(shown, terms, order, [key for key in standing if key in stays])


def decided(difference, decisions):
    """The difference with the decision that was made for just these words."""
    found = decisions.get(difference.key)
    if not found or found.get("seen") != difference.mark or found.get("take") not in (OURS, THEIRS):
        return difference
    return Difference(difference.key, difference.base, difference.theirs, difference.ours, found["take"])


def woven(first, second):
    """All of both lists: the first in its order, each other one of the second after the one it followed there."""
    found, known, after = list(first), set(first), None
    for key in second:
        if key not in known:
            found.insert(found.index(after) + 1 if after is not None else 0, key)
            known.add(key)
        after = key
    return found
