"""The time to an outcome of two groups of ties known at signature, by one grouping after another (METHODS 4.5, 10)."""

import numpy as np

from insights.rules import survival
from insights.rules.conversion import EVENTS_FOR_P, THIN, compared
from insights.rules.holm import holm

FEWEST = 5  # ties of each group before the two are compared
FIGURES = ("logrank", "logrank_p", "cox_ln_hr", "cox_se", "cox_hr", "cox_hr_low", "cox_hr_high", "cox_proportional_p")


def known_groups(data, groupings):
    """[{"name", what `by_group` tells, "p_holm"}] in the order given; p_holm: for so many as have a ratio.

    data: Spells. groupings: {name: array with 1, 0, or not-a-number for each tie}.
    """
    found = [{"name": name, **by_group(data, group)} for name, group in groupings.items()]
    adjusted = holm({one["name"]: one["logrank_p"] for one in found if one["why"] is None})
    return [{**one, "p_holm": adjusted.get(one["name"])} for one in found]


def by_group(data, group):
    """What ties of group 1 and of group 0 differ by; those of neither are left out and counted as `unknown`.

    why: None; "few" ties in a group, or too few "outcomes": then nothing but the counts is told; "no_ratio" where the
    two cannot be told apart by one: then neither a ratio nor a p. Rates: of group 1 against group 0.
    """
    group = np.asarray(group, float)
    known = ~np.isnan(group)
    data, group = data.of(known), group[known].astype(int)
    parts = {str(one): data.of(group == one) for one in (0, 1)}
    outcomes = happened(data)
    told = {
        "n": len(data), "outcomes": outcomes, "unknown": int((~known).sum()), "why": None,
        "groups": {key: {"n": len(part), "outcomes": happened(part)} for key, part in parts.items()},
    } | dict.fromkeys(FIGURES)  # fmt: skip
    if min(len(part) for part in parts.values()) < FEWEST:
        return told | {"why": "few"}
    if outcomes < EVENTS_FOR_P:
        return told | {"why": "outcomes"}
    for key, part in parts.items():
        told["groups"][key] |= half(part)
    tested = compared(data, group, {}, outcomes)
    if tested["cox_hr"] is None or tested["logrank_p"] is None:
        return told | {"why": "no_ratio"}
    return told | {key: tested[key] for key in FIGURES}


def happened(data):
    return int((data.kind == survival.OUTCOME).sum())


def half(data):
    """{"median", "low", "high": years, None: not reached; "thin"}. thin: fewer than five were watched at an outcome up
    to the half, or up to the end where it is not reached: then no time can be told."""
    curve = survival.kaplan_meier(data)
    middle, low, high = survival.median(curve)
    upto = [n for t, n, *_rest in curve if middle is None or t <= middle]
    return {"median": middle, "low": low, "high": high, "thin": any(n < THIN for n in upto)}
