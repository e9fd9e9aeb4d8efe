"""STG-1 of METHODS 3 through the database: recorded, gathered by one statement, ruled, stored."""

import datetime as dt

import pytest

from tests.outcomes.stage_scene import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def as_in_d(scene):
    scene.exchanges(scene.university, scene.chamber, out=4, into=2)
    scene.plan()
    scene.money()


def test_a_last_activity_in_may_2021_is_no_recent_record(scene):
    scene.activity(on=dt.date(2021, 5, 3))

    stored = scene.staged()

    assert (stored.stage, stored.facts["last_contact"]) == (0, "2021-05-03")


def test_b_one_mayoral_visit_is_ceremonial(scene):
    scene.activity(on=dt.date(2024, 4, 1))

    assert scene.staged().stage == 1


def test_c_three_exchanges_out_are_exchange_and_lack_reciprocity_plan_and_funding(scene):
    scene.exchanges(scene.university, out=3)

    stored = scene.staged()

    ahead = [gap["test"] for gap in stored.facts["ahead"]]
    assert (stored.stage, stored.facts["reciprocity"], stored.gaps) == (2, "0", [])
    assert ahead == ["reciprocity", "work_plan", "both_fund"]


def test_d_four_out_and_two_in_with_plan_and_money_of_both_are_reciprocal(scene):
    as_in_d(scene)

    stored = scene.staged()

    assert (stored.stage, round(float(stored.facts["reciprocity"]), 6)) == (3, 0.666667)
    assert stored.facts["layers"] == ["chamber", "city", "university"]


def test_e_a_contract_without_exchanges_is_economic_with_two_stages_as_gaps(scene):
    scene.activity(scene.chamber, on=dt.date(2024, 4, 1))
    scene.outcome(2024, "OC1")

    stored = scene.staged()

    assert (stored.stage, {gap["stage"] for gap in stored.gaps}) == (4, {2, 3})


def test_f_three_outcomes_of_two_years_and_kinds_that_both_report_are_strategic(scene):
    as_in_d(scene)
    for year, code in ((2023, "OC2"), (2024, "OC2"), (2024, "OC6")):
        scene.outcome(year, code)
    before = scene.staged().stage

    scene.reported()

    stored = scene.staged()
    assert (before, stored.stage, stored.gaps, stored.facts["ahead"]) == (4, 5, [], [])
