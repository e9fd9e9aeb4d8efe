"""Do city ties follow regional ties? Shares first, then every country pair apart, then two honest nulls (METHODS 2)."""

import numpy as np
import pandas as pd

from insights.rules.dyads import stratum
from insights.rules.funnel import wilson_interval
from insights.rules.refusals import NoAnswer
from insights.rules.relabelling import qap
from insights.rules.rewiring import DRAWS, curveball, enumerate_all, observed, of_counts, of_draws
from insights.rules.tables import ASSOCIATION, POOLED, Table, Z, association, pooled, shares
from insights.rules.which_first import first_of_two

MIN_SHARE = 5
FEW_TIES, FEW_CITIES = 40, 12  # networks up to this size are counted out where they can be
ZEROS = 300  # dyads of one country pair without a city tie that the conditional logit looks at
NO_REGION_TIE = "no regional tie on record between these two"


def independence(frame, *, seed=0, draws=DRAWS):
    """{"strata", "pooled", "order", "withheld"} as CONTRACTS 5, from dyads as `dyads` gives them."""
    groups = list(frame.groupby("stratum", sort=True))
    strata = [stratum(name, rows) for name, rows in groups]
    tables = [Table.of(rows["region_tie"], rows["city_tie"]) for _name, rows in groups]
    found = of_strata(strata, tables, frame, seed=seed, draws=draws)
    return found | {"order": which_came_first(frame, found["withheld"])}


def of_strata(strata, tables, dyads, *, seed=0, draws=DRAWS):
    """{"strata", "pooled", "withheld"} of country pairs given as matrices with their tables.

    dyads: frame of stratum, region_tie and city_tie for the conditional logit; all with a city tie, and of the others
    all or a sample.
    """
    drawn = [rewired(one, draws, np.random.default_rng([seed, number])) for number, one in enumerate(strata)]
    withheld = {}
    rows = []
    for number, (one, table, null) in enumerate(zip(strata, tables, drawn, strict=True)):
        row = one_stratum(one, table, null, np.random.default_rng([seed, 1_000_000 + number]), draws)
        withheld |= withhold_shares(row, table, f"strata.{one.name}")
        rows.append(row)
    whole = Table(*(sum(getattr(table, cell) for table in tables) for cell in "abcd"))
    together = all_strata(dyads, whole, strata, tables, drawn, draws, seed)
    withheld |= withhold_shares(together, whole, "pooled")
    return {"strata": rows, "pooled": together, "withheld": withheld}


def told_shares(table):
    """The shares with Wilson's intervals for the first two."""
    found = shares(table)
    for name, part, other in (("independence", table.c, table.a), ("coverage", table.a, table.b)):
        found[f"{name}_low"], found[f"{name}_high"] = wilson_interval(part, part + other)
    return found


def withhold_shares(row, table, where):
    """Shares of fewer than five become None; {their names: why}."""
    found = {}
    for name, n in (("independence", table.a + table.c), ("coverage", table.a + table.b)):
        if n < MIN_SHARE and row[name] is not None:
            row |= dict.fromkeys((name, f"{name}_low", f"{name}_high"))
            found[f"{where}.{name}"] = f"{MIN_SHARE} needed, {n} given"
    return found


def which_came_first(frame, withheld):
    if not {"region_since", "city_since"} <= set(frame):
        return None
    both = frame[(frame["region_tie"] == 1) & (frame["city_tie"] == 1)]
    order = first_of_two(both["region_since"], both["city_since"])
    n = order["region_first"] + order["city_first"]
    if n < MIN_SHARE:
        order |= dict.fromkeys(("p", "low", "high"))
        withheld |= {f"order.{key}": f"{MIN_SHARE} needed, {n} given" for key in ("p", "low", "high")}
    return order


def rewired(one, draws, rng):
    """{"exact": counts} where the networks can be counted out, else {"draws": array}.

    A city without a tie in this country pair has none in any of them, so it is left out beforehand.
    """
    held = np.ix_(one.ties.any(axis=1), one.ties.any(axis=0))
    ties, tied = one.ties[held], one.tied[held]
    if ties.sum() <= FEW_TIES and min(ties.shape) <= FEW_CITIES:
        try:
            return {"exact": enumerate_all(ties, tied)}
        except NoAnswer:
            pass
    return {"draws": curveball(ties, tied, draws, rng)}


def one_stratum(one, table, null, rng, draws):
    value = observed(one.ties, one.tied)
    found = of_counts(null["exact"], value) if "exact" in null else of_draws(null["draws"], value)
    row = {"stratum": one.name, **vars(table), **association(table), **told_shares(table)}
    row |= {f"degree_{key}": found[key] for key in ("mean", "sd", "z", "p")}
    row |= {"degree_exact": "exact" in null, "qap_p": None}
    if one.tied.any():
        row["qap_p"] = qap(one.links, one.region_ties, draws=draws, rng=rng)["p"]
        return row
    # No odds ratio of nothing: that two countries have no regional tie on record is all there is to say.
    nothing = [*ASSOCIATION, "coverage", "lift", "degree_z", "degree_p"]
    return row | dict.fromkeys(nothing) | {"why": NO_REGION_TIE}


def all_strata(frame, whole, strata, tables, drawn, draws, seed):
    row = {**vars(whole), "or": association(whole)["or"], **told_shares(whole)}
    try:
        row |= pooled(tables)
    except NoAnswer as reason:
        row |= dict.fromkeys(POOLED) | {"why": str(reason)}
    row |= rewired_together(strata, drawn, draws, seed)
    return row | conditional_logit(frame)


def rewired_together(strata, drawn, draws, seed):
    """The degree-preserving null of all country pairs at once: their networks are rewired apart and added."""
    value = sum(observed(one.ties, one.tied) for one in strata)
    rng = np.random.default_rng([seed, 2_000_000])
    if all("exact" in null for null in drawn):
        found = of_counts(added([null["exact"] for null in drawn]), value)
    else:
        parts = [null["draws"] if "draws" in null else picked(null["exact"], draws, rng) for null in drawn]
        found = of_draws(np.sum(parts, axis=0), value)
    found["p"] = found["p"] if any(one.tied.any() for one in strata) else None
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
    total = sum(counts.values())
    return rng.choice(np.array(list(counts)), size=draws, p=[n / total for n in counts.values()])


def thinned(frame, zeros=ZEROS):
    """All dyads with a city tie, and of the others so many of each stratum, drawn by a fixed seed.

    Slopes stay consistent (METHODS 2.5), and the sum over all ways to place the ties stays countable.
    """
    tied = frame["city_tie"] == 1
    if len(frame) - tied.sum() <= zeros:
        return frame
    parts = [rows.sample(min(len(rows), zeros), random_state=0) for _name, rows in frame[~tied].groupby("stratum")]
    return pd.concat([frame[tied], *parts]).sort_index()


def conditional_logit(frame, covariates=()):
    """{"conditional_logit", and with "_se", "_low", "_high"} of the regional tie within country pairs.

    None where it is not defined: no pair in which both vary, or the two are separated.
    """
    from statsmodels.discrete.conditional_models import ConditionalLogit

    nothing = dict.fromkeys(f"conditional_logit{end}" for end in ("", "_se", "_low", "_high"))
    frame = thinned(frame)
    kinds = frame.groupby("stratum")[["city_tie", "region_tie"]].transform("nunique")
    telling = frame[kinds["city_tie"] > 1]
    if telling.empty or not (kinds.loc[telling.index, "region_tie"] > 1).any():
        return nothing
    tables = [Table.of(rows["region_tie"], rows["city_tie"]) for _name, rows in telling.groupby("stratum")]
    if not any(t.a * t.d for t in tables) or not any(t.b * t.c for t in tables):
        return nothing  # as many, or as few, as could be in every pair: the larger the coefficient the better
    design = telling[["region_tie", *covariates]].astype(float)
    fitted = ConditionalLogit(telling["city_tie"].astype(float), design, groups=telling["stratum"]).fit(disp=0)
    b, se = float(fitted.params["region_tie"]), float(fitted.bse["region_tie"])
    return dict(zip(nothing, (b, se, b - Z * se, b + Z * se), strict=True)) if np.isfinite([b, se]).all() else nothing
