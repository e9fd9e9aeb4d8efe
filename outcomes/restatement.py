"""What a recount says differently from a frozen report: line by line, with the day and the reason. Pure.

A line is one outcome that counts differently now. Every line of an indicator added up is the difference between the
frozen figure and today's.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

NOUGHT = Decimal(0)
VERIFIED = "verified"


class Kind(StrEnum):
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    EVIDENCE = "evidence"
    REPORT = "report"
    RATE = "rate"
    SHARE = "share"
    MERGED = "merged"
    MOVED = "moved"
    READERS = "readers"
    RULE = "rule"
    RECOUNTED = "recounted"


@dataclass(frozen=True)
class Standing:
    """What one outcome counted for at one time. part: verified, documented, reported or excluded.

    value: what it adds to its part, None where it adds nothing. contributed: of the verified value.
    claims: {claim id: rate as text or None} that went in. rule: version of the ledger's rule.
    """

    part: str
    value: Decimal | None
    contributed: Decimal | None = None
    claims: tuple = ()
    rule: str = ""

    @property
    def verified(self):
        return self.value if self.part == VERIFIED and self.value is not None else NOUGHT

    @property
    def counts_as(self):
        return self.part, self.value, self.contributed


NOTHING = Standing("", None)


@dataclass(frozen=True)
class Report:
    """A claim as its history tells it. decisive: what the amount rests on (amount, currency, basis, side, dates)."""

    key: int
    recorded_on: date
    recorded_after: bool
    evidence: int
    decisive: tuple
    reason: str = ""
    withdrawn_on: date | None = None
    withdrawn_after: bool = False
    superseded_by: int | None = None


@dataclass(frozen=True)
class Line:
    outcome: int
    indicator: str
    kind: Kind
    before: Standing
    now: Standing
    day: date
    reason: str = ""

    @property
    def difference(self):
        """What it adds to the indicator's verified figure since the report was frozen."""
        return self.now.verified - self.before.verified


def restate(frozen, now, history, *, today, merged=frozenset()):
    """Lines for all outcomes that count differently, the latest first.

    frozen, now: {(outcome, indicator): Standing}. history: {outcome: [Report]}, superseded and withdrawn ones included.
    today: the day of a change that left no claim behind. merged: outcomes that were found to be another one.
    """
    lines = []
    for key in sorted(frozen.keys() | now.keys()):
        before, after = frozen.get(key, NOTHING), now.get(key, NOTHING)
        if before.counts_as == after.counts_as:
            continue
        outcome, indicator = key
        kind, day, reason = why(before, after, history.get(outcome, ()), outcome in merged)
        lines.append(Line(outcome, indicator, kind, before, after, day or today, reason))
    return sorted(lines, key=lambda line: (line.day, line.outcome), reverse=True)


def why(before, after, reports, merged):
    """(kind, day or None, reason): the first of the causes below that the history knows, else a recount."""
    by_key = {report.key: report for report in reports}
    then = [by_key[key] for key, _rate in before.claims if key in by_key]
    withdrawn = [report for report in then if report.withdrawn_after]
    if withdrawn:
        last = max(withdrawn, key=lambda report: report.withdrawn_on)
        return Kind.WITHDRAWN, last.withdrawn_on, last.reason
    if merged:
        return Kind.MERGED, None, ""
    for report in then:
        if report.superseded_by is not None and (found := later_row(report, by_key)):
            return found
    fresh = [report for report in reports if report.recorded_after]
    if fresh:
        latest = max(fresh, key=lambda report: (report.recorded_on, report.key))
        kind = Kind.REPORT if before.claims else Kind.ADDED
        return kind, latest.recorded_on, latest.reason if kind == Kind.REPORT else ""
    if not after.part:
        return Kind.READERS, None, ""
    if not before.part:
        return Kind.MOVED, None, ""
    if dict(before.claims).keys() == dict(after.claims).keys() and before.claims != after.claims:
        return Kind.RATE, None, ""
    if (before.part, before.value) == (after.part, after.value):
        return Kind.SHARE, None, ""
    return (Kind.RULE if before.rule != after.rule else Kind.RECOUNTED), None, ""


def later_row(report, by_key):
    """The row that stands in this one's place: a correction, or the same with better evidence."""
    row, seen = report, set()
    while row.superseded_by in by_key and row.superseded_by not in seen:
        seen.add(row.superseded_by)
        row = by_key[row.superseded_by]
    if row is report or not row.recorded_after:
        return None
    kind = Kind.EVIDENCE if row.decisive == report.decisive and row.evidence != report.evidence else Kind.CORRECTED
    return kind, row.recorded_on, row.reason if kind == Kind.CORRECTED else ""


@dataclass(frozen=True)
class Restated:
    """One indicator's verified figure: as frozen, now, and how many lines lie between."""

    indicator: str
    before: Decimal | None
    now: Decimal | None
    lines: int

    @property
    def difference(self):
        return (self.now or NOUGHT) - (self.before or NOUGHT)


def by_indicator(frozen, now, lines):
    """Restated for each indicator that was frozen or counts now.

    frozen, now: {code: verified figure}; None stays None, for nothing verified is not nought.
    """
    counts = Counter(line.indicator for line in lines)
    return [
        Restated(code, frozen.get(code), now.get(code), counts[code]) for code in sorted(frozen.keys() | now.keys())
    ]
