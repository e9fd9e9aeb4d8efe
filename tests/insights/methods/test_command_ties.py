"""The questions about ties, as the command answers them of files: every key of CONTRACTS 5 at its golden."""

import numpy as np
import pytest

from tests.insights.methods.goldens import STRATA, cnt_1, net_1, net_2, sur_1, sur_2

CLOSE = {"rel": 0, "abs": 1e-6}
ITERATED = {"rel": 0, "abs": 1e-4}
LOOSE = {"rel": 0, "abs": 1e-3}
STRATUM = (
    "stratum a b c d or or_low or_high se_ln_or rr rr_low rr_high phi chi2 chi2_p fisher_p independence coverage lift "
    "degree_mean degree_sd degree_z degree_p qap_p"
)
POOLED = (
    "a b c d or mh_or mh_low mh_high cmh cmh_p breslow_day breslow_day_p conditional_logit conditional_logit_se "
    "independence coverage lift degree_mean degree_sd degree_p"
)
CONVERSION = (
    "n outcomes ended censored km median median_low median_high median_by_group cif rmst logrank logrank_p cox_ln_hr "
    "cox_se cox_hr naive_mean withheld"
)
COUNTS = (
    "n dropped poisson poisson_se loglik pearson_df ct_alpha ct_t nb2 nb2_alpha nb2_loglik lr aic_poisson aic_nb2 vif"
)


def picked(found, expected):
    return {key: found[key] for key in expected}


def test_independence_has_every_key_that_is_promised(answer):
    found = answer("independence", net_2())

    assert set(STRATUM.split()) <= set(found["strata"][0])
    assert set(POOLED.split()) <= set(found["pooled"])


def test_one_country_pair_is_answered_as_worked_out(answer):
    expected = {
        "stratum": "X–Y", "a": 4, "b": 4, "c": 4, "d": 24, "or": 6, "se_ln_or": 0.889757, "or_low": 1.049033,
        "or_high": 34.317321, "rr": 3.5, "rr_low": 1.117527, "rr_high": 10.961701, "phi": 0.357143, "chi2": 4.591837,
        "chi2_p": 0.032125, "fisher_p": 0.053784, "independence": 0.5, "coverage": 0.5, "lift": 2.25,
        "degree_mean": 2.237569, "degree_sd": 1.081702, "degree_z": 1.629312, "degree_p": 0.116022, "qap_p": 0.222222,
    }  # fmt: skip

    found = answer("independence", net_1())

    assert picked(found["strata"][0], expected) == pytest.approx(expected, **CLOSE)
    assert picked(found["pooled"], ["breslow_day", "breslow_day_p"]) == {"breslow_day": None, "breslow_day_p": None}
    assert picked(found["pooled"], ["degree_mean", "degree_p"]) == pytest.approx(
        {"degree_mean": 2.237569, "degree_p": 0.116022}, **CLOSE
    )
    assert found["order"] is None


def test_three_country_pairs_are_answered_as_worked_out(answer):
    closed = {
        "a": 9, "b": 19, "c": 14, "d": 138, "or": 4.669173, "mh_or": 4.507150, "mh_low": 1.670497, "mh_high": 12.160691,
        "cmh": 9.573584, "cmh_p": 0.001974, "breslow_day": 0.173894, "breslow_day_p": 0.916725,
        "independence": 0.608696, "coverage": 0.321429, "lift": 2.515528,
    }  # fmt: skip
    iterated = {"conditional_logit": 1.454712, "conditional_logit_se": 0.496245}

    found = answer("independence", net_2())

    assert picked(found["pooled"], closed) == pytest.approx(closed, **CLOSE)
    assert picked(found["pooled"], iterated) == pytest.approx(iterated, **ITERATED)
    assert [tuple(row[cell] for cell in "abcd") for row in found["strata"]] == STRATA
    assert found["strata"][0]["or"] == pytest.approx(6, **CLOSE)


def test_the_order_of_the_ties_is_answered_as_worked_out(answer):
    frame = net_2()
    both = frame[(frame["region_tie"] == 1)].index[:20]
    frame["region_since"], frame["city_since"] = "", ""
    frame.loc[both, "city_tie"] = 1
    frame.loc[both, "region_since"] = [1990] * 13 + [2000] * 5 + [1995] * 2
    frame.loc[both, "city_since"] = 1995

    found = answer("independence", frame)["order"]

    assert picked(found, ["region_first", "city_first", "same_year"]) == {
        "region_first": 13, "city_first": 5, "same_year": 2,
    }  # fmt: skip
    assert [found["p"], found["low"], found["high"]] == pytest.approx([0.096252, 0.491273, 0.875002], **CLOSE)


def test_larger_networks_are_drawn_and_one_seed_gives_one_answer(answer):
    rng = np.random.default_rng(0)
    frame = net_2()
    frame[["region_tie", "city_tie"]] = rng.integers(0, 2, (len(frame), 2))

    first, again, other = (
        answer("independence", frame, options=["--seed", seed, "--draws", "200"]) for seed in ("1", "1", "2")
    )

    assert first == again
    assert first["strata"][2]["degree_mean"] != other["strata"][2]["degree_mean"]
    assert not first["strata"][2]["degree_exact"]


def test_conversion_has_every_key_and_is_answered_as_worked_out(answer):
    expected = {
        "n": 20, "outcomes": 11, "ended": 2, "censored": 7, "median": 7, "rmst": 5.829167, "logrank": 4.524269,
        "logrank_p": 0.033417, "naive_mean": 4.318182,
    }  # fmt: skip

    found = answer("conversion", sur_1(), options=["--tau", "8"])

    assert set(CONVERSION.split()) <= set(found)
    assert picked(found, expected) == pytest.approx(expected, **CLOSE)
    told = [found[key] for key in ("cox_ln_hr", "cox_se", "cox_hr")]
    assert told == pytest.approx([1.39794, 0.70310, 4.04687], **ITERATED)
    assert found["median_by_group"] == {"0": 9, "1": 3.5}
    steps = {row["t"]: row for row in found["km"]}
    assert [steps[t]["one_minus_s"] for t in (2, 3.5, 5, 7, 9)] == pytest.approx(
        [0.15, 0.30, 0.416667, 0.5625, 0.708333], **CLOSE
    )
    ended = {row["t"]: row for row in found["cif"]}
    assert [ended[t]["outcome"] for t in (3.5, 5, 7, 9)] == pytest.approx([0.30, 0.40, 0.525, 0.65], **CLOSE)
    assert {round(row["ended"], 6) for row in found["cif"] if row["t"] >= 4} == {0.1}
    assert set(found["km"][0]) == {"t", "at_risk", "s", "low", "high", "one_minus_s"}


def test_late_entry_is_answered_as_worked_out(answer):
    found = answer("conversion", sur_2())

    assert [(row["t"], row["s"]) for row in found["km"]] == [(3, 0.75), (5, 0.5), (9, 0.375), (12, 0.25), (20, 0.125)]
    assert found["median"] == 5
    assert found["logrank_p"] is None


def test_counts_have_every_key_and_are_answered_as_worked_out(answer):
    found = answer("counts", cnt_1(), options=["--y", "ties", "--x", "ln:pop,ln1p:flights"])

    assert set(COUNTS.split()) <= set(found)
    assert found["poisson"] == pytest.approx(
        {"const": 0.278024, "ln:pop": -0.027442, "ln1p:flights": 0.521423}, **ITERATED
    )
    told = [found[name] for name in ("n", "dropped", "loglik", "pearson_df", "ct_alpha", "ct_t")]
    assert told == pytest.approx([24, 0, -81.993793, 4.601069, 0.585817, 2.517430], **ITERATED)
    told = [found[name] for name in ("nb2_alpha", "nb2_loglik", "lr", "aic_poisson", "aic_nb2")]
    assert told == pytest.approx([0.67193, -61.458433, 41.07072, 169.98759, 130.91687], **LOOSE)
    assert found["nb2"] == pytest.approx({"const": -0.19452, "ln:pop": -0.01556, "ln1p:flights": 0.69229}, **LOOSE)


def test_rows_with_blanks_are_dropped_and_counted(answer):
    frame = cnt_1().astype(object)
    frame.loc[3, "pop"] = frame.loc[7, "ties"] = ""

    found = answer("counts", frame, options=["--y", "ties", "--x", "ln:pop"])

    assert (found["n"], found["dropped"]) == (22, 2)
