"""How figures add over time, what is left of a target, and ratios (METHODS 8 and 10): pure, Decimal only."""

from decimal import Decimal
from statistics import median


def over_time(rule, values):
    """One figure of several periods by the indicator's rule. values: Decimals, oldest first; None is not reported.

    Returns None where nothing is reported, or where the rule says not to add.
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    if rule in ("sum", "distinct"):
        return sum(known)
    if rule == "last":
        return known[-1]
    if rule == "mean":
        return sum(known) / Decimal(len(known))
    if rule == "max":
        return max(known)
    if rule == "median":
        return median(known)
    return None


def progress(actual, baseline, target):
    """(actual - baseline) / (target - baseline), also where less is better; None where it is undefined.

    An empty baseline counts as nought, for nothing was there before; target = baseline leaves nothing to measure.
    """
    start = baseline if baseline is not None else Decimal(0)
    if actual is None or target is None or target == start:
        return None
    return (actual - start) / (target - start)


def repeated(contracts):
    """(value of those with an earlier contract of the same firm on the same tie, value of all, how many).

    contracts: (firm, tie, value, whether it counts) in the order in which they came; one that does not count is an
    earlier one for those after it. The values are nought and None where none counts.
    """
    again, known, n, met = Decimal(0), None, 0, set()
    for firm, tie, value, counts in contracts:
        if counts:
            known, n = (known or Decimal(0)) + value, n + 1
            again += value if (firm, tie) in met else 0
        met.add((firm, tie))
    return again, known, n


def ratio(numerator, denominator):
    """Of two sums, never a mean of rates; None where one is missing or nothing stands below the line."""
    if numerator is None or not denominator:
        return None
    return numerator / denominator
