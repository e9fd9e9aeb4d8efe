"""Drawing a sample by seed: the same seed on the same list draws the same records, on every machine. Pure.

Each record gets a number between nought and one from the seed and its id, so a draw can be done again by hand. By equal
chance the smallest numbers are drawn; by size it is Pareto sampling (Rosén 1997), of a fixed number with a chance in
proportion to the value, and whatever is larger than its share is drawn for certain.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

EQUAL, SIZE = "equal", "size"
LONG = 2**64


@dataclass(frozen=True)
class Unit:
    """A record that may be drawn. size: nought or more, None where it has none. stratum: the group it stands in."""

    key: int
    stratum: str = ""
    size: object = None


@dataclass(frozen=True)
class Drawn:
    """chance: of being drawn, before the draw, as an exact fraction; by size it is the one aimed at."""

    unit: Unit
    chance: Fraction


def number_of(seed, key):
    """A number above nought and below one, spread evenly over seeds and keys."""
    digest = hashlib.sha256(f"{seed}\n{key}".encode()).digest()
    return Fraction(2 * int.from_bytes(digest[:8]) + 1, 2 * LONG)


def draw(units, n, seed, *, method=EQUAL, stratified=False):
    """At most n units, by key. By size they are drawn within their strata, for kinds are never added."""
    strata = defaultdict(list)
    for unit in units:
        if method == EQUAL or (unit.size is not None and unit.size > 0):
            strata[unit.stratum if stratified or method == SIZE else ""].append(unit)
    counts = shared_out(n, {name: len(found) for name, found in strata.items()})
    take = by_size if method == SIZE else by_equal_chance
    drawn = [one for name, found in strata.items() for one in take(found, counts[name], seed)]
    return sorted(drawn, key=lambda one: one.unit.key)


def shared_out(n, sizes):
    """n shared out over groups in proportion to their sizes: whole numbers, the largest remainders first.

    Where n is enough, no group goes without; no group gives more than it has.
    """
    total = sum(sizes.values())
    if n >= total:
        return dict(sizes)
    exact = {name: Fraction(n * size, total) for name, size in sizes.items()}
    least = 1 if n >= len(sizes) else 0
    found = {name: max(least, int(value)) for name, value in exact.items()}
    for name in sorted(sizes, key=lambda name: (exact[name] - found[name], name)):
        while sum(found.values()) > n and found[name] > least:
            found[name] -= 1
    for name in sorted(sizes, key=lambda name: (found[name] - exact[name], name)):
        if sum(found.values()) < n and found[name] < sizes[name]:
            found[name] += 1
    return found


def by_equal_chance(units, n, seed):
    chosen = sorted(units, key=lambda unit: (number_of(seed, unit.key), unit.key))[:n]
    return [Drawn(unit, Fraction(min(n, len(units)), len(units))) for unit in chosen]


def by_size(units, n, seed):
    """Those larger than their share for certain, the others by the smallest Pareto ranks."""
    if n >= len(units):
        return [Drawn(unit, Fraction(1)) for unit in units]
    rest, certain = list(units), []
    while True:
        left = n - len(certain)
        total = sum(Fraction(unit.size) for unit in rest)
        too_large = [unit for unit in rest if left * Fraction(unit.size) >= total] if left else []
        if not too_large:
            break
        certain += too_large
        rest = [unit for unit in rest if unit not in too_large]
    chances = {unit.key: left * Fraction(unit.size) / total for unit in rest} if left else {}

    def rank(unit):
        number, chance = number_of(seed, unit.key), chances[unit.key]
        return number / (1 - number) * (1 - chance) / chance, unit.key

    chosen = sorted(rest, key=rank)[:left] if left else []
    return [Drawn(unit, Fraction(1)) for unit in certain] + [Drawn(unit, chances[unit.key]) for unit in chosen]
