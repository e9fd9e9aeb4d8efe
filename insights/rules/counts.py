"""How many ties a city has, and with what they go together (METHODS 2.7)."""

import warnings

import numpy as np
import pandas as pd
from scipy import optimize, stats

from insights.rules.refusals import NoAnswer

CITIES_PER_COVARIATE = 10
CONSTANT = "const"
Z = float(stats.norm.ppf(0.975))


def named(word):
    """(how, name): "ln:flights" is the logarithm of the column flights; any other word is a column as it is."""
    how, _, name = word.partition(":")
    return (how, name) if how in ("ln", "ln1p") else ("", word)


def transformed(frame, words):
    """(frame of the covariates, dropped rows): "ln:x" and "ln1p:x" transform; rows with a blank are dropped, counted.

    frame: numbers with NaN for blanks. Raises NoAnswer on a value that has no logarithm.
    """
    columns = {}
    for word in words:
        how, name = named(word)
        values = frame[name].astype(float)
        bound = {"ln": 0, "ln1p": -1}.get(how)
        if bound is not None and (values <= bound).any():
            at = int(np.flatnonzero(values <= bound)[0])
            raise NoAnswer(
                "no_logarithm", f"Row {at + 2}: {name} is {values.iloc[at]:g}, which has no logarithm under {how}."
            )
        columns[word] = np.log(values) if how == "ln" else np.log1p(values) if how == "ln1p" else values
    table = pd.DataFrame(columns, index=frame.index)
    whole = table.notna().all(axis=1)
    return table[whole], int((~whole).sum())


def counts_of_ties(y, covariates):
    """Poisson with robust errors (HC0), three looks at overdispersion, NB2 and inflation of variances.

    y: counts; covariates: frame of numbers. Coefficients are {name: value}; the constant is "const". The interval of
    Poisson goes by HC3 and Student's t: with the plain errors it would cover 90 % of the time with 40 cities, not 95 %.
    Raises NoAnswer: counts that are none, all the same, a covariate that is constant or follows from the others.
    """
    import statsmodels.api as sm
    from statsmodels.discrete.discrete_model import NegativeBinomial, Poisson

    y = np.asarray(y, float)
    check(y, covariates)
    standard, back = standardised(covariates)
    design = sm.add_constant(standard, has_constant="add")
    check_separation(y, design.to_numpy())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            poisson = Poisson(y, design).fit(disp=0, maxiter=200, cov_type="HC0")
        except np.linalg.LinAlgError as fault:
            raise NoAnswer("no_fit", "The model finds no answer: a city or a figure stands too far out.") from fault
        mean = poisson.predict()
        if not poisson.mle_retvals["converged"] or not (mean > 0).all():
            raise NoAnswer("no_fit", "The model finds no answer: a city or a figure stands too far out.")
        excess = ((y - mean) ** 2 - y) / mean
        dispersion = sm.OLS(excess, mean).fit()
        start = np.append(poisson.params, max(float(dispersion.params[0]), 0.05))
        nb2 = NegativeBinomial(y, design, loglike_method="nb2").fit(start_params=start, disp=0, maxiter=500, gtol=1e-9)
    ratio = max(2 * (float(nb2.llf) - float(poisson.llf)), 0.0)  # not a number stays none
    names, k = list(design.columns), design.shape[1]
    slopes, wide = back @ poisson.params.to_numpy(), float(stats.t.ppf(0.975, len(y) - k))
    wary = wide * errors(cautious(design.to_numpy(), y, mean), back)
    slopes_2, se_2 = back @ nb2.params.to_numpy()[:k], errors(covariance(nb2), back)
    return {
        "n": len(y),
        "poisson": named_values(names, slopes),
        "poisson_se": named_values(names, errors(covariance(poisson), back)),
        "poisson_low": named_values(names, slopes - wary), "poisson_high": named_values(names, slopes + wary),
        "loglik": float(poisson.llf), "aic_poisson": float(poisson.aic),
        "pearson_df": float(((y - mean) ** 2 / mean).sum() / (len(y) - k)),
        "ct_alpha": float(dispersion.params[0]), "ct_t": float(dispersion.tvalues[0]),
        "nb2": named_values(names, slopes_2), "nb2_se": named_values(names, se_2),
        "nb2_low": named_values(names, slopes_2 - Z * se_2), "nb2_high": named_values(names, slopes_2 + Z * se_2),
        "nb2_alpha": float(nb2.params.iloc[-1]), "nb2_loglik": float(nb2.llf), "aic_nb2": float(nb2.aic),
        "lr": ratio, "lr_p": float(stats.chi2.sf(ratio, 1)) / 2,
        "vif": inflation(covariates), "expected": mean,
    }  # fmt: skip


def standardised(covariates):
    """(figures with mean 0 and sd 1, the matrix that takes their coefficients back to the figures as given).

    The fit knows no units then: people and millions of people give the same, to the last digit of the coefficient.
    """
    middle, spread = covariates.mean(), covariates.std(ddof=0)
    back = np.diag(1 / np.append(1.0, spread))
    back[0, 1:] = -middle / spread
    return (covariates - middle) / spread, back


def covariance(fitted):
    """Of the coefficients; not a number where the likelihood is flat (NB2 of counts that are not overdispersed)."""
    try:
        return fitted.cov_params().to_numpy()
    except ValueError:
        return np.full((len(fitted.params),) * 2, np.nan)


def errors(covariance, back):
    """Standard errors of the coefficients of the figures as given."""
    k = len(back)
    with np.errstate(invalid="ignore"):
        return np.sqrt(np.diag(back @ covariance[:k, :k] @ back.T))


def cautious(design, y, mean):
    """HC3 of a Poisson model: each city's surprise as it would be, had the city not drawn the line towards itself."""
    bread = np.linalg.inv(design.T @ (design * mean[:, None]))
    lever = mean * np.einsum("nk,kl,nl->n", design, bread, design)
    with np.errstate(divide="ignore", invalid="ignore"):
        surprise = (y - mean) / (1 - lever)
        return bread @ (design.T @ (design * surprise[:, None] ** 2)) @ bread


def named_values(names, values):
    return dict(zip(names, map(float, values), strict=True))


def check_separation(y, design):
    """Raises NoAnswer where some direction of the figures tells cities without ties from those with: the likelihood
    then has no top (Santos Silva & Tenreyro 2010), which is a question of a linear programme."""
    none, some = design[y == 0], design[y > 0]
    if not len(none):
        return
    found = optimize.linprog(
        none.sum(axis=0), A_ub=none, b_ub=np.zeros(len(none)), A_eq=some, b_eq=np.zeros(len(some)), bounds=(-1, 1)
    )
    if found.status == 0 and found.fun < -1e-7:
        why = "A figure, or some of them together, tells the cities without ties from the others: no estimate holds."
        raise NoAnswer("separated", why)


def check(y, covariates):
    if not len(y):
        raise NoAnswer("empty", "There are no cities to count.")
    if (y < 0).any() or (y != np.round(y)).any():
        raise NoAnswer("no_count", f"{y[(y < 0) | (y != np.round(y))][0]:g} is no count: whole numbers from 0 on.")
    if len(set(y)) < 2:
        raise NoAnswer("constant", "Every city has the same number of ties: there is nothing to explain.")
    if len(y) <= covariates.shape[1] + 1:
        raise NoAnswer("too_few", "There are fewer cities than figures to explain their ties by.")
    for name in covariates:
        if covariates[name].nunique() < 2:
            raise NoAnswer("constant", f"{name} is the same for every city.")
    standard, _back = standardised(covariates)
    if np.linalg.matrix_rank(standard.to_numpy(), tol=1e-7) < standard.shape[1]:
        raise NoAnswer("collinear", "One of the figures follows exactly from the others; leave one out.")


def inflation(covariates):
    """{name: variance inflation}: above 10, report one figure at a time."""
    values = covariates.to_numpy(float)
    if values.shape[1] == 1:
        return {covariates.columns[0]: 1.0}
    inverse = np.linalg.inv(np.corrcoef(values, rowvar=False))
    return {name: float(value) for name, value in zip(covariates.columns, np.diag(inverse), strict=True)}


def ten_percent_more(coefficient):
    """How many per cent more ties go with 10 % more of a figure under ln."""
    return 100 * (1.1**coefficient - 1)
