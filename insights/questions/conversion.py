"""Do ties turn into outcomes, and how long does it take? One row per tie, times in years since signature."""

import math

from insights.rules import frames, survival
from insights.rules.conversion import conversion
from insights.rules.refusals import NoAnswer


def ask(frame, *, tau=None):
    """The answer as CONTRACTS 5. Columns group and entry may be missing. Raises NoAnswer."""
    frames.require(frame, ["tie", "time", "kind"])
    ties = frames.words(frame, "tie")
    if len(set(ties)) < len(ties):
        twice = next(tie for tie in ties if list(ties).count(tie) > 1)
        raise NoAnswer("duplicate", f"The tie {twice} stands twice.")
    entry = None
    if "entry" in frame:
        entry = frames.numbers(frame, "entry", blank=True)
        entry[entry != entry] = 0  # a blank: watched from its signature on
    data = survival.spells(frames.numbers(frame, "time"), frames.numbers(frame, "kind"), entry)
    group = frames.zero_or_one(frame, "group") if "group" in frame else None
    if tau is not None and not 0 < tau < math.inf:
        raise NoAnswer("wrong_tau", "The restricted mean needs a number of years above 0.")
    return conversion(data, group, tau=tau)
