"""NET-1: a table of two by two, and the two honest nulls beside the naive test."""

import numpy as np
import pytest

from insights.rules.refusals import NoAnswer
from insights.rules.relabelling import qap
from insights.rules.rewiring import curveball, enumerate_all, observed, of_counts, of_draws
from insights.rules.tables import Table, association, shares
from tests.insights.methods.goldens import net_1, net_1_matrices

CLOSE = {"rel": 0, "abs": 1e-6}
DRAWS = 20_000
COUNTS = {0: 96, 1: 462, 2: 732, 3: 630, 4: 216, 5: 36}


@pytest.fixture(scope="module")
def table():
    frame = net_1()
    return Table.of(frame["region_tie"], frame["city_tie"])


@pytest.fixture(scope="module")
def drawn():
    ties, tied, _links, _region_ties = net_1_matrices()
    return curveball(ties, tied, DRAWS, np.random.default_rng(1))


def test_the_four_cells_are_counted(table):
    assert table == Table(4, 4, 4, 24)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("or", 6), ("se_ln_or", 0.889757), ("or_low", 1.049033), ("or_high", 34.317321),
        ("rr", 3.5), ("rr_low", 1.117527), ("rr_high", 10.961701), ("phi", 0.357143),
        ("chi2", 4.591837), ("chi2_p", 0.032125), ("fisher_p", 0.053784),
    ],
)  # fmt: skip
def test_the_association_is_the_one_worked_out(table, name, value):
    assert association(table)[name] == pytest.approx(value, **CLOSE)


def test_the_shares_are_those_a_mayor_asks_for(table):
    assert shares(table) == {"independence": 0.5, "coverage": 0.5, "lift": 2.25}


def test_all_networks_with_the_same_degrees_are_counted():
    ties, tied, _links, _region_ties = net_1_matrices()

    counts = enumerate_all(ties, tied)

    assert (counts, sum(counts.values())) == (COUNTS, 2172)


def test_the_exact_null_has_its_mean_spread_and_p():
    ties, tied, _links, _region_ties = net_1_matrices()

    found = of_counts(COUNTS, observed(ties, tied))

    assert found == pytest.approx({"mean": 2.237569, "sd": 1.081702, "z": 1.629312, "p": 0.116022}, **CLOSE)
    assert found["p"] == 252 / 2172


def test_the_sampler_agrees_with_the_count_of_all(drawn):
    found = of_draws(drawn, 4)

    error = 1.081702 / np.sqrt(DRAWS)
    assert found["mean"] == pytest.approx(2.237569, abs=4 * error)
    assert found["sd"] == pytest.approx(1.081702, abs=4 * error)  # its error is smaller than the mean's
    assert found["p"] == pytest.approx(252 / 2172, abs=4 * np.sqrt(0.116 * 0.884 / DRAWS))


def test_the_sampler_meets_each_value_as_often_as_it_should(drawn):
    values, seen = np.unique(drawn, return_counts=True)

    assert list(values) == list(COUNTS)
    expected = np.array(list(COUNTS.values())) / 2172 * DRAWS
    assert ((seen - expected) ** 2 / expected).sum() < 20.5  # 0.999 of chi-squared with 5


def test_rewired_networks_keep_every_degree():
    ties, tied, _links, _region_ties = net_1_matrices()
    column = np.zeros_like(tied)
    column[:, 0] = 1  # the statistic is then the degree of the first city of the other side

    assert set(curveball(ties, column, 200, np.random.default_rng(3))) == {ties[:, 0].sum()}
    assert enumerate_all(ties, column) == {ties[:, 0].sum(): 2172}


def test_regions_are_relabelled_in_all_36_ways():
    _ties, _tied, links, region_ties = net_1_matrices()

    found = qap(links, region_ties)

    assert found == {"mean": pytest.approx(1.777778, **CLOSE), "p": 8 / 36, "relabellings": 36, "exact": True}


def test_a_table_with_an_empty_cell_gets_a_half_in_each_and_says_so():
    found = association(Table(0, 5, 3, 10))

    assert found["haldane"]
    assert found["or"] == pytest.approx(0.5 * 10.5 / (5.5 * 3.5))
    assert found["chi2"] == pytest.approx(18 * (5 * 3) ** 2 / (5 * 13 * 3 * 15))  # of the table as it is


def test_networks_too_many_to_count_are_refused_soon():
    ties = np.random.default_rng(0).permuted(np.tile([1] * 12 + [0] * 12, (24, 1)), axis=1)

    with pytest.raises(NoAnswer) as refused:
        enumerate_all(ties, ties)
    assert refused.value.code == "too_many"


def test_two_places_with_twenty_ties_each_are_counted_out_by_the_side_of_two():
    ties = np.zeros((2, 40), int)
    ties[0, :20] = ties[1, 10:30] = 1
    tied = np.zeros((2, 40), int)
    tied[0, 0] = 1

    assert sum(enumerate_all(ties, tied).values()) == 184756  # 20 cities have one tie: 20 over 10 ways


def test_relabellings_too_many_to_count_are_drawn_about_the_mean_that_all_have():
    rng = np.random.default_rng(5)
    links, region_ties = rng.integers(0, 5, (9, 8)), rng.integers(0, 2, (9, 8))

    found = qap(links, region_ties, draws=4_000, rng=rng)

    assert (found["exact"], found["relabellings"]) == (False, 4_000)
    assert found["mean"] == pytest.approx(links.sum() * region_ties.mean(), abs=0.5)


def test_regions_of_one_set_are_relabelled_jointly():
    links = np.array([[0, 3, 0, 0], [3, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])

    found = qap(links, (links > 1).astype(int), jointly=True)

    assert (found["relabellings"], found["p"]) == (24, 4 / 24)  # the pair keeps its place in 4 of the 24 ways
