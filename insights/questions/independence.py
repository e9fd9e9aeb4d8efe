"""Do city ties follow regional ties? One row per dyad, zeros included."""

from insights.rules import dyads, frames
from insights.rules.independence import independence
from insights.rules.rewiring import DRAWS


def ask(frame, *, seed=0, draws=DRAWS):
    """The answer as CONTRACTS 5, with the number of dyads dropped for an unknown region. Raises NoAnswer."""
    frames.require(frame, dyads.COLUMNS)
    table = frame[["stratum"]].copy()
    for column in ("stratum", "i", "j"):
        table[column] = frames.words(frame, column)
    for column in ("region_i", "region_j"):
        table[column] = frames.words(frame, column, blank=True)
    for column in ("region_tie", "city_tie"):
        table[column] = frames.zero_or_one(frame, column)
    if {"region_since", "city_since"} <= set(frame):
        for column in ("region_since", "city_since"):
            table[column] = frames.years(frame, column, blank=True)
    kept, dropped = dyads.dyads(table)
    return independence(kept, seed=seed, draws=draws) | {"dropped": dropped}
