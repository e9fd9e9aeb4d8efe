"""Do ties turn into outcomes, and how long does it take? The answer of CONTRACTS 5 to `conversion` (METHODS 4)."""

import numpy as np
import pandas as pd

from insights.rules import hazards, survival
from insights.rules.refusals import NoAnswer

EVENTS_FOR_P = 10
THIN = 5  # below this many at risk the curve is told with a warning


def conversion(data, group=None, *, tau=None):
    """data: Spells; group: 0 and 1, known at signature, or None; tau: years of the restricted mean (default: the last).

    Below 10 outcomes the curve stands without p-values; `withheld` names each with its reason.
    """
    curve = survival.kaplan_meier(data)
    outcomes = int((data.kind == survival.OUTCOME).sum())
    middle, last = survival.median(curve), float(data.time.max())
    tau = last if tau is None else tau
    mean, error = survival.restricted_mean(curve, tau), survival.restricted_mean_error(curve, tau)
    answer = {
        "n": len(data), "outcomes": outcomes, "ended": int((data.kind == survival.ENDED).sum()),
        "censored": int((data.kind == survival.CENSORED).sum()),
        "km": [
            {"t": t, "at_risk": n, "s": s, "low": low, "high": high, "one_minus_s": 1 - s}
            for t, n, s, low, high in curve
        ],
        "median": middle[0], "median_low": middle[1], "median_high": middle[2],
        "cif": [
            {"t": t, "outcome": outcome, "outcome_low": low, "outcome_high": high, "ended": ended}
            for (t, outcome, ended), (low, high)
            in zip(survival.incidence(data), survival.incidence_band(data), strict=True)
        ],
        "rmst": mean, "rmst_low": mean - survival.Z * error, "rmst_high": mean + survival.Z * error,
        "naive_mean": float(data.time[data.kind == survival.OUTCOME].mean()) if outcomes else None,
        "thin_from": next((t for t, n, *_rest in curve if n < THIN), None),
        "withheld": {},
    }  # fmt: skip
    if tau > last and not (curve and curve[-1][2] == 0):
        answer |= dict.fromkeys(("rmst", "rmst_low", "rmst_high"))
        answer["withheld"]["rmst"] = f"No tie was watched for {tau:g} years, but for {last:g}."
    return answer | compared(data, group, answer["withheld"], outcomes)


def compared(data, group, withheld, outcomes):
    """What the two groups differ by; None and a reason where they cannot be compared."""
    of_cox = {"ln_hr": "ln_hr", "se": "se", "hr": "hr", "hr_low": "low", "hr_high": "high",
              "proportional_p": "proportional_p"}  # fmt: skip
    keys = ("logrank", "logrank_p", *(f"cox_{key}" for key in of_cox))
    found = dict.fromkeys(keys) | {"median_by_group": {"0": None, "1": None}}
    if group is None:
        return found
    group = np.asarray(group, int)
    for one in (0, 1):
        if (group == one).any():
            found["median_by_group"][str(one)] = survival.median(survival.kaplan_meier(data.of(group == one)))[0]
    try:
        tested = survival.log_rank(data, group)
        found |= {"logrank": tested["chi2"], "logrank_p": tested["p"]}
        model = hazards.cox(data, pd.DataFrame({"group": group}))
        found |= {f"cox_{key}": model[name]["group"] for key, name in of_cox.items()}
    except NoAnswer as reason:
        withheld |= {key: str(reason) for key in keys if found[key] is None}
    if outcomes < EVENTS_FOR_P:
        for key in ("logrank_p", "cox_proportional_p"):
            found[key] = None
            withheld[key] = f"{EVENTS_FOR_P} outcomes needed, {outcomes} given"
    return found
