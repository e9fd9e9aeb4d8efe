"""Would it have happened anyway? Effects by cohort and year, and three ways of adding them up (METHODS 6.1)."""

import warnings
from dataclasses import dataclass

import numpy as np
from scipy import stats

from insights.rules.refusals import NoAnswer

NEVER = 0
MIN_UNITS = 10


def panel(frame):
    """(panel, dropped): columns unit, year, y, cohort (0: never), sorted; dropped: [{"unit", "why"}].

    Units that were treated before the first year or in it have no year before and are dropped and named, as are units
    without a value in every year. Raises NoAnswer on a unit with two rows in a year, or two cohorts.
    """
    frame = frame[["unit", "year", "y", "cohort"]].sort_values(["unit", "year"]).reset_index(drop=True)
    if frame.duplicated(["unit", "year"]).any():
        row = frame[frame.duplicated(["unit", "year"])].iloc[0]
        raise NoAnswer("duplicate", f"{row.unit} stands twice in {row.year:g}.")
    mixed = frame.groupby("unit")["cohort"].nunique()
    if (mixed > 1).any():
        raise NoAnswer("two_cohorts", f"{mixed[mixed > 1].index[0]} has two cohorts; a unit is treated from one year on.")
    years, dropped = frame["year"].nunique(), []
    first = frame["year"].min()
    for unit, rows in frame.groupby("unit"):
        if rows["y"].notna().sum() < years:
            dropped.append({"unit": unit, "why": "a year without value"})
        elif NEVER < rows["cohort"].iloc[0] <= first:
            dropped.append({"unit": unit, "why": "treated before the second year"})
    kept = frame[~frame["unit"].isin([one["unit"] for one in dropped])]
    if kept.empty:
        raise NoAnswer("no_base_year", "No unit has a value in every year and a year before it was treated.")
    return kept.reset_index(drop=True), dropped


@dataclass(frozen=True)
class Cell:
    """The effect on cohort g in year t. n: treated units; parts: what each unit adds to its error (their sum is 0)."""

    g: int
    t: int
    att: float
    n: int
    parts: np.ndarray


def group_time(data, *, controls="never", anticipation=0):
    """[Cell]: E[Y_t - Y_(g-1-anticipation)] of cohort g less that of the controls (Callaway & Sant'Anna 2021).

    controls: "never" treated, or "not yet" treated by year t. Raises NoAnswer without any.
    """
    wide = data.pivot(index="unit", columns="year", values="y")
    cohort = data.groupby("unit")["cohort"].first().reindex(wide.index)
    cells = []
    for g in sorted(set(cohort) - {NEVER}):
        base = g - 1 - anticipation
        for t in wide.columns:
            if base not in wide or t == base:
                continue
            free = cohort == NEVER
            if controls != "never":
                free |= (cohort > max(t, base) + anticipation) & (cohort != g)
            if free.any():
                cells.append(cell(int(g), int(t), (wide[t] - wide[base]).to_numpy(), (cohort == g).to_numpy(), free.to_numpy()))
    if not cells:
        raise NoAnswer("no_controls", "Nobody is left to compare with: every unit is treated, or no cohort has a year before.")
    return cells


def cell(g, t, change, treated, free):
    ours, theirs = change[treated].mean(), change[free].mean()
    parts = np.where(treated, (change - ours) * spread(treated), 0) - np.where(free, (change - theirs) * spread(free), 0)
    return Cell(g, t, float(ours - theirs), int(treated.sum()), parts)


def spread(group):
    """1 / n, enlarged so that the variance of a small group's mean is told without bias."""
    n = int(group.sum())
    return 1 / np.sqrt(n * (n - 1)) if n > 1 else 1.0


def together(cells, weights):
    """(estimate, error clustered on the unit) of cells, weights scaled to 1."""
    weights = np.asarray(weights, float) / sum(weights)
    parts = sum(weight * one.parts for weight, one in zip(weights, cells, strict=True))
    value = sum(weight * one.att for weight, one in zip(weights, cells, strict=True))
    return float(value), float(np.sqrt((parts**2).sum()))


def aggregates(cells):
    """{"simple", "by_group", "by_group_overall", "event_time"}, each with its error under the name + "_se".

    Weighted by the size of the cohorts. event_time holds the years before, too: {years since the first: effect}.
    """
    after = [one for one in cells if one.t >= one.g]
    if not after:
        raise NoAnswer("no_treatment", "No year lies after a treatment.")
    groups, events = grouped(after, lambda one: one.g), grouped(cells, lambda one: one.t - one.g)
    each = [weight for rows in groups.values() for weight in [rows[0].n / len(rows)] * len(rows)]
    found = {
        "simple": together(after, [one.n for one in after]),
        "by_group_overall": together([one for rows in groups.values() for one in rows], each),
        "by_group": {g: together(rows, [1] * len(rows)) for g, rows in groups.items()},
        "event_time": {e: together(rows, [one.n for one in rows]) for e, rows in events.items()},
    }
    return split(found)


def grouped(cells, key):
    found = {}
    for one in sorted(cells, key=key):
        found.setdefault(key(one), []).append(one)
    return found


def split(found):
    """Estimates under their names, errors under the names + "_se"."""
    answer = {}
    for name, value in found.items():
        if isinstance(value, dict):
            answer[name] = {key: one[0] for key, one in value.items()}
            answer[f"{name}_se"] = {key: one[1] for key, one in value.items()}
        else:
            answer[name], answer[f"{name}_se"] = value
    return answer


def pretrend(cells, *, anticipation=0):
    """The p-value that all years before are nought together (Wald, clustered on the unit); None where not testable."""
    events = grouped([one for one in cells if one.t < one.g - anticipation], lambda one: one.t - one.g)
    if not events:
        return None
    values, parts = [], []
    for rows in events.values():
        weights = np.array([one.n for one in rows], float) / sum(one.n for one in rows)
        values.append(sum(w * one.att for w, one in zip(weights, rows, strict=True)))
        parts.append(sum(w * one.parts for w, one in zip(weights, rows, strict=True)))
    values, shared = np.array(values), np.array(parts) @ np.array(parts).T
    rank = int(np.linalg.matrix_rank(shared, tol=1e-12))
    if not rank:
        return None
    wald = float(values @ np.linalg.pinv(shared, rcond=1e-10) @ values)
    before = [one for rows in events.values() for one in rows]
    units = int(np.any([one.parts != 0 for one in before], axis=0).sum())
    free = units - len({one.g for one in before}) - rank  # as Hotelling's statistic has them, one group the controls
    return float(stats.f.sf(wald / rank * free / (free + rank - 1), rank, free)) if free > 0 else None


def contrasts(data):
    """{"twfe", "did2s", "sun_abraham"}: plain two-way effects, and two other right ways as checks; None where undefined."""
    import pyfixest

    rows = data.assign(
        treated=((data["cohort"] > NEVER) & (data["year"] >= data["cohort"])).astype(float),
        number=data["unit"].astype("category").cat.codes,
    )
    found = {"twfe": None, "did2s": None, "sun_abraham": None}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found["twfe"] = float(pyfixest.feols("y ~ treated | unit + year", rows).coef()["treated"])
        options = {"yname": "y", "idname": "number", "tname": "year", "gname": "cohort"}
        try:
            found["did2s"] = float(pyfixest.event_study(rows, estimator="did2s", **options).coef().iloc[0])
            saturated = pyfixest.event_study(rows, estimator="saturated", **options)
            periods = saturated.aggregate(agg="period", weighting="shares")["Estimate"]
            since = (rows["year"] - rows["cohort"])[rows["treated"] > 0].value_counts()
            found["sun_abraham"] = float(np.average(periods.loc[since.index], weights=since))
        except (ValueError, KeyError, np.linalg.LinAlgError):
            pass
    return found


def effect(frame, *, controls="never", anticipation=0):
    """The answer of CONTRACTS 5 to the question `effect`: estimates with errors, checks, and what is withheld.

    frame: unit, year, y, cohort (0: never).
    """
    data, dropped = panel(frame)
    cells = group_time(data, controls=controls, anticipation=anticipation)
    units = data.groupby("unit")["cohort"].first()
    treated, free = int((units > NEVER).sum()), int((units == NEVER).sum())
    answer = {"att": [{"g": one.g, "t": one.t, "att": one.att} for one in cells], **aggregates(cells), **contrasts(data)}
    answer |= {"pretrend_p": pretrend(cells, anticipation=anticipation), "dropped": dropped, "withheld": {}}
    answer |= {"treated": treated, "controls": free}
    if min(treated, free) < MIN_UNITS:
        reason = f"{MIN_UNITS} treated and {MIN_UNITS} control units needed, {treated} and {free} given"
        answer["pretrend_p"], answer["withheld"] = None, {"effect": reason, "pretrend_p": reason}
    return answer
