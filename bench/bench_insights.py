"""The methods of what to learn on the shipped data, each against the bare call of numpy or a library that it needs."""

import csv
import gzip
import time
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from insights.rules import ranking
from insights.rules.gravity import gravity
from insights.rules.rewiring import TRADES_PER_ROW, curveball

DATA = Path(__file__).resolve().parent.parent / "data"
WANT = 1.5
ROUNDS = 3
DRAWS = 1_000  # rewired networks
CANDIDATES, CRITERIA, WEIGHTINGS = 34_006, 10, 100_000
PUBLISHED = {"ln:dist": -0.841, "cntg": 0.437, "lang": 0.247, "clny": -0.222}
EFFECTS = ("origin_year", "destination_year")


def measure(size):
    yield rewiring()
    yield weighing()
    yield panel()


def line(name, ours, yardstick, n, note):
    ratio = round(median(one / other for one, other in zip(ours, yardstick, strict=True)), 3)
    return {
        "name": name, "ours": round(median(ours), 3), "yardstick": round(median(yardstick), 3), "ratio": ratio,
        "want": WANT, "ok": ratio <= WANT, "unit": "seconds", "n": n, "note": note,
    }  # fmt: skip


def in_turn(ours, yardstick, rounds=ROUNDS):
    """([seconds of ours], [seconds of the yardstick]), one after the other in each round."""
    times = [], []
    for _round in range(rounds):
        for job, found in zip((ours, yardstick), times, strict=True):
            start = time.perf_counter()
            job()
            found.append(time.perf_counter() - start)
    return times


def rewiring():
    """1,000 draws of the largest network of two countries among the shipped ties."""
    ties, tied, countries = largest_pair()
    found = curveball(ties, tied, 50, np.random.default_rng(0))
    assert len(set(found.tolist())) > 1, "every rewired network is the same"
    kept = bare_curveball(ties, 5, np.random.default_rng(0))
    assert (kept.sum(axis=0) == ties.sum(axis=0)).all(), "the yardstick loses degrees"
    assert (kept.sum(axis=1) == ties.sum(axis=1)).all(), "the yardstick loses degrees"
    ours, yardstick = in_turn(
        lambda: curveball(ties, tied, DRAWS, np.random.default_rng(0)),
        lambda: bare_curveball(ties, DRAWS, np.random.default_rng(0)),
    )
    shape = f"{ties.shape[0]} × {ties.shape[1]} cities, {int(ties.sum())} ties"
    note = f"{countries}: {shape}; yardstick: the same trades of rows on a matrix of numpy, without the statistic"
    return line("1,000 networks that keep every city's number of ties", ours, yardstick, DRAWS, note)


def largest_pair():
    """(ties, tied regions, names) of the two countries with most ties between them; a tenth of the pairs of regions,
    drawn with a fixed seed, stands for tied ones."""
    with gzip.open(DATA / "share-alike" / "ties.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["iso2_a"] != row["iso2_b"]]
    pairs = pd.DataFrame(
        [sorted(((row["iso2_a"], row["place_a"]), (row["iso2_b"], row["place_b"]))) for row in rows], columns=["i", "j"]
    )
    countries = pd.Series(list(zip(pairs["i"].str[0], pairs["j"].str[0], strict=True)))
    most = countries.value_counts().index[0]
    i, cities = pd.factorize(pairs["i"][countries == most])
    j, others = pd.factorize(pairs["j"][countries == most])
    ties = np.zeros((len(cities), len(others)), np.int8)
    ties[i, j] = 1
    rng = np.random.default_rng(1)
    regions = rng.random((16, 13)) < 0.1
    tied = regions[rng.integers(0, 16, len(cities))][:, rng.integers(0, 13, len(others))]
    return ties, tied.astype(np.int8), "–".join(most)


def bare_curveball(ties, draws, rng):
    """The trades alone: what only one of two rows holds is shuffled between them."""
    matrix = ties.astype(bool)
    held = np.flatnonzero(matrix.any(axis=1))
    for first, second in rng.choice(held, size=(TRADES_PER_ROW * len(ties) * (draws + 1), 2)):
        apart = np.flatnonzero(matrix[first] != matrix[second])
        n = int(matrix[first, apart].sum())
        if 0 < n < len(apart):
            rng.shuffle(apart)
            matrix[first, apart[:n]], matrix[second, apart[:n]] = True, False
            matrix[first, apart[n:]], matrix[second, apart[n:]] = False, True
    return matrix.astype(np.int8)


def weighing():
    """34,006 candidates on 10 criteria under 100,000 random weightings."""
    parts = np.random.default_rng(2).random((CANDIDATES, CRITERIA))
    few = parts[:2_000]
    whole = bare_weighing(few, 2_000)
    assert np.array_equal(ranking.acceptability(few, draws=2_000, ranks=1)[:, 0], whole), "leaving out changed a rank"
    ours, yardstick = in_turn(
        lambda: ranking.acceptability(parts, draws=WEIGHTINGS, ranks=1), lambda: bare_weighing(parts, WEIGHTINGS)
    )
    note = "blocks of at most 32 MB; yardstick: weights times parts and the best of each row, in the same blocks"
    return line("how often each of 34,006 candidates comes first", ours, yardstick, WEIGHTINGS, note)


def bare_weighing(parts, draws):
    rng, hits, left = np.random.default_rng(0), np.zeros(len(parts), int), draws
    turned = np.ascontiguousarray(parts.T)
    while left:
        block = min(left, max(1, ranking.CELLS // len(parts)), ranking.BLOCK)
        drawn = rng.standard_exponential((block, parts.shape[1]))
        hits += np.bincount((drawn / drawn.sum(axis=1, keepdims=True) @ turned).argmax(axis=1), minlength=len(parts))
        left -= block
    return hits / draws


def panel():
    """PPML on the trade of 69 countries, 1986 to 2006, with effects of exporter and importer by year."""
    import pyfixest

    table = pd.read_csv(DATA / "examples" / "trade_panel.csv.gz", keep_default_na=False)
    x = pd.DataFrame({"ln:dist": np.log(table["dist"]), **{name: table[name] for name in ("cntg", "lang", "clny")}})
    found = gravity(table, x, effects=EFFECTS)
    assert found["n"] == 28_152, found["n"]
    assert all(round(found["coef"][name], 3) == value for name, value in PUBLISHED.items()), found["coef"]
    bare = table.assign(ln_dist=x["ln:dist"])
    bare["ot"] = bare["origin"] + "·" + bare["year"].astype(str)
    bare["dt"] = bare["destination"] + "·" + bare["year"].astype(str)
    formula = "flow ~ ln_dist + cntg + lang + clny | ot + dt"
    ours, yardstick = in_turn(
        lambda: gravity(table, x, effects=EFFECTS),
        lambda: pyfixest.fepois(formula, bare, vcov={"CRV1": "pair"}, separation_check=["fe", "ir"]),
        rounds=5,
    )
    note = "coefficients as published, to three decimals; yardstick: a bare call of pyfixest, as thorough"
    return line("PPML of 28,152 flows with effects by year", ours, yardstick, len(table), note)
