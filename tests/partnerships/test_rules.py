"""Stage and health against METHODS 3."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.rules import (
    HealthFacts,
    NoStage,
    OutcomeFact,
    Stage,
    Test,
    TieFacts,
    Why,
    drop_raises_reciprocity,
    health_of,
    months_before,
    reciprocity,
    stage_of,
)

AS_OF = date(2025, 1, 1)
TIE = TieFacts(as_of=AS_OF, agreement_in_force=True, complete_from=date(2020, 1, 1), work_plan=False, both_fund=False)
A = TIE
B = replace(TIE, activities=1, layers=frozenset({"city"}))
C = replace(TIE, activities=3, exchanges=3, exchanges_out=3, layers=frozenset({"city", "university"}))
D = replace(
    TIE, activities=6, exchanges=6, exchanges_out=4, exchanges_in=2, work_plan=True, both_fund=True,
    layers=frozenset({"city", "university", "chamber"}),
)  # fmt: skip
E = replace(TIE, activities=1, layers=frozenset({"chamber"}), outcomes=(OutcomeFact(2024, "OC1"),))
F = replace(
    D,
    outcomes=(OutcomeFact(2023, "OC2"), OutcomeFact(2024, "OC2"), OutcomeFact(2024, "OC6")),
    both_reported=True,
)


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (A, Stage.DORMANT),
        (B, Stage.SYMBOLIC),
        (C, Stage.ASSOCIATIVE),
        (D, Stage.RECIPROCATIVE),
        (E, Stage.COMMERCIAL),
        (F, Stage.STRATEGIC),
    ],
    ids="abcdef",
)
def test_golden_stg_1(facts, stage):
    assert stage_of(facts).stage == stage


def test_golden_stg_1_c_lacks_reciprocity_plan_and_funding_on_the_way_up():
    result = stage_of(C)

    assert (result.reciprocity, result.gaps) == (0, ())
    assert [gap.test for gap in result.ahead] == [Test.RECIPROCITY, Test.WORK_PLAN, Test.BOTH_FUND]


def test_golden_stg_1_d_has_the_reciprocity_of_four_and_two():
    assert float(stage_of(D).reciprocity) == pytest.approx(0.666667, abs=1e-6)


def test_golden_stg_1_e_skipped_two_stages():
    assert {gap.stage for gap in stage_of(E).gaps} == {Stage.ASSOCIATIVE, Stage.RECIPROCATIVE}


def test_without_an_agreement_there_is_no_stage():
    result = stage_of(replace(F, agreement_in_force=False))

    assert (result.stage, result.reason) == (None, NoStage.NO_AGREEMENT)


def test_an_ended_agreement_has_no_stage():
    result = stage_of(replace(F, agreement_in_force=False, agreement_ended=True))

    assert (result.stage, result.reason) == (None, NoStage.ENDED)


@pytest.mark.parametrize("complete_from", [None, date(2023, 1, 2)])
def test_dormant_is_not_given_before_the_records_span_the_window(complete_from):
    result = stage_of(replace(A, complete_from=complete_from))

    assert (result.stage, result.reason) == (None, NoStage.NOT_ENOUGH_RECORDS)
    assert [gap.why for gap in result.ahead] == [Why.NOT_ENOUGH_RECORDS]


def test_records_that_span_exactly_the_window_are_enough():
    assert stage_of(replace(A, complete_from=date(2023, 1, 1))).stage == Stage.DORMANT


def test_a_test_that_passes_counts_before_the_records_span_the_window():
    assert stage_of(replace(D, complete_from=date(2024, 6, 1))).stage == Stage.RECIPROCATIVE


def test_without_a_word_on_coverage_there_is_no_stage_but_what_passes_is_told():
    result = stage_of(replace(D, complete_from=None))

    assert (result.stage, result.reason) == (None, NoStage.NOT_ENOUGH_RECORDS)
    assert result.passed == (Stage.SYMBOLIC, Stage.ASSOCIATIVE, Stage.RECIPROCATIVE)


@pytest.mark.parametrize("paper", ["deliverable_accepted", "signed"])
def test_paper_in_the_window_keeps_a_tie_from_reading_dormant(paper):
    result = stage_of(replace(A, **{paper: True}))

    assert (result.stage, result.reason) == (None, NoStage.PAPER_ONLY)


def test_a_verified_outcome_without_activity_is_economic_not_dormant():
    assert stage_of(replace(A, outcomes=E.outcomes)).stage == Stage.COMMERCIAL


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"exchanges": 1, "exchanges_out": 1}, Test.EXCHANGES),
        ({"layers": frozenset({"city", "region"})}, Test.OTHER_LAYER),
    ],
)
def test_exchange_needs_two_exchanges_and_a_layer_besides_the_offices(change, missing):
    result = stage_of(replace(C, **change))

    assert result.stage == Stage.SYMBOLIC
    assert missing in [gap.test for gap in result.ahead]


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"exchanges_out": 6, "exchanges_in": 1}, Test.RECIPROCITY),
        ({"work_plan": False}, Test.WORK_PLAN),
        ({"work_plan": None}, Test.WORK_PLAN),
        ({"both_fund": False}, Test.BOTH_FUND),
    ],
)
def test_reciprocal_needs_each_of_its_conditions(change, missing):
    result = stage_of(replace(D, **change))

    assert result.stage == Stage.ASSOCIATIVE
    assert [gap.test for gap in result.ahead] == [missing]


def test_a_fact_that_is_not_recorded_is_a_gap_of_its_own_kind():
    ahead = stage_of(replace(D, work_plan=None)).ahead

    assert [gap.why for gap in ahead] == [Why.NOT_RECORDED]


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"outcomes": F.outcomes[:2]}, Test.THREE_OUTCOMES),
        ({"outcomes": tuple(replace(o, year=2024) for o in F.outcomes)}, Test.TWO_YEARS),
        ({"outcomes": tuple(replace(o, kind="OC2") for o in F.outcomes)}, Test.TWO_KINDS),
        ({"layers": frozenset({"city", "chamber"})}, Test.THREE_LAYERS),
        ({"both_reported": False}, Test.BOTH_REPORTED),
    ],
)
def test_strategic_needs_each_of_its_conditions(change, missing):
    result = stage_of(replace(F, **change))

    assert result.stage == Stage.COMMERCIAL
    assert [gap.test for gap in result.ahead if gap.why == Why.NOT_MET] or result.ahead
    assert missing in [gap.test for gap in result.ahead]


def test_two_sectors_of_one_kind_are_enough_for_strategic():
    sectors = ("food", "food", "software")
    outcomes = tuple(replace(o, kind="OC2", sector=s) for o, s in zip(F.outcomes, sectors, strict=True))

    assert stage_of(replace(F, outcomes=outcomes)).stage == Stage.STRATEGIC


def test_strategic_needs_the_reciprocal_test_too():
    result = stage_of(replace(F, both_fund=False))

    assert result.stage == Stage.COMMERCIAL
    assert Test.BOTH_FUND in [gap.test for gap in result.gaps]


def test_the_result_names_the_version_of_its_thresholds():
    assert stage_of(A).version == "stage-1"


def test_leaving_out_an_activity_may_raise_the_stage_only_through_reciprocity():
    lopsided = replace(D, exchanges_out=11, exchanges=13)
    without = replace(lopsided, exchanges_out=10, exchanges=12, activities=5)

    assert (stage_of(lopsided).stage, stage_of(without).stage) == (Stage.ASSOCIATIVE, Stage.RECIPROCATIVE)
    assert drop_raises_reciprocity(lopsided, without)


counts = st.integers(0, 12)


@given(
    facts=st.builds(
        TieFacts,
        as_of=st.just(AS_OF),
        agreement_in_force=st.booleans(),
        complete_from=st.none() | st.dates(date(2020, 1, 1), AS_OF),
        activities=counts,
        exchanges=counts,
        exchanges_out=counts,
        exchanges_in=counts,
        layers=st.frozensets(st.sampled_from(["city", "region", "chamber", "port", "university", "other"])),
        work_plan=st.none() | st.booleans(),
        both_fund=st.none() | st.booleans(),
        outcomes=st.lists(st.builds(OutcomeFact, st.integers(2022, 2024), st.sampled_from(["OC1", "OC2"]))).map(tuple),
        both_reported=st.none() | st.booleans(),
    )
)
def test_one_activity_less_raises_no_stage_unless_it_lifts_reciprocity(facts):
    fewer = replace(facts, activities=max(facts.activities - 1, 0), exchanges=max(facts.exchanges - 1, 0))

    before, after = stage_of(facts), stage_of(fewer)

    assert (after.stage or 0) <= (before.stage or 0)


def test_reciprocity_of_nothing_is_nought():
    assert reciprocity(0, 0) == 0
    assert reciprocity(5, 0) == 0
    assert reciprocity(3, 3) == 1


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 1, 1), 24, date(2023, 1, 1)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 3, 31), 1, date(2025, 2, 28)),
        (date(2025, 1, 15), 1, date(2024, 12, 15)),
    ],
)
def test_months_before_stays_inside_the_month(day, months, expected):
    assert months_before(day, months) == expected


@pytest.mark.parametrize(
    ("last", "contact"),
    [
        (date(2024, 10, 3), 100),  # 90 days
        (date(2024, 10, 2), 100),  # 91 days rounds to 100
        (date(2023, 11, 18), 50),  # 410 days, half-way
        (date(2023, 1, 2), 0),  # 730 days
        (date(2019, 1, 1), 0),
        (date(2025, 2, 1), 100),  # dated ahead
        (None, None),
    ],
)
def test_contact_falls_from_ninety_days_to_nought_at_730(last, contact):
    assert health_of(HealthFacts(AS_OF, last_contact=last)).contact == contact


def test_health_stands_in_five_parts_side_by_side():
    facts = HealthFacts(
        AS_OF, last_contact=date(2024, 12, 20), promises_on_time=16, promises_due=17, layers_active=4, layers_agreed=5,
        exchanges_out=18, exchanges_in=11, activities_confirmed=26, activities=41,
    )  # fmt: skip

    assert health_of(facts).parts == {
        "contact": 100, "promises": 94, "breadth": 80, "reciprocity": 76, "two_sided": 63,
    }  # fmt: skip


def test_parts_without_data_are_none_and_not_nought():
    assert set(health_of(HealthFacts(AS_OF)).parts.values()) == {None}


def test_promises_all_missed_are_nought_and_not_missing():
    assert health_of(HealthFacts(AS_OF, promises_on_time=0, promises_due=3)).promises == 0


def test_more_layers_than_agreed_is_still_a_hundred():
    assert health_of(HealthFacts(AS_OF, layers_active=4, layers_agreed=2)).breadth == 100


def test_one_third_reciprocal_is_below_and_a_half_above_the_threshold():
    assert reciprocity(5, 1) >= Decimal("0.33")
    assert reciprocity(6, 1) < Decimal("0.33")
