"""Figures that the system works out for targets: from their parts, and "not recorded" where one is missing."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from activities.models import ActivityKind
from outcomes.adding import repeated
from outcomes.models import Additionality, ClaimFirm, Lead
from outcomes.queries.scopes import programme_scope, tie_scope
from outcomes.queries.targets import rows_of
from outcomes.services.rollup import settle
from outcomes.services.targets import set_target
from outcomes.survival import Watched, median_time, watched_between
from partnerships.models import Audience, StageResult
from tests.activities.scene import NOW, build
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    CityFactory,
    ClaimFactory,
    OutcomeFactory,
    ParticipantFactory,
    PartnershipFactory,
    SeatFactory,
)
from tests.outcomes.test_targets import client_of, shipped, verified

YEAR = 2026


@pytest.fixture
def scene(db):
    return build()


def row_of(scene, code, *, tie=None, user=None, target=50):
    set_target(scene.office, shipped(code), YEAR, Decimal(target), partnership=tie, by=scene.ana, at=NOW)
    scope = tie_scope(scene.ana, tie.slug) if tie else programme_scope()
    (row,) = (row for row in rows_of(user or scene.ana, scene.office.office, YEAR, scope, tie)
              if row.indicator.code == code)  # fmt: skip
    return row


def reached(scene, code, **more):
    return row_of(scene, code, **more).actual


# --- Time to an event -------------------------------------------------------------------------------------------------

TIMES = {
    1: ([1.5, 2, 2, 3, 3.5, 4, 5, 6, 7, 8], [1, 1, 1, 1, 1, 0, 1, 0, 1, 0]),
    0: ([2.5, 4, 5, 6, 7, 7.5, 8, 9, 9.5, 10], [1, 0, 1, 0, 1, 0, 0, 1, 0, 0]),
}


def watched(*groups):
    return [Watched(0, time, bool(event)) for group in groups for time, event in zip(*TIMES[group], strict=True)]


def test_the_median_is_that_of_the_golden_numbers():
    late = zip(
        [0, 0, 0, 6, 6, 6, 6, 0], [3, 5, 8, 9, 20, 25, 12, 7], [1, 1, 0, 1, 1, 0, 1, 0], strict=True
    )  # fmt: skip

    assert (median_time(watched(1, 0)), median_time(watched(1)), median_time(watched(0))) == (7, 3.5, 9)
    assert median_time([Watched(entry, time, bool(event)) for entry, time, event in late]) == 5
    assert median_time([Watched(0, 3, False), Watched(0, 4, True), Watched(0, 5, False)]) == 4
    assert median_time([Watched(0, 1, True), Watched(0, 4, False), Watched(0, 5, False)]) is None
    assert median_time([]) is None


# --- Activities and leads ---------------------------------------------------------------------------------------------


def exchange(scene, direction, *bodies, kind=ActivityKind.CULTURAL_EVENT, tie=None, **more):
    activity = ActivityFactory(
        partnership=tie or scene.tie, owner=scene.office, kind=kind, direction=direction, place=scene.here,
        starts_first=dt.date(YEAR, 3, 1), **more,
    )  # fmt: skip
    for body in bodies or (scene.office, scene.far):
        ParticipantFactory(activity=activity, organisation=body)
    return activity


def test_a_tie_is_watched_from_its_signature_or_from_when_records_begin_up_to_the_cut_off():
    start, cut_off, day = dt.date(2020, 1, 1), dt.date(2024, 1, 1), dt.date

    spells = [
        watched_between(day(2021, 1, 1), day(2022, 1, 1), start, cut_off),
        watched_between(day(2019, 1, 1), None, start, cut_off),
        watched_between(day(2021, 1, 1), day(2025, 1, 1), start, cut_off),
        watched_between(day(2018, 1, 1), day(2019, 1, 1), start, cut_off),
        watched_between(day(2024, 6, 1), None, start, cut_off),
    ]

    assert spells == [Watched(0, 365, True), Watched(365, 1826, False), Watched(0, 1095, False), None, None]


def test_a_firm_s_second_contract_on_a_tie_is_repeat_business_and_its_first_elsewhere_is_not():
    values = [("a", 1, 9, False), ("a", 1, 5, True), ("b", 1, 2, True), ("a", 2, 1, True)]
    contracts = [(firm, tie, Decimal(value), counts) for firm, tie, value, counts in values]

    assert repeated(contracts) == (5, 8, 3)
    assert repeated([]) == repeated(contracts[:1]) == (0, None, 0)


def test_reciprocity_comes_from_the_exchanges_out_and_in(scene):
    for direction in ("out", "out", "out", "in"):
        exchange(scene, direction)
    exchange(scene, "in", scene.office)  # nobody of the other side
    exchange(scene, "in", kind=ActivityKind.OFFICIAL_VISIT)
    exchange(scene, "in", scene.chamber, scene.far_chamber, kind=ActivityKind.FAIR)

    row = row_of(scene, "AC5")

    assert (row.actual, row.note) == (Decimal("0.5"), "3 out, 1 in")
    assert reached(scene, "AC5", tie=scene.tie) == Decimal("0.5")
    assert reached(scene, "AC6") == 2


def test_without_an_exchange_reciprocity_is_not_recorded_and_not_nought(scene):
    row = row_of(scene, "AC5")
    page = client_of(scene.ana).get(reverse("outcomes:targets") + f"?year={YEAR}").content.decode()

    assert (row.actual, row.progress) == (None, None)
    assert "not recorded" in page
    assert "no exchange with date, place and both sides" in page


def test_outcomes_are_held_against_the_leads_that_were_opened(scene):
    for day in ("2026-02-01", "2026-03-01", "2026-04-01", "2025-12-31"):
        Lead.objects.create(
            partnership=scene.tie, owner=scene.office, code_name="Lark", opened_on=dt.date.fromisoformat(day),
            audience=Audience.OFFICE, created_by=scene.ana,
        )  # fmt: skip
    row = row_of(scene, "PR1")
    assert (row.actual, row.note) == (0, "")

    verified(scene, "OC1", 100)
    settle()

    assert round(reached(scene, "PR1"), 4) == Decimal("33.3333")
    assert reached(scene, "OP4") == 3
    assert row_of(scene, "PR6").note == "Money and staff cost spent on ties: nothing verified in this year"


# --- The ledger -------------------------------------------------------------------------------------------------------


def contract(scene, amount, firm, day, tie=None, registration=""):
    tie = tie or scene.tie
    day = dt.date.fromisoformat(day)
    claim = ClaimFactory(
        outcome=OutcomeFactory(indicator=shipped("OC1")), partnership=tie, owner=scene.office, evidence=3,
        amount=Decimal(amount), currency="USD", occurred_first=day, occurred_last=day,
    )  # fmt: skip
    if firm:
        ClaimFirm.objects.create(claim=claim, name=firm, registration=registration, audience=Audience.OFFICE)
    return claim


def another_tie(scene, name):
    tie = PartnershipFactory(between=[scene.here, CityFactory(name=name)], name=f"Chicago – {name}", slug=name.lower())
    SeatFactory(partnership=tie, organisation=scene.office, role="lead")
    return tie


def test_repeat_business_is_the_value_of_firms_with_an_earlier_contract_on_the_tie(scene):
    other = another_tie(scene, "Osaka")
    contract(scene, 100, "Lake Foods", "2025-05-01")
    contract(scene, 300, "LAKE FOODS ", "2026-02-01")
    contract(scene, 500, "Harbour Works", "2026-03-01")
    contract(scene, 200, "Lake Foods", "2026-04-01", tie=other)
    contract(scene, 999, "", "2026-05-01")
    settle()

    row = row_of(scene, "OC10")

    assert (row.actual, row.note) == (30, "the firm is recorded for 3 of 4")
    assert reached(scene, "OC10", tie=scene.tie) == Decimal("37.5")
    ClaimFirm.objects.update(audience=Audience.NAMED)
    assert reached(scene, "OC10", user=scene.eve) is None


def test_the_verified_share_stands_kind_by_kind_and_the_least_verified_counts(scene):
    verified(scene, "OC2", 300)
    verified(scene, "OC6", 100)
    day = dt.date(YEAR, 3, 1)
    for code, amount in (("OC2", 100), ("OC6", 100)):
        ClaimFactory(
            outcome=OutcomeFactory(indicator=shipped(code)), partnership=scene.tie, owner=scene.office, evidence=1,
            amount=Decimal(amount), currency="USD", occurred_first=day, occurred_last=day,
        )  # fmt: skip
    settle()

    row = row_of(scene, "PR4", target=80)

    assert row.actual == 50
    assert (row.note.replace("\xa0", ""), row.progress) == ("OC6 50%, OC2 75%", Decimal("0.625"))


def test_the_mirror_gap_is_the_median_of_what_both_sides_reported(scene):
    for seller, buyer in ((100, 100), (100, 120), (100, 300)):
        outcome, day = OutcomeFactory(indicator=shipped("OC2")), dt.date(YEAR, 3, 1)
        for side, amount in (("seller", seller), ("buyer", buyer)):
            ClaimFactory(
                outcome=outcome, partnership=scene.tie, owner=scene.office, evidence=3, amount=Decimal(amount),
                currency="USD", side=side, occurred_first=day, occurred_last=day,
            )  # fmt: skip
    settle()

    row = row_of(scene, "PR5")

    assert round(row.actual, 4) == Decimal("18.1818")
    assert row.note.replace("\xa0", "") == "33% of 3 disputed"


def test_net_additional_value_of_one_kind_is_a_figure_and_of_two_none(scene):
    verified(scene, "OC2", 1000)
    settle()
    assert row_of(scene, "IM2").note == "no assumption is stated for a verified value"

    Additionality.objects.create(owner=scene.office, deadweight=Decimal("0.4"), source="Our survey")
    assert reached(scene, "IM2") == 600
    assert reached(scene, "IM2", tie=scene.tie) == 600

    verified(scene, "OC6", 100)
    settle()
    row = row_of(scene, "IM2")
    assert (row.actual, row.note) == (None, "OC2 600, OC6 60")


def test_an_effect_that_nobody_estimates_is_not_recorded(scene):
    row = row_of(scene, "IM1")

    assert (row.actual, bool(row.note)) == (None, True)


# --- Stages and agreements --------------------------------------------------------------------------------------------


def test_the_share_without_recent_record_comes_from_the_stages_of_the_day(scene):
    ties = [scene.tie, *(another_tie(scene, name) for name in ("Osaka", "Milan", "Accra"))]
    for tie, stage, day in zip(ties, (0, 3, 1, None), (1, 1, 1, 1), strict=True):
        StageResult.objects.create(
            partnership=tie, owner=scene.office, as_of=dt.date(YEAR, 2, day), stage=stage, current=False,
            since=dt.date(YEAR, 2, day), first_on=dt.date(YEAR, 2, day), rule_version="1",
        )  # fmt: skip
    StageResult.objects.create(
        partnership=scene.tie, owner=scene.office, as_of=dt.date(YEAR + 1, 2, 1), stage=5, rule_version="1",
        since=dt.date(YEAR + 1, 2, 1), first_on=dt.date(YEAR + 1, 2, 1),
    )  # fmt: skip

    row = row_of(scene, "PR3")

    assert (round(row.actual, 4), row.note) == (Decimal("33.3333"), "1 of 3 ties")


def test_the_median_time_follows_signatures_and_first_outcomes(scene):
    ties = [scene.tie, *(another_tie(scene, name) for name in ("Osaka", "Milan", "Accra", "Lille"))]
    for place, tie in enumerate(ties):
        signed = dt.date(2020, 1, 1) if place else dt.date(2010, 1, 1)
        AgreementFactory(partnership=tie, owner=scene.office, signed_first=signed, signed_last=signed)
    for tie, day in zip(ties[1:], ("2021-01-01", "2022-01-01", "2023-01-01"), strict=False):
        verified(scene, "OC2", 5, day, tie=tie)
    settle()
    assert row_of(scene, "PR2").note == "the office has not said from when its records are complete"

    scene.office.office.records_complete_from = dt.date(2015, 1, 1)
    scene.office.office.save()
    row = row_of(scene, "PR2")

    # The tie of 2010 enters after five years: of the four at risk before, half had an outcome after two.
    assert (row.actual, row.note) == (Decimal("2.00"), "5 ties")
    verified(scene, "OC2", 5, "2012-01-01", tie=ties[0])
    settle()
    assert row_of(scene, "PR2").note == "fewer than 5 ties can be followed"


def test_a_viewer_s_page_of_targets_loads_with_every_worked_out_figure(scene):
    for code in ("AC5", "AC6", "OC10", "PR1", "PR2", "PR3", "PR4", "PR5", "PR6", "IM1", "IM2", "OC3"):
        set_target(scene.office, shipped(code), YEAR, Decimal(5), by=scene.ana, at=NOW)

    for user in (scene.ana, scene.eve):
        page = client_of(user).get(reverse("outcomes:targets") + f"?year={YEAR}").content.decode()

        assert page.count("not recorded") == 12
