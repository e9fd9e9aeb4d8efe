"""What goes with the flow between two places, beside all that is common to each of them in a year?"""

import numpy as np
import pandas as pd

from insights.rules import frames
from insights.rules.counts import CONSTANT, named, transformed
from insights.rules.gravity import EFFECTS, USUAL, gravity, named_pair
from insights.rules.refusals import NoAnswer


def ask(frame, *, x=("tie",), fe=USUAL, cluster="pair", model="ppml"):
    """The answer as CONTRACTS 5. A flow without pair is its own pair; rows with blanks are dropped and counted.

    Raises NoAnswer.
    """
    unknown = [effect for effect in (*fe, cluster) if effect not in EFFECTS]
    if unknown:
        raise NoAnswer("unknown_effect", f"{unknown[0]!r} is no effect; there are {', '.join(EFFECTS)}.")
    if not x:
        raise NoAnswer("no_covariate", "Name at least one column whose effect is asked for.")
    names = [named(word)[1] for word in x]
    frames.require(frame, ["origin", "destination", "year", "flow", *names])
    if CONSTANT in x:
        raise NoAnswer("wrong_name", f"{CONSTANT} names the constant; give the column another name.")
    given = pd.DataFrame({name: frames.numbers(frame, name, blank=True) for name in dict.fromkeys(names)})
    table = pd.DataFrame({name: frames.words(frame, name) for name in ("origin", "destination", "year")})
    table["flow"] = frames.numbers(frame, "flow", blank=True)
    table["pair"] = frames.words(frame, "pair") if "pair" in frame else named_pair(table.origin, table.destination)
    covariates, _blank = transformed(given, x)
    kept = covariates.index[~np.isnan(table.loc[covariates.index, "flow"])]
    blank = len(table) - len(kept)
    answer = gravity(
        table.loc[kept].reset_index(drop=True), covariates.loc[kept].reset_index(drop=True),
        effects=fe, cluster=cluster, model=model,
    )  # fmt: skip
    return answer | {"dropped": answer["dropped"] + blank, "blank": blank}
