"""DID-1: cohorts against those never treated, with effects that grow and differ."""

import pandas as pd
import pytest

from insights.questions import effect as question
from insights.rules.effect import effect
from insights.rules.group_time import aggregates, group_time
from insights.rules.panel import panel
from tests.insights.methods.goldens import did_1

CLOSE = {"rel": 0, "abs": 1e-6}


@pytest.fixture(scope="module")
def rows():
    return did_1().assign(cohort=lambda frame: pd.to_numeric(frame["cohort"]).fillna(0).astype(int))


@pytest.fixture(scope="module")
def found(rows):
    return effect(rows)


def of(cohort, found):
    return {one["t"]: one["att"] for one in found["att"] if one["g"] == cohort}


def test_the_effects_of_the_first_cohort_grow_by_one(found):
    expected = {2000: 0, 2001: 0, 2003: 1, 2004: 2, 2005: 3, 2006: 4, 2007: 5}

    assert of(2003, found) == pytest.approx(expected, **CLOSE)


def test_the_effects_of_the_second_cohort_grow_by_a_half(found):
    expected = {2000: 0, 2001: 0, 2002: 0, 2003: 0, 2005: 0.5, 2006: 1, 2007: 1.5}

    assert of(2005, found) == pytest.approx(expected, **CLOSE)


def test_the_aggregates_are_those_worked_out(found):
    assert [found["simple"], found["by_group_overall"]] == pytest.approx([2.25, 2.0], **CLOSE)
    assert found["by_group"] == pytest.approx({2003: 3, 2005: 1}, **CLOSE)
    after = {e: value for e, value in found["event_time"].items() if e >= 0}
    assert after == pytest.approx({0: 0.75, 1: 1.5, 2: 2.25, 3: 4, 4: 5}, **CLOSE)


def test_every_year_before_is_nought(found):
    assert {e: value for e, value in found["event_time"].items() if e < 0} == pytest.approx(
        dict.fromkeys(range(-5, -1), 0), **CLOSE
    )


def test_plain_two_way_effects_are_wrong_here(found):
    assert found["twfe"] == pytest.approx(1.428571, **CLOSE)


def test_two_other_right_ways_agree(found):
    assert [found["did2s"], found["sun_abraham"]] == pytest.approx([2.25, 2.25], abs=1e-4)


def test_those_not_yet_treated_give_the_same_here(rows):
    data, _dropped = panel(rows)

    found = aggregates(group_time(data, controls="not yet"), data.cohort)

    assert found["simple"].value == pytest.approx(2.25, **CLOSE)


def test_so_few_units_are_told_and_the_p_value_withheld():
    found = question.ask(did_1())

    assert found["pretrend_p"] is None
    assert found["withheld"]["effect"] == "10 treated and 10 control units needed, 4 and 2 given"


def test_a_year_of_anticipation_moves_the_base_year(rows):
    early = rows.assign(y=rows["y"] + ((rows["cohort"] > 0) & (rows["year"] == rows["cohort"] - 1)))

    assert effect(early)["simple"] == pytest.approx(1.25, **CLOSE)
    assert effect(early, anticipation=1)["simple"] == pytest.approx(2.25, **CLOSE)
