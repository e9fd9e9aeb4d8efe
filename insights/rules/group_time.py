"""Effects by cohort and year, and what they add up to (Callaway & Sant'Anna 2021; METHODS 6.1)."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from insights.rules.panel import NEVER
from insights.rules.refusals import NoAnswer


@dataclass(frozen=True)
class Cell:
    """The effect on cohort g in year t. n: treated units; parts: what each unit adds to its error (their sum is 0)."""

    g: int
    t: int
    att: float
    n: int
    parts: np.ndarray


def group_time(panel, *, controls="never", anticipation=0):
    """[Cell]: E[Y_t - Y_(g-1-anticipation)] of cohort g less that of the controls.

    controls: "never" treated, or "not yet" treated by year t. Raises NoAnswer without any.
    """
    cells = []
    for g, t in pairs(panel, anticipation):
        free = free_units(panel.cohort, g, t, controls, anticipation)
        if free.any():
            change = panel.column(t) - panel.column(g - 1 - anticipation)
            cells.append(cell(g, t, change, panel.cohort == g, free))
    if not cells:
        why = "Nobody is left to compare with: every unit is treated, or no cohort has a year before."
        raise NoAnswer("no_controls", why)
    return cells


def pairs(panel, anticipation=0):
    """[(cohort, year)] that have a base year in the panel, the base year itself left out."""
    found = []
    for g in sorted({int(g) for g in panel.cohort} - {NEVER}):
        base = g - 1 - anticipation
        if base in panel.years:
            found += [(g, int(t)) for t in panel.years if t != base]
    return found


def free_units(cohort, g, t, controls="never", anticipation=0):
    """Which units the cohort is compared with in year t, as a mask."""
    free = cohort == NEVER
    if controls != "never":
        free |= (cohort > max(t, g - 1 - anticipation) + anticipation) & (cohort != g)
    return free


def cell(g, t, change, treated, free):
    ours, theirs = change[treated].mean(), change[free].mean()
    of_treated = np.where(treated, (change - ours) * weight(treated), 0)
    of_free = np.where(free, (change - theirs) * weight(free), 0)
    return Cell(g, t, float(ours - theirs), int(treated.sum()), of_treated - of_free)


def weight(group):
    """1 / n, enlarged so that the variance of a small group's mean is told without bias."""
    n = int(group.sum())
    return 1 / np.sqrt(n * (n - 1)) if n > 1 else 1.0


@dataclass(frozen=True)
class Estimate:
    """A value with its error clustered on the unit and its 95 % interval; the error of a single unit is not known."""

    value: float
    se: float | None = None
    low: float | None = None
    high: float | None = None


def combined(cells, weights, cohort):
    """Estimate of cells, weights scaled to 1; the interval goes by Student's t (Welch and Satterthwaite)."""
    weights = np.asarray(weights, float) / sum(weights)
    parts = sum(w * one.parts for w, one in zip(weights, cells, strict=True))
    value = float(sum(w * one.att for w, one in zip(weights, cells, strict=True)))
    se, free = float(np.sqrt((parts**2).sum())), degrees_of_freedom(parts, cohort)
    if not free:
        return Estimate(value)
    width = float(stats.t.ppf(0.975, free)) * se
    return Estimate(value, se, value - width, value + width)


def degrees_of_freedom(parts, cohort):
    """Of the variance that the cohorts add up to; 0 where one of them is a single unit."""
    variance, known = 0.0, 0.0
    for g in set(cohort[parts != 0]):
        own = (parts[cohort == g] ** 2).sum()
        n = int((cohort == g).sum())
        if n < 2:
            return 0
        variance, known = variance + own, known + own**2 / (n - 1)
    return variance**2 / known if known else np.inf


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
