"""Where an office's ties stand, and how many pass each test, with the uncertainty of a share (METHODS 3 and 4.1)."""

from collections import Counter
from dataclasses import dataclass

from insights.rules import funnel
from outcomes.queries import programme
from outcomes.words import GAPS

TESTS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class TestShare:
    """Of the ties with a stage, how many pass a test now, with the 95 % Wilson interval; None below five ties."""

    __test__ = False

    stage: int
    count: int
    n: int
    share: float | None
    low: float | None
    high: float | None


def stages_of(user, office):
    """(ties, {stage: [tie]}, shares of the five tests, [(gap in words, ties)])."""
    ties = programme.ties_of(user, office)
    by_stage = {}
    for tie in ties:
        by_stage.setdefault(tie.stage, []).append(tie)
    judged = [tie for tie in ties if tie.stage is not None and tie.stage != programme.NOT_ENOUGH]
    shares = [share_of(stage, judged) for stage in TESTS]
    gaps = Counter(gap["test"] for tie in judged for gap in tie.gaps)
    return ties, by_stage, shares, [(GAPS.get(test, test), n) for test, n in gaps.most_common()]


def share_of(stage, ties):
    passed = sum(1 for tie in ties if tie.tests.get(f"S{stage}"))
    found = funnel.share(passed, len(ties))
    if not found.is_enough:
        return TestShare(stage, passed, len(ties), None, None, None)
    return TestShare(stage, passed, len(ties), found.value, found.low, found.high)
