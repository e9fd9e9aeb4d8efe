"""Whom next? Criteria, weights, three scores, and how far the order hangs on the weights (METHODS 7)."""

from dataclasses import dataclass

import numpy as np

from insights.rules.refusals import NoAnswer

DRAWS = 100_000
ROBUST = 0.70
CELLS = 4_000_000  # floats of one block: 32 MB


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
    return np.where(both > 0, near / np.where(both > 0, both, 1), 0.5)


def best_first(scores):
    """Candidates from the best to the worst; equal ones in the order given, those without a score last."""
    return np.argsort(-np.where(np.isnan(scores), -np.inf, scores), kind="stable")


def uniform_weights(draws, criteria, rng):
    """Weights drawn evenly from all that add up to 1 (Dirichlet(1, …, 1)): draws by criteria."""
    drawn = rng.standard_exponential((draws, criteria))
    return drawn / drawn.sum(axis=1, keepdims=True)


def acceptability(parts, *, draws=DRAWS, seed=0, ranks=None):
    """Share of the draws in which each candidate takes each rank (SMAA): candidates by ranks.

    parts: min–max scores. ranks: how many of the first ranks are told; None for all. Bounded memory: the draws are
    taken in blocks of 32 MB.
    """
    candidates, criteria = parts.shape
    told = candidates if ranks is None else min(ranks, candidates)
    rng, hits, left = np.random.default_rng(seed), np.zeros((candidates, told), np.int64), draws
    known = ~np.isnan(parts)
    filled, whole = np.nan_to_num(parts), known.all()
    while left:
        block = min(left, max(1, CELLS // candidates))
        weights = uniform_weights(block, criteria, rng)
        scores = weights @ filled.T
        if not whole:
            scores /= np.maximum(weights @ known.T, 1e-300)
        count_ranks(scores, hits, told)
        left -= block
    return hits / draws


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

    The nearest to the weight it has. Scores are linear in one weight where nothing is missing; candidates with a value
    missing are compared on what both have.
    """
    winner = int(best_first(weighted(parts, weights))[0])
    return [switch_weight(parts, weights, winner, criterion) for criterion in range(len(weights))]


def switch_weight(parts, weights, winner, criterion):
    others = np.delete(weights, criterion)
    if not others.sum():
        return None
    rest = np.zeros(len(weights))
    rest[np.arange(len(weights)) != criterion] = others / others.sum()
    alone = np.eye(len(weights))[criterion]
    crossings = []
    at_rest, at_alone = numerators(parts, rest), numerators(parts, alone)
    for other in range(len(parts)):
        if other != winner:
            crossings += crossings_of(at_rest, at_alone, winner, other)
    now = weights[criterion]
    beyond = [t for t in crossings if 0 <= t <= 1]
    return min(beyond, key=lambda t: abs(t - now)) if beyond else None


def numerators(parts, weights):
    """(weighted sum, carried weight) of each candidate."""
    return np.nan_to_num(parts) @ weights, (~np.isnan(parts)).astype(float) @ weights


def crossings_of(at_rest, at_alone, winner, other):
    """Weights t at which both score the same: s(t) = ((1-t) a0 + t a1) / ((1-t) k0 + t k1)."""
    (n0, k0), (n1, k1) = at_rest, at_alone
    a = np.polynomial.Polynomial([n0[winner], n1[winner] - n0[winner]])
    ka = np.polynomial.Polynomial([k0[winner], k1[winner] - k0[winner]])
    b = np.polynomial.Polynomial([n0[other], n1[other] - n0[other]])
    kb = np.polynomial.Polynomial([k0[other], k1[other] - k0[other]])
    difference = (a * kb - b * ka).trim(1e-12)
    if difference.degree() < 1:
        return []
    return [float(root.real) for root in difference.roots() if abs(root.imag) < 1e-9]
