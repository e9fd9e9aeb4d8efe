"""Would it have happened anyway? One row per unit and year; cohort is the first year treated, empty for never."""

import numpy as np
import pandas as pd

from insights.rules import frames
from insights.rules.effect import effect
from insights.rules.panel import NEVER


def ask(frame, *, controls="never", anticipation=0, seed=0):
    """The answer as CONTRACTS 5. Raises NoAnswer."""
    frames.require(frame, ["unit", "year", "y", "cohort"])
    cohort = frames.years(frame, "cohort", blank=True)
    table = pd.DataFrame({
        "unit": frames.words(frame, "unit"),
        "year": frames.years(frame, "year").astype(int),
        "y": frames.numbers(frame, "y", blank=True),
        "cohort": np.where(np.isnan(cohort), NEVER, cohort).astype(int),
    })  # fmt: skip
    return effect(table, controls=controls, anticipation=anticipation, seed=seed)
