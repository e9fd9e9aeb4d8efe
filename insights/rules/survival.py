"""How long until the first verified outcome: ties that enter late, ties that end (METHODS 4.2 to 4.6)."""

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from insights.rules.refusals import NoAnswer

CENSORED, OUTCOME, ENDED = 0, 1, 2
Z = float(stats.norm.ppf(0.975))


@dataclass(frozen=True)
class Spells:
    """Arrays of one length: years from signature to the end of watching, what ended it, years when watching began."""

    time: np.ndarray
    kind: np.ndarray
    entry: np.ndarray

    def __len__(self):
        return len(self.time)

    def of(self, mask):
        return Spells(self.time[mask], self.kind[mask], self.entry[mask])


def spells(time, kind, entry=None):
    """Spells, checked. Raises NoAnswer on values that cannot be."""
    time, kind = np.asarray(time, float), np.asarray(kind)
    entry = np.zeros(len(time)) if entry is None else np.asarray(entry, float)
    if not len(time):
        raise NoAnswer("empty", "There are no ties to look at.")
    if not (np.isfinite(time).all() and np.isfinite(entry).all()):
        raise NoAnswer("not_finite", "A time is missing or not finite.")
    if (time <= 0).any() or (entry < 0).any():
        raise NoAnswer("wrong_time", "Times are years since signature: they are above 0, and entries not below it.")
    if (entry >= time).any():
        raise NoAnswer("wrong_entry", "A tie is watched from after its end on: entry must lie before time.")
    if not np.isin(kind, (CENSORED, OUTCOME, ENDED)).all():
        raise NoAnswer("wrong_kind", "kind is 0 (still watched), 1 (outcome) or 2 (ended).")
    return Spells(time, kind.astype(int), entry)


def at_risk(data, times):
    """How many are watched at each time: entered before it and not gone before it."""
    entries, ends = np.sort(data.entry), np.sort(data.time)
    return np.searchsorted(entries, times, "left") - np.searchsorted(ends, times, "left")


def kaplan_meier(data, events=(OUTCOME,)):
    """[(t, at risk, S, low, high)] at each time of an event; the band is log(-log) Greenwood, None at S of 0 or 1."""
    happened = data.time[np.isin(data.kind, events)]
    times, counts = np.unique(happened, return_counts=True)
    risk = at_risk(data, times)
    survival = np.cumprod(1 - counts / risk)
    rows, variance = [], 0.0
    for t, n, d, s in zip(times, risk, counts, survival, strict=True):
        variance += d / (n * (n - d)) if n > d else math.inf
        low = high = None
        if 0 < s < 1 and math.isfinite(variance):
            width = Z * math.sqrt(variance) / math.log(s)
            low, high = s ** math.exp(-width), s ** math.exp(width)
        rows.append((float(t), int(n), float(s), low, high))
    return rows


def first_at_or_below(rows, half, column):
    """The first time at which the curve (or a side of its band) is at or below `half`; None when not reached."""
    return next((row[0] for row in rows if row[column] is not None and row[column] <= half + 1e-12), None)


def median(rows):
    """(median, low, high): when half have converted, and where the band of the curve crosses; None: not reached."""
    return first_at_or_below(rows, 0.5, 2), first_at_or_below(rows, 0.5, 3), first_at_or_below(rows, 0.5, 4)


def restricted_mean(rows, tau):
    """The mean time without outcome up to tau years: the area under the curve."""
    area, last, level = 0.0, 0.0, 1.0
    for t, _n, s, _low, _high in rows:
        if t >= tau:
            break
        area, last, level = area + level * (t - last), t, s
    return area + level * (tau - last)


def restricted_mean_error(rows, tau):
    """Its standard error: Greenwood's, each step weighted by the area that lies beyond it."""
    before, variance, whole = 1.0, 0.0, restricted_mean(rows, tau)
    area, last = 0.0, 0.0
    for t, n, s, _low, _high in rows:
        if t >= tau or s <= 0:
            break
        area, last = area + before * (t - last), t
        gone = n * (1 - s / before)
        variance += (whole - area) ** 2 * gone / (n * (n - gone))
        before = s
    return math.sqrt(variance)


def incidence(data):
    """[(t, share with an outcome, share ended)] at each time of either: sum of S(t-) d/n (METHODS 4.4)."""
    times = np.unique(data.time[data.kind != CENSORED])
    risk = at_risk(data, times)
    rows, survival, outcome, ended = [], 1.0, 0.0, 0.0
    for t, n in zip(times, risk, strict=True):
        here = data.kind[data.time == t]
        first, second = int((here == OUTCOME).sum()), int((here == ENDED).sum())
        outcome, ended = outcome + survival * first / n, ended + survival * second / n
        survival *= 1 - (first + second) / n
        rows.append((float(t), outcome, ended))
    return rows


def incidence_band(data):
    """[(low, high)] of the share with an outcome, at the times of `incidence`: log(-log), delta method (Pintilie 2006).

    None where the share is 0 or 1.
    """
    rows = incidence(data)
    times, share = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    risk = at_risk(data, times).astype(float)
    outcomes = np.array([((data.time == t) & (data.kind == OUTCOME)).sum() for t in times])
    gone = outcomes + np.array([((data.time == t) & (data.kind == ENDED)).sum() for t in times])
    before = np.concatenate([[1.0], np.cumprod(1 - gone / risk)[:-1]]) if len(times) else risk
    with np.errstate(divide="ignore"):
        greenwood = np.where(risk > gone, gone / (risk * (risk - gone)), 0)
    own = before**2 * (risk - outcomes) * outcomes / risk**3
    bands = []
    for k, level in enumerate(share):
        beyond = level - share[: k + 1]
        cross = beyond * before[: k + 1] * outcomes[: k + 1] / risk[: k + 1] ** 2
        variance = (beyond**2 * greenwood[: k + 1] + own[: k + 1] - 2 * cross).sum()
        if not 0 < level < 1:
            bands.append((None, None))
            continue
        width = Z * math.sqrt(max(variance, 0)) / (level * math.log(level))
        bands.append((float(level ** math.exp(-width)), float(level ** math.exp(width))))
    return bands


def log_rank(data, group):
    """{"chi2", "p"} of two groups (0/1), late entry counted; Raises NoAnswer where the test is not defined."""
    group = np.asarray(group, int)
    if len(set(group)) < 2:
        raise NoAnswer("constant", "Every tie is of the same group.")
    if not (data.kind == OUTCOME).any():
        raise NoAnswer("no_outcome", "No tie has an outcome yet.")
    observed = expected = variance = 0.0
    for t in np.unique(data.time[data.kind == OUTCOME]):
        risk = (data.entry < t) & (data.time >= t)
        n, n1 = int(risk.sum()), int((risk & (group == 1)).sum())
        here = (data.time == t) & (data.kind == OUTCOME)
        d, d1 = int(here.sum()), int((here & (group == 1)).sum())
        observed, expected = observed + d1, expected + d * n1 / n
        if n > 1:
            variance += d * (n1 / n) * (1 - n1 / n) * (n - d) / (n - 1)
    if not variance:
        raise NoAnswer("no_overlap", "No outcome came while both groups were watched and somebody was left without.")
    chi2 = (observed - expected) ** 2 / variance
    return {"chi2": chi2, "p": float(stats.chi2.sf(chi2, 1))}


def events_needed(hazard_ratio, share=0.5, power=0.8):
    """Outcomes that a log-rank test needs (METHODS 4.6), not rounded."""
    z = stats.norm.ppf(0.975) + stats.norm.ppf(power)
    return float(z**2 / (share * (1 - share) * math.log(hazard_ratio) ** 2))
