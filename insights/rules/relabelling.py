"""QAP: give the regions other names, so that both networks keep their shape (METHODS 2.4)."""

import math
from itertools import permutations

import numpy as np

FEW = 50_000  # relabellings that are still counted out


def qap(links, region_ties, *, draws=2_000, rng=None, jointly=False):
    """{"mean", "p", "relabellings", "exact"} of the number of city ties under tied regions.

    links: matrix region by region of the number of city ties; region_ties: matrix of 0 and 1 of the same shape.
    jointly: rows and columns are the same regions and take the same new names (networks of one set).
    """
    value = float((links * region_ties).sum())
    found, exact = relabelled(links, region_ties, draws, rng or np.random.default_rng(), jointly)
    hits = int((found >= value - 1e-9).sum())
    p = hits / len(found) if exact else (1 + hits) / (1 + len(found))
    return {"mean": float(found.mean()), "p": p, "relabellings": len(found), "exact": exact}


def relabelled(links, region_ties, draws, rng, jointly):
    """(the statistic under each relabelling, whether these are all of them)."""
    rows, columns = region_ties.shape
    ways = math.factorial(rows) * (1 if jointly else math.factorial(columns))
    if ways <= FEW:
        orders = [np.array(order) for order in permutations(range(rows))]
        others = [None] if jointly else [np.array(order) for order in permutations(range(columns))]
        pairs = ((one, one if other is None else other) for one in orders for other in others)
    else:
        drawn = ((rng.permutation(rows), rng.permutation(columns)) for _ in range(draws))
        pairs = ((one, one) for one, _other in drawn) if jointly else drawn
    return np.array([float((links * region_ties[np.ix_(one, other)]).sum()) for one, other in pairs]), ways <= FEW
