"""Where nothing is to be found, p < 0.05 comes in at most 6 % of a thousand simulated runs."""

import numpy as np
import pytest

from insights.rules.panel import Panel
from insights.rules.pretrend import pretrend
from insights.rules.relabelling import qap
from insights.rules.rewiring import enumerate_all, observed, of_counts
from insights.rules.survival import log_rank, spells
from insights.rules.tables import Table, pooled
from insights.rules.which_first import first_of_two
from tests.insights.methods.simulated import RUNS, late_spells, sized


@pytest.fixture(scope="module")
def networks():
    """(city ties 6 by 6, regional ties 3 by 3), a thousand: neither knows of the other, some cities have more ties."""
    rng = np.random.default_rng(11)
    drawn = []
    while len(drawn) < RUNS:
        eager = rng.uniform(0.1, 0.5, 6)
        ties = (rng.random((6, 6)) < eager[:, None] * rng.uniform(0.5, 1.5, 6)).astype(int)
        regions = (rng.random((3, 3)) < 0.35).astype(int)
        if regions.any() and 4 <= ties.sum() <= 14:
            drawn.append((ties, regions))
    return drawn


def test_the_log_rank_finds_nothing_where_groups_are_alike(record_property):
    times, events, entries = late_spells(np.random.default_rng(12), RUNS, 60)
    group = np.arange(60) // 2 % 2

    p = [log_rank(spells(*rows), group)["p"] for rows in zip(times, events, entries, strict=True)]

    sized(record_property, "Log-rank, 60 ties, late entry", p)


def test_the_degree_preserving_null_finds_nothing_where_ties_are_blind(record_property, networks):
    p = []
    for ties, regions in networks:
        tied = regions.repeat(2, axis=0).repeat(2, axis=1)
        p.append(of_counts(enumerate_all(ties, tied), observed(ties, tied))["p"])

    sized(record_property, "Degree-preserving null, counted out", p)


def test_the_qap_null_finds_nothing_where_ties_are_blind(record_property, networks):
    p = [qap(ties.reshape(3, 2, 3, 2).sum(axis=(1, 3)), regions)["p"] for ties, regions in networks]

    sized(record_property, "QAP, all relabellings", p)


@pytest.mark.parametrize(("treated", "controls"), [(10, 10), (15, 25)])
def test_the_test_of_the_years_before_finds_nothing_where_all_go_alike(record_property, treated, controls):
    rng, units = np.random.default_rng(13), treated + controls
    cohorts = np.array([2004 + unit % 2 if unit < treated else 0 for unit in range(units)])
    p = []

    for run in range(RUNS):
        y = rng.normal(size=(units, 1)) + rng.normal(size=(units, 8)).cumsum(axis=1)  # shocks that stay
        p.append(pretrend(Panel(np.arange(units), np.arange(2000, 2008), y, cohorts), seed=run, draws=199))

    sized(record_property, f"Years before, {treated} treated and {controls} not", p)


@pytest.mark.parametrize("n", [8, 20, 45])
def test_the_order_of_ties_says_nothing_where_it_is_a_coin(record_property, n):
    first = np.random.default_rng(14).binomial(n, 0.5, RUNS)
    each = {int(k): first_of_two([1] * int(k) + [3] * int(n - k), [2] * n)["p"] for k in np.unique(first)}

    sized(record_property, f"Order of {n}", [each[int(k)] for k in first])


def test_cmh_finds_nothing_where_strata_alone_differ(record_property):
    rng = np.random.default_rng(15)
    base = np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    a, c = rng.binomial(25, base, (RUNS, 5)), rng.binomial(30, base, (RUNS, 5))
    p = []

    for x, y in zip(a.tolist(), c.tolist(), strict=True):
        tables = [Table(one, 25 - one, other, 30 - other) for one, other in zip(x, y, strict=True)]
        p.append(pooled(tables)["cmh_p"])

    sized(record_property, "CMH over five strata", p)


def test_the_tests_do_find_what_is_there(record_property):
    """A test that never speaks would pass all of the above."""
    group = np.arange(60) // 2 % 2
    times, events, entries = late_spells(np.random.default_rng(16), 100, 60, hazard=np.where(group, 4, 1))

    p = np.array([log_rank(spells(*rows), group)["p"] for rows in zip(times, events, entries, strict=True)])

    assert (p < 0.05).mean() > 0.9
