"""A draw by seed: the same again, fair in the long run, and every group in its measure."""

import hashlib
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes.sampling import EQUAL, SIZE, Unit, draw, shared_out

UNITS = [Unit(n, "OC2" if n % 3 else "OC6", n * 10) for n in range(1, 31)]


def keys(drawn):
    return [one.unit.key for one in drawn]


def test_the_same_seed_draws_the_same_and_another_one_others():
    for method in (EQUAL, SIZE):
        assert keys(draw(UNITS, 8, "council", method=method)) == keys(draw(UNITS[::-1], 8, "council", method=method))
        assert keys(draw(UNITS, 8, "council", method=method)) != keys(draw(UNITS, 8, "auditor", method=method))


def test_a_draw_can_be_done_again_by_hand():
    by_hand = sorted(range(1, 31), key=lambda key: hashlib.sha256(f"2026\n{key}".encode()).hexdigest())

    assert keys(draw(UNITS, 3, "2026")) == sorted(by_hand[:3]) == [1, 9, 23]


def test_every_record_has_its_chance_over_many_seeds():
    equal, size = Counter(), Counter()
    for seed in range(2000):
        equal.update(keys(draw(UNITS, 6, seed)))
        size.update(keys(draw(UNITS, 6, seed, method=SIZE)))
    chances = {one.unit.key: float(one.chance) for seed in range(40) for one in draw(UNITS, 6, seed, method=SIZE)}

    assert all(abs(equal[unit.key] / 2000 - 0.2) < 0.04 for unit in UNITS)
    assert all(abs(size[key] / 2000 - chance) < 0.05 for key, chance in chances.items())


def test_the_one_that_is_most_of_the_value_is_drawn_for_certain():
    units = [Unit(1, "", 10_000), *(Unit(n, "", 1) for n in range(2, 20))]

    drawn = draw(units, 4, "x", method=SIZE)

    assert (drawn[0].unit.key, drawn[0].chance, len(drawn)) == (1, 1, 4)


def test_what_has_no_value_is_drawn_by_equal_chance_only():
    units = [Unit(1, "", None), Unit(2, "", 0), Unit(3, "", 5)]

    assert keys(draw(units, 3, "x", method=SIZE)) == [3]
    assert keys(draw(units, 3, "x")) == [1, 2, 3]


@given(st.integers(1, 60), st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 40), min_size=1))
@settings(max_examples=200, deadline=None)
def test_strata_share_the_sample_out_in_whole_numbers(n, sizes):
    found = shared_out(n, sizes)

    assert sum(found.values()) == min(n, sum(sizes.values()))
    assert all(0 <= found[name] <= size for name, size in sizes.items())
    if n >= len(sizes):
        assert all(count >= 1 for count in found.values())
