"""Shares with their uncertainty, and the funnel (METHODS 4.1 and 10). Pure functions on counts."""

from dataclasses import dataclass
from math import sqrt

METHOD_VERSION = "funnel-1"

Z_95 = 1.959963984540054  # 97.5th percentile of the normal distribution
SMALLEST_N = 5  # below this a share says "not enough data" (METHODS 10)


@dataclass(frozen=True)
class Share:
    """count of n with its 95 % Wilson interval, each 0 to 1; None when n is nought."""

    count: int
    n: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def is_enough(self):
        """Whether n is large enough for the share to be shown."""
        return self.n >= SMALLEST_N


@dataclass(frozen=True)
class Step:
    """One step of the funnel: of all that signed, and of those at the step before."""

    name: str
    count: int
    of_first: Share
    of_previous: Share | None


def wilson_interval(count, n, z=Z_95):
    """Wilson score interval of a proportion: (low, high), or (None, None) when n is nought.

    Raises ValueError when count lies outside 0 to n.
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is no proportion")
    if n == 0:
        return None, None
    p = count / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    # The exact ends: rounding may not push them past nought or one.
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == n else middle + half
    return low, high


def share(count, n):
    """Proportion with its interval."""
    low, high = wilson_interval(count, n)
    return Share(count, n, count / n if n else None, low, high)


def funnel(steps):
    """Shares of each step. steps: [(name, count)], the first is all that signed; counts of ties that ever got there.

    A tie can skip a step, so a later count may exceed the one before; that step share is then None.
    """
    found = []
    for place, (name, count) in enumerate(steps):
        before = steps[place - 1][1] if place else None
        of_previous = share(count, before) if before is not None and count <= before else None
        found.append(Step(name, count, share(count, steps[0][1]), of_previous))
    return found
