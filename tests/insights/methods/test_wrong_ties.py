"""Tables that are read and yet allow no answer, or only part of one: independence, conversion, counts."""

import pandas as pd
import pytest

from tests.insights.methods.goldens import cnt_1, net_1, net_2, sur_1

COUNT = ["--y", "ties", "--x", "pop"]


@pytest.fixture
def code(ask):
    def put(question, frame, *options):
        status, found = ask(question, frame, options=options)
        assert (status, list(found)) == (1, ["error"]), found
        return found["error"]["code"]

    return put


def changed(frame, **cells):
    """The frame with the first row's cells changed."""
    frame = frame.astype(object)
    for column, value in cells.items():
        frame.loc[0, column] = value
    return frame


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"region_i": "r9"}, "two_regions"),
        ({"region_tie": 0}, "two_answers"),
        ({"city_tie": 2}, "no_flag"),
        ({"city_tie": -1}, "no_flag"),
        ({"city_tie": ""}, "blank"),
        ({"stratum": ""}, "blank"),
    ],
)
def test_a_dyad_that_contradicts_is_refused(code, cells, reason):
    assert code("independence", changed(net_1(), **cells)) == reason


@pytest.mark.parametrize("year", ["1990.5", "0", "-3", "20000", "soon"])
def test_a_year_that_is_none_is_refused(code, year):
    frame = net_1().assign(region_since="", city_since="1990")

    assert code("independence", changed(frame, region_since=year)) in ("no_year", "no_number")


def test_dyads_of_unknown_regions_alone_are_refused_and_some_are_counted(code, answer):
    assert code("independence", net_1().assign(region_i="")) == "no_region"
    assert answer("independence", changed(net_1(), region_i=""))["dropped"] == 1


@pytest.mark.parametrize(("column", "value"), [("city_tie", 1), ("city_tie", 0), ("region_tie", 1), ("region_tie", 0)])
def test_where_one_kind_of_tie_does_not_vary_every_ratio_is_null(answer, column, value):
    frame = net_1().assign(**{column: value})

    found = answer("independence", frame)

    ratios = ("or", "or_low", "or_high", "se_ln_or", "rr", "phi", "chi2", "chi2_p", "fisher_p", "degree_z")
    assert {found["strata"][0][key] for key in ratios} == {None}
    pooled = ("mh_or", "cmh", "cmh_p", "breslow_day", "breslow_day_p", "conditional_logit", "conditional_logit_se")
    assert {found["pooled"][key] for key in pooled} == {None}
    cells = [found["strata"][0][cell] for cell in "abcd"]
    assert sum(cells) == 36
    assert cells.count(0) >= 2


def test_without_any_regional_tie_no_null_has_a_p_value(answer):
    found = answer("independence", net_1().assign(region_tie=0))

    assert (found["strata"][0]["degree_p"], found["strata"][0]["qap_p"], found["pooled"]["degree_p"]) == (None,) * 3
    assert found["strata"][0]["why"] == "no regional tie on record between these two"


def test_separated_ties_have_no_logit_and_no_pooled_ratio(answer):
    found = answer("independence", net_1().assign(city_tie=lambda rows: rows["region_tie"]))

    assert (found["pooled"]["conditional_logit"], found["pooled"]["mh_or"]) == (None, None)
    assert found["strata"][0]["haldane"]


def test_ties_separated_in_each_country_pair_have_no_logit_though_together_they_are_not(answer):
    frame = net_2()
    every = (frame["stratum"] == "s0") & ((frame["region_tie"] == 1) | (frame["i"] == "x8"))  # and others besides
    some = (frame["stratum"] == "s1") & (frame["i"] == "x0")  # of those with a regional tie, and no others
    frame["city_tie"] = (every | some).astype(int)

    found = answer("independence", frame)["pooled"]

    assert min(found[cell] for cell in "abcd") > 0
    assert (found["conditional_logit"], found["conditional_logit_se"], found["mh_or"]) == (None, None, None)


def test_shares_of_fewer_than_five_are_withheld_with_the_reason(answer):
    found = answer("independence", net_1().iloc[:12])

    assert found["strata"][0]["independence"] is None
    assert found["withheld"]["pooled.independence"] == "5 needed, 3 given"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"time": 0}, "wrong_time"), ({"time": -2}, "wrong_time"), ({"time": ""}, "blank"), ({"kind": 3}, "wrong_kind"),
        ({"kind": 0.5}, "wrong_kind"), ({"kind": ""}, "blank"), ({"group": ""}, "blank"), ({"group": 2}, "no_flag"),
        ({"entry": 1.5}, "wrong_entry"), ({"entry": 9}, "wrong_entry"), ({"entry": -1}, "wrong_time"),
        ({"tie": "t1"}, "duplicate"),
    ],
)  # fmt: skip
def test_a_spell_that_cannot_be_is_refused(code, cells, reason):
    assert code("conversion", changed(sur_1().assign(entry=""), **cells)) == reason


COMPARED = ("logrank", "logrank_p", "cox_ln_hr", "cox_se", "cox_hr")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"group": 1}, "Every tie is of the same group."),
        ({"kind": 0}, "No tie has an outcome yet."),
        ({"kind": 2}, "No tie has an outcome yet."),
        ({"time": 3, "kind": 1}, "No outcome came while both groups were watched and somebody was left without."),
    ],
)
def test_groups_that_cannot_be_compared_are_null_and_it_says_why(answer, change, why):
    found = answer("conversion", sur_1().assign(**change))

    assert {found[key] for key in COMPARED} == {None}
    assert found["withheld"]["logrank"] == why


def test_groups_that_are_separated_have_a_test_and_no_ratio(answer):
    found = answer("conversion", sur_1().assign(kind=lambda rows: rows["group"]))

    assert found["logrank"] == pytest.approx(17.764251, abs=1e-6)
    assert (found["cox_ln_hr"], found["cox_hr"]) == (None, None)


def test_groups_told_apart_at_each_outcome_have_no_ratio(answer):
    """Outcomes in both groups, but one group is no longer watched when the other begins to have them."""
    early = [(f"a{k}", 1, 1 + k / 10, 1) for k in range(10)]
    late = [(f"b{k}", 0, 5 + k / 10, 1) for k in range(10)]

    found = answer("conversion", pd.DataFrame(early + late, columns=["tie", "group", "time", "kind"]))

    assert (found["cox_ln_hr"], found["cox_hr_high"], found["cox_proportional_p"]) == (None, None, None)
    assert found["logrank_p"] < 0.001


def test_below_ten_outcomes_the_curve_stands_without_p_value(answer):
    found = answer("conversion", sur_1().iloc[:14])

    assert len(found["km"]) == 7
    assert (found["logrank_p"], found["withheld"]["logrank_p"]) == (None, "10 outcomes needed, 9 given")
    assert found["logrank"] > 0


def test_what_is_not_reached_is_null(answer):
    found = answer("conversion", sur_1().assign(kind=0), options=["--tau", "11"])

    assert (found["median"], found["naive_mean"], found["rmst"], found["km"]) == (None, None, None, [])
    assert found["withheld"]["rmst"] == "No tie was watched for 11 years, but for 10."


@pytest.mark.parametrize(
    ("change", "options", "reason"),
    [
        ({"ties": 3}, COUNT, "constant"), ({"ties": 0}, COUNT, "constant"), ({"ties": 1.5}, COUNT, "no_count"),
        ({"ties": -1}, COUNT, "no_count"), ({"ties": ""}, COUNT, "empty"), ({"pop": 2}, COUNT, "constant"),
        ({"pop": 0}, ["--y", "ties", "--x", "ln:pop"], "no_logarithm"),
        ({"pop": -1}, ["--y", "ties", "--x", "ln1p:pop"], "no_logarithm"),
        ({}, ["--y", "ties", "--x", "sqrt:pop"], "missing_column"),
        ({"flights": lambda rows: 3 * rows["pop"] - 1}, ["--y", "ties", "--x", "pop,flights"], "collinear"),
        ({"pop": lambda rows: (rows["ties"] > 0) * 1}, COUNT, "separated"),
        ({"pop": lambda rows: (rows["ties"] > 0) * rows["flights"]}, COUNT, None),
    ],
)  # fmt: skip
def test_counts_that_cannot_be_explained_are_refused(ask, change, options, reason):
    status, found = ask("counts", cnt_1().assign(**change), options=options)

    assert (status, found.get("error", {}).get("code")) == (int(reason is not None), reason)


def test_three_cities_are_too_few_for_two_figures(code, answer):
    assert code("counts", cnt_1().iloc[[1, 2, 6]], "--y", "ties", "--x", "pop,flights") == "too_few"

    found = answer("counts", cnt_1().iloc[:9], options=COUNT)
    assert (found["lr_p"], found["withheld"]["counts"]) == (None, "10 cities needed, 9 given")


@pytest.mark.parametrize("unit", [1e-9, 1e6, 1e12])
def test_the_unit_of_a_figure_separates_nobody(answer, unit):
    found = answer("counts", cnt_1().assign(pop=lambda rows: rows["pop"] * unit), options=COUNT)

    assert found["poisson"]["pop"] * unit == pytest.approx(0.034977, abs=1e-6)
    assert found["poisson"]["const"] == pytest.approx(1.541673, abs=1e-6)
