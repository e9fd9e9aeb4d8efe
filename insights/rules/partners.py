"""Whom next? The answer of CONTRACTS 5 to `partners` (METHODS 7)."""

import numpy as np

from insights.rules import ranking

METHODS = ("minmax", "zscore", "topsis")


def partners(names, values, criteria, weights, signs, *, draws=ranking.DRAWS, seed=0, ranks=None):
    """Scores, three orders, acceptability over uniform weights, and the weights at which the winner changes.

    names: candidates; values: candidates by criteria with NaN for what is missing; signs: 1, or -1 for a cost.
    """
    given = ranking.matrix(values, weights, signs)
    parts = ranking.minmax(given)
    scores = {
        "minmax": ranking.weighted(parts, given.weights),
        "zscore": ranking.weighted(ranking.zscores(given), given.weights),
        "topsis": ranking.topsis(given),
    }
    accepted = ranking.acceptability(parts, draws=draws, seed=seed, ranks=ranks)
    orders = {method: best_first(names, scores[method]) for method in METHODS}
    switches = ranking.switch_weights(parts, given.weights)
    return {
        **{method: dict(zip(names, map(float, scores[method]), strict=True)) for method in METHODS},
        "ranks": {method: [names[k] for k in orders[method]] for method in METHODS},
        "acceptability": {name: [float(share) for share in row] for name, row in zip(names, accepted, strict=True)},
        "robust": bool(accepted[orders["minmax"][0], 0] >= ranking.ROBUST),
        "switch_weights": dict(zip(criteria, switches, strict=True)),
        "missing": {name: int(n) for name, n in zip(names, np.isnan(given.values).sum(axis=1), strict=True) if n},
    }


def best_first(names, scores):
    """As ranking.best_first, but equal ones by name: their order in the file says nothing."""
    by_name = np.array(sorted(range(len(names)), key=names.__getitem__))
    return by_name[ranking.best_first(np.round(scores[by_name], 12))]
