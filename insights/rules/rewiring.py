"""Networks that keep every city's number of ties: by curveball trades, or all of them where they are few (METHODS 2.3).

Strona et al. 2014. A matrix of cities i by cities j holds the ties inside one country pair; a trade mixes what two
rows hold and keeps row and column sums.
"""

from itertools import combinations

import numpy as np

from insights.rules.refusals import NoAnswer

FEW = 200_000  # steps up to which networks are counted out
DRAWS = 2_000
TRADES_PER_ROW = 5


def observed(ties, regions):
    """The number of city ties whose regions are tied, too."""
    return int((ties.astype(bool) & regions.astype(bool)).sum())


def curveball(ties, regions, draws=DRAWS, rng=None):
    """The statistic of `observed` in `draws` rewired networks, as an array.

    ties, regions: matrices of 0 and 1 of one shape. rng: numpy Generator.
    """
    rng = rng or np.random.default_rng()
    rows = [set(np.flatnonzero(row)) for row in ties]
    tied = [set(np.flatnonzero(row)) for row in regions]
    held = [index for index, row in enumerate(rows) if row and len(row) < ties.shape[1]]
    value = observed(ties, regions)
    found = np.full(draws, value)
    if len(held) < 2:
        return found
    trades = TRADES_PER_ROW * len(ties)
    pairs = rng.integers(0, len(held), size=(trades * (draws + 1), 2))
    at = 0
    for draw in range(-1, draws):
        for first, second in pairs[at : at + trades].tolist():
            if first != second:
                value += trade(rows, tied, held[first], held[second], rng)
        at += trades
        if draw >= 0:
            found[draw] = value
    return found


def trade(rows, tied, first, second, rng):
    """Mix what only one of two rows holds; by how much the statistic changes."""
    ours, theirs = rows[first] - rows[second], rows[second] - rows[first]
    if not ours or not theirs:
        return 0
    before = len(ours & tied[first]) + len(theirs & tied[second])
    pool = [*ours, *theirs]
    rng.shuffle(pool)
    kept, given = set(pool[: len(ours)]), set(pool[len(ours) :])
    shared = rows[first] & rows[second]
    rows[first], rows[second] = shared | kept, shared | given
    return len(kept & tied[first]) + len(given & tied[second]) - before


def enumerate_all(ties, regions):
    """{value of the statistic: number of configurations} over every network with these row and column sums.

    The longer side is gone through, so that what is kept in mind, the needs of the shorter one, stays small.
    Raises NoAnswer where this would take more than 200,000 steps.
    """
    if ties.shape[1] > ties.shape[0]:
        ties, regions = ties.T, regions.T
    degrees, columns = ties.sum(axis=1).tolist(), tuple(ties.sum(axis=0).tolist())
    tied = regions.astype(int).tolist()
    states = {(columns, 0): 1}  # what the columns still need, ties under tied regions so far: ways to get there
    steps = 0
    for index, degree in enumerate(degrees):
        following, rows_left = {}, len(degrees) - index - 1
        for (needed, value), ways in states.items():
            free = [column for column, left in enumerate(needed) if left]
            for chosen in combinations(free, degree):
                steps += 1
                if steps > FEW:
                    raise NoAnswer("too_many", "There are too many networks to count them out.")
                left = list(needed)
                for column in chosen:
                    left[column] -= 1
                if max(left) <= rows_left:
                    key = (tuple(left), value + sum(tied[index][column] for column in chosen))
                    following[key] = following.get(key, 0) + ways
        states = following
    found = {}
    for (_needed, value), ways in states.items():
        found[value] = found.get(value, 0) + ways
    return found


def of_counts(counts, value):
    """{"mean", "sd", "z", "p"} of a value among counted configurations; p = share with at least that value."""
    total = sum(counts.values())  # may be too large for a float, the shares are not
    values, ways = np.array(list(counts)), np.array([n / total for n in counts.values()])
    mean = float(np.average(values, weights=ways))
    sd = float(np.sqrt(np.average((values - mean) ** 2, weights=ways)))
    p = sum(n for one, n in counts.items() if one >= value) / total
    return {"mean": mean, "sd": sd, "z": (value - mean) / sd if sd else None, "p": p}


def of_draws(draws, value):
    """The same of drawn networks: p = (1 + draws with at least that value) / (1 + draws)."""
    mean, sd = float(draws.mean()), float(draws.std())
    p = (1 + int((draws >= value).sum())) / (1 + len(draws))
    return {"mean": mean, "sd": sd, "z": (value - mean) / sd if sd else None, "p": p}
