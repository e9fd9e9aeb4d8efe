"""Cox's model of two groups, and whether its hazards stay in proportion (METHODS 4.5)."""

import warnings

import numpy as np
from scipy import stats

from insights.rules.refusals import NoAnswer
from insights.rules.survival import OUTCOME

EVENTS_PER_COVARIATE = 10
STEPS = {"precision": 1e-12, "r_precision": 1e-12}  # as usual it stops at the fourth digit


def cox(data, covariates):
    """{"ln_hr", "se", "hr", "low", "high", "p", "proportional_p", "enough"} each {name: value} (enough: boolean).

    data: Spells; covariates: frame of numbers, one row per tie. Ties in time by Efron. proportional_p: of Schoenfeld
    residuals; below 0.05 the ratio changes over the years. Raises NoAnswer where the model is not defined.
    """
    from lifelines import CoxPHFitter
    from lifelines.exceptions import ConvergenceError

    names = list(covariates.columns)
    table = covariates.reset_index(drop=True).astype(float)
    for name in names:
        if table[name].nunique() < 2:
            raise NoAnswer("constant", f"{name} is the same for every tie.")
    table = table.assign(_time=data.time, _entry=data.entry, _event=data.kind == OUTCOME)
    if not table["_event"].any():
        raise NoAnswer("no_outcome", "No tie has an outcome yet.")
    for name in names:
        if separated(data, table[name].to_numpy()):
            why = f"At each outcome {name} is the highest, or the lowest, of those watched: the two are separated."
            raise NoAnswer("separated", why)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = CoxPHFitter().fit(table, "_time", "_event", entry_col="_entry", fit_options=STEPS)
    except (ConvergenceError, np.linalg.LinAlgError, ValueError) as fault:
        why = "The model finds no answer: the groups are separated, or one follows from another."
        raise NoAnswer("separated", why) from fault
    summary = model.summary
    columns = {"ln_hr": "coef", "se": "se(coef)", "hr": "exp(coef)", "p": "p",
               "low": "exp(coef) lower 95%", "high": "exp(coef) upper 95%"}  # fmt: skip
    found = {key: {name: float(summary.loc[name, column]) for name in names} for key, column in columns.items()}
    found["proportional_p"] = proportional(data, table[names])
    found["enough"] = int(table["_event"].sum()) >= EVENTS_PER_COVARIATE * len(names)
    return found


def separated(data, values):
    """Whether a larger or a smaller coefficient makes the likelihood ever larger: no estimate holds then."""
    highest = lowest = True
    for k in np.flatnonzero(data.kind == OUTCOME):
        watched = values[(data.entry < data.time[k]) & (data.time >= data.time[k])]
        highest, lowest = highest and values[k] == watched.max(), lowest and values[k] == watched.min()
        if not (highest or lowest):
            return False
    return True


def proportional(data, covariates):
    """{name: p} that the ratio stays the same over time: scaled Schoenfeld residuals against the rank of the time.

    Grambsch & Therneau 1994. The residuals are statsmodels', since those of lifelines know no late entry.
    """
    from statsmodels.duration.hazard_regression import PHReg

    event = data.kind == OUTCOME
    late = np.nextafter(data.entry, np.inf) if data.entry.any() else None  # who enters at a time is not at risk at it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = PHReg(data.time, covariates.to_numpy(float), status=event, entry=late, ties="efron").fit()
    residuals, spread = model.schoenfeld_residuals[event], np.atleast_2d(model.cov_params())
    rank = stats.rankdata(data.time[event])
    rank = rank - rank.mean()
    scaled = len(residuals) * residuals @ spread
    chi2 = (rank @ scaled) ** 2 / (len(residuals) * np.diag(spread) * (rank**2).sum())
    return {name: float(stats.chi2.sf(one, 1)) for name, one in zip(covariates.columns, chi2, strict=True)}


def landmark(data, month):
    """Which ties are still watched without outcome at a landmark, as a mask: groups may be told by their state then."""
    at = month / 12
    return (data.time > at) & (data.entry <= at)


