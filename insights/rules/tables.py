"""Tables of two by two: region tied or not, city tied or not (METHODS 2.1, 2.2)."""

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from insights.rules.refusals import NoAnswer

Z = stats.norm.ppf(0.975)
ASSOCIATION = ("or", "or_low", "or_high", "se_ln_or", "rr", "rr_low", "rr_high", "phi", "chi2", "chi2_p", "fisher_p")
POOLED = ("mh_or", "mh_low", "mh_high", "cmh", "cmh_p", "breslow_day", "breslow_day_p")


@dataclass(frozen=True)
class Table:
    """a: both tied; b: the regions alone; c: the cities alone; d: neither. Counts of dyads."""

    a: int
    b: int
    c: int
    d: int

    @classmethod
    def of(cls, region, city):
        """From two arrays of 0 and 1, one value per dyad."""
        region, city = np.asarray(region, bool), np.asarray(city, bool)
        both = region & city
        return cls(*(int(cell.sum()) for cell in (both, region & ~city, ~region & city, ~region & ~city)))

    @property
    def n(self):
        return self.a + self.b + self.c + self.d

    @property
    def rows(self):
        return [[self.a, self.b], [self.c, self.d]]


def share(part, whole):
    """part / whole, or None where there is nothing to share."""
    return part / whole if whole else None


def shares(table):
    """{"independence", "coverage", "lift"}: what a mayor asks (METHODS 2.1). None where undefined."""
    cities, covered = share(table.a + table.c, table.n), share(table.a, table.a + table.b)
    lift = covered / cities if cities and covered is not None else None
    return {"independence": share(table.c, table.a + table.c), "coverage": covered, "lift": lift}


def association(table):
    """Odds ratio, risk ratio (Woolf intervals), phi, chi-squared without correction, Fisher's exact test.

    Where a cell is 0, ratios and their intervals are of the table with a half added to each cell ("haldane": True).
    Measures that a row or column of zeros leaves undefined are None.
    """
    a, b, c, d = (float(cell) for cell in (table.a, table.b, table.c, table.d))
    found = dict.fromkeys(ASSOCIATION)
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if not margins:
        return found | {"haldane": False}
    found["phi"] = (a * d - b * c) / math.sqrt(margins)
    found["chi2"] = table.n * found["phi"] ** 2
    found["chi2_p"] = float(stats.chi2.sf(found["chi2"], 1))
    found["fisher_p"] = float(stats.fisher_exact(table.rows).pvalue)
    haldane = 0 in (a, b, c, d)
    if haldane:
        a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
    se = math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    se_risk = math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
    for name, value, error in (("or", a * d / (b * c), se), ("rr", a / (a + b) / (c / (c + d)), se_risk)):
        found |= {name: value, f"{name}_low": value * math.exp(-Z * error), f"{name}_high": value * math.exp(Z * error)}
    return found | {"se_ln_or": se, "haldane": haldane}


def pooled(tables):
    """Mantel–Haenszel odds ratio, CMH without correction (as statsmodels gives them) and Breslow–Day over the strata.

    Strata that say nothing (a row or column of zeros) are left out. Raises NoAnswer where none is left; Breslow–Day
    is None for a single stratum.
    """
    from statsmodels.stats.contingency_tables import StratifiedTable

    telling = [np.array(t.rows, float) for t in tables if min(t.a + t.b, t.c + t.d, t.a + t.c, t.b + t.d) > 0]
    if not telling:
        raise NoAnswer("constant", "In no stratum do both kinds of tie vary, so there is nothing to compare.")
    found = StratifiedTable(telling)
    cmh = found.test_null_odds(correction=False)
    answer = dict.fromkeys(POOLED) | {"cmh": float(cmh.statistic), "cmh_p": float(cmh.pvalue)}
    crossed = sum(t[0, 1] * t[1, 0] / t.sum() for t in telling), sum(t[0, 0] * t[1, 1] / t.sum() for t in telling)
    if all(crossed):
        low, high = found.oddsratio_pooled_confint()
        answer |= {"mh_or": float(found.oddsratio_pooled), "mh_low": float(low), "mh_high": float(high)}
        if len(telling) > 1:
            statistic = sum(breslow_day(t, answer["mh_or"]) for t in telling)
            p = float(stats.chi2.sf(statistic, len(telling) - 1))
            answer |= {"breslow_day": float(statistic), "breslow_day_p": p}
    return answer


def breslow_day(table, ratio):
    """What one stratum adds: how far its first cell lies from the one that the ratio of all would give it.

    The root is taken in the form that stays exact where the ratio is 1 or next to it, which others divide by nought at.
    """
    (a, b), (c, _d) = table
    row, column, n = a + b, a + c, table.sum()
    linear = n + (ratio - 1) * (row + column)
    expected = 2 * ratio * row * column / (linear + math.sqrt(linear**2 - 4 * (ratio - 1) * ratio * row * column))
    cells = expected, row - expected, column - expected, n - row - column + expected
    return (a - expected) ** 2 * sum(1 / cell for cell in cells)
