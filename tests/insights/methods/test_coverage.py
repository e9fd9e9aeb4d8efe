"""Of 95 % intervals, 93 to 97 % hold what is true, in a thousand simulated runs; the shares stand in the summary."""

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, stats

from insights.rules.counts import counts_of_ties
from insights.rules.funnel import wilson_interval
from insights.rules.group_time import aggregates, group_time
from insights.rules.hazards import cox
from insights.rules.panel import Panel
from insights.rules.survival import (
    ENDED,
    incidence,
    incidence_band,
    kaplan_meier,
    restricted_mean,
    restricted_mean_error,
    spells,
)
from insights.rules.tables import Table, association, pooled
from tests.insights.methods.simulated import FIRST, RUNS, covered, cox_at_once, late_spells, poisson_at_once

YEARS = np.arange(2000, 2008)


def test_the_band_of_the_curve_covers_at_a_time_with_late_entry_too(record_property):
    times, events, entries = late_spells(np.random.default_rng(1), RUNS, 80)
    at, flags = 0.7, []
    truth = np.exp(-(at**1.5))

    for time, event, entry in zip(times, events, entries, strict=True):
        _t, _n, _s, low, high = [row for row in kaplan_meier(spells(time, event, entry)) if row[0] <= at][-1]
        flags.append(low <= truth <= high)

    covered(record_property, "Kaplan–Meier band at a time, late entry", flags)


def test_the_band_of_the_curve_covers_where_all_are_watched_from_the_start(record_property):
    times, events, _entries = late_spells(np.random.default_rng(2), RUNS, 40)
    early = times[:, ::2], events[:, ::2]  # those that enter at once
    at, flags = 0.7, []

    for time, event in zip(*early, strict=True):
        rows = [row for row in kaplan_meier(spells(time, event)) if row[0] <= at]
        flags.append(bool(rows) and rows[-1][3] <= np.exp(-(at**1.5)) <= rows[-1][4])

    covered(record_property, "Kaplan–Meier band of 20", flags)


def test_the_interval_of_the_restricted_mean_covers(record_property):
    rows = late_spells(np.random.default_rng(21), RUNS, 80)
    truth, _error = integrate.quad(lambda t: np.exp(-(t**1.5)), 0, 1)
    flags = []

    for time, event, entry in zip(*rows, strict=True):
        curve = kaplan_meier(spells(time, event, entry))
        flags.append(abs(restricted_mean(curve, 1) - truth) <= 1.959964 * restricted_mean_error(curve, 1))

    covered(record_property, "Restricted mean, late entry", flags)


def test_the_band_of_the_incidence_covers_where_some_end(record_property):
    """Two kinds of end with hazards of 0.6 and 0.4 times that of either."""
    rng = np.random.default_rng(22)
    times, events, entries = late_spells(rng, RUNS, 80)
    kinds = np.where(events & (rng.random(events.shape) < 0.4), ENDED, events)
    at, flags = 0.8, []
    truth = 0.6 * (1 - np.exp(-(at**1.5)))

    for time, kind, entry in zip(times, kinds, entries, strict=True):
        data = spells(time, kind, entry)
        last = sum(row[0] <= at for row in incidence(data)) - 1
        low, high = incidence_band(data)[last]
        flags.append(low <= truth <= high)

    covered(record_property, "Cumulative incidence, late entry", flags)


@pytest.mark.parametrize("n", [12, 40, 100])
def test_wilsons_interval_covers_a_share(record_property, n):
    """Of one share and one n it covers a little more or less than that, for counts go in steps: so of many shares."""
    rng = np.random.default_rng(3)
    truth = rng.uniform(0.05, 0.95, RUNS)
    bounds = [wilson_interval(k, n) for k in rng.binomial(n, truth).tolist()]

    flags = [low <= p <= high for (low, high), p in zip(bounds, truth, strict=True)]
    covered(record_property, f"Wilson, shares of {n}", flags)


def test_woolfs_interval_covers_the_ratio_of_one_table(record_property):
    rng = np.random.default_rng(4)
    a, c = rng.binomial(50, 0.4, RUNS), rng.binomial(80, 0.2, RUNS)
    truth = (0.4 / 0.6) / (0.2 / 0.8)

    found = [association(Table(int(x), 50 - int(x), int(y), 80 - int(y))) for x, y in zip(a, c, strict=True)]

    covered(record_property, "Woolf, odds ratio", [one["or_low"] <= truth <= one["or_high"] for one in found])
    covered(record_property, "Woolf, risk ratio", [one["rr_low"] <= 2 <= one["rr_high"] for one in found])


def test_the_pooled_interval_covers_the_ratio_of_five_tables(record_property):
    rng = np.random.default_rng(5)
    base = np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    odds = 2.5 * base / (1 - base)
    a, c = rng.binomial(25, odds / (1 + odds), (RUNS, 5)), rng.binomial(30, base, (RUNS, 5))
    flags = []

    for x, y in zip(a.tolist(), c.tolist(), strict=True):
        found = pooled([Table(one, 25 - one, other, 30 - other) for one, other in zip(x, y, strict=True)])
        flags.append(found["mh_low"] <= 2.5 <= found["mh_high"])

    covered(record_property, "Mantel–Haenszel over five tables", flags)


@pytest.mark.parametrize(
    ("name", "cohorts"),
    [
        ("15 of 40 treated", [2004, 2005, 2005] * 5 + [0] * 25),
        ("10 of 20 treated", [2003, 2004, 2005, 2006, 2006] * 2 + [0] * 10),
        ("a cohort each of 4", [2003, 2004, 2005, 2006] + [0] * 20),
    ],
)
def test_the_interval_of_the_simple_effect_covers(record_property, name, cohorts):
    rng, flags, cohorts = np.random.default_rng(6), [], np.array(cohorts)
    units = len(cohorts)
    on = (cohorts[:, None] > 0) & (cohorts[:, None] <= YEARS)

    for _ in range(RUNS):
        y = rng.normal(size=(units, 1)) + 0.2 * (YEARS - 2000) + rng.normal(size=(units, 8)) + on
        data = Panel(np.arange(units), YEARS, y, cohorts)
        found = aggregates(group_time(data), cohorts)["simple"]
        flags.append(found.low <= 1 <= found.high)

    covered(record_property, f"Simple effect, {name}", flags)


@pytest.mark.parametrize("n", [40, 150])
def test_the_interval_of_poisson_covers(record_property, n):
    rng = np.random.default_rng(7)
    x = rng.normal(size=(RUNS, n))
    mean = np.exp(1 + 0.4 * x)
    y = rng.negative_binomial(4, 4 / (4 + mean)).astype(float)  # overdispersed: its model error would be too small

    slope, robust, cautious = poisson_at_once(y, x)

    wide = stats.t.ppf(0.975, n - 2) * cautious
    for run in range(FIRST):
        found = counts_of_ties(y[run], pd.DataFrame({"x": x[run]}))
        ends = [found[key]["x"] for key in ("poisson", "poisson_se", "poisson_low", "poisson_high")]
        expected = [slope[run], robust[run], slope[run] - wide[run], slope[run] + wide[run]]
        assert ends == pytest.approx(expected, abs=1e-5)
    covered(record_property, f"Poisson, {n} cities, overdispersed", np.abs(slope - 0.4) <= wide)


def test_the_interval_of_cox_covers(record_property):
    group = np.arange(60) // 2 % 2
    time, event, entry = late_spells(np.random.default_rng(8), RUNS, 60, hazard=np.where(group, 2.0, 1.0))

    ln_hr, se = cox_at_once(time, event, entry, np.tile(group.astype(float), (RUNS, 1)))

    for run in range(FIRST):
        found = cox(spells(time[run], event[run], entry[run]), pd.DataFrame({"group": group}))
        ends = ln_hr[run] - 1.959964 * se[run], ln_hr[run] + 1.959964 * se[run]
        assert np.log([found["low"]["group"], found["high"]["group"]]) == pytest.approx(ends, abs=1e-5)
    covered(record_property, "Cox, 60 ties, late entry", np.abs(ln_hr - np.log(2)) <= 1.959964 * se)
