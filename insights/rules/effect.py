"""Would it have happened anyway? The answer of CONTRACTS 5 to the question `effect` (METHODS 6.1)."""

import warnings
from contextlib import suppress

import numpy as np
import pandas as pd

from insights.rules.group_time import Estimate, aggregates, group_time
from insights.rules.panel import NEVER, panel
from insights.rules.pretrend import breakdown, placebo, pretrend

MIN_UNITS = 10


def effect(frame, *, controls="never", anticipation=0, seed=0):
    """Estimates with errors, the checks, and what is withheld.

    frame: unit, year, y, cohort (0: never). Estimates stand under their names, their errors and the ends of their
    intervals under the names + "_se", "_low", "_high".
    """
    data, dropped = panel(frame, anticipation)
    options = {"controls": controls, "anticipation": anticipation}
    cells = group_time(data, **options)
    found = aggregates(cells, data.cohort)
    answer = {
        "att": [{"g": one.g, "t": one.t, "att": one.att} for one in cells],
        **told(found | {"placebo": placebo(data, **options) or Estimate(None)}), **contrasts(data),
        "pretrend_p": pretrend(data, seed=seed, **options),
        "breakdown": breakdown(found),
        "dropped": dropped, "treated": data.treated, "controls": data.controls, "withheld": {},
    }  # fmt: skip
    if min(data.treated, data.controls) < MIN_UNITS:
        reason = f"{MIN_UNITS} treated and {MIN_UNITS} control units needed, {data.treated} and {data.controls} given"
        answer["pretrend_p"], answer["withheld"] = None, {"effect": reason, "pretrend_p": reason}
    return answer


def told(found):
    """Values under their names, errors and ends of intervals beside them."""
    answer = {}
    for name, value in found.items():
        for end, field in (("", "value"), ("_se", "se"), ("_low", "low"), ("_high", "high")):
            several = isinstance(value, dict)
            answer[name + end] = {k: getattr(v, field) for k, v in value.items()} if several else getattr(value, field)
    return answer


def contrasts(data):
    """{"twfe", "did2s", "sun_abraham"}: plain two-way effects as the contrast, two other right ways as checks.

    None where one is not defined.
    """
    import pyfixest

    units, years = data.y.shape
    rows = pd.DataFrame({"unit": np.repeat(np.arange(units), years), "year": np.tile(data.years, units),
                         "y": data.y.ravel(), "cohort": np.repeat(data.cohort, years)})  # fmt: skip
    rows["treated"] = ((rows["cohort"] > NEVER) & (rows["year"] >= rows["cohort"])).astype(float)
    options = {"yname": "y", "idname": "unit", "tname": "year", "gname": "cohort"}

    def sun_abraham():
        saturated = pyfixest.event_study(rows, estimator="saturated", **options)
        periods = saturated.aggregate(agg="period", weighting="shares")["Estimate"]
        since = (rows["year"] - rows["cohort"])[rows["treated"] > 0].value_counts()
        return np.average(periods.loc[since.index], weights=since)

    ways = {
        "twfe": lambda: pyfixest.feols("y ~ treated | unit + year", rows).coef()["treated"],
        "did2s": lambda: pyfixest.event_study(rows, estimator="did2s", **options).coef().iloc[0],
        "sun_abraham": sun_abraham,
    }
    found = dict.fromkeys(ways)
    for name, way in ways.items():
        with warnings.catch_warnings(), suppress(ValueError, KeyError, IndexError, np.linalg.LinAlgError):
            warnings.simplefilter("ignore")
            found[name] = float(way())
    return found
