"""Effects by cohort and year, and what they add up to (Callaway & Sant'Anna 2021; METHODS 6.1)."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from insights.rules.panel import NEVER
from insights.rules.refusals import NoAnswer


@dataclass(frozen=True)
class Cell:
    """The effect on cohort g in year t. n: treated units; parts: what each unit adds to its error (their sum is 0).

    alone: for a cohort of a single unit, what the controls tell of the error of a unit; else nought.
    """

    g: int
    t: int
    att: float
    n: int
    parts: np.ndarray
    alone: np.ndarray


def group_time(panel, *, controls="never", anticipation=0):
    """[Cell]: E[Y_t - Y_base] of cohort g less that of the controls; base: see base_year.

    controls: "never" treated, or "not yet" treated by year t. Raises NoAnswer without any.
    """
    cells = []
    for g, t in pairs(panel, anticipation):
        free = free_units(panel.cohort, g, t, controls, anticipation)
        if free.any():
            change = panel.column(t) - panel.column(base_year(panel, g, anticipation))
            cells.append(cell(g, t, change, panel.cohort == g, free))
    if not cells:
        raise NoAnswer("no_controls", "Nobody is left to compare with: every unit is treated.")
    return cells


def pairs(panel, anticipation=0):
    """[(cohort, year)], the base years left out."""
    cohorts = sorted({int(g) for g in panel.cohort} - {NEVER})
    return [(g, int(t)) for g in cohorts for t in panel.years if t != base_year(panel, g, anticipation)]


def base_year(panel, g, anticipation=0):
    """The last year of the panel before the treatment and the years of anticipation; panels may skip years.

    Raises NoAnswer where there is none.
    """
    before = panel.years[panel.years < g - anticipation]
    if not len(before):
        raise NoAnswer("no_base_year", f"There is no year before {g} to measure from.")
    return int(before[-1])


def free_units(cohort, g, t, controls="never", anticipation=0):
    """Which units the cohort is compared with in year t, as a mask."""
    free = cohort == NEVER
    if controls != "never":
        free |= (cohort > max(t, g - 1 - anticipation) + anticipation) & (cohort != g)
    return free


def cell(g, t, change, treated, free):
    ours, theirs, n = change[treated].mean(), change[free].mean(), int(treated.sum())
    of_treated = np.where(treated, (change - ours) * weight(treated), 0) if n > 1 else 0
    of_free = np.where(free, (change - theirs) * weight(free), 0)
    alone = of_free * np.sqrt(free.sum()) if n == 1 else np.zeros(len(change))
    return Cell(g, t, float(ours - theirs), n, of_treated - of_free, alone)


def weight(group):
    """1 / n, enlarged so that the variance of a small group's mean is told without bias; not known of a single unit."""
    n = int(group.sum())
    return 1 / np.sqrt(n * (n - 1)) if n > 1 else np.nan


@dataclass(frozen=True)
class Estimate:
    """A value with its error clustered on the unit and its 95 % interval; with a single control no error is known."""

    value: float
    se: float | None = None
    low: float | None = None
    high: float | None = None


def combined(cells, weights, cohort):
    """Estimate of cells, weights scaled to 1; the interval goes by Student's t (Welch and Satterthwaite).

    A cohort of a single unit tells nothing of how units differ: it is taken to differ as the controls do.
    """
    weights = np.asarray(weights, float) / sum(weights)
    parts = sum(w * one.parts for w, one in zip(weights, cells, strict=True))
    value = float(sum(w * one.att for w, one in zip(weights, cells, strict=True)))
    blocks = [parts[cohort == g] for g in sorted(set(cohort[parts != 0]))]
    for g in sorted({one.g for one in cells if one.n == 1}):
        alone = sum(w * one.alone for w, one in zip(weights, cells, strict=True) if one.g == g)
        blocks.append(alone[alone != 0])
    if not np.isfinite(parts).all():
        return Estimate(value)
    se, free = float(np.sqrt(sum((one**2).sum() for one in blocks))), degrees_of_freedom(blocks)
    width = float(stats.t.ppf(0.975, free)) * se
    return Estimate(value, se, value - width, value + width)


def degrees_of_freedom(blocks):
    """Of the variance that groups of units add up to."""
    own = [((one**2).sum(), max(len(one) - 1, 1)) for one in blocks]
    known = sum(variance**2 / free for variance, free in own)
    return sum(variance for variance, _free in own) ** 2 / known if known else np.inf


def aggregates(cells, cohort):
    """{"simple", "by_group", "by_group_overall", "event_time"} of Estimate, weighted by the size of the cohorts.

    by_group: {cohort: Estimate}; event_time: {years since the first: Estimate}, the years before too.
    Raises NoAnswer where no year lies after a treatment.
    """
    after = [one for one in cells if one.t >= one.g]
    if not after:
        raise NoAnswer("no_treatment", "No year lies after a treatment.")
    groups, events = grouped(after, lambda one: one.g), grouped(cells, lambda one: one.t - one.g)
    each = [weight for rows in groups.values() for weight in [rows[0].n / len(rows)] * len(rows)]
    return {
        "simple": combined(after, [one.n for one in after], cohort),
        "by_group_overall": combined([one for rows in groups.values() for one in rows], each, cohort),
        "by_group": {g: combined(rows, [1] * len(rows), cohort) for g, rows in groups.items()},
        "event_time": {e: combined(rows, [one.n for one in rows], cohort) for e, rows in events.items()},
    }


def grouped(cells, key):
    found = {}
    for one in sorted(cells, key=key):
        found.setdefault(key(one), []).append(one)
    return found
