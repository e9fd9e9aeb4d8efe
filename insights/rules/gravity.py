"""Gravity: flows between places explained by what lies between them, with fixed effects (METHODS 6.2)."""

import warnings

import numpy as np
import pandas as pd

from insights.rules.fitting import settled, thorough, unsettled
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
    units = {name: float(covariates[name].std(ddof=0)) for name in covariates}
    for name, short in names.items():
        data[short] = covariates[name].to_numpy(float) / units[name]  # the fit need not know metres from kilometres
    if effects:  # they take up the unit of the flows
        data["flow"] /= data["flow"].mean()
    for effect in effects:
        data[f"fe_{effect}"] = numbered(data, EFFECTS[effect])
    data["by"] = numbered(data, EFFECTS[cluster])
    if data["by"].nunique() < 2:
        raise NoAnswer("one_cluster", f"There is one {cluster} only: errors cannot be clustered on it.")
    formula = f"flow ~ {' + '.join(names.values())}"
    formula += f" | {' + '.join(f'fe_{effect}' for effect in effects)}" if effects else ""
    fit = pyfixest.fepois if model == "ppml" else pyfixest.feols
    if model == "ols":
        data = data[data["flow"] > 0].assign(flow=lambda rows: np.log(rows["flow"]))
    data = telling(data, names, [f"fe_{effect}" for effect in effects], model)
    options = {"ssc": pyfixest.ssc(k_adj=False, G_adj=True), "copy_data": False, "store_data": False, **thorough(model)}
    if model == "ppml":
        options["separation_check"] = ["ir"]  # what the effects alone separate does not stand among the rows that tell
    lost = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitted = fit(formula, data, vcov={"CRV1": "by"}, **options)
            table = fitted.tidy()
        lost = [name for name, short in names.items() if short not in table.index]
    except (ValueError, RuntimeError, np.linalg.LinAlgError, ZeroDivisionError) as fault:
        if "Demeaning failed" in str(fault):
            raise unsettled() from fault
        if "collinear" not in str(fault):
            why = "The flows follow from the effects alone; nothing is left to explain."
            raise NoAnswer("separated", why) from fault
        lost = list(names)
    if lost:
        beside = f" beside {', '.join(effects)} and the others" if effects else " beside the others"
        why = f"{lost[0]} does not vary{beside}, among flows that are not 0 for certain."
        raise NoAnswer("collinear", why)
    if not settled(fitted, model):
        raise unsettled()
    if not effects:
        names, units = {"const": "Intercept", **names}, {"const": 1, **units}
    return answer(table, names, units, len(frame), fitted, model)


def numbered(data, columns):
    """Each combination of values of the columns under a number of its own."""
    found = pd.factorize(data[columns[0]])[0]
    for column in columns[1:]:
        other, values = pd.factorize(data[column])
        found = found * len(values) + other
    return found


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


def telling(data, names, effects, model):
    """The rows that say something.

    A row that is alone in one of its effects says nothing, nor (PPML) does an effect whose flows are all 0.
    Raises NoAnswer where nothing, or nothing that varies, is left.
    """
    kept = data
    while len(kept):
        told = pd.Series(True, index=kept.index)
        for effect in effects:
            flows = kept.groupby(effect)["flow"]
            told &= (flows.transform("size") > 1) & ((flows.transform("max") > 0) | (model != "ppml"))
        if told.all():
            break
        kept = kept[told]
    if len(kept) <= len(names) or kept["flow"].nunique() < 2 or kept["by"].nunique() < 2:
        raise NoAnswer("separated", "The flows follow from the effects alone; nothing is left to explain.")
    for name, short in names.items():
        if kept[short].nunique() < 2:
            raise NoAnswer("collinear", f"{name} is the same wherever the effects leave something to explain.")
    return kept


def answer(table, names, units, given, fitted, model):
    columns = {"coef": "Estimate", "se": "Std. Error", "low": "2.5%", "high": "97.5%", "p": "Pr(>|t|)"}
    found = {key: {name: float(table.loc[short, column]) / (1 if key == "p" else units[name])
                   for name, short in names.items()}
             for key, column in columns.items()}  # fmt: skip
    with np.errstate(over="ignore"):
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
