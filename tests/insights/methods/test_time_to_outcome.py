"""SUR-1, SUR-2 and the power of 4.6: how long until the first verified outcome."""

import pandas as pd
import pytest
from lifelines import CoxPHFitter
from lifelines.statistics import proportional_hazard_test
from statsmodels.duration.hazard_regression import PHReg

from insights.rules.conversion import conversion
from insights.rules.hazards import cox, landmark
from insights.rules.survival import (
    events_needed,
    incidence,
    kaplan_meier,
    log_rank,
    median,
    restricted_mean,
    spells,
)
from tests.insights.methods.goldens import GROUPS, KINDS, LATE, TIMES

CLOSE = {"rel": 0, "abs": 1e-6}
ITERATED = {"rel": 0, "abs": 1e-4}


@pytest.fixture(scope="module")
def data():
    return spells(TIMES, KINDS)


@pytest.fixture(scope="module")
def curve(data):
    return kaplan_meier(data)


def at(rows, t, column=1):
    """The step at or before t."""
    return [row[column] for row in rows if row[0] <= t][-1]


@pytest.mark.parametrize(
    ("t", "converted"), [(2, 0.15), (3.5, 0.30), (5, 0.416667), (7, 0.5625), (9, 0.708333)]
)
def test_the_curve_is_the_one_worked_out(curve, t, converted):
    assert 1 - at(curve, t, 2) == pytest.approx(converted, **CLOSE)


def test_the_medians_are_those_worked_out(data, curve):
    groups = pd.Series(GROUPS).to_numpy()

    each = [median(kaplan_meier(data.of(groups == one)))[0] for one in (1, 0)]

    assert [median(curve)[0], *each] == [7.0, 3.5, 9.0]


def test_the_mean_to_eight_years_is_the_one_worked_out(curve):
    assert restricted_mean(curve, 8) == pytest.approx(5.829167, **CLOSE)


def test_the_naive_mean_is_told_beside_it(data):
    assert conversion(data)["naive_mean"] == pytest.approx(4.318182, **CLOSE)


@pytest.mark.parametrize(("t", "outcome"), [(3.5, 0.30), (5, 0.40), (7, 0.525), (9, 0.65)])
def test_the_incidence_counts_the_ended_apart(data, t, outcome):
    rows = incidence(data)

    assert at(rows, t) == pytest.approx(outcome, **CLOSE)
    assert {row[0] < 4: row[2] for row in rows} == {True: 0, False: pytest.approx(0.10, **CLOSE)}


def test_the_log_rank_is_the_one_worked_out(data):
    assert log_rank(data, GROUPS) == pytest.approx({"chi2": 4.524269, "p": 0.033417}, **CLOSE)


def test_cox_with_efrons_ties_is_the_one_worked_out(data):
    found = cox(data, pd.DataFrame({"group": GROUPS}))

    told = [found[name]["group"] for name in ("ln_hr", "se", "hr")]
    assert told == pytest.approx([1.39794, 0.70310, 4.04687], **ITERATED)


def test_breslows_ties_would_give_another_ratio(data):
    model = PHReg(data.time, pd.DataFrame({"group": GROUPS}), status=data.kind == 1, ties="breslow").fit()

    assert model.params[0] == pytest.approx(1.35551, **ITERATED)


def test_proportional_hazards_are_tested_as_elsewhere(data):
    """The same as lifelines', where times are untied and nobody enters late."""
    untied = spells(pd.Series(TIMES) + pd.Series(range(20)) * 1e-3, KINDS)
    table = pd.DataFrame({"t": untied.time, "e": untied.kind == 1, "group": GROUPS}).sort_values("t")
    other = proportional_hazard_test(CoxPHFitter().fit(table, "t", "e"), table, time_transform="rank")

    found = cox(untied, pd.DataFrame({"group": GROUPS}))

    assert found["proportional_p"]["group"] == pytest.approx(float(other.p_value[0]), abs=1e-4)


def test_late_entry_is_the_one_worked_out():
    rows = kaplan_meier(spells(LATE["time"], LATE["kind"], LATE["entry"]))

    assert [(row[0], row[2]) for row in rows] == pytest.approx(
        [(3, 0.75), (5, 0.5), (9, 0.375), (12, 0.25), (20, 0.125)], **CLOSE
    )
    assert median(rows)[0] == 5


def test_without_the_entries_the_median_would_be_wrong():
    assert median(kaplan_meier(spells(LATE["time"], LATE["kind"])))[0] == 12


def test_the_outcomes_needed_are_those_worked_out():
    assert events_needed(2) == pytest.approx(65.35, abs=0.005)
    assert round(events_needed(1.5)) == 191
    assert events_needed(2, share=0.2) > events_needed(2)


def test_a_landmark_keeps_those_still_watched_without_outcome():
    data = spells([0.5, 2, 3, 4], [1, 1, 0, 1], [0, 0, 2, 0])

    assert landmark(data, 12).tolist() == [False, True, False, True]
