"""Which came first, the regional tie or the city tie (METHODS 2.6)?"""

import numpy as np
import pandas as pd
from scipy import stats

from insights.rules.funnel import wilson_interval
from insights.rules.refusals import NoAnswer


def first_of_two(region_since, city_since):
    """{"region_first", "city_first", "same_year", "p", "low", "high"} among dyads that have both years.

    Two arrays of years, NaN where not known. p: exact binomial, two-sided; low, high: Wilson of the share of regional
    first. Dyads of one year are counted apart; without any other, p and interval are None.
    """
    region, city = np.asarray(region_since, float), np.asarray(city_since, float)
    known = ~(np.isnan(region) | np.isnan(city))
    before, after = int((region < city)[known].sum()), int((region > city)[known].sum())
    found = {"region_first": before, "city_first": after, "same_year": int(known.sum()) - before - after}
    if not before + after:
        return found | {"p": None, "low": None, "high": None}
    low, high = wilson_interval(before, before + after)
    return found | {"p": float(stats.binomtest(before, before + after).pvalue), "low": low, "high": high}


def person_years(frame, *, event, exposure, first_year, last_year):
    """One row per dyad and year at risk: from first_year until its event, or last_year.

    frame: columns stratum and the two years named by event and exposure (NaN where never). The result has stratum,
    year, signed (0/1: the event this year) and exposed (0/1: the other tie stood before this year began).
    """
    rows = []
    for stratum, ended, since in frame[["stratum", event, exposure]].itertuples(index=False):
        last = last_year if np.isnan(ended) else int(min(ended, last_year))
        for year in range(first_year, last + 1):
            rows.append((stratum, year, int(year == ended), int(since < year)))
    return pd.DataFrame(rows, columns=["stratum", "year", "signed", "exposed"])


def hazard(events_with, years_with, events_without, years_without):
    """{"logit_or", "cloglog_hr"} of two groups of dyad-years, in closed form. Raises NoAnswer on an empty cell."""
    if not (0 < events_with < years_with and 0 < events_without < years_without):
        raise NoAnswer("separated", "In one of the two groups no tie was signed, or every year brought one.")
    one, other = events_with / years_with, events_without / years_without
    return {
        "logit_or": one / (1 - one) / (other / (1 - other)),
        "cloglog_hr": float(np.log1p(-one) / np.log1p(-other)),
    }


def hazard_model(years):
    """The log odds of signing in a year where the other tie stands, with effects of year and country pair.

    years: as person_years gives them. {"coef", "se", "p", "n", "events", "dropped"}; years and strata in which nothing,
    or nothing but signing, happened say nothing and are dropped. Raises NoAnswer where nothing is left.
    """
    import statsmodels.api as sm

    kept = years
    while True:
        for column in ("stratum", "year"):
            rate = kept.groupby(column)["signed"].transform("mean")
            kept = kept[(rate > 0) & (rate < 1)]
        if not len(kept):
            why = "No country pair and year has both: ties that were signed and ties that might have been."
            raise NoAnswer("constant", why)
        if all(kept.groupby(column)["signed"].nunique().eq(2).all() for column in ("stratum", "year")):
            break
    if kept["exposed"].nunique() < 2:
        raise NoAnswer("constant", "The other tie stands in all of these years, or in none: nothing to compare.")
    if kept.groupby("exposed")["signed"].nunique().lt(2).any():
        why = "With the other tie, or without it, no tie was signed at all: the two are separated."
        raise NoAnswer("separated", why)
    dummies = [pd.get_dummies(kept[c].astype(str), prefix=c, drop_first=True, dtype=float) for c in ("stratum", "year")]
    design = sm.add_constant(pd.concat([kept[["exposed"]].astype(float), *dummies], axis=1))
    model = sm.GLM(kept["signed"].astype(float), design, family=sm.families.Binomial()).fit()
    return {
        "coef": float(model.params["exposed"]), "se": float(model.bse["exposed"]), "p": float(model.pvalues["exposed"]),
        "n": len(kept), "events": int(kept["signed"].sum()), "dropped": len(years) - len(kept),
    }  # fmt: skip
