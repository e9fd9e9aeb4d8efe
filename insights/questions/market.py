"""How does what places trade fit together? One row per place and product; a product left out is one not traded."""

import numpy as np
import pandas as pd

from insights.rules import frames, trade
from insights.rules.refusals import NoAnswer

MEASURES = ("rca", "tci", "esi", "proximity", "density")


def ask(frame, *, what):
    """{place: {product or place: value}} as CONTRACTS 5; NaN where a place or a product has nothing.

    Raises NoAnswer.
    """
    frames.require(frame, ["place", "product"])
    pairs = pd.DataFrame({"place": frames.words(frame, "place"), "product": frames.words(frame, "product")})
    twice = pairs[pairs.duplicated()]
    if len(twice):
        raise NoAnswer("duplicate", f"{twice.iloc[0].place} has {twice.iloc[0]['product']} twice.")
    if what in ("proximity", "density"):
        made = matrix(pairs, frames.zero_or_one(frame, "made")) if "made" in frame else advantage(frame, pairs) >= 1
        return near(made) if what == "proximity" else not_yet_made(made)
    if what == "tci":
        return fit(frame, pairs)
    if what == "rca":
        return advantage(frame, pairs).to_dict("index")
    exports = column(frame, pairs, "exports")
    found = trade.similarity(trade.shares(exports.to_numpy(), nothing=True))
    return pd.DataFrame(found, exports.index, exports.index).to_dict("index")


def matrix(pairs, values):
    """Places by products; what has no row is 0."""
    return pairs.assign(value=values).pivot(index="place", columns="product", values="value").fillna(0)


def column(frame, pairs, name):
    frames.require(frame, [name])
    return matrix(pairs, frames.numbers(frame, name))


def advantage(frame, pairs):
    exports = column(frame, pairs, "exports")
    return pd.DataFrame(trade.comparative_advantage(exports.to_numpy()), exports.index, exports.columns)


def fit(frame, pairs):
    """Of those that export to those that import; a place may have values in one of the two columns alone."""
    frames.require(frame, ["exports", "imports"])
    sides = []
    for name in ("exports", "imports"):
        values = frames.numbers(frame, name, blank=True)
        told = matrix(pairs, np.nan_to_num(values))
        known = pd.Series(~np.isnan(values)).groupby(pairs["place"]).any()
        sides.append(told[known.reindex(told.index)])
        if sides[-1].empty:
            raise NoAnswer("blank", f"No place has {name}.")
    exports, imports = sides
    ours, theirs = (trade.shares(side.to_numpy(), nothing=True) for side in (exports, imports))
    found = trade.complementarity(ours, theirs)
    return pd.DataFrame(found, exports.index, imports.index).to_dict("index")


def near(made):
    found = pd.DataFrame(trade.proximity(made.to_numpy()), made.columns, made.columns)
    return {one: {other: value for other, value in row.items() if other != one} for one, row in found.iterrows()}


def not_yet_made(made):
    found = pd.DataFrame(trade.density(made.to_numpy()), made.index, made.columns)
    return {place: row[~made.loc[place].astype(bool)].to_dict() for place, row in found.iterrows()}
