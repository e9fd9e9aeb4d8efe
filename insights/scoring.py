"""The order of candidates under some weights, from what a study put away: three ranks, parts, how firm it is."""

from dataclasses import asdict, dataclass, field

import numpy as np

from insights.criteria import LEVELS, criterion
from insights.rules import ranking
from insights.studies.ranking import comparable, covered, unpack

SHOWN = 50
METHODS = ("minmax", "zscore", "topsis")


@dataclass
class Part:
    """What one criterion adds: value as recorded (None where nothing is), part 0 to 1, weight and points of 100."""

    key: str
    name: str
    unit: str
    level: str
    source: str
    value: float | None
    part: float | None
    weight: float | None
    points: float | None


@dataclass
class Row:
    """A candidate. zscore, topsis: its rank by these; move: places won (or lost, below 0) against the weights before;
    first: share of random weightings in which it comes first, None where they were not drawn for these criteria."""

    pk: int
    name: str
    country: str
    rank: int
    points: float
    zscore: int
    topsis: int
    move: int | None
    first: float | None
    parts: list = field(default_factory=list)

    @property
    def down(self):
        """How many places it lost."""
        return -self.move

    @property
    def n(self):
        return sum(part.value is not None for part in self.parts)

    @property
    def m(self):
        return len(self.parts)

    @property
    def absent(self):
        """Names of the criteria of which it has no figure."""
        return [part.name for part in self.parts if part.value is None]


@dataclass
class Order:
    """rows: the best of `ranked`; short: candidates with less than half of the figures (complete: that lack one), not
    ranked.

    robust: the first comes first in 70 % of random weightings; None where none were drawn. switches: [(name, weight
    now, weight at which the first place changes or None)]. reversals: of the first ten, each left out in turn, how many
    change who else is first.
    """

    rows: list
    ranked: int
    short: int
    robust: bool | None
    switches: list
    reversals: int
    same_first: bool
    complete: bool = False


def order(answer, weights, turned=(), before=None, shown=SHOWN, complete=False):
    """The Order under weights {key: percent}. turned: criteria seen the other way round; before: weights to compare.

    complete: only candidates that have every figure of these criteria. A missing figure is left out of a sum, which
    does a candidate no harm that would have been weak there; who does not want that asks for complete figures.
    """
    facts = answer.found["inputs"]
    keys = [key for key in facts["criteria"] if weights.get(key)]
    table = unpack(answer.table, facts["criteria"])
    values = np.column_stack([comparable(key, table[key]) for key in keys])
    share = np.array([weights[key] for key in keys], float)
    share = share / share.sum()
    enough = np.flatnonzero(covered(values, share, complete))
    if not len(enough):
        return Order([], 0, len(table), None, [], 0, True, complete)
    given = ranking.matrix(values[enough], share, signs_of(keys, turned))
    parts = ranking.minmax(given)
    orders = {
        "minmax": ranking.best_first(ranking.weighted(parts, share)),
        "zscore": ranking.best_first(ranking.weighted(ranking.zscores(given), share)),
        "topsis": ranking.best_first(ranking.topsis(given)),
    }
    ranks = {method: places(found) for method, found in orders.items()}
    scores = ranking.weighted(parts, share)
    first = first_shares(answer, keys, turned, complete)
    earlier = places_before(answer, before, turned, table, complete) if before and before != weights else None
    rows = []
    for at in orders["minmax"][:shown]:
        one = table.iloc[enough[at]]
        rank = int(ranks["minmax"][at])
        rows.append(Row(
            pk=int(one.pk), name=one["name"], country=one.country_code, rank=rank, points=100 * float(scores[at]),
            zscore=int(ranks["zscore"][at]), topsis=int(ranks["topsis"][at]),
            move=int(earlier[enough[at]]) - rank if earlier is not None and earlier[enough[at]] else None,
            first=first.get(str(one.pk), 0.0) if first is not None else None,
            parts=parts_of(keys, one, parts[at], share),
        ))  # fmt: skip
    switches = [
        (str(criterion(key).name), 100 * float(now), None if at is None else 100 * at)
        for key, now, at in zip(keys, share, ranking.switch_weights(parts, share), strict=True)
    ]
    return Order(
        rows, len(enough), len(table) - len(enough),
        None if first is None else bool(rows[0].first >= ranking.ROBUST), switches,
        int(ranking.reversals(given.values, share, given.signs)),
        len({int(found[0]) for found in orders.values()}) == 1, complete,
    )  # fmt: skip


def signs_of(keys, turned):
    return [-criterion(key).sign if key in turned and criterion(key).turnable else criterion(key).sign for key in keys]


def places(best):
    """Rank of each candidate, from 1."""
    found = np.empty(len(best), int)
    found[best] = np.arange(1, len(best) + 1)
    return found


def places_before(answer, weights, turned, table, complete):
    """Rank of each row of the table under other weights; 0 where it was not ranked."""
    keys = [key for key in answer.found["inputs"]["criteria"] if weights.get(key)]
    if not keys:
        return None
    values = np.column_stack([comparable(key, table[key]) for key in keys])
    share = np.array([weights[key] for key in keys], float)
    share = share / share.sum()
    enough = np.flatnonzero(covered(values, share, complete))
    found = np.zeros(len(table), int)
    if not len(enough):
        return found
    given = ranking.matrix(values[enough], share, signs_of(keys, turned))
    found[enough] = places(ranking.best_first(ranking.weighted(ranking.minmax(given), share)))
    return found


def first_shares(answer, keys, turned, complete):
    """{pk: share first} where the random weightings were drawn for just these criteria and candidates, else None."""
    found = answer.found
    as_drawn = set(keys) == set(found["chosen"]) and complete == found.get("complete", False)
    as_drawn = as_drawn and not set(turned) & set(keys)
    return answer.found["first"] if as_drawn else None


def parts_of(keys, one, parts, share):
    carried = float(share[~np.isnan(parts)].sum())
    found = []
    for key, part, weight in zip(keys, parts, share, strict=True):
        known, told = not np.isnan(part), criterion(key)
        renewed = float(weight) / carried if known else None
        found.append(Part(
            key, str(told.name), str(told.unit), str(LEVELS[told.level]), str(told.source),
            round(float(one[key]), 1) if known else None, float(part) if known else None,
            100 * renewed if known else None, 100 * renewed * float(part) if known else None,
        ))  # fmt: skip
    return found


def frozen(found, weights, turned, answer):
    """What a brief keeps: plain JSON of the first three with their parts, and how firm their order is."""
    facts = answer.found["inputs"]
    return {
        "first": [asdict(row) for row in found.rows[:3]],
        "beside": [{"rank": row.rank, "name": row.name, "points": row.points} for row in found.rows[3:10]],
        "ranked": found.ranked, "short": found.short, "complete": found.complete, "robust": found.robust,
        "reversals": found.reversals, "same_first": found.same_first,
        "switches": [list(switch) for switch in found.switches],
        "weights": {key: value for key, value in weights.items() if value}, "turned": sorted(turned),
        "draws": answer.found["draws"], "as_of": answer.as_of.isoformat(), "checksum": answer.checksum,
        "seed": answer.seed, "versions": answer.versions, "home": facts["home"],
        "least_population": facts["least_population"], "countries": facts["countries"], "listed": len(facts["places"]),
    }  # fmt: skip
