"""With what does a city's number of ties go together? One row per city."""

import numpy as np
import pandas as pd

from insights.rules import frames
from insights.rules.counts import CITIES_PER_COVARIATE, CONSTANT, counts_of_ties, named, transformed
from insights.rules.refusals import NoAnswer


def ask(frame, *, y, x):
    """The answer as CONTRACTS 5; x: names of columns, "ln:" or "ln1p:" before one transforms. Raises NoAnswer."""
    if not x:
        raise NoAnswer("no_covariate", "Name at least one column that the counts should go together with.")
    names = [named(word)[1] for word in x]
    frames.require(frame, [y, *names])
    if CONSTANT in x:
        raise NoAnswer("wrong_name", f"{CONSTANT} names the constant; give the column another name.")
    given = pd.DataFrame({name: frames.numbers(frame, name, blank=True) for name in dict.fromkeys((y, *names))})
    covariates, _blank = transformed(given, x)
    kept = covariates.index[~np.isnan(given.loc[covariates.index, y])]
    answer = counts_of_ties(given.loc[kept, y].to_numpy(), covariates.loc[kept])
    answer |= {"dropped": len(frame) - len(kept), "withheld": {}}
    needed = CITIES_PER_COVARIATE * len(x)
    if len(kept) < needed:
        reason = f"{needed} cities needed, {len(kept)} given"
        answer |= {"lr_p": None, "withheld": {"counts": reason, "lr_p": reason}}
    del answer["expected"]
    return answer
