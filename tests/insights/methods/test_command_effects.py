"""The questions about effects, partners and markets, as the command answers them of files (CONTRACTS 5)."""

import gzip

import pytest

from tests.insights.methods.goldens import CRITERIA, did_1, mcd_1, mcd_1_weights, ppm_1, trd_1, trd_2
from tests.insights.methods.test_trade_measures import DENSITY, NEAR

CLOSE = {"rel": 0, "abs": 1e-6}
EFFECT = {"att", "simple", "by_group", "by_group_overall", "event_time", "twfe", "pretrend_p", "dropped", "withheld"}
GRAVITY = {"coef", "se", "effect_percent", "n", "dropped", "warning"}
PARTNERS = {"minmax", "zscore", "topsis", "ranks", "acceptability", "robust", "switch_weights"}


def test_effect_has_every_key_and_is_answered_as_worked_out(answer):
    found = answer("effect", did_1())

    assert set(found) >= EFFECT
    told = {(one["g"], one["t"]): one["att"] for one in found["att"]}
    assert [told[2003, year] for year in range(2003, 2008)] == pytest.approx([1, 2, 3, 4, 5], **CLOSE)
    assert [told[2005, year] for year in range(2005, 2008)] == pytest.approx([0.5, 1, 1.5], **CLOSE)
    assert {value for (g, t), value in told.items() if t < g} == {0}
    assert [found["simple"], found["by_group_overall"], found["twfe"]] == pytest.approx([2.25, 2, 1.428571], **CLOSE)
    assert found["by_group"] == pytest.approx({"2003": 3, "2005": 1}, **CLOSE)
    event_time = {key: value for key, value in found["event_time"].items() if not key.startswith("-")}
    assert event_time == pytest.approx({"0": 0.75, "1": 1.5, "2": 2.25, "3": 4, "4": 5}, **CLOSE)
    assert found["did2s"] == pytest.approx(2.25, abs=1e-4)


def test_four_treated_units_are_too_few_and_it_says_so(answer):
    found = answer("effect", did_1())

    assert (found["pretrend_p"], found["dropped"]) == (None, [])
    assert found["withheld"]["effect"] == "10 treated and 10 control units needed, 4 and 2 given"


def test_units_treated_from_the_first_year_on_are_dropped_by_name(answer):
    rows = did_1()
    rows.loc[rows["unit"] == "a1", "cohort"] = 2000

    assert answer("effect", rows)["dropped"] == [{"unit": "a1", "why": "treated before the second year"}]


def test_gravity_has_every_key_and_recovers_what_was_put_in(answer):
    found = answer("gravity", ppm_1())

    assert set(found) >= GRAVITY
    assert found["coef"]["tie"] == pytest.approx(0.1, abs=1e-8)
    assert found["effect_percent"]["tie"] == pytest.approx(10.517092, **CLOSE)
    assert (found["n"], found["dropped"]) == (128, 0)


def test_a_pair_without_any_flow_is_dropped_and_counted(answer):
    found = answer("gravity", ppm_1(nothing=[(2, 1)]))

    assert (found["n"], found["dropped"], found["coef"]["tie"]) == (120, 8, pytest.approx(0.1, abs=1e-8))


def test_a_flow_without_pair_is_its_own_pair(answer):
    assert answer("gravity", ppm_1().drop(columns="pair"))["coef"] == pytest.approx({"tie": 0.1}, abs=1e-8)


def test_gravity_without_effects_has_a_constant(answer):
    found = answer("gravity", ppm_1(), options=["--fe", "", "--model", "ols", "--cluster", "origin"])

    assert list(found["coef"]) == list(found["se"]) == ["const", "tie"]


def test_partners_has_every_key_and_is_answered_as_worked_out(answer):
    found = answer("partners", mcd_1(), weights=mcd_1_weights())

    assert set(found) >= PARTNERS
    assert found["minmax"] == pytest.approx({"A": 0.648518, "B": 0.376041, "C": 0.447078, "D": 0.409624}, **CLOSE)
    assert found["zscore"] == pytest.approx({"A": 0.463545, "B": -0.246230, "C": -0.036702, "D": -0.180612}, **CLOSE)
    assert found["topsis"] == pytest.approx({"A": 0.701605, "B": 0.384434, "C": 0.247164, "D": 0.502643}, **CLOSE)
    assert found["ranks"] == {"minmax": list("ACDB"), "zscore": list("ACDB"), "topsis": list("ADBC")}
    first = [found["acceptability"][one][0] for one in "ABCD"]
    assert first == pytest.approx([0.731, 0.122, 0.071, 0.076], abs=0.005)
    assert found["robust"] is True
    assert [found["switch_weights"][one] for one in CRITERIA] == [
        pytest.approx(0.5379, abs=5e-5), pytest.approx(0.3713, abs=5e-5), None, None, pytest.approx(0.5856, abs=5e-5),
    ]  # fmt: skip


def test_acceptability_of_two_criteria_is_near_the_exact_one(answer):
    weights = "criterion,weight,direction\none,1,+\nother,1,+\n"

    found = answer("partners", "candidate,one,other\nA,1,0\nB,0.6,0.6\nC,0,1\n", weights=weights)

    assert found["acceptability"] == {
        "A": pytest.approx([0.4, 0.1, 0.5], abs=0.006), "B": pytest.approx([0.2, 0.8, 0], abs=0.006),
        "C": pytest.approx([0.4, 0.1, 0.5], abs=0.006),
    }  # fmt: skip
    assert found["robust"] is False


def test_comparative_advantage_is_answered_as_worked_out(answer):
    found = answer("market", trd_1(), options=["--what", "rca"])

    assert found["A"] == pytest.approx({"p0": 3.6, "p1": 0.9, "p2": 0.6, "p3": 0}, **CLOSE)
    assert found["B"] == pytest.approx({"p0": 1.2, "p1": 1.5, "p2": 1.2, "p3": 0.3}, **CLOSE)
    assert found["C"] == pytest.approx({"p0": 0.3, "p1": 0.9, "p2": 1.05, "p3": 1.425}, **CLOSE)


def test_complementarity_and_similarity_are_answered_as_worked_out(answer):
    fit = answer("market", trd_1(), options=["--what", "tci"])
    alike = answer("market", trd_1(), options=["--what", "esi"])

    assert fit["A"] == pytest.approx({"A": 65}, **CLOSE)
    assert (alike["A"]["B"], alike["A"]["C"], alike["B"]["C"]) == pytest.approx((60, 45, 62.5), **CLOSE)


def test_proximity_is_answered_as_worked_out(answer):
    found = answer("market", trd_2(), options=["--what", "proximity"])

    told = {pair: found[f"p{pair[0]}"][f"p{pair[1]}"] for pair in NEAR}
    assert told == pytest.approx(NEAR, **CLOSE)


def test_density_is_answered_of_products_not_made_alone(answer):
    found = answer("market", trd_2(), options=["--what", "density"])

    told = {f"{place[1]}{product[1]}": value for place, row in found.items() for product, value in row.items()}
    assert told == pytest.approx(DENSITY, **CLOSE)


def test_several_files_and_packed_ones_are_read_as_one(ask, tmp_path):
    from tests.insights.methods.conftest import run

    head, rest = did_1().iloc[:24], did_1().iloc[24:]
    packed = tmp_path / "rest.csv.gz"
    packed.write_bytes(gzip.compress(rest.to_csv(index=False).encode()))
    plain = tmp_path / "head.csv"
    plain.write_text("\ufeff" + head.to_csv(index=False))

    status, found = run("effect", str(plain), str(packed), "--json")

    assert (status, found["simple"]) == (0, pytest.approx(2.25, **CLOSE))
