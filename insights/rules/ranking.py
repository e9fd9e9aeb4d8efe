"""Whom next? Criteria, weights, three scores, and how far the order hangs on the weights (METHODS 7)."""

from dataclasses import dataclass

import numpy as np

from insights.rules.refusals import NoAnswer

DRAWS = 100_000
ROBUST = 0.70
CELLS = 4_000_000  # floats of one block: 32 MB
BLOCK = 512  # draws of one block at most
SMALL, PROBES = 500, 400  # below so many candidates none is left out beforehand; weightings that find the strong ones


@dataclass(frozen=True)
class Matrix:
    """Candidates in rows, criteria in columns; NaN where a value is missing.

    weights add up to 1; a sign is 1, or -1 for a cost.
    """

    values: np.ndarray
    weights: np.ndarray
    signs: np.ndarray


def matrix(values, weights, signs):
    """Checked, with weights scaled to 1. Raises NoAnswer."""
    values, weights, signs = np.asarray(values, float), np.asarray(weights, float), np.asarray(signs, int)
    if values.ndim != 2 or not values.size:
        raise NoAnswer("empty", "There are no candidates, or no criteria.")
    if len(weights) != values.shape[1] or not np.isin(signs, (1, -1)).all():
        raise NoAnswer("no_weight", "Each criterion needs a weight and a direction, + or -.")
    if not np.isfinite(weights).all() or (weights < 0).any() or not weights.sum():
        raise NoAnswer("no_weight", "Weights are numbers from 0 on, and not all of them 0.")
    if np.isinf(values).any():
        raise NoAnswer("not_finite", "A value is not finite.")
    empty = np.isnan(values).all(axis=1)
    if empty.any():
        raise NoAnswer("blank", f"Candidate {int(np.flatnonzero(empty)[0]) + 1} has no value at all.")
    return Matrix(values, weights / weights.sum(), signs)


def minmax(given):
    """Each criterion from 0 (worst) to 1 (best) over the candidates; a constant one is 0.5 for all. NaN stays."""
    low, high = np.nanmin(given.values, axis=0), np.nanmax(given.values, axis=0)
    span = high - low
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = np.where(span > 0, (given.values - low) / np.where(span > 0, span, 1), 0.5)
    parts = np.where(np.isnan(given.values), np.nan, parts)
    return np.where(given.signs < 0, 1 - parts, parts)


def zscores(given):
    """(value - mean) / population sd, turned round for costs; 0 for a constant criterion. NaN stays."""
    mean, sd = np.nanmean(given.values, axis=0), np.nanstd(given.values, axis=0)
    parts = np.where(sd > 0, (given.values - mean) / np.where(sd > 0, sd, 1), 0.0)
    return np.where(np.isnan(given.values), np.nan, parts) * given.signs


def weighted(parts, weights):
    """The weighted sum of what a candidate has: weights of what is missing are spread over the rest."""
    known = ~np.isnan(parts)
    carried = known @ weights
    with np.errstate(invalid="ignore"):
        return np.where(carried > 0, np.nan_to_num(parts) @ weights / np.where(carried > 0, carried, 1), np.nan)


def topsis(given):
    """Closeness to the best: d-/(d+ + d-) after dividing each criterion by its vector norm; missing ones left out."""
    norm = np.sqrt(np.nansum(given.values**2, axis=0))
    parts = given.values / np.where(norm > 0, norm, 1) * given.weights * given.signs
    best, worst = np.nanmax(parts, axis=0), np.nanmin(parts, axis=0)
    known = ~np.isnan(parts)
    share = known @ given.weights
    far = np.sqrt(np.where(known, (parts - best) ** 2, 0).sum(axis=1)) / np.where(share > 0, share, 1)
    near = np.sqrt(np.where(known, (parts - worst) ** 2, 0).sum(axis=1)) / np.where(share > 0, share, 1)
    both = far + near
    return np.where(share > 0, np.where(both > 0, near / np.where(both > 0, both, 1), 0.5), np.nan)


def best_first(scores):
    """Candidates from the best to the worst; equal ones in the order given, those without a score last."""
    return np.argsort(-np.where(np.isnan(scores), -np.inf, scores), kind="stable")


def uniform_weights(draws, criteria, rng):
    """Weights drawn evenly from all that add up to 1 (Dirichlet(1, …, 1)): draws by criteria."""
    drawn = rng.standard_exponential((draws, criteria))
    return drawn / drawn.sum(axis=1, keepdims=True)


def acceptability(parts, *, draws=DRAWS, seed=0, ranks=None, tell=None):
    """Share of the draws in which each candidate takes each rank (SMAA): candidates by ranks.

    parts: min–max scores. ranks: how many of the first ranks are told; None for all. tell: called with the share of the
    draws that is done. Bounded memory: the draws are taken in blocks of 32 MB.
    """
    candidates, criteria = parts.shape
    told = candidates if ranks is None else min(ranks, candidates)
    kept = contenders(parts, told)
    rng, hits, left = np.random.default_rng(seed), np.zeros((len(kept), told), np.int64), draws
    known = ~np.isnan(parts[kept])
    filled, whole = np.ascontiguousarray(np.nan_to_num(parts[kept]).T), known.all()
    counted = np.ascontiguousarray(known.T.astype(float))
    while left:
        block = min(left, max(1, CELLS // len(kept)), BLOCK)
        weights = uniform_weights(block, criteria, rng)
        scores = weights @ filled
        if not whole:
            scores /= np.maximum(weights @ counted, 1e-300)
        count_ranks(scores, hits, told)
        left -= block
        if tell:
            tell(1 - left / draws)
    shares = np.zeros((candidates, told))
    shares[kept] = evened(parts[kept], hits / draws)
    return shares


def evened(parts, shares):
    """Candidates alike in every criterion tie in every draw: each has the mean of what they have together."""
    _alike, group = np.unique(np.nan_to_num(parts, nan=-1), axis=0, return_inverse=True)
    group = group.ravel()
    sums = np.zeros((group.max() + 1, shares.shape[1]))
    np.add.at(sums, group, shares)
    return sums[group] / np.bincount(group)[group][:, None]


def contenders(parts, told):
    """Those that can take one of the first `told` ranks under any weights, in order; the rest are beaten for sure.

    Whoever is no better than `told` others in every criterion, and worse in one, never comes among the first. It is
    held against a few strong ones alone, so some stay that could go; a candidate with a value missing always stays.
    """
    candidates, criteria = parts.shape
    whole = np.flatnonzero(~np.isnan(parts).any(axis=1))
    if candidates <= SMALL or len(whole) <= told:
        return np.arange(candidates)
    probe = uniform_weights(PROBES, criteria, np.random.default_rng(0)) @ parts[whole].T
    strong = whole[np.unique(np.argpartition(-probe, told - 1, axis=1)[:, :told])]
    beaten = np.zeros(candidates, int)
    for one in strong:
        beaten[whole] += (parts[whole] <= parts[one]).all(axis=1) & (parts[whole] < parts[one]).any(axis=1)
    return np.flatnonzero(beaten < told)


def count_ranks(scores, hits, told):
    """Add to hits which candidate stands at which of the first ranks in each row of scores."""
    candidates = scores.shape[1]
    if told == 1:
        hits[:, 0] += np.bincount(scores.argmax(axis=1), minlength=candidates)
        return
    if told < candidates:
        first = np.argpartition(-scores, told - 1, axis=1)[:, :told]
        inner = np.argsort(-np.take_along_axis(scores, first, axis=1), axis=1, kind="stable")
        first = np.take_along_axis(first, inner, axis=1)
    else:
        first = np.argsort(-scores, axis=1, kind="stable")
    for rank in range(told):
        hits[:, rank] += np.bincount(first[:, rank], minlength=candidates)


def switch_weights(parts, weights):
    """[for each criterion, the weight above or below which the winner loses, the others kept in proportion; or None].

    The nearest to the weight it has. Candidates with a value missing are compared on what they have.
    """
    winner = int(best_first(weighted(parts, weights))[0])
    return [switch_weight(parts, weights, winner, criterion) for criterion in range(len(weights))]


def switch_weight(parts, weights, winner, criterion):
    """Where the winner's score meets another's: a(t) = ((1-t) a0 + t a1) / ((1-t) k0 + t k1), t this weight."""
    others = np.delete(weights, criterion)
    if not others.sum():
        return None
    rest = np.insert(others / others.sum(), criterion, 0)
    alone = np.eye(len(weights))[criterion]
    (a0, k0), (a1, k1) = numerators(parts, rest), numerators(parts, alone)
    ours = np.array([a0[winner], a1[winner] - a0[winner]]), np.array([k0[winner], k1[winner] - k0[winner]])
    theirs = np.delete(np.stack([a0, a1 - a0, k0, k1 - k0]), winner, axis=1)
    crossings = roots(*crossed(ours, theirs))
    beyond = crossings[(crossings >= 0) & (crossings <= 1)]
    return float(beyond[np.abs(beyond - weights[criterion]).argmin()]) if len(beyond) else None


def crossed(ours, theirs):
    """Coefficients c0, c1, c2 of a_w(t) k_o(t) - a_o(t) k_w(t), one column for each of the others."""
    (aw, kw), (a0, a1, k0, k1) = ours, theirs
    return (
        aw[0] * k0 - a0 * kw[0],
        aw[0] * k1 + aw[1] * k0 - a0 * kw[1] - a1 * kw[0],
        aw[1] * k1 - a1 * kw[1],
    )


def roots(c0, c1, c2, nought=1e-12):
    """Real roots of c0 + c1 t + c2 t², all in one row; lines have one, constants none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        line = np.where(np.abs(c1) > nought, -c0 / c1, np.nan)
        root = np.sqrt(c1**2 - 4 * c2 * c0)
        bent = np.concatenate([(-c1 + root) / (2 * c2), (-c1 - root) / (2 * c2)])
    found = np.where(np.abs(np.tile(c2, 2)) > nought, bent, np.tile(line, 2))
    return np.unique(found[np.isfinite(found)])


def numerators(parts, weights):
    """(weighted sum, carried weight) of each candidate."""
    return np.nan_to_num(parts) @ weights, (~np.isnan(parts)).astype(float) @ weights


def reversals(values, weights, signs, tried=10):
    """How many of the best `tried` candidates, each left out in turn, change the order of who is left at the top.

    The first place alone is looked at; leaving out the first itself must make the second first.
    """
    order = best_first(weighted(minmax(matrix(values, weights, signs)), weights))
    changed = 0
    for one in order[:tried]:
        left = np.delete(np.arange(len(values)), one)
        first = left[best_first(weighted(minmax(matrix(values[left], weights, signs)), weights))[0]]
        changed += first != (order[1] if one == order[0] else order[0])
    return changed
