"""CNT-1: how many ties a city has, by Poisson with robust errors and by NB2."""

import numpy as np
import pytest
from scipy import optimize, special

from insights.rules.counts import counts_of_ties, ten_percent_more, transformed
from tests.insights.methods.goldens import COUNTED, FLIGHTS, POPULATION, cnt_1

WORDS = ["ln:pop", "ln1p:flights"]
CLOSE = {"rel": 0, "abs": 1e-4}
LOOSE = {"rel": 0, "abs": 1e-3}


@pytest.fixture(scope="module")
def found():
    covariates, _dropped = transformed(cnt_1(), WORDS)
    return counts_of_ties(COUNTED, covariates)


def test_poisson_is_the_one_worked_out(found):
    assert list(found["poisson"]) == ["const", *WORDS]
    assert list(found["poisson"].values()) == pytest.approx([0.278024, -0.027442, 0.521423], **CLOSE)
    assert (found["n"], found["loglik"]) == (24, pytest.approx(-81.993793, **CLOSE))


def test_overdispersion_is_the_one_worked_out(found):
    told = [found[name] for name in ("pearson_df", "ct_alpha", "ct_t")]

    assert told == pytest.approx([4.601069, 0.585817, 2.517430], **CLOSE)


def test_nb2_is_the_one_worked_out(found):
    told = [*found["nb2"].values(), found["nb2_alpha"], found["nb2_loglik"], found["lr"]]

    assert told == pytest.approx([-0.19452, -0.01556, 0.69229, 0.67193, -61.458433, 41.07072], **LOOSE)
    assert [found["aic_poisson"], found["aic_nb2"]] == pytest.approx([169.98759, 130.91687], **LOOSE)


def test_nb2_is_where_its_likelihood_is_highest(found):
    """A second way: the likelihood written out and climbed."""
    y, design = np.array(COUNTED, float), np.column_stack([np.ones(24), np.log(POPULATION), np.log1p(FLIGHTS)])

    def deficit(figures):
        size, mean = np.exp(-figures[3]), np.exp(design @ figures[:3])
        terms = special.gammaln(y + size) - special.gammaln(size) - special.gammaln(y + 1)
        return -(terms + size * np.log(size / (size + mean)) + y * np.log(mean / (size + mean))).sum()

    best = optimize.minimize(deficit, [0, 0, 0.5, -0.4], method="BFGS")

    assert [*found["nb2"].values(), found["nb2_alpha"]] == pytest.approx([*best.x[:3], np.exp(best.x[3])], **LOOSE)
    assert found["nb2_loglik"] == pytest.approx(-best.fun, **CLOSE)


def test_robust_errors_are_the_sandwich_without_correction(found):
    design = np.column_stack([np.ones(24), np.log(POPULATION), np.log1p(FLIGHTS)])
    mean = np.exp(design @ np.array(list(found["poisson"].values())))
    bread = np.linalg.inv(design.T @ (design * mean[:, None]))
    meat = design.T @ (design * ((np.array(COUNTED) - mean) ** 2)[:, None])

    expected = np.sqrt(np.diag(bread @ meat @ bread))

    assert list(found["poisson_se"].values()) == pytest.approx(list(expected), rel=1e-5)


def test_the_inflation_of_two_figures_is_that_of_their_correlation(found):
    r = np.corrcoef(np.log(POPULATION), np.log1p(FLIGHTS))[0, 1]

    assert list(found["vif"].values()) == pytest.approx([1 / (1 - r**2)] * 2)


def test_ten_percent_more_of_a_figure_goes_with_its_power():
    assert ten_percent_more(0.5) == pytest.approx(4.880885, abs=1e-6)


def test_a_dispersion_below_the_mean_needs_no_second_model():
    rng = np.random.default_rng(4)
    y = rng.binomial(10, 0.5, 60)  # less spread than Poisson

    covariates, _dropped = transformed(cnt_1().sample(60, replace=True, random_state=1).reset_index(), WORDS)
    found = counts_of_ties(y, covariates)

    assert found["lr"] == pytest.approx(0, abs=1e-3)  # two likelihoods alike to their rounding
    assert found["nb2_alpha"] == pytest.approx(0, abs=1e-3)
