"""Pairs of cities from two countries: checked, and as matrices inside each stratum (METHODS 2)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from insights.rules.refusals import NoAnswer

COLUMNS = ["stratum", "i", "j", "region_i", "region_j", "region_tie", "city_tie"]


def dyads(frame):
    """(frame, dropped): one row per dyad; rows whose region is unknown are dropped and counted.

    Columns as COLUMNS, and region_since, city_since (years, NaN where not known) if given. Raises NoAnswer: a dyad
    that stands twice, two regions for one city, two answers to whether two regions are tied.
    """
    if frame.empty:
        raise NoAnswer("empty", "There are no dyads.")
    known = (frame["region_i"] != "") & (frame["region_j"] != "")
    kept = frame[known].reset_index(drop=True)
    if kept.empty:
        raise NoAnswer("no_region", "The region of no city is known.")
    twice = kept.duplicated(["stratum", "i", "j"])
    if twice.any():
        row = kept[twice].iloc[0]
        raise NoAnswer("duplicate", f"The dyad {row.i} – {row.j} stands twice.")
    for side in ("i", "j"):
        regions = kept.groupby(["stratum", side])[f"region_{side}"].nunique()
        if (regions > 1).any():
            raise NoAnswer("two_regions", f"{regions[regions > 1].index[0][1]} stands in two regions.")
    answers = kept.groupby(["stratum", "region_i", "region_j"])["region_tie"].nunique()
    if (answers > 1).any():
        _stratum, one, other = answers[answers > 1].index[0]
        raise NoAnswer("two_answers", f"{one} and {other} are tied in one row and not in another.")
    return kept, int((~known).sum())


@dataclass(frozen=True)
class Stratum:
    """One country pair. ties, tied: cities by cities, 0 and 1; rows, columns: the region of each city as a number."""

    name: str
    ties: np.ndarray
    tied: np.ndarray
    rows: np.ndarray
    columns: np.ndarray
    region_ties: np.ndarray

    @property
    def links(self):
        """The number of city ties for each two regions."""
        found = np.zeros(self.region_ties.shape)
        np.add.at(found, (self.rows[:, None], self.columns[None, :]), self.ties)
        return found


def stratum(name, frame):
    """The matrices of the dyads of one country pair; dyads that the list leaves out count as not tied."""
    i, cities = pd.factorize(frame["i"], sort=True)
    j, others = pd.factorize(frame["j"], sort=True)
    first = frame.groupby("i")["region_i"].first().loc[cities]
    second = frame.groupby("j")["region_j"].first().loc[others]
    rows, ours = pd.factorize(first, sort=True)
    columns, theirs = pd.factorize(second, sort=True)
    ties = np.zeros((len(cities), len(others)), np.int8)
    ties[i, j] = frame["city_tie"]
    region_ties = np.zeros((len(ours), len(theirs)), np.int8)
    region_ties[rows[i], columns[j]] = frame["region_tie"]
    return Stratum(str(name), ties, region_ties[rows][:, columns], rows, columns, region_ties)
