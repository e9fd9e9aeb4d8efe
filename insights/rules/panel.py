"""Units over years, each treated from one year on or never (METHODS 6.1): checked, as a matrix."""

from dataclasses import dataclass

import numpy as np

from insights.rules.refusals import NoAnswer

NEVER = 0


@dataclass(frozen=True)
class Panel:
    """units: names; years: sorted; y: units by years; cohort: the first year of treatment of each unit, 0 for never."""

    units: np.ndarray
    years: np.ndarray
    y: np.ndarray
    cohort: np.ndarray

    @property
    def treated(self):
        return int(((self.cohort > NEVER) & (self.cohort <= self.years[-1])).sum())

    @property
    def controls(self):
        return int((self.cohort == NEVER).sum())

    def column(self, year):
        """The values of a year, or None where it lies outside the panel."""
        at = np.searchsorted(self.years, year)
        return self.y[:, at] if at < len(self.years) and self.years[at] == year else None


def panel(frame, anticipation=0):
    """(Panel, dropped) from columns unit, year, y, cohort (0: never). dropped: [{"unit", "why"}].

    Units without a value in every year are dropped and named, as are units treated in the first year or before it, or
    within the years of anticipation after it: they have no year before. Units treated after the last year, and after
    the years of anticipation, are here never treated. Raises NoAnswer on a unit with two rows in a year, or with two
    cohorts, and where nothing can be compared.
    """
    if frame.empty:
        raise NoAnswer("empty", "The table has no rows.")
    frame = frame[["unit", "year", "y", "cohort"]].sort_values(["unit", "year"])
    twice = frame[frame.duplicated(["unit", "year"])]
    if len(twice):
        raise NoAnswer("duplicate", f"{twice.iloc[0].unit} stands twice in {twice.iloc[0].year:g}.")
    mixed = frame.groupby("unit")["cohort"].nunique()
    if (mixed > 1).any():
        unit = mixed[mixed > 1].index[0]
        raise NoAnswer("two_cohorts", f"{unit} has two cohorts; a unit is treated from one year on.")
    wide = frame.pivot(index="unit", columns="year", values="y")
    cohort = frame.groupby("unit")["cohort"].first().reindex(wide.index).to_numpy(dtype=int)
    gaps = wide.isna().any(axis=1).to_numpy()
    early = (cohort > NEVER) & (cohort - anticipation <= wide.columns[0]) & ~gaps
    reasons = np.where(gaps, "a year without value", "treated before the second year")
    kept = ~(gaps | early)
    dropped = [{"unit": unit, "why": why} for unit, why in zip(wide.index[~kept], reasons[~kept], strict=True)]
    if not kept.any():
        raise NoAnswer("no_base_year", "No unit has a value in every year and a year before it was treated.")
    units, years = wide.index.to_numpy(), wide.columns.to_numpy(dtype=int)
    cohort = np.where(cohort - anticipation > years[-1], NEVER, cohort)
    found = Panel(units[kept], years, wide.to_numpy(dtype=float)[kept], cohort[kept])
    if not found.treated:
        raise NoAnswer("no_treatment", "No unit is treated within these years and has a year before.")
    return found, dropped
