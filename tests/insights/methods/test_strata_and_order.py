"""NET-2 and NET-3: country pairs together, and which tie came first."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize

from insights.rules.independence import added, conditional_logit
from insights.rules.refusals import NoAnswer
from insights.rules.rewiring import of_counts
from insights.rules.tables import Table, association, pooled, shares
from insights.rules.which_first import first_of_two, hazard, hazard_model, person_years
from tests.insights.methods.goldens import STRATA, net_2

CLOSE = {"rel": 0, "abs": 1e-6}
ITERATED = {"rel": 0, "abs": 1e-4}
WHOLE = Table(9, 19, 14, 138)


def test_the_strata_together_are_those_worked_out():
    assert pooled([Table(*cells) for cells in STRATA]) == pytest.approx(
        {
            "mh_or": 4.507150, "mh_low": 1.670497, "mh_high": 12.160691, "cmh": 9.573584, "cmh_p": 0.001974,
            "breslow_day": 0.173894, "breslow_day_p": 0.916725,
        }, **CLOSE,
    )  # fmt: skip


def test_the_conditional_logit_is_the_one_worked_out():
    found = conditional_logit(net_2())

    b, se = 1.454712, 0.496245
    assert list(found.values()) == pytest.approx([b, se, b - 1.959964 * se, b + 1.959964 * se], **ITERATED)
    assert np.exp(found["conditional_logit"]) == pytest.approx(4.283249, **ITERATED)


def test_the_crude_table_and_its_shares_are_those_worked_out():
    assert association(WHOLE)["or"] == pytest.approx(4.669173, **CLOSE)
    assert shares(WHOLE) == pytest.approx(
        {"independence": 0.608696, "coverage": 0.321429, "lift": 2.515528}, **CLOSE
    )  # fmt: skip


@pytest.mark.parametrize(
    "tables",
    [
        STRATA,
        [(10, 10, 10, 10), (12, 12, 8, 8), (9, 11, 9, 11)],  # a ratio of exactly 1, where the usual formula fails
        [(12, 8, 8, 12), (8, 12, 12, 8)],
        [(1001, 1000, 1000, 1000), (999, 1000, 1000, 1000), (10, 7, 9, 8)],
        [(40, 2, 3, 50), (9, 1, 2, 30)],
    ],
)
def test_equal_ratios_are_tested_against_the_cells_that_a_search_finds(tables):
    found = pooled([Table(*cells) for cells in tables])

    total = 0
    for a, b, c, d in tables:

        def excess(first, a=a, b=b, c=c, d=d):
            return first * (d - a + first) - found["mh_or"] * (a + b - first) * (a + c - first)

        first = optimize.brentq(excess, max(0, a - d), min(a + b, a + c), xtol=1e-13)
        total += (a - first) ** 2 * sum(1 / cell for cell in (first, a + b - first, a + c - first, d - a + first))
    assert found["breslow_day"] == pytest.approx(total, abs=1e-7)


def test_one_stratum_has_no_test_of_equal_ratios():
    found = pooled([Table(*STRATA[0])])

    assert (found["breslow_day"], found["breslow_day_p"]) == (None, None)
    assert found["mh_or"] == pytest.approx(6)


def test_the_first_of_two_is_the_one_worked_out():
    found = first_of_two([1] * 13 + [3] * 5 + [2, 2, np.nan, 1], [2] * 18 + [2, 2, 1, np.nan])

    assert (found["region_first"], found["city_first"], found["same_year"]) == (13, 5, 2)
    assert (found["p"], found["low"], found["high"]) == pytest.approx((0.096252, 0.491273, 0.875002), **CLOSE)


def test_the_hazard_of_a_city_tie_is_the_one_worked_out():
    assert hazard(6, 150, 9, 900) == pytest.approx({"logit_or": 4.125, "cloglog_hr": 4.061754}, **CLOSE)


def test_a_group_in_which_nothing_was_signed_has_no_hazard_ratio():
    with pytest.raises(NoAnswer) as refused:
        hazard(0, 150, 9, 900)
    assert refused.value.code == "separated"


def test_the_model_of_years_gives_the_ratio_of_the_table_where_there_is_one_year_and_one_pair():
    rows = [(1, 1)] * 6 + [(1, 0)] * 144 + [(0, 1)] * 9 + [(0, 0)] * 891
    years = pd.DataFrame(rows, columns=["exposed", "signed"]).assign(stratum="s", year=2000)

    found = hazard_model(years)

    assert np.exp(found["coef"]) == pytest.approx(4.125, **ITERATED)
    assert (found["n"], found["events"], found["dropped"]) == (1050, 15, 0)


def test_a_dyad_is_at_risk_until_its_tie_and_exposed_from_the_year_after_the_other():
    frame = pd.DataFrame({"stratum": ["s", "s"], "city": [2003, np.nan], "region": [2001, np.nan]})

    years = person_years(frame, event="city", exposure="region", first_year=2000, last_year=2004)

    assert years[["year", "signed", "exposed"]].values.tolist() == [
        [2000, 0, 0], [2001, 0, 0], [2002, 0, 1], [2003, 1, 1],
        [2000, 0, 0], [2001, 0, 0], [2002, 0, 0], [2003, 0, 0], [2004, 0, 0],
    ]  # fmt: skip


def test_the_nulls_of_two_hundred_strata_are_added_without_overflow():
    one = {0: 10**20, 1: 10**20}

    found = of_counts(added([one] * 200), 100)

    assert (found["mean"], found["sd"]) == pytest.approx((100, np.sqrt(50)))
    assert found["p"] == pytest.approx(0.528174, abs=1e-6)  # binomial of 200 halves, 100 or more
