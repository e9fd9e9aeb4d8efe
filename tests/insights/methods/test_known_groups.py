"""Ties by what was known at signature: groups on SUR-1, several groupings looked at together, continents."""

import math

import numpy as np
import pytest

from insights.rules.continents import CONTINENT_OF, COUNTRIES, same_continent
from insights.rules.holm import holm
from insights.rules.known_groups import FIGURES, by_group, known_groups
from insights.rules.survival import spells
from tests.insights.methods.goldens import GROUPS, KINDS, TIMES

CLOSE = {"rel": 0, "abs": 1e-6}
ITERATED = {"rel": 0, "abs": 1e-4}
NONE = math.nan


@pytest.fixture(scope="module")
def data():
    return spells(TIMES, KINDS)


def test_the_two_groups_are_compared_as_worked_out(data):
    found = by_group(data, GROUPS)

    assert (found["n"], found["outcomes"], found["unknown"], found["why"]) == (20, 11, 0, None)
    assert {key: (one["n"], one["outcomes"]) for key, one in found["groups"].items()} == {"0": (10, 4), "1": (10, 7)}
    assert found["logrank"] == pytest.approx(4.524269, **CLOSE)
    assert found["logrank_p"] == pytest.approx(0.033417, **CLOSE)
    assert found["cox_ln_hr"] == pytest.approx(1.39794, **ITERATED)
    assert found["cox_hr"] == pytest.approx(4.04687, **ITERATED)
    assert found["cox_hr_low"] < found["cox_hr"] < found["cox_hr_high"]


def test_the_half_of_a_group_is_told_only_while_five_are_watched(data):
    groups = by_group(data, GROUPS)["groups"]

    assert (groups["1"]["median"], groups["1"]["thin"]) == (3.5, False)
    assert (groups["0"]["median"], groups["0"]["thin"]) == (9.0, True)


def test_a_half_that_is_not_reached_is_none(data):
    found = by_group(spells([*[1.0] * 2, *[9.0] * 8, *[2.0] * 8, *[9.0] * 2], [*[1] * 2, *[0] * 8, *[1] * 8, *[0] * 2]),
                     [0] * 10 + [1] * 10)  # fmt: skip

    assert (found["groups"]["0"]["median"], found["groups"]["0"]["thin"]) == (None, False)
    assert found["groups"]["1"]["median"] == 2.0


def test_ties_of_neither_group_are_left_out_and_counted(data):
    more = spells([*TIMES, 3, 4], [*KINDS, 1, 0])

    assert by_group(more, [*GROUPS, NONE, NONE]) == {**by_group(data, GROUPS), "unknown": 2}


@pytest.mark.parametrize(
    ("groups", "why"), [([1] * 4 + [0] * 16, "few"), ([1] * 20, "few"), ([NONE] * 20, "few"), (GROUPS[::-1], None)]
)
def test_five_ties_are_needed_in_each_group(data, groups, why):
    found = by_group(data, groups)

    assert found["why"] == why
    if why:
        assert {found[key] for key in FIGURES} == {None}
        assert all("median" not in one for one in found["groups"].values())


def test_ten_outcomes_are_needed_of_ties_whose_group_is_known(data):
    first = KINDS.index(1)
    groups = [NONE if k == first else one for k, one in enumerate(GROUPS)]
    assert by_group(data, groups)["outcomes"] == 10
    assert by_group(data, groups)["why"] is None

    second = KINDS.index(1, first + 1)
    found = by_group(data, [NONE if k == second else one for k, one in enumerate(groups)])

    assert (found["outcomes"], found["why"]) == (9, "outcomes")
    assert {found[key] for key in FIGURES} == {None}


def test_groups_wholly_apart_have_neither_a_ratio_nor_a_p():
    apart = spells([2, 3] * 5 + [9] * 6, [1] * 10 + [0] * 6)
    found = by_group(apart, [1] * 10 + [0] * 6)

    assert found["why"] == "no_ratio"
    assert {found[key] for key in FIGURES} == {None}
    assert found["groups"]["1"]["n"] == 10


def test_the_rate_of_the_groups_swapped_is_one_over_it(data):
    one, other = by_group(data, GROUPS), by_group(data, 1 - np.array(GROUPS))

    assert one["cox_hr"] * other["cox_hr"] == pytest.approx(1, **ITERATED)
    assert one["logrank_p"] == pytest.approx(other["logrank_p"], **CLOSE)


def test_each_p_is_adjusted_for_as_many_groupings_as_have_a_ratio(data):
    half = [k % 2 for k in range(20)]
    two = known_groups(data, {"a": GROUPS, "b": half, "c": [1] * 20})
    three = known_groups(data, {"a": GROUPS, "b": half, "c": [1 - one for one in half]})

    p = two[0]["logrank_p"]
    assert [one["name"] for one in two] == ["a", "b", "c"]
    assert two[0]["p_holm"] == pytest.approx(2 * p)
    assert two[2]["p_holm"] is None
    assert three[0]["p_holm"] == pytest.approx(3 * p)
    assert three[1]["p_holm"] == three[2]["p_holm"]


def test_holm_multiplies_the_smallest_p_most_and_keeps_their_order():
    assert holm({"a": 0.04, "b": 0.01, "c": 0.03}) == pytest.approx({"b": 0.03, "c": 0.06, "a": 0.06})
    assert holm({"a": 0.7, "b": 0.6}) == {"b": 1.0, "a": 1.0}
    assert holm({}) == {}


def test_holm_is_that_of_statsmodels():
    from statsmodels.stats.multitest import multipletests

    ps = np.random.default_rng(8).uniform(size=12)
    found = holm(dict(enumerate(ps)))

    assert [found[k] for k in range(12)] == pytest.approx(multipletests(ps, method="holm")[1])


def test_every_country_lies_on_one_continent():
    codes = " ".join(COUNTRIES.values()).split()

    assert len(codes) == len(set(codes)) == len(CONTINENT_OF)
    assert (CONTINENT_OF["NA"], CONTINENT_OF["US"], CONTINENT_OF["TR"]) == ("Africa", "North America", "Asia")


@pytest.mark.parametrize(
    ("own", "others", "told"),
    [
        ("US", ["MX"], True), ("US", ["DE"], False), ("US", ["DE", "CN"], False), ("US", ["MX", "CA"], True),
        ("US", ["MX", "DE"], None), ("US", [], None), ("US", [""], None), ("", ["US"], None),
        ("US", ["ZZ", "MX"], None),
    ],
)  # fmt: skip
def test_where_the_other_side_lies_is_told_only_where_it_is_known_and_one(own, others, told):
    assert same_continent(own, others) is told
