"""Gravity: flows between places explained by what lies between them, with fixed effects (METHODS 6.2)."""

import warnings

import numpy as np
import pandas as pd

from insights.rules.refusals import NoAnswer

EFFECTS = {
    "pair": ["pair"], "origin_year": ["origin", "year"], "destination_year": ["destination", "year"],
    "origin": ["origin"], "destination": ["destination"], "year": ["year"],
}  # fmt: skip
USUAL = ("origin_year", "destination_year", "pair")
STARTLING = 30  # per cent: more than published work ever found


def gravity(frame, covariates, *, effects=USUAL, cluster="pair", model="ppml"):
    """{"coef", "se", "low", "high", "p", "effect_percent"} each {name: value}, with n, dropped and warning.

    frame: origin, destination, year, flow and pair, and covariates: a frame of numbers of the same rows. PPML keeps
    the zeros; errors are clustered and scaled by G/(G-1) alone. dropped: rows left out, in all, by why.
    Raises NoAnswer: a flow below 0, a dyad twice in a year, a covariate that the effects swallow.
    """
    import pyfixest

    data = frame[["origin", "destination", "year", "pair"]].astype(str).assign(flow=frame["flow"].astype(float))
    check(data, covariates)
    names = {name: f"x{number}" for number, name in enumerate(covariates)}
    for name, short in names.items():
        data[short] = covariates[name].to_numpy(float)
    for effect in effects:
        data[f"fe_{effect}"] = data[EFFECTS[effect]].agg("·".join, axis=1)
    data["by"] = data["pair"] if cluster == "pair" else data[EFFECTS[cluster]].agg("·".join, axis=1)
    if data["by"].nunique() < 2:
        raise NoAnswer("one_cluster", f"There is one {cluster} only: errors cannot be clustered on it.")
    formula = f"flow ~ {' + '.join(names.values())}"
    formula += f" | {' + '.join(f'fe_{effect}' for effect in effects)}" if effects else ""
    fit = pyfixest.fepois if model == "ppml" else pyfixest.feols
    if model == "ols":
        data = data[data["flow"] > 0].assign(flow=lambda rows: np.log(rows["flow"]))
    options = {"ssc": pyfixest.ssc(k_adj=False, G_adj=True)}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitted = fit(formula, data, vcov={"CRV1": "by"}, **options)
            table = fitted.tidy()
    except (ValueError, RuntimeError, np.linalg.LinAlgError, ZeroDivisionError) as fault:
        raise NoAnswer("separated", "The flows follow from the effects alone; nothing is left to explain.") from fault
    lost = [name for name, short in names.items() if short not in table.index]
    if lost:
        raise NoAnswer("collinear", f"{lost[0]} does not vary beside the effects of {', '.join(effects)}.")
    if not effects:
        names = {"const": "Intercept", **names}
    return answer(table, names, len(frame), fitted, model)


def check(data, covariates):
    if data.empty:
        raise NoAnswer("empty", "There are no flows.")
    if not np.isfinite(data["flow"]).all():
        raise NoAnswer("not_finite", "A flow is missing or not finite.")
    if (data["flow"] < 0).any():
        raise NoAnswer("negative", f"A flow is {data['flow'].min():g}; flows are 0 or more.")
    if not (data["flow"] > 0).any():
        raise NoAnswer("constant", "Every flow is 0.")
    twice = data.duplicated(["origin", "destination", "year"])
    if twice.any():
        row = data[twice].iloc[0]
        raise NoAnswer("duplicate", f"{row.origin} to {row.destination} stands twice in {row.year}.")
    for name in covariates:
        if not np.isfinite(covariates[name].to_numpy(float)).all():
            raise NoAnswer("not_finite", f"A value of {name} is missing or not finite.")
        if covariates[name].nunique() < 2:
            raise NoAnswer("constant", f"{name} is the same in every row.")


def answer(table, names, given, fitted, model):
    columns = {"coef": "Estimate", "se": "Std. Error", "low": "2.5%", "high": "97.5%", "p": "Pr(>|t|)"}
    found = {key: {name: float(table.loc[short, column]) for name, short in names.items()}
             for key, column in columns.items()}  # fmt: skip
    found["effect_percent"] = {name: 100 * float(np.expm1(b)) for name, b in found["coef"].items()}
    n = int(fitted._N)
    found |= {"n": n, "dropped": given - n, "warning": None}
    high = [name for name, effect in found["effect_percent"].items() if name.startswith("tie") and effect > STARTLING]
    if model == "ppml" and high:
        found["warning"] = (
            f"An effect of {found['effect_percent'][high[0]]:.0f} % on trade is above what published work finds "
            "(about 6 to 12 %); look for what else happened to these pairs."
        )
    return found


def named_pair(origin, destination):
    """One name for the flow from one to the other, where the file gives no pair."""
    return pd.Series(origin).astype(str) + ">" + pd.Series(destination).astype(str)
