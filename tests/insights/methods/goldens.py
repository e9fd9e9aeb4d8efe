"""The worked examples of the methods (METHODS), as tables: net_1() … mcd_1() are what a file would hold."""

import numpy as np
import pandas as pd

TIES = {(1, 1), (1, 2), (2, 1), (3, 3), (3, 5), (4, 2), (5, 6), (6, 4)}
STRATA = [(4, 4, 4, 24), (3, 9, 4, 48), (2, 6, 6, 66)]
DYAD = ["stratum", "i", "j", "region_i", "region_j", "region_tie", "city_tie"]

# SUR-1: times and kinds of group 1, then of group 0; the ones at 4 years ended.
TIMES = [1.5, 2, 2, 3, 3.5, 4, 5, 6, 7, 8, 2.5, 4, 5, 6, 7, 7.5, 8, 9, 9.5, 10]
KINDS = [1, 1, 1, 1, 1, 2, 1, 0, 1, 0, 1, 2, 1, 0, 1, 0, 0, 1, 0, 0]
GROUPS = [1] * 10 + [0] * 10
LATE = {"time": [3, 5, 8, 9, 20, 25, 12, 7], "kind": [1, 1, 0, 1, 1, 0, 1, 0], "entry": [0, 0, 0, 6, 6, 6, 6, 0]}

POPULATION = [2.3, 7.57, 6.7, 1.41, 1.7, 1.38, 3.72, 2.12, 4.36, 0.42, 9.11, 2.04,
              4.11, 1.97, 1.58, 3.38, 4.67, 1.85, 1.94, 4.13, 1.02, 0.57, 3.18, 1.22]  # fmt: skip
FLIGHTS = [1, 9, 13, 2, 2, 11, 56, 10, 7, 10, 69, 9, 37, 49, 9, 6, 31, 17, 52, 3, 4, 2, 2, 12]
COUNTED = [2, 5, 7, 0, 0, 4, 6, 9, 2, 1, 2, 0, 21, 3, 7, 6, 9, 20, 11, 0, 0, 4, 1, 5]

EXPORTS = np.array([[60, 30, 10, 0], [20, 50, 20, 10], [20, 120, 70, 190]])
MADE = np.array([[int(one) for one in row] for row in ("11110", "11001", "10100", "01010", "10000")])

CANDIDATES = [[62, 2.5, 900, 28, 78], [55, 6.0, 8200, 7, 61], [71, 4.0, 10400, 0, 70], [48, 3.0, 2100, 14, 83]]
CRITERIA = ["TCI", "growth", "km", "flights", "governance"]
WEIGHTS, SIGNS = [0.30, 0.20, 0.15, 0.20, 0.15], [1, 1, -1, 1, 1]


def net_1():
    """NET-1 as dyads: six cities each, in regions of two; the first two regions are tied to their likes."""
    return pd.DataFrame(
        [("X–Y", f"x{x}", f"y{y}", f"r{(x - 1) // 2}", f"s{(y - 1) // 2}",
          int((x - 1) // 2 == (y - 1) // 2 < 2), int((x, y) in TIES))
         for x in range(1, 7) for y in range(1, 7)], columns=DYAD,
    )  # fmt: skip


def net_1_matrices():
    """(city ties, whether their regions are tied, city ties by regions, regional ties) of NET-1."""
    frame = net_1()
    ties, tied = (frame[name].to_numpy().reshape(6, 6) for name in ("city_tie", "region_tie"))
    return ties, tied, ties.reshape(3, 2, 3, 2).sum(axis=(1, 3)), tied[::2, ::2]


def net_2():
    """NET-2 as dyads: three strata with the tables given; one city each side in a region of its own, but for ties."""
    rows = []
    for number, (a, b, c, d) in enumerate(STRATA):
        cells = [(1, 1)] * a + [(1, 0)] * b + [(0, 1)] * c + [(0, 0)] * d
        for at, (region_tie, city_tie) in enumerate(cells):
            i, j = divmod(at, 4)
            rows.append((f"s{number}", f"x{i}", f"y{j}", f"r{i}", f"q{j}", region_tie, city_tie))
    return pd.DataFrame(rows, columns=DYAD)


def sur_1():
    names = [f"t{number}" for number in range(20)]
    return pd.DataFrame({"tie": names, "group": GROUPS, "time": TIMES, "kind": KINDS})


def sur_2():
    return pd.DataFrame({"tie": list("abcdefgh"), **LATE})


def cnt_1():
    return pd.DataFrame({"pop": POPULATION, "flights": FLIGHTS, "ties": COUNTED})


def did_1():
    """DID-1 as unit-years; cohort is empty for those never treated."""
    rows = []
    units = {"a1": (10, 2003), "a2": (12, 2003), "b1": (8, 2005), "b2": (9, 2005), "c1": (7, ""), "c2": (11, "")}
    for unit, (level, cohort) in units.items():
        for year in range(2000, 2008):
            since = year - cohort + 1 if cohort and year >= cohort else 0
            rows.append((unit, year, level + 0.5 * (year - 2000) + since * (1 if cohort == 2003 else 0.5), cohort))
    return pd.DataFrame(rows, columns=["unit", "year", "y", "cohort"])


def ppm_1(*, effect=0.1, nothing=()):
    """PPM-1: four places, eight years, four ties, no noise; flows of the pairs in `nothing` are 0 throughout."""
    rng = np.random.default_rng(0)
    since = {(0, 1): 3, (1, 2): 4, (2, 3): 2, (3, 0): 5}
    origin, destination, pair = rng.normal(size=(4, 8)), rng.normal(size=(4, 8)), rng.normal(size=(4, 4))
    rows = []
    for i in range(4):
        for j in range(4):
            for year in range(8):
                tie = int((i, j) in since and year >= since[i, j])
                flow = np.exp(origin[i, year] + destination[j, year] + pair[i, j] + effect * tie)
                rows.append((f"p{i}", f"p{j}", 2000 + year, 0 if (i, j) in nothing else flow, f"{i}-{j}", tie))
    return pd.DataFrame(rows, columns=["origin", "destination", "year", "flow", "pair", "tie"])


def trd_1():
    """TRD-1 as place and product; place A's imports are those of the market."""
    imports = [30, 25, 25, 20]
    return pd.DataFrame(
        [(place, f"p{product}", value, imports[product] if place == "A" else "")
         for place, row in zip("ABC", EXPORTS, strict=True) for product, value in enumerate(row)],
        columns=["place", "product", "exports", "imports"],
    )  # fmt: skip


def trd_2():
    return pd.DataFrame(
        [(f"r{row + 1}", f"p{product + 1}", made) for (row, product), made in np.ndenumerate(MADE)],
        columns=["place", "product", "made"],
    )


def mcd_1():
    return pd.DataFrame(CANDIDATES, columns=CRITERIA).assign(candidate=list("ABCD"))


def mcd_1_weights():
    return pd.DataFrame({"criterion": CRITERIA, "weight": WEIGHTS, "direction": ["+" if s > 0 else "-" for s in SIGNS]})
