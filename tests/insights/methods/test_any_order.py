"""What must not matter does not: the order of rows, names, sides, units, and what is the same for all."""

import numpy as np
import pandas as pd
import pytest

from insights.questions import QUESTIONS
from insights.rules.relabelling import qap
from insights.rules.rewiring import enumerate_all
from tests.insights.methods import tables
from tests.insights.methods.goldens import CRITERIA

SEEDS = range(3)
MADE = {
    "independence": (tables.dyads, {}), "conversion": (tables.spells, {"tau": 3.0}),
    "counts": (tables.counts, {"y": "ties", "x": ["ln:pop", "ln1p:flights"]}), "effect": (tables.panel, {}),
    "gravity": (tables.flows, {"x": ["tie", "other"]}), "partners": (tables.candidates, {}),
}  # fmt: skip
CLOSE = dict.fromkeys(MADE, 1e-9) | dict.fromkeys(("independence", "counts", "effect", "gravity"), 1e-6)  # by steps
MEASURES = ("rca", "tci", "esi", "proximity", "density")


def asked(question, frame, **options):
    return QUESTIONS[question].ask(tables.text(frame), **options)


def same(one, other, where="", close=1e-7):
    """Equal in shape and words, and in numbers but for rounding; the order of keys is no matter."""
    if isinstance(one, dict):
        assert set(one) == set(other), where
        for key in one:
            same(one[key], other[key], f"{where}.{key}", close)
    elif isinstance(one, list):
        assert len(one) == len(other), where
        for k, (mine, yours) in enumerate(zip(one, other, strict=True)):
            same(mine, yours, f"{where}[{k}]", close)
    elif one is None or isinstance(one, str | bool):
        assert one == other, where
    else:
        assert one == pytest.approx(other, rel=close, abs=close, nan_ok=True), where


def shuffled(frame, seed):
    return frame.sample(frac=1, random_state=seed).reset_index(drop=True)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("question", MADE)
def test_the_order_of_rows_changes_nothing(question, seed):
    make, options = MADE[question]
    options = dict(options)
    if question == "partners":
        options |= {"weights": tables.text(tables.weights(seed)), "draws": 500}
    frame = make(seed)

    found, again = (asked(question, rows, **options) for rows in (frame, shuffled(frame, seed)))

    same(found, again, close=CLOSE[question])


@pytest.mark.parametrize("what", MEASURES)
def test_the_order_of_rows_changes_no_measure_of_the_market(what):
    frame = tables.trade(1)

    same(asked("market", frame, what=what), asked("market", shuffled(frame, 2), what=what), close=1e-12)


@pytest.mark.parametrize("what", MEASURES)
def test_other_names_of_places_and_products_change_no_measure(what):
    frame = tables.trade(2)
    names = {**{f"p{k}": f"z{9 - k}" for k in range(6)}, **{f"k{k}": f"a{9 - k}" for k in range(8)}}
    other = frame.replace({"place": names, "product": names})

    found = asked("market", frame, what=what)

    renamed = {names[one]: {names[key]: value for key, value in row.items()} for one, row in found.items()}
    same(renamed, asked("market", other, what=what), close=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_other_names_of_cities_regions_and_strata_change_no_figure(seed):
    frame = tables.dyads(seed)
    turned = frame.assign(**{
        column: frame[column].map(lambda name: f"{name[0]}{9 - int(name[1])}")
        for column in ("stratum", "i", "j", "region_i", "region_j")
    })  # fmt: skip

    found, again = asked("independence", frame), asked("independence", turned)

    same(found["pooled"], again["pooled"])
    same([{**row, "stratum": ""} for row in found["strata"]], [{**row, "stratum": ""} for row in again["strata"][::-1]])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_two_sides_can_be_swapped(seed):
    frame = tables.dyads(seed)
    swapped = frame.rename(columns={"i": "j", "j": "i", "region_i": "region_j", "region_j": "region_i"})

    same(asked("independence", frame), asked("independence", swapped))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_nulls_of_a_network_are_those_of_its_mirror(seed):
    rng = np.random.default_rng(seed)
    ties, tied = (rng.random((2, 5, 7)) < 0.3).astype(int)
    links, region_ties = rng.integers(0, 4, (3, 4)), rng.integers(0, 2, (3, 4))

    assert enumerate_all(ties, tied) == enumerate_all(ties.T, tied.T)
    assert qap(links, region_ties) == pytest.approx(qap(links.T, region_ties.T))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_other_group_has_the_opposite_ratio_and_the_same_test(seed):
    frame = tables.spells(seed)

    one, other = (asked("conversion", rows) for rows in (frame, frame.assign(group=1 - frame["group"])))

    assert (one["logrank"], one["cox_ln_hr"]) == pytest.approx((other["logrank"], -other["cox_ln_hr"]), abs=1e-6)
    assert one["median_by_group"]["1"] == other["median_by_group"]["0"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("unit", [1e-6, 12, 1e9])
def test_the_unit_of_a_criterion_changes_no_rank(seed, unit):
    frame, weights = tables.candidates(seed, missing=3), tables.text(tables.weights(seed))

    found, again = (
        asked("partners", rows, weights=weights, draws=500) for rows in (frame, frame.assign(km=frame["km"] * unit))
    )

    assert found["ranks"] == again["ranks"]
    same(found["acceptability"], again["acceptability"], close=1e-12)
    same(found["topsis"], again["topsis"])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_criterion_that_is_the_same_for_all_changes_no_rank(seed):
    frame, weights = tables.candidates(seed), tables.weights(seed)
    more = pd.concat([weights, pd.DataFrame({"criterion": ["sun"], "weight": [0.4], "direction": ["+"]})])

    found = asked("partners", frame, weights=tables.text(weights), draws=100)
    again = asked("partners", frame.assign(sun=7.3), weights=tables.text(more), draws=100)

    assert found["ranks"] == again["ranks"]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_size_of_the_weights_together_changes_nothing(seed):
    frame, weights = tables.candidates(seed, missing=3), tables.weights(seed)
    tenfold = weights.assign(weight=10 * weights["weight"])

    found, again = (asked("partners", frame, weights=tables.text(one), draws=100) for one in (weights, tenfold))

    same(found, again)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_better_value_never_costs_a_place(seed):
    frame, weights = tables.candidates(seed), tables.text(tables.weights(seed))
    better = frame.copy()
    better.loc[3, CRITERIA[0]] = frame[CRITERIA[0]].max()  # the goalposts of the others stay

    before, after = (asked("partners", rows, weights=weights, draws=100)["ranks"] for rows in (frame, better))

    assert all(after[method].index("c03") <= before[method].index("c03") for method in ("minmax", "topsis"))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_level_and_a_unit_of_the_outcome_move_effects_as_they_should(seed):
    frame = tables.panel(seed)

    found, moved = asked("effect", frame), asked("effect", frame.assign(y=1_000 * (frame["y"] + 50)))

    assert moved["simple"] == pytest.approx(1_000 * found["simple"])
    assert moved["simple_high"] == pytest.approx(1_000 * found["simple_high"])
    assert moved["pretrend_p"] == found["pretrend_p"]
    assert moved["breakdown"] == pytest.approx(found["breakdown"])


@pytest.mark.parametrize("unit", [1 / 365.25, 12])
def test_the_unit_of_time_moves_curves_as_it_should(unit):
    frame = tables.spells(5)
    scaled = frame.assign(time=frame["time"] * unit, entry=frame["entry"] * unit)

    found, again = asked("conversion", frame), asked("conversion", scaled)

    assert [row["s"] for row in found["km"]] == [row["s"] for row in again["km"]]
    assert (again["median"], again["rmst"]) == pytest.approx((found["median"] * unit, found["rmst"] * unit))
    same([found["logrank"], found["cox_se"]], [again["logrank"], again["cox_se"]])
