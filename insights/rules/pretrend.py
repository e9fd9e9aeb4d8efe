"""Did the treated and the others part ways before the treatment already (METHODS 6.1)?"""

import dataclasses

import numpy as np

from insights.rules.group_time import aggregates, base_year, free_units, group_time, pairs
from insights.rules.panel import NEVER
from insights.rules.refusals import NoAnswer

DRAWS = 1_999
CELLS = 4_000_000  # booleans of one block of relabelled cohorts


def pretrend(panel, *, controls="never", anticipation=0, seed=0, draws=DRAWS):
    """The p-value that all years before are nought together, by randomisation; None where there is no year before.

    The cohorts are dealt out anew among the units; what is compared is how far the years before lie from nought
    together (Mahalanobis). Exact in samples of any size where the units could have been each other.
    """
    before = [(g, t) for g, t in pairs(panel, anticipation) if t < base_year(panel, g, anticipation)]
    if not before or not (panel.cohort == NEVER).any():
        return None
    rng, rows, left = np.random.default_rng(seed), [], draws
    rows.append(events(panel, before, panel.cohort[None, :], controls, anticipation))
    while left:
        block = min(left, max(1, CELLS // len(panel.cohort)))
        dealt = rng.permuted(np.tile(panel.cohort, (block, 1)), axis=1)
        rows.append(events(panel, before, dealt, controls, anticipation))
        left -= block
    found = np.concatenate(rows)
    largest = np.abs(found).max()
    if largest <= 1e-12 * np.abs(panel.y).max():  # rounding alone
        return None
    found = found / largest
    spread = np.cov(found, rowvar=False).reshape(found.shape[1], -1)
    distance = np.einsum("ij,jk,ik->i", found, np.linalg.pinv(spread, rcond=1e-10), found)
    return float((distance >= distance[0] * (1 - 1e-9)).mean())


def events(panel, before, cohorts, controls, anticipation):
    """Effects by year before treatment, one row for each dealing of the cohorts: dealings by years before."""
    sums, sizes = {}, {}
    for g, t in before:
        change = panel.column(t) - panel.column(base_year(panel, g, anticipation))
        treated, free = (cohorts == g).astype(float), free_units(cohorts, g, t, controls, anticipation).astype(float)
        n = treated.sum(axis=1)
        effect = treated @ change / n - free @ change / free.sum(axis=1)
        sums[t - g] = sums.get(t - g, 0) + n * effect
        sizes[t - g] = sizes.get(t - g, 0) + n
    return np.column_stack([sums[e] / sizes[e] for e in sorted(sums)])


def placebo(panel, years=2, **options):
    """The Estimate had the treatment begun `years` earlier, told from the years before it alone; None if not tellable.

    A placebo that differs from nought says that the treated were on another way already.
    """
    treated = panel.cohort > NEVER
    last = np.where(treated, panel.cohort, panel.years[-1] + 1)
    kept = panel.years < last[treated].min() if treated.any() else np.zeros(len(panel.years), bool)
    if kept.sum() <= years + 1:
        return None
    moved = np.where(treated, panel.years[kept][-1] + 1 - years, NEVER)
    early = dataclasses.replace(panel, years=panel.years[kept], y=panel.y[:, kept], cohort=moved)
    try:
        return aggregates(group_time(early, **options), early.cohort)["simple"]
    except NoAnswer:
        return None


def breakdown(found):
    """How many times the largest yearly step before would have to recur each year after, to bring the simple effect to
    nought (the relative magnitudes of Rambachan & Roth 2023, for the end of the interval nearer to nought).

    found: as `aggregates` gives it. None without two years before, or where the interval holds nought already.
    """
    simple, events = found["simple"], found["event_time"]
    before = [events[e].value for e in sorted(events) if e < 0] + [0.0]  # the base year is nought by its making
    if len(before) < 3 or simple.low is None or simple.low <= 0 <= simple.high:
        return None
    step = max(abs(later - earlier) for earlier, later in zip(before, before[1:], strict=False))
    after = [e + 1 for e in events if e >= 0]
    return min(abs(simple.low), abs(simple.high)) / (step * sum(after) / len(after)) if step else None
