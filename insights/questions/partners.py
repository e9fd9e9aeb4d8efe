"""Whom next? One row per candidate and one column per criterion; weights and directions in a second table."""

import numpy as np

from insights.rules import frames
from insights.rules.partners import partners
from insights.rules.ranking import DRAWS
from insights.rules.refusals import NoAnswer

DIRECTIONS = {"+": 1, "-": -1, "−": -1}
MANY = 200  # above so many candidates the first ten ranks are told, not each one's share at each


def ask(frame, *, weights, draws=DRAWS, seed=0):
    """The answer as CONTRACTS 5. weights: a table of criterion, weight, direction. Raises NoAnswer."""
    frames.require(weights, ["criterion", "weight", "direction"])
    criteria = list(frames.words(weights, "criterion"))
    if len(set(criteria)) < len(criteria):
        raise NoAnswer("duplicate", "A criterion has two weights.")
    directions = frames.words(weights, "direction")
    wrong = [word for word in directions if word not in DIRECTIONS]
    if wrong:
        raise NoAnswer("no_direction", f"A direction is + or -, not {wrong[0]!r}.")
    frames.require(frame, ["candidate", *criteria])
    names = list(frames.words(frame, "candidate"))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise NoAnswer("duplicate", f"The candidate {twice} stands twice.")
    if len(names) < 2:
        raise NoAnswer("too_few", "There is one candidate only; there is nothing to rank.")
    values = np.column_stack([frames.numbers(frame, name, blank=True) for name in criteria])
    for name, column in zip(criteria, values.T, strict=True):
        if np.isnan(column).all():
            raise NoAnswer("blank", f"No candidate has a value of {name}.")
    signs = [DIRECTIONS[word] for word in directions]
    ranks = None if len(names) <= MANY else 10
    return partners(
        names, values, criteria, frames.numbers(weights, "weight"), signs, draws=draws, seed=seed, ranks=ranks
    )
