"""Activities, days of agreements, figures, claims, ties, imports: each rule at its day."""

import datetime as dt

import pytest

from activities.models import ActivityStatus
from agreements.models import (
    DeliverableStatus,
    Renewal,
)
from outcomes.models import ReportingPlan
from partnerships.models import Audience, Seat, Standing
from reminders.models import OfficeRule
from reminders.services.ledger import plan, tell_later
from stakeholders.models import Membership
from tests.factories import ActivityFactory, ClaimFactory, IndicatorFactory
from tests.reminders.scene import (
    DAY,
    NOON,
    TODAY,
    ask_by_hand,
    mails,
    occasions_of,
    office_rule,
    owe,
    run_days,
    told,
)

pytestmark = pytest.mark.django_db


def test_who_planned_an_activity_is_asked_what_came_of_it(scene):
    ActivityFactory(
        partnership=scene.tie, owner=scene.office, status=ActivityStatus.PLANNED, starts_first=TODAY + DAY,
        created_by=scene.ben, title="Trade mission",
    )  # fmt: skip

    run_days(TODAY, 4)

    assert told() == [("activity-without-word", "-1", "ben@example.org")]


def test_what_was_returned_is_told_to_the_contact_once(scene):
    ask_by_hand(scene, scene.cho)
    owe(
        scene, TODAY + 60 * DAY, contact=scene.cho, status=DeliverableStatus.RETURNED, returned_at=NOON,
        returned_by=scene.ana,
    )  # fmt: skip

    run_days(TODAY, 4)

    assert told() == [("deliverable-returned", "2026-03-02T18:00:00Z", "cho@chamber.example")]
    assert mails() == [("cho@chamber.example", "Returned to you: Buyer list")]


def test_coordinators_are_told_of_what_was_submitted_and_its_giver_of_the_acceptance(scene):
    ask_by_hand(scene, scene.cho)
    item = owe(scene, TODAY + 60 * DAY, contact=scene.cho, status=DeliverableStatus.SUBMITTED, submitted_at=NOON)
    run_days(TODAY, 2)
    item.status, item.accepted_at, item.accepted_by = DeliverableStatus.ACCEPTED, NOON + 2 * DAY, scene.ana
    item.save()
    run_days(TODAY + 2 * DAY, 2)

    assert [(rule, address) for rule, _occasion, address in told()] == [
        ("deliverable-submitted", "ana@example.org"),
        ("deliverable-submitted", "ben@example.org"),
        ("deliverable-accepted", "cho@chamber.example"),
    ]


def test_the_last_day_for_notice_is_told_half_a_year_three_months_and_a_month_before(scene):
    scene.agreement.expires_on = TODAY + 271 * DAY
    scene.agreement.notice_days, scene.agreement.renewal = 90, Renewal.BY_NOTICE
    scene.agreement.save()

    run_days(TODAY, 4)
    run_days(TODAY + 88 * DAY, 6)
    run_days(TODAY + 148 * DAY, 6)

    assert [occasion for rule, occasion, address in told() if address == "ana@example.org"
            and rule == "agreement-notice"] == ["180 of 2026", "90 of 2026", "30 of 2026"]  # fmt: skip


def test_a_term_that_renews_itself_has_its_own_last_day_each_time(scene):
    agreement = scene.agreement
    agreement.expires_on, agreement.renewal_months = TODAY + 91 * DAY, 12
    agreement.notice_days, agreement.renewal = 60, Renewal.AUTOMATIC
    agreement.save()

    run_days(TODAY, 4)
    run_days(TODAY + 365 * DAY, 5)

    mine = [(rule, occasion) for rule, occasion, address in told() if address == "ana@example.org"]
    assert [one for one in mine if one[0] == "agreement-notice"] == [
        ("agreement-notice", "30 of 2026"), ("agreement-notice", "30 of 2027-06-01"),
    ]  # fmt: skip


def test_the_days_of_the_paper_run_on_while_the_tie_is_paused(scene):
    scene.agreement.expires_on = TODAY + 31 * DAY
    scene.agreement.save()
    Seat.objects.filter(partnership=scene.tie, organisation=scene.office).update(standing=Standing.PAUSED)
    OfficeRule.objects.create(office=scene.office, rule="agreement-expiry", leads=[30], set_at=NOON)

    run_days(TODAY, 4)

    assert {(rule, address) for rule, _occasion, address in told()} == {
        ("agreement-expiry", "ana@example.org"), ("agreement-expiry", "ben@example.org"),
    }  # fmt: skip


def test_a_tie_without_contact_is_told_after_six_months(scene):
    ActivityFactory(
        partnership=scene.tie, owner=scene.office, status=ActivityStatus.HAPPENED, starts_first=dt.date(2025, 9, 4)
    )

    run_days(TODAY, 6)

    assert told() == [
        ("no-contact", "6 since 2025-09-04", "ana@example.org"),
        ("no-contact", "6 since 2025-09-04", "ben@example.org"),
    ]


def test_a_round_anniversary_is_told_a_year_and_a_half_before(scene):
    scene.tie.since_first, scene.tie.since_last = dt.date(1992, 9, 4), dt.date(1992, 9, 4)
    scene.tie.save()

    run_days(TODAY, 6)

    assert {occasion for rule, occasion, _address in told() if rule == "anniversary"} == {"35 years 18"}


def test_a_claim_with_papers_that_nobody_confirmed_is_told_after_two_weeks(scene):
    ClaimFactory(partnership=scene.tie, owner=scene.office, evidence=2, learnt_on=TODAY - 13 * DAY)

    run_days(TODAY, 4)

    assert {(rule, address) for rule, _occasion, address in told()} == {
        ("claim-unconfirmed", "ana@example.org"), ("claim-unconfirmed", "ben@example.org"),
    }  # fmt: skip


def test_an_agreement_that_is_put_off_to_another_year_reminds_again(scene):
    office_rule(scene, "agreement-expiry", leads=[30])
    scene.agreement.expires_on = TODAY + 31 * DAY
    scene.agreement.save()
    run_days(TODAY, 3)

    scene.agreement.expires_on = TODAY + 396 * DAY
    scene.agreement.save()
    run_days(TODAY + 363 * DAY, 5)

    assert {occasion for _rule, occasion, _address in told()} == {"30 of 2026", "30 of 2027"}


def test_a_term_of_half_a_year_with_half_a_year_of_notice_reminds_in_time(scene):
    agreement = scene.agreement
    agreement.expires_on, agreement.renewal_months = TODAY + 20 * DAY, 6
    agreement.notice_days, agreement.renewal = 90, Renewal.AUTOMATIC
    agreement.save()

    for days in range(0, 360, 5):
        plan(NOON + days * DAY)

    steps = occasions_of("agreement-notice")
    assert {"90 of 2026-09-22", "180 of 2027-03-22", "90 of 2027-03-22"} <= steps


def test_two_periods_of_one_figure_do_not_swallow_each_other(scene):
    ReportingPlan.objects.create(
        partnership=scene.tie, owner=scene.office, organisation=scene.office, indicator=IndicatorFactory(),
        frequency="month", first=dt.date(2026, 1, 1), audience=Audience.PARTIES,
    )  # fmt: skip

    run_days(TODAY, 3)

    mine = {occasion for rule, occasion, address in told() if rule == "figure-due" and address == "ana@example.org"}
    assert mine == {"2026-01 -30", "2026-02 -1"}


def test_an_import_of_somebody_who_left_is_told_to_nobody_and_breaks_nothing(scene):
    tell_later(
        rule="import-finished", office=scene.office, user=scene.ana, kind="import", pk=7, occasion="finished",
        note="agreements: 1 created", at=NOON,
    )  # fmt: skip
    Membership.objects.filter(organisation=scene.office).delete()

    run_days(TODAY, 4)

    assert told() == []
    assert plan(NOON + 4 * DAY)["planned"] == 0
