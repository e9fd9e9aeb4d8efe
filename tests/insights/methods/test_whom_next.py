"""MCD-1 and MCD-2: three scores, acceptability, and the weights at which the winner changes."""

import numpy as np
import pytest

from insights.rules import ranking
from insights.rules.partners import partners
from tests.insights.methods.goldens import CANDIDATES, CRITERIA, SIGNS, WEIGHTS

CLOSE = {"rel": 0, "abs": 1e-6}
EXACT = np.array([[0.4, 0.1, 0.5], [0.2, 0.8, 0], [0.4, 0.1, 0.5]])


@pytest.fixture(scope="module")
def found():
    return partners(list("ABCD"), CANDIDATES, CRITERIA, WEIGHTS, SIGNS)


@pytest.mark.parametrize(
    ("method", "scores", "order"),
    [
        ("minmax", [0.648518, 0.376041, 0.447078, 0.409624], "ACDB"),
        ("zscore", [0.463545, -0.246230, -0.036702, -0.180612], "ACDB"),
        ("topsis", [0.701605, 0.384434, 0.247164, 0.502643], "ADBC"),
    ],
)
def test_scores_and_order_are_those_worked_out(found, method, scores, order):
    assert list(found[method].values()) == pytest.approx(scores, **CLOSE)
    assert found["ranks"][method] == list(order)


def test_the_acceptability_of_the_first_rank_is_the_one_worked_out(found):
    first = [shares[0] for shares in found["acceptability"].values()]

    assert first == pytest.approx([0.731, 0.122, 0.071, 0.076], abs=0.005)
    assert found["robust"]


def test_the_weights_at_which_the_winner_changes_are_those_worked_out(found):
    assert found["switch_weights"] == {
        "TCI": pytest.approx(0.5379, abs=5e-5), "growth": pytest.approx(0.3713, abs=5e-5), "km": None,
        "flights": None, "governance": pytest.approx(0.5856, abs=5e-5),
    }  # fmt: skip


@pytest.mark.parametrize("criterion", [0, 1, 4])
def test_a_little_beyond_its_weight_the_winner_has_changed(found, criterion):
    at = found["switch_weights"][CRITERIA[criterion]]
    parts = ranking.minmax(ranking.matrix(CANDIDATES, WEIGHTS, SIGNS))

    def winner(weight):
        weights = np.delete(WEIGHTS, criterion)
        weights = np.insert(weights / weights.sum() * (1 - weight), criterion, weight)
        return int(ranking.best_first(ranking.weighted(parts, weights))[0])

    assert winner(at - 1e-6) == 0
    assert winner(at + 1e-6) != 0


def test_the_acceptability_of_two_criteria_is_the_exact_one():
    parts = np.array([[1, 0], [0.6, 0.6], [0, 1]])

    assert ranking.acceptability(parts) == pytest.approx(EXACT, abs=0.006)  # four errors of 100,000 draws


def test_each_draw_gives_every_rank_once_and_every_candidate_one():
    shares = ranking.acceptability(ranking.minmax(ranking.matrix(CANDIDATES, WEIGHTS, SIGNS)), draws=1_000)

    assert shares.sum(axis=0) == pytest.approx(np.ones(4))
    assert shares.sum(axis=1) == pytest.approx(np.ones(4))


def test_candidates_alike_share_what_they_have():
    parts = np.array([[1, 0], [0.6, 0.6], [0, 1], [0.6, 0.6]])

    shares = ranking.acceptability(parts, draws=5_000)

    assert (shares[1] == shares[3]).all()
    assert shares[1, 0] == pytest.approx(0.1, abs=0.02)


def test_leaving_out_the_hopeless_beforehand_changes_no_share():
    values = np.random.default_rng(5).random((ranking.SMALL + 200, 3))
    whole = ranking.acceptability(values[: ranking.SMALL], draws=500, ranks=3)
    hopeless = np.vstack([values[: ranking.SMALL], np.full((50, 3), -1.0)])

    assert (ranking.acceptability(hopeless, draws=500, ranks=3)[: ranking.SMALL] == whole).all()


def test_a_missing_value_leaves_the_criterion_out_for_that_candidate_alone():
    values = [list(map(float, row)) for row in CANDIDATES]
    values[1][2] = np.nan

    found = partners(list("ABCD"), values, CRITERIA, WEIGHTS, SIGNS, draws=100)

    parts = ranking.minmax(ranking.matrix(values, WEIGHTS, SIGNS))[1]
    weights = np.delete(WEIGHTS, 2)
    assert found["minmax"]["B"] == pytest.approx(np.delete(parts, 2) @ weights / weights.sum())
    assert found["missing"] == {"B": 1}
