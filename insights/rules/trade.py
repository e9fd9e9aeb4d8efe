"""Measures of two places' trade: strength, fit, rivalry, relatedness (METHODS 7). Never mix classifications in one.

Arrays: rows are places, columns are products or sectors; NaN is not allowed. What is undefined comes out as NaN.
"""

import numpy as np

from insights.rules.refusals import NoAnswer


def shares(values, *, nothing=False):
    """Each row divided by its sum. Raises NoAnswer where a value is below 0, or a row sums to nothing.

    nothing: such a row is NaN instead, if there is any other.
    """
    values = np.asarray(values, float)
    if not np.isfinite(values).all() or (values < 0).any():
        raise NoAnswer("not_finite", "A value is missing, not finite or below 0.")
    totals = values.sum(axis=-1, keepdims=True)
    if not totals.any() or (not nothing and not totals.all()):
        raise NoAnswer("constant", "A place has nothing in any product.")
    return values / np.where(totals > 0, totals, np.nan)


def comparative_advantage(exports):
    """RCA (Balassa 1965): share of the product in the place's exports over its share in everybody's; 0 to infinity.

    NaN for a place that exports nothing, and for a product that nobody exports.
    """
    exports = np.asarray(exports, float)
    ours, world = shares(exports, nothing=True), shares(exports.sum(axis=0))
    return ours / np.where(world > 0, world, np.nan)


def symmetric(rca):
    """(R - 1) / (R + 1): -1 to 1, for averages."""
    return (rca - 1) / (rca + 1)


def complementarity(export_shares, import_shares):
    """TCI (Michaely 1996), 0 to 100: how well what the rows export fits what the columns import. Not symmetric."""
    ours, theirs = np.atleast_2d(export_shares), np.atleast_2d(import_shares)
    return 100 * (1 - np.abs(ours[:, None, :] - theirs[None, :, :]).sum(axis=2) / 2)


def similarity(export_shares):
    """ESI (Finger & Kreinin 1979), 0 to 100 for each two rows: high are rivals, or peers."""
    given = np.atleast_2d(export_shares)
    return 100 * np.minimum(given[:, None, :], given[None, :, :]).sum(axis=2)


def intensity(to_partner, exports, partner_imports, world_imports):
    """Above 1: more trade than the partner's weight in the world's imports lets expect."""
    if min(exports, partner_imports, world_imports) <= 0:
        raise NoAnswer("constant", "A total of trade is 0, so nothing can be compared with it.")
    return (to_partner / exports) / (partner_imports / world_imports)


def growth(first, last, years, *, mean=None):
    """(yearly growth at constant prices, whether to doubt it: the first year is below 5 % of the mean)."""
    if first <= 0 or last < 0 or years <= 0:
        raise NoAnswer("no_growth", "Growth needs a first value above 0 and at least one year.")
    return (last / first) ** (1 / years) - 1, mean is not None and first < 0.05 * mean


def concentration(values):
    """(HHI of the shares, effective number of partners)."""
    hhi = float((shares(values) ** 2).sum())
    return hhi, 1 / hhi


def proximity(made):
    """phi (Hidalgo et al. 2007): the smaller of P(c given d) and P(d given c) over the places; 1 on the diagonal.

    NaN for a product that nobody makes. Raises NoAnswer where nobody makes anything.
    """
    made = np.asarray(made, float)
    if not made.any():
        raise NoAnswer("constant", "Nobody makes anything.")
    ubiquity = np.where(made.any(axis=0), made.sum(axis=0), np.nan)
    return made.T @ made / np.maximum.outer(ubiquity, ubiquity)


def density(made, phi=None):
    """How much of what is near a product a place makes already: 0 to 1; NaN where nothing is near it."""
    made = np.asarray(made, float)
    near = np.nan_to_num(proximity(made) if phi is None else phi)
    np.fill_diagonal(near, 0)
    around = near.sum(axis=0)
    with np.errstate(invalid="ignore"):
        return made @ near / around
