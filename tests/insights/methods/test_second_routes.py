"""The same figure by another way: other libraries, or the formula written out, on tables with noise."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from lifelines import AalenJohansenFitter, CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import proportional_hazard_test
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import survdiff
from statsmodels.stats.contingency_tables import StratifiedTable

from insights.questions import QUESTIONS
from insights.rules import survival
from insights.rules.effect import effect
from insights.rules.gravity import gravity, named_pair
from insights.rules.group_time import group_time
from insights.rules.hazards import cox
from insights.rules.independence import conditional_logit
from insights.rules.panel import panel
from insights.rules.tables import Table, pooled
from tests.insights.methods import tables

SEEDS = range(3)


def watched(seed):
    frame = tables.spells(seed)
    return frame, survival.spells(frame["time"], frame["kind"], frame["entry"])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_curve_and_its_band_are_those_of_lifelines(seed):
    frame, data = watched(seed)
    other = KaplanMeierFitter().fit(frame["time"], frame["kind"] == 1, entry=np.nextafter(frame["entry"], np.inf))
    band = other.confidence_interval_survival_function_

    rows = survival.kaplan_meier(data)

    for t, _n, s, low, high in rows:
        assert s == pytest.approx(float(other.predict(t)), abs=1e-9)
        if low is not None:
            assert [low, high] == pytest.approx(list(band.loc[t]), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_log_rank_is_that_of_statsmodels(seed):
    frame, data = watched(seed)

    found = survival.log_rank(data, frame["group"])

    chi2, p = survdiff(data.time, data.kind == 1, frame["group"].to_numpy(), entry=data.entry)
    assert (found["chi2"], found["p"]) == pytest.approx((chi2, p), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_cox_with_late_entry_is_that_of_statsmodels(seed):
    frame, data = watched(seed)

    found = cox(data, frame[["group"]])

    entry = np.nextafter(data.entry, np.inf)  # statsmodels counts who enters at the very time
    other = PHReg(data.time, frame[["group"]].to_numpy(float), data.kind == 1, entry=entry, ties="efron").fit()
    assert (found["ln_hr"]["group"], found["se"]["group"]) == pytest.approx((other.params[0], other.bse[0]), abs=1e-7)


def test_proportional_hazards_are_those_of_lifelines_for_two_figures_of_untied_ties():
    frame = tables.spells(3, n=60, decimals=9).assign(entry=0)
    frame["size"] = np.random.default_rng(3).normal(size=60)
    data = survival.spells(frame["time"], frame["kind"])
    table = frame[["group", "size", "time"]].assign(event=frame["kind"] == 1).sort_values("time")
    other = proportional_hazard_test(CoxPHFitter().fit(table, "time", "event"), table, time_transform="rank")

    found = cox(data, frame[["group", "size"]])["proportional_p"]

    assert found == pytest.approx(other.summary["p"].to_dict(), abs=1e-4)


def test_the_incidence_is_that_of_aalen_and_johansen_where_times_are_untied():
    frame = tables.spells(4, decimals=9).assign(entry=0)
    other = AalenJohansenFitter(calculate_variance=True).fit(frame["time"], frame["kind"], event_of_interest=1)
    data = survival.spells(frame["time"], frame["kind"])

    found = np.array([row[:2] for row in survival.incidence(data)])

    expected = other.cumulative_density_.iloc[:, 0].reindex(found[:, 0])
    assert found[:, 1] == pytest.approx(expected.to_numpy(), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_pooled_ratios_are_those_of_statsmodels(seed):
    cells = np.random.default_rng(seed).integers(3, 30, (4, 4)).tolist()
    other = StratifiedTable([np.array(row, float).reshape(2, 2) for row in cells])

    found = pooled([Table(*row) for row in cells])

    assert found["mh_or"] == pytest.approx(other.oddsratio_pooled)
    assert [found["breslow_day"], found["breslow_day_p"]] == pytest.approx(
        [other.test_equal_odds().statistic, other.test_equal_odds().pvalue]
    )


def test_the_conditional_logit_of_matched_pairs_is_the_ratio_of_the_discordant():
    """McNemar: in pairs of one tied and one not, the odds ratio is that of the pairs that differ."""
    rows = []
    for stratum in range(30):
        first = stratum < 20  # in 20 the dyad with a regional tie has the city tie, in 10 the other
        rows += [(stratum, 1, int(first)), (stratum, 0, int(not first))]

    found = conditional_logit(pd.DataFrame(rows, columns=["stratum", "region_tie", "city_tie"]))

    assert np.exp(found["conditional_logit"]) == pytest.approx(2, abs=1e-4)
    assert found["conditional_logit_se"] == pytest.approx(np.sqrt(1 / 20 + 1 / 10), abs=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_simple_effect_is_that_of_the_saturated_model(seed):
    """Sun & Abraham's with those never treated: another library, the same estimand, to the last digits."""
    found = QUESTIONS["effect"].ask(tables.text(tables.panel(seed)))

    assert found["sun_abraham"] == pytest.approx(found["simple"], abs=1e-8)
    assert found["did2s"] == pytest.approx(found["simple"], abs=2 * found["simple_se"])
    assert found["twfe"] != pytest.approx(found["simple"], abs=1e-3)


def test_each_effect_is_the_difference_of_four_means():
    frame = tables.panel(1).assign(cohort=lambda rows: pd.to_numeric(rows["cohort"]).fillna(0).astype(int))
    data, _dropped = panel(frame)
    means = frame.groupby(["cohort", "year"])["y"].mean()

    for one in group_time(data):
        ours, theirs = means[one.g], means[0]
        expected = (ours[one.t] - ours[one.g - 1]) - (theirs[one.t] - theirs[one.g - 1])
        assert one.att == pytest.approx(expected, abs=1e-12)


def test_two_groups_and_two_years_have_the_error_of_welch():
    frame = tables.panel(2)[lambda rows: rows["year"].isin([2002, 2003]) & (rows["cohort"] != 2004)]
    frame = frame[frame["cohort"] != 2005].assign(cohort=lambda rows: pd.to_numeric(rows["cohort"]).fillna(0))
    wide = frame.pivot(index="unit", columns="year", values="y")
    change = wide[2003] - wide[2002]
    treated = frame.groupby("unit")["cohort"].first() > 0
    welch = sm.stats.CompareMeans(sm.stats.DescrStatsW(change[treated]), sm.stats.DescrStatsW(change[~treated]))

    found = effect(frame)

    low, high = welch.tconfint_diff(usevar="unequal")
    assert [found["simple_low"], found["simple_high"]] == pytest.approx([low, high])


def test_gravity_is_poisson_with_dummies_and_errors_by_pair():
    rows = tables.flows(1)
    pair = named_pair(rows["origin"], rows["destination"])
    effects = [rows["origin"] + rows["year"].astype(str), rows["destination"] + rows["year"].astype(str), pair]
    dummies = [pd.get_dummies(one, drop_first=k > 0, dtype=float) for k, one in enumerate(effects)]
    design = pd.concat([rows[["tie", "other"]], *dummies], axis=1).T.drop_duplicates().T.to_numpy(float)
    _q, r = np.linalg.qr(design)
    design = design[:, np.abs(np.diag(r)) > 1e-9]
    groups = pd.factorize(pair)[0]
    fitted = sm.GLM(rows["flow"], design, family=sm.families.Poisson()).fit(
        cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}, tol=1e-12
    )

    found = gravity(rows.assign(pair=pair), rows[["tie", "other"]])

    scale = np.sqrt(25 / 24)  # G/(G-1), of 25 pairs
    assert list(found["coef"].values()) == pytest.approx(list(fitted.params[:2]), abs=1e-6)
    assert list(found["se"].values()) == pytest.approx(list(scale * fitted.bse[:2]), rel=1e-4)
