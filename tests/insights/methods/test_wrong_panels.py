"""Tables that are read and yet allow no answer, or only part of one: effect, gravity, partners, market."""

import numpy as np
import pytest

from tests.insights.methods.goldens import did_1, mcd_1, mcd_1_weights, ppm_1, trd_1, trd_2


@pytest.fixture
def code(ask):
    def put(question, frame, *options, weights=None):
        status, found = ask(question, frame, options=options, weights=weights)
        assert (status, list(found)) == (1, ["error"]), found
        return found["error"]["code"]

    return put


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda rows: rows[rows["unit"] < "c"], "no_controls"),
        (lambda rows: rows[rows["unit"] == "a1"], "no_controls"),
        (lambda rows: rows.assign(cohort=""), "no_treatment"),
        (lambda rows: rows[rows["year"] == 2003], "no_treatment"),
        (lambda rows: rows.assign(cohort=2050), "no_treatment"),
        (lambda rows: rows.assign(cohort=1999), "no_base_year"),
        (lambda rows: rows.assign(y=""), "no_base_year"),
        (lambda rows: rows.assign(cohort=rows["year"]), "two_cohorts"),
        (lambda rows: rows.assign(year=2000.5), "no_year"),
        (lambda rows: rows.assign(cohort="soon"), "no_number"),
        (lambda rows: rows.assign(y=1e70), "too_large"),
    ],
)
def test_a_panel_without_comparison_is_refused(code, change, reason):
    assert code("effect", change(did_1())) == reason


def test_a_unit_with_a_blank_is_dropped_by_name(answer):
    rows = did_1().astype(object)
    rows.loc[3, "y"] = ""

    assert answer("effect", rows)["dropped"] == [{"unit": "a1", "why": "a year without value"}]


def test_one_control_alone_gives_effects_without_errors(answer):
    found = answer("effect", did_1()[lambda rows: rows["unit"] != "c2"])

    assert found["simple"] == pytest.approx(2.25)
    assert (found["simple_se"], found["simple_low"], found["simple_high"]) == (None, None, None)


def test_a_constant_outcome_has_no_effect_and_no_test(answer):
    found = answer("effect", did_1().assign(y=3))

    assert (found["simple"], found["pretrend_p"], found["breakdown"]) == (0, None, None)


@pytest.mark.parametrize("years", range(6))
@pytest.mark.parametrize("controls", ["never", "not-yet"])
def test_any_anticipation_is_answered_or_refused_by_name(ask, years, controls):
    rows = did_1().assign(cohort=lambda table: table["cohort"].where(table["cohort"] != 2003, 2004))

    status, found = ask("effect", rows, options=["--anticipation", str(years), "--controls", controls])

    assert (status, found.get("error", {}).get("code")) in ((0, None), (1, "no_treatment"))


def test_a_panel_that_skips_years_is_measured_from_the_last_year_before(answer):
    found = answer("effect", did_1()[lambda rows: rows["year"] % 2 == 0])

    assert {(one["g"], one["t"]): one["att"] for one in found["att"]} == pytest.approx(
        {(2003, 2000): 0, (2003, 2004): 2, (2003, 2006): 4, (2005, 2000): 0, (2005, 2002): 0, (2005, 2006): 1}
    )


def test_who_is_treated_after_the_last_year_is_here_never_treated(answer):
    found = answer("effect", did_1().assign(cohort=lambda rows: rows["cohort"].where(rows["cohort"] != "", 2012)))

    assert (found["treated"], found["controls"], found["simple"]) == (4, 2, pytest.approx(2.25))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"flow": -1}, "negative"), ({"flow": 0}, "constant"), ({"tie": 1}, "constant"), ({"tie": ""}, "empty"),
        ({"flow": ""}, "empty"), ({"pair": "one"}, "one_cluster"), ({"pair": ""}, "blank"),
        ({"tie": lambda rows: (rows["origin"] == "p0") * 1}, "collinear"),
        ({"flow": lambda rows: rows["flow"].where(rows["tie"] == 0, 0)}, "collinear"),
        ({"flow": np.arange(128) == 5}, "separated"), ({"year": lambda rows: range(128)}, "separated"),
    ],
)  # fmt: skip
def test_flows_that_say_nothing_are_refused(code, change, reason):
    rows = ppm_1().assign(**change)
    if rows["flow"].dtype == bool:
        rows["flow"] = rows["flow"] * 1

    assert code("gravity", rows) == reason


def test_a_single_year_is_refused_where_each_pair_has_its_effect(code):
    assert code("gravity", ppm_1()[lambda rows: rows["year"] == 2003]) == "separated"


def test_one_origin_is_no_cluster(code):
    assert code("gravity", ppm_1()[lambda rows: rows["origin"] == "p0"], "--cluster", "origin") == "one_cluster"


@pytest.mark.parametrize("unit", [1e-30, 1e9, 1e30])
def test_the_units_of_flow_and_figure_change_nothing(answer, unit):
    rows = ppm_1()

    found = answer("gravity", rows.assign(flow=rows["flow"] * unit, tie=rows["tie"] * unit))

    assert found["coef"]["tie"] * unit == pytest.approx(0.1, abs=1e-8)


@pytest.mark.parametrize(
    ("weights", "reason"),
    [
        ({"weight": 0}, "no_weight"), ({"weight": -1}, "no_weight"), ({"weight": ""}, "blank"),
        ({"weight": "much"}, "no_number"), ({"weight": "inf"}, "not_finite"), ({"direction": "up"}, "no_direction"),
        ({"criterion": "km"}, "duplicate"), ({"criterion": list("abcde")}, "missing_column"),
    ],
)  # fmt: skip
def test_weights_that_are_none_are_refused(code, weights, reason):
    assert code("partners", mcd_1(), weights=mcd_1_weights().assign(**weights)) == reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda rows: rows.iloc[:1], "too_few"),
        (lambda rows: rows.assign(km=""), "blank"),
        (lambda rows: rows.mask(rows["candidate"] == "A", "").assign(candidate=list("ABCD")), "blank"),
    ],
)
def test_candidates_that_cannot_be_ranked_are_refused(code, change, reason):
    assert code("partners", change(mcd_1()), weights=mcd_1_weights()) == reason


def test_candidates_that_are_all_alike_share_every_rank_and_none_is_robust(answer):
    alike = mcd_1().assign(TCI=1, growth=1, km=1, flights=1, governance=1)

    found = answer("partners", alike, weights=mcd_1_weights())

    assert found["acceptability"] == {name: [0.25] * 4 for name in "ABCD"}
    assert (found["robust"], set(found["switch_weights"].values())) == (False, {None})


@pytest.mark.parametrize("what", ["rca", "esi", "tci", "proximity", "density"])
def test_trade_below_nought_or_of_nothing_at_all_is_refused(code, what):
    assert code("market", trd_1().assign(exports=-1), "--what", what) == "not_finite"
    assert code("market", trd_1().assign(exports=0), "--what", what) == "constant"
    assert code("market", trd_1().assign(exports=""), "--what", what) == "blank"


def test_a_place_that_exports_nothing_is_null_and_the_others_stand(answer):
    rows = trd_1().assign(exports=lambda table: table["exports"].where(table["place"] != "A", 0))

    advantage = answer("market", rows, options=["--what", "rca"])
    alike = answer("market", rows, options=["--what", "esi"])

    assert set(advantage["A"].values()) == {alike["A"]["B"], alike["B"]["A"]} == {None}
    assert (advantage["B"]["p0"], alike["B"]["C"]) == pytest.approx((2.5, 62.5))


def test_a_product_that_nobody_makes_is_null_and_the_others_stand(answer):
    rows = trd_2().assign(made=lambda table: table["made"].where(table["product"] != "p5", 0))

    near = answer("market", rows, options=["--what", "proximity"])
    density = answer("market", rows, options=["--what", "density"])

    assert (near["p1"]["p5"], set(near["p5"].values()), density["r1"]["p5"]) == (None, {None}, None)
    assert (near["p1"]["p2"], density["r2"]["p3"]) == (0.5, 0.625)


@pytest.mark.parametrize(("made", "reason"), [(0, "constant"), (2, "no_flag"), ("", "blank")])
def test_what_is_made_is_0_or_1_and_something(code, made, reason):
    assert code("market", trd_2().assign(made=made), "--what", "proximity") == reason
