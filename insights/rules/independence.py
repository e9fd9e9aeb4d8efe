"""Do city ties follow regional ties? Shares first, then every country pair apart, then two honest nulls (METHODS 2)."""

import numpy as np

from insights.rules.dyads import stratum
from insights.rules.which_first import first_of_two
from insights.rules.refusals import NoAnswer
from insights.rules.relabelling import qap
from insights.rules.rewiring import DRAWS, curveball, enumerate_all, observed, of_counts, of_draws
from insights.rules.tables import Table, association, pooled, shares

MIN_SHARE = 5
NO_REGION_TIE = "no regional tie on record between these two"


def independence(frame, *, seed=0, draws=DRAWS):
    """{"strata", "pooled", "order", "dropped"} as CONTRACTS 5, from dyads as `dyads` gives them."""
    strata = [stratum(name, rows) for name, rows in frame.groupby("stratum", sort=True)]
    drawn = [rewired(one, draws, np.random.default_rng([seed, number])) for number, one in enumerate(strata)]
    tables = [Table.of(rows["region_tie"], rows["city_tie"]) for _name, rows in frame.groupby("stratum", sort=True)]
    answer = {
        "strata": [
            one_stratum(one, table, null, np.random.default_rng([seed, 1_000_000 + number]), draws)
            for number, (one, table, null) in enumerate(zip(strata, tables, drawn, strict=True))
        ],
        "pooled": all_strata(frame, strata, tables, drawn, draws, seed),
        "order": None,
    }
    if {"region_since", "city_since"} <= set(frame):
        both = frame[(frame["region_tie"] == 1) & (frame["city_tie"] == 1)]
        answer["order"] = first_of_two(both["region_since"], both["city_since"])
    return answer


def rewired(one, draws, rng):
    """{"exact": counts} where the networks can be counted out, else {"draws": array}."""
    if one.ties.sum() <= 40 and min(one.ties.shape) <= 12:
        try:
            return {"exact": enumerate_all(one.ties, one.tied)}
        except NoAnswer:
            pass
    return {"draws": curveball(one.ties, one.tied, draws, rng)}


def one_stratum(one, table, null, rng, draws):
    value = observed(one.ties, one.tied)
    found = of_counts(null["exact"], value) if "exact" in null else of_draws(null["draws"], value)
    row = {"stratum": one.name, **vars(table), **association(table), **shares(table)}
    row |= {f"degree_{key}": found[key] for key in ("mean", "sd", "z", "p")}
    row["qap_p"] = qap(one.links, one.region_ties, draws=draws, rng=rng)["p"]
    if not one.tied.any():  # no odds ratio of nothing
        row |= dict.fromkeys([*association(table), *(f"degree_{key}" for key in ("z", "p")), "qap_p", "coverage", "lift"])
        row["why"] = NO_REGION_TIE
    return row


def all_strata(frame, strata, tables, drawn, draws, seed):
    whole = Table(*(sum(getattr(table, cell) for table in tables) for cell in "abcd"))
    row = {**vars(whole), "or": association(whole)["or"], **shares(whole)}
    try:
        row |= pooled(tables)
    except NoAnswer as reason:
        row |= dict.fromkeys(("mh_or", "mh_low", "mh_high", "cmh", "cmh_p", "breslow_day", "breslow_day_p"))
        row["why"] = str(reason)
    row |= together(strata, drawn, draws, seed)
    return row | conditional_logit(frame)


def together(strata, drawn, draws, seed):
    """The degree-preserving null of all country pairs at once: their networks are rewired apart and added."""
    value = sum(observed(one.ties, one.tied) for one in strata)
    rng = np.random.default_rng([seed, 2_000_000])
    if all("exact" in null for null in drawn):
        found = of_counts(added([null["exact"] for null in drawn]), value)
    else:
        parts = [null["draws"] if "draws" in null else picked(null["exact"], draws, rng) for null in drawn]
        found = of_draws(np.sum(parts, axis=0), value)
    return {f"degree_{key}": found[key] for key in ("mean", "sd", "p")}


def added(counts):
    """{sum: ways} of independent counts."""
    total = {0: 1}
    for one in counts:
        following = {}
        for value, ways in total.items():
            for more, others in one.items():
                following[value + more] = following.get(value + more, 0) + ways * others
        total = following
    return total


def picked(counts, draws, rng):
    ways = np.array([float(n) for n in counts.values()])
    return rng.choice(np.array(list(counts)), size=draws, p=ways / ways.sum())


def conditional_logit(frame, covariates=()):
    """{"conditional_logit", "conditional_logit_se"} of the regional tie within country pairs; None where it is not
    defined (no pair in which both vary, or separated)."""
    from statsmodels.discrete.conditional_models import ConditionalLogit

    nothing = {"conditional_logit": None, "conditional_logit_se": None}
    rates = frame.groupby("stratum")[["city_tie", "region_tie"]].transform("nunique")
    telling = frame[(rates["city_tie"] > 1)]
    if telling.empty or not (rates.loc[telling.index, "region_tie"] > 1).any():
        return nothing
    if telling.groupby("region_tie")["city_tie"].nunique().lt(2).any():
        return nothing
    design = telling[["region_tie", *covariates]].astype(float)
    fitted = ConditionalLogit(telling["city_tie"].astype(float), design, groups=telling["stratum"]).fit(disp=0)
    found = float(fitted.params["region_tie"]), float(fitted.bse["region_tie"])
    return dict(zip(nothing, found, strict=True)) if np.isfinite(found).all() else nothing
