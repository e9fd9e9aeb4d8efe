"""From what was reported to what counts, step by step, without a cent unexplained (METHODS 5). Pure, Decimal only.

Each level is the sum of its entries, and each level less the entries named between it and the next is the next:

    reported − not verified − no amount = verified
    verified − no rate − freight = converted
    converted − the other side's copy − lower side − disputed = mirrored
    mirrored − prices − no price index = constant
    constant (or mirrored) − not stated − other ties − other causes − shares above one = contributed

Every entry belongs to one report or to one flow, so each bar opens to its records. Values are in the reporting
currency, or in the indicator's unit; what has no rate or no amount has no value and is counted beside its bar.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from outcomes import rules
from outcomes.enums import COUNTING_STATES, Evidence, State

NOUGHT = Decimal(0)


class Step(StrEnum):
    """The levels, and between them what is taken off on the way to the next one."""

    REPORTED = "reported"
    NOT_VERIFIED = "not_verified"
    VERIFIED = "verified"
    NO_AMOUNT = "no_amount"
    NO_RATE = "no_rate"
    FREIGHT = "freight"
    CONVERTED = "converted"
    COPY = "copy"
    LOWER = "lower"
    DISPUTED = "disputed"
    WAITING = "waiting"
    MIRRORED = "mirrored"
    NO_INDEX = "no_index"
    PRICES = "prices"
    CONSTANT = "constant"
    NOT_STATED = "not_stated"
    OTHER_TIES = "other_ties"
    OTHER_CAUSES = "other_causes"
    SHARES_ABOVE_ONE = "shares_above_one"
    CONTRIBUTED = "contributed"


LEVELS = (Step.REPORTED, Step.VERIFIED, Step.CONVERTED, Step.MIRRORED, Step.CONSTANT, Step.CONTRIBUTED)


@dataclass(frozen=True)
class Report:
    """The standing claim of one side. given: amount at its rate, to the cent; fob: the same free on board.

    Both are None where there is no amount or no rate.
    """

    key: int
    evidence: int
    amount: Decimal | None
    given: Decimal | None
    fob: Decimal | None

    @property
    def verified(self):
        return self.evidence >= Evidence.CONFIRMED


@dataclass(frozen=True)
class Part:
    """What one tie's share of a flow comes to, of the flow's value in the prices shown; inside: within the scope."""

    tie: int
    value: Decimal | None
    stated: bool
    inside: bool


@dataclass(frozen=True)
class Flow:
    """One outcome as the ledger counted it. parts: of `constant` where prices are constant, else of `nominal`."""

    key: int
    state: str
    nominal: Decimal | None
    reports: tuple[Report, ...]
    parts: tuple[Part, ...] = ()
    constant: Decimal | None = None


@dataclass(frozen=True)
class Entry:
    """What one report (or, without one, a whole flow) puts into a step; value is None where it has none."""

    step: Step
    flow: int
    value: Decimal | None
    report: int | None = None


@dataclass(frozen=True)
class Bar:
    """One bar. A level stands on the ground; what is taken off hangs between `before` and `after`.

    value: of a level its height, of a difference what it takes off (below nought: what it adds). n: records behind it;
    without: how many of them have no value and are in no bar.
    """

    step: Step
    is_level: bool
    value: Decimal
    n: int
    without: int
    before: Decimal
    after: Decimal


def report_of(claim, *, money=True):
    """A Report from a claim as the rules read it."""
    fob = rules.claim_value(claim, money=money)
    if claim.amount is None or (money and claim.rate is None):
        return Report(claim.key, claim.evidence, claim.amount, None, None)
    given = claim.amount * claim.rate if money else claim.amount
    return Report(claim.key, claim.evidence, claim.amount, rules.to_cents(given), rules.to_cents(fob))


def entries_of(flow, *, constant=False):
    """Every entry of one flow. constant: go on to the prices of the base year."""
    yield from entries_of_reports(flow)
    yield from entries_of_mirror(flow)
    base = flow.nominal
    if flow.state in COUNTING_STATES and constant:
        base = flow.constant
        if base is None:
            yield Entry(Step.NO_INDEX, flow.key, flow.nominal)
        else:
            yield Entry(Step.PRICES, flow.key, flow.nominal - base)
            yield Entry(Step.CONSTANT, flow.key, base)
    if flow.state in COUNTING_STATES and base is not None:
        yield from entries_of_shares(flow, base)


def entries_of_reports(flow):
    for report in flow.reports:
        yield Entry(Step.REPORTED, flow.key, report.given, report.key)
        if not report.verified:
            yield Entry(Step.NOT_VERIFIED, flow.key, report.given, report.key)
            continue
        yield Entry(Step.VERIFIED, flow.key, report.given, report.key)
        if report.given is None:
            step = Step.NO_AMOUNT if report.amount is None else Step.NO_RATE
            yield Entry(step, flow.key, None, report.key)
            continue
        if report.given != report.fob:
            yield Entry(Step.FREIGHT, flow.key, report.given - report.fob, report.key)
        yield Entry(Step.CONVERTED, flow.key, report.fob, report.key)


def entries_of_mirror(flow):
    """What two reports of one flow come to. The lower side's excess first; what is left over is the copy."""
    values = [report.fob for report in flow.reports if report.verified and report.fob is not None]
    together = sum(values, NOUGHT)
    if flow.state == State.DISPUTED:
        yield Entry(Step.DISPUTED, flow.key, together)
        return
    if flow.state not in COUNTING_STATES:
        if values:  # verified since it was counted: it enters as soon as the worker has been there
            yield Entry(Step.WAITING, flow.key, together)
        return
    yield Entry(Step.MIRRORED, flow.key, flow.nominal)
    excess = max(values) - min(values) if flow.state == State.LOWER and values else NOUGHT
    if excess:
        yield Entry(Step.LOWER, flow.key, excess)
    rest = together - excess - flow.nominal
    if rest:
        yield Entry(Step.COPY if len(values) > 1 else Step.WAITING, flow.key, rest)


def entries_of_shares(flow, base):
    if any(part.value is None for part in flow.parts):
        yield Entry(Step.SHARES_ABOVE_ONE, flow.key, base)
        return
    sums = defaultdict(Decimal)
    for part in flow.parts:
        if not part.inside:
            sums[Step.OTHER_TIES] += part.value
        elif part.stated:
            sums[Step.CONTRIBUTED] += part.value
        else:
            sums[Step.NOT_STATED] += part.value
    causes = base - sum(sums.values(), NOUGHT)
    if causes:
        sums[Step.OTHER_CAUSES] = causes
    for step, value in sums.items():
        yield Entry(step, flow.key, value)


def bars_of(entries, *, money=True, constant=False):
    """The waterfall as a list of bars, in order. Differences that nothing stands behind are left out."""
    by_step = defaultdict(list)
    for entry in entries:
        by_step[entry.step].append(entry)
    bars, height = [], NOUGHT
    for step in Step:
        if (step == Step.CONSTANT and not constant) or (step == Step.CONVERTED and not money):
            continue
        found = by_step[step]
        value = sum((entry.value for entry in found if entry.value is not None), NOUGHT)
        is_level = step in LEVELS
        if not found and not is_level:
            continue
        after = value if is_level else height - value
        without = sum(1 for entry in found if entry.value is None)
        bars.append(Bar(step, is_level, value, len(found), without, height if not is_level else NOUGHT, after))
        height = after
    return bars


def unexplained(bars):
    """What the named differences leave open between one level and the next: nought, or the bars are wrong."""
    found, height = [], None
    for bar in bars:
        if bar.is_level and height is not None and bar.value != height:
            found.append((bar.step, height - bar.value))
        height = bar.value if bar.is_level else bar.after
    return found
