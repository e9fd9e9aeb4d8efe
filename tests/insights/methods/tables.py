"""Tables with noise, larger than the worked examples, for what must hold of any table."""

import numpy as np
import pandas as pd

from tests.insights.methods.goldens import CRITERIA, DYAD, SIGNS


def dyads(seed, cities=6, strata=2):
    """Country pairs of six by six cities, small enough to be counted out, with years where both are tied."""
    rng, rows = np.random.default_rng(seed), []
    for stratum in range(strata):
        regions = rng.random((3, 3)) < 0.4
        regions[0, 0], regions[1, 0] = True, False
        for i in range(cities):
            for j in range(cities):
                row = (f"s{stratum}", f"x{i}", f"y{j}", f"r{i // 2}", f"q{j // 2}", int(regions[i // 2, j // 2]))
                rows.append((*row, int(rng.random() < 0.15 + 0.3 * row[-1])))
    frame = pd.DataFrame(rows, columns=DYAD)
    frame["region_since"] = np.where(frame["region_tie"], rng.integers(1980, 2000, len(frame)), "")
    frame["city_since"] = np.where(frame["city_tie"], rng.integers(1980, 2000, len(frame)), "")
    return frame


def spells(seed, n=40, decimals=1):
    """Ties with late entry; times of one decimal, so that many are tied."""
    rng = np.random.default_rng(seed)
    entry = np.where(rng.random(n) < 0.5, 0, np.round(rng.uniform(0, 2, n), decimals))
    time = np.round(entry + 0.1 + rng.exponential(3, n), decimals)
    return pd.DataFrame({"tie": [f"t{k}" for k in range(n)], "group": rng.integers(0, 2, n), "time": time,
                         "kind": rng.choice([0, 1, 1, 2], n), "entry": entry})  # fmt: skip


def counts(seed, n=40):
    rng = np.random.default_rng(seed)
    pop, flights = rng.lognormal(0, 1, n), rng.poisson(10, n)
    ties = rng.negative_binomial(2, 2 / (2 + 3 * pop**0.4))
    return pd.DataFrame({"pop": pop, "flights": flights, "ties": ties})


def panel(seed, units=30):
    rng, rows = np.random.default_rng(seed), []
    for unit in range(units):
        cohort = 2003 + unit % 3 if unit < units // 2 else ""
        level = rng.normal()
        for year in range(2000, 2008):
            on = cohort != "" and year >= cohort
            rows.append((f"u{unit:02}", year, level + 0.2 * (year - 2000) + rng.normal() + on, cohort))
    return pd.DataFrame(rows, columns=["unit", "year", "y", "cohort"])


def flows(seed, places=5, years=5):
    rng, rows = np.random.default_rng(seed), []
    level = rng.normal(size=(3, places, places))
    for i in range(places):
        for j in range(places):
            since = rng.integers(1, 2 * years)
            for year in range(years):
                mean = np.exp(level[0, i, year % places] + level[1, j, year % places] + level[2, i, j])
                rows.append((f"p{i}", f"p{j}", year + 2000, rng.poisson(10 * mean), int(year >= since), rng.normal()))
    return pd.DataFrame(rows, columns=["origin", "destination", "year", "flow", "tie", "other"])


def candidates(seed, n=12, missing=0):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(rng.lognormal(1, 1, (n, len(CRITERIA))), columns=CRITERIA).round(3)
    for _ in range(missing):
        frame.iloc[rng.integers(n), rng.integers(1, len(CRITERIA))] = np.nan
    return frame.assign(candidate=[f"c{k:02}" for k in range(n)])


def weights(seed):
    rng = np.random.default_rng(seed)
    directions = ["+" if sign > 0 else "-" for sign in SIGNS]
    return pd.DataFrame({"criterion": CRITERIA, "weight": rng.random(len(CRITERIA)).round(3), "direction": directions})


def trade(seed, places=6, products=8):
    rng = np.random.default_rng(seed)
    rows = [(f"p{i}", f"k{j}", *np.round(rng.lognormal(1, 1.5, 2) * (rng.random(2) < 0.7), 2))
            for i in range(places) for j in range(products)]  # fmt: skip
    return pd.DataFrame(rows, columns=["place", "product", "exports", "imports"])


def text(frame):
    """As a file would give it."""
    return frame.astype(object).map(lambda cell: "" if cell is None or cell != cell else str(cell))
