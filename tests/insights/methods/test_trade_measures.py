"""TRD-1 and TRD-2: strength, fit, rivalry, relatedness."""

import numpy as np
import pytest

from insights.rules import trade
from tests.insights.methods.goldens import EXPORTS, MADE

CLOSE = {"rel": 0, "abs": 1e-6}
NEAR = {"12": 0.5, "13": 0.5, "14": 0.25, "15": 0.25, "23": 0.333333, "24": 0.666667, "25": 0.333333, "34": 0.5,
        "35": 0, "45": 0}  # fmt: skip
DENSITY = {
    "15": 1.0, "23": 0.625, "24": 0.647059, "32": 0.454545, "34": 0.529412, "35": 0.428571, "41": 0.5, "43": 0.625,
    "45": 0.571429, "52": 0.272727, "53": 0.375, "54": 0.176471, "55": 0.428571,
}  # fmt: skip


def test_comparative_advantage_is_the_one_worked_out():
    expected = [[3.6, 0.9, 0.6, 0], [1.2, 1.5, 1.2, 0.3], [0.3, 0.9, 1.05, 1.425]]

    assert trade.comparative_advantage(EXPORTS) == pytest.approx(np.array(expected), **CLOSE)


def test_the_symmetric_form_lies_between_minus_one_and_one():
    assert trade.symmetric(np.array([0, 1, 3])).tolist() == [-1, 0, 0.5]


def test_complementarity_is_the_one_worked_out():
    found = trade.complementarity(trade.shares(EXPORTS)[:1], trade.shares([[30, 25, 25, 20]]))

    assert found == pytest.approx(np.array([[65]]), **CLOSE)


def test_similarity_is_the_one_worked_out():
    found = trade.similarity(trade.shares(EXPORTS))

    assert [found[0, 1], found[0, 2], found[1, 2]] == pytest.approx([60, 45, 62.5], **CLOSE)
    assert (found == found.T).all()


def test_intensity_growth_and_concentration_are_those_worked_out():
    assert trade.intensity(12, 200, 300, 10_000) == pytest.approx(2, **CLOSE)
    assert trade.growth(100, 146.41, 4) == (pytest.approx(0.1, **CLOSE), False)
    assert trade.concentration([0.4, 0.3, 0.2, 0.1]) == pytest.approx((0.30, 3.333333), **CLOSE)


def test_growth_from_next_to_nothing_is_doubted():
    assert trade.growth(1, 100, 4, mean=40)[1]
    assert not trade.growth(30, 100, 4, mean=40)[1]


@pytest.mark.parametrize(("pair", "value"), NEAR.items())
def test_proximity_is_the_one_worked_out(pair, value):
    one, other = (int(digit) - 1 for digit in pair)

    assert trade.proximity(MADE)[[one, other], [other, one]].tolist() == pytest.approx([value] * 2, **CLOSE)


@pytest.mark.parametrize(("cell", "value"), DENSITY.items())
def test_density_is_the_one_worked_out(cell, value):
    place, product = (int(digit) - 1 for digit in cell)

    assert trade.density(MADE)[place, product] == pytest.approx(value, **CLOSE)
