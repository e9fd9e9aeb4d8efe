"""Who is told of what, when, and why not."""

import datetime as dt

import pytest

from activities.models import ActivityStatus
from agreements.models import (
    ClockTask,
    DeliverableStatus,
    DeliverableUpdate,
    Renewal,
    UpdateLink,
    UpdateLinkItem,
)
from outcomes.models import ReportingPlan
from partnerships.models import Audience, Seat, Standing
from reminders import occasions
from reminders.models import Notice, OfficeRule, Recipient, Silence, Webhook, WebhookPost
from reminders.queries import upcoming
from reminders.services.ledger import plan, tell_later
from stakeholders.access import Role
from stakeholders.models import Membership
from tests.factories import ActivityFactory, ClaimFactory, IndicatorFactory, MembershipFactory, UserFactory
from tests.reminders.scene import (
    DAY,
    NOON,
    TODAY,
    ask_by_hand,
    mails,
    morning,
    owe,
    run,
    run_days,
    told,
    withheld,
)

pytestmark = pytest.mark.django_db


def planned():
    """{(rule, occasion, who): moment} of what is to be told."""
    rows = Notice.objects.filter(state="planned").select_related("recipient")
    return {(row.rule, row.occasion, row.recipient.who): row.send_at for row in rows}


# --- A deliverable and its contact ------------------------------------------------------------------------------------


def test_a_contact_is_told_two_weeks_three_days_and_on_the_day_and_a_week_after(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 16 * DAY, contact=scene.cho)

    for begin in (0, 11, 14, 21, 28):
        run_days(TODAY + begin * DAY, 3 if begin else 4)

    assert told() == [
        ("deliverable-due", "14", "cho@chamber.example"),
        ("deliverable-due", "3", "cho@chamber.example"),
        ("deliverable-due", "0", "cho@chamber.example"),
        ("deliverable-due", "-7", "cho@chamber.example"),
        ("deliverable-due", "-14", "ana@example.org"),
        ("deliverable-due", "-14", "ben@example.org"),
    ]
    assert [to for to, _subject in mails()] == [address for _rule, _occasion, address in told()]


def test_the_steps_are_told_on_working_days_at_eight_in_the_contacts_zone(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, dt.date(2026, 3, 22), contact=scene.cho)  # a Sunday

    plan(NOON)

    who = f"person:{scene.cho.pk}"
    assert planned() == {
        ("deliverable-due", "14", who): morning(dt.date(2026, 3, 6)),
    }


def test_what_was_told_is_never_told_again_though_the_date_moves(scene):
    ask_by_hand(scene, scene.cho)
    item = owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    run_days(TODAY, 3)

    item.due_on = TODAY + 45 * DAY
    item.save(update_fields=["due_on"])
    run_days(TODAY + 3 * DAY, 44)

    assert [occasion for _rule, occasion, _address in told()] == ["14", "3", "0"]


def test_a_date_that_moves_before_it_was_told_moves_the_reminder(scene):
    ask_by_hand(scene, scene.cho)
    item = owe(scene, TODAY + 20 * DAY, contact=scene.cho)
    plan(NOON)
    before = set(planned().values())

    item.due_on = TODAY + 22 * DAY
    item.save(update_fields=["due_on"])
    plan(NOON)

    assert before == {morning(dt.date(2026, 3, 6))}
    assert set(planned().values()) == {morning(TODAY + 8 * DAY)}


def test_a_date_that_moves_far_away_cancels_the_reminder_and_plans_it_again_in_time(scene):
    ask_by_hand(scene, scene.cho)
    item = owe(scene, TODAY + 20 * DAY, contact=scene.cho)
    plan(NOON)

    item.due_on = TODAY + 90 * DAY
    item.save(update_fields=["due_on"])
    plan(NOON)
    after_move = list(Notice.objects.values_list("state", "why"))
    run_days(TODAY + 70 * DAY, 21)

    assert after_move == [("cancelled", "moved")]
    assert [occasion for _rule, occasion, _address in told()] == ["14", "3", "0"]


def test_what_is_handed_in_needs_no_reminder(scene):
    ask_by_hand(scene, scene.cho)
    item = owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    plan(NOON)

    item.status = DeliverableStatus.ACCEPTED
    item.accepted_at = NOON
    item.save(update_fields=["status", "accepted_at"])
    run_days(TODAY, 20)

    assert told() == []
    assert withheld() == {f"person:{scene.cho.pk}": "settled"}


def test_what_is_recorded_late_is_still_told_within_a_week_and_one_step_at_a_time(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 2 * DAY, contact=scene.cho)
    owe(scene, TODAY - 60 * DAY, contact=scene.cho, title="Long past")

    run_days(TODAY, 2)

    assert told() == [("deliverable-due", "3", "cho@chamber.example")]


# --- Never by itself across the line ----------------------------------------------------------------------------------


def test_the_first_mail_to_a_new_contact_is_sent_by_hand(scene):
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)

    run_days(TODAY, 3)

    assert withheld() == {f"person:{scene.cho.pk}": "not by hand yet"}
    assert told() == [("deliverable-due", "14", "ana@example.org"), ("deliverable-due", "14", "ben@example.org")]


def test_once_they_were_asked_by_hand_the_next_steps_go_to_them(scene):
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    run_days(TODAY, 3)

    ask_by_hand(scene, scene.cho)
    run_days(TODAY + 3 * DAY, 14)

    assert told()[2:] == [
        ("deliverable-due", "3", "cho@chamber.example"), ("deliverable-due", "0", "cho@chamber.example"),
    ]  # fmt: skip


def test_a_city_of_the_other_side_is_never_mailed_by_itself(scene):
    owe(scene, TODAY + 15 * DAY, by=scene.far)

    run_days(TODAY, 3)

    assert withheld() == {f"user:{scene.fara.pk}": "other side"}
    assert {address for _rule, _occasion, address in told()} == {"ana@example.org", "ben@example.org"}


def test_an_organisation_of_the_other_side_that_signs_in_is_told(scene):
    owe(scene, TODAY + 15 * DAY, by=scene.port)

    run_days(TODAY, 3)

    assert told() == [("deliverable-due", "14", "pia@example.org")]


def test_posts_marked_never_mail_get_none(scene):
    ask_by_hand(scene, scene.cho)
    scene.cho.never_mail = True
    scene.cho.save()
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)

    run_days(TODAY, 3)

    assert withheld() == {f"person:{scene.cho.pk}": "never mail"}
    assert "cho@chamber.example" not in {address for address, _subject in mails()}


@pytest.mark.parametrize("answer", ["cannot share", "wrong person"])
def test_a_contact_who_said_no_is_not_asked_again(scene, answer):
    link = ask_by_hand(scene, scene.cho)
    item = owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    DeliverableUpdate.objects.create(deliverable=item, answer=answer, by_link=link, by_name="Cho", at=NOON)

    run_days(TODAY, 3)

    assert {address for _rule, _occasion, address in told()} == {"ana@example.org", "ben@example.org"}


def test_pausing_a_tie_stops_what_is_queued_and_after_it_the_next_step_is_told(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    plan(NOON)

    seat = Seat.objects.filter(partnership=scene.tie, organisation=scene.office)
    seat.update(standing=Standing.PAUSED)
    run_days(TODAY, 2)
    paused = (told(), withheld())
    seat.update(standing=Standing.KEPT)
    run_days(TODAY + 2 * DAY, 12)

    assert paused == ([], {f"person:{scene.cho.pk}": "tie stands still"})
    assert told() == [("deliverable-due", "3", "cho@chamber.example")]


def test_a_pause_of_the_other_side_stops_nothing_here(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    Seat.objects.filter(partnership=scene.tie, organisation=scene.far).update(standing=Standing.PAUSED)

    run_days(TODAY, 3)

    assert told() == [("deliverable-due", "14", "cho@chamber.example")]


# --- What one may not see ---------------------------------------------------------------------------------------------


def test_nobody_is_told_of_what_they_may_not_see(scene):
    MembershipFactory(user=UserFactory(email="lin@example.org"), organisation=scene.chamber, role=Role.CONTRIBUTOR)
    owe(scene, TODAY + 15 * DAY, audience=Audience.OFFICE)

    run_days(TODAY, 3)

    assert {address for _rule, _occasion, address in told()} == {"ana@example.org", "ben@example.org"}
    assert list(withheld().values()) == ["may not see"]


def test_a_contact_without_account_is_told_of_no_closed_record(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 15 * DAY, contact=scene.cho, audience=Audience.OFFICE)

    run_days(TODAY, 3)

    assert withheld() == {f"person:{scene.cho.pk}": "may not see"}


def test_who_loses_their_membership_before_the_hour_is_not_told(scene):
    membership = MembershipFactory(user=UserFactory(email="lin@example.org"), organisation=scene.chamber,
                                   role=Role.CONTRIBUTOR)  # fmt: skip
    owe(scene, TODAY + 15 * DAY)
    plan(NOON)

    membership.until = TODAY - DAY
    membership.save()
    run_days(TODAY, 3)

    assert "lin@example.org" not in {address for _rule, _occasion, address in told()}


# --- Wishes -----------------------------------------------------------------------------------------------------------


def wish(person=None, user=None, **wishes):
    return Recipient.objects.create(person=person, user=user, **wishes)


def test_who_asked_for_no_reminders_gets_none(scene):
    ask_by_hand(scene, scene.cho)
    wish(person=scene.cho, stopped_at=NOON)
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)

    run_days(TODAY, 3)

    assert withheld() == {f"person:{scene.cho.pk}": "stopped"}


@pytest.mark.parametrize("about", ["rule", "record", "both"])
def test_what_is_muted_is_not_told(scene, about):
    ask_by_hand(scene, scene.cho)
    item, other = (owe(scene, TODAY + 15 * DAY, contact=scene.cho, title=title) for title in ("A", "B"))
    silence = {
        "rule": {"rule": "deliverable-due"},
        "record": {"subject_kind": "deliverable", "subject_id": item.pk},
        "both": {"rule": "deliverable-due", "subject_kind": "deliverable", "subject_id": item.pk},
    }[about]
    Silence.objects.create(recipient=wish(person=scene.cho), made_at=NOON, **silence)

    run_days(TODAY, 3)

    expected = set() if about == "rule" else {other.pk}
    assert set(Notice.objects.filter(state="told", recipient__person=scene.cho).values_list(
        "subject_id", flat=True)) == expected  # fmt: skip


def test_what_is_snoozed_is_told_after_it(scene):
    ask_by_hand(scene, scene.cho)
    item = owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    until = morning(TODAY + 4 * DAY, hour=12)
    Silence.objects.create(
        recipient=wish(person=scene.cho), made_at=NOON, subject_kind="deliverable", subject_id=item.pk, until=until
    )

    run_days(TODAY, 8)

    sent = Notice.objects.get(recipient__person=scene.cho, state="told")
    assert sent.send_at == morning(dt.date(2026, 3, 9))  # a Friday noon: the next morning of work is a Monday


def test_a_weekly_reader_gets_one_mail_with_all_of_it(scene):
    ask_by_hand(scene, scene.cho)
    wish(person=scene.cho, mode="weekly", weekday=0)
    for n, days in enumerate((22, 23, 25)):
        owe(scene, TODAY + days * DAY, contact=scene.cho, title=f"Item {n}")

    run_days(TODAY, 8)

    assert mails() == [("cho@chamber.example", "Due in 15 days: Item 0, and 2 more")]


def test_who_wants_it_at_once_gets_a_mail_for_each_thing(scene):
    ask_by_hand(scene, scene.cho)
    wish(person=scene.cho, mode="immediate")
    for n in range(2):
        owe(scene, TODAY + 15 * DAY, contact=scene.cho, title=f"Item {n}")

    run_days(TODAY, 3)

    assert [to for to, _subject in mails()] == ["cho@chamber.example"] * 2


# --- The office's own rules -------------------------------------------------------------------------------------------


def office_rule(scene, rule="deliverable-due", **wishes):
    return OfficeRule.objects.create(office=scene.office, rule=rule, set_at=NOON, **wishes)


def test_an_office_sets_its_own_leads(scene):
    ask_by_hand(scene, scene.cho)
    office_rule(scene, leads=[5])
    owe(scene, TODAY + 9 * DAY, contact=scene.cho)

    run_days(TODAY, 9)

    assert [occasion for _rule, occasion, _address in told()] == ["5"]


def test_a_rule_that_is_switched_off_cancels_what_is_planned(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    plan(NOON)

    office_rule(scene, is_on=False)
    run_days(TODAY, 3)

    assert told() == []
    assert withheld() == {f"person:{scene.cho.pk}": "rule off"}


def test_others_are_told_by_choice(scene):
    ask_by_hand(scene, scene.cho)
    office_rule(scene, others=["executives"])
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)

    run_days(TODAY, 3)

    assert {address for _rule, _occasion, address in told()} == {"cho@chamber.example", "eve@example.org"}


def test_a_rule_for_my_work_alone_sends_no_mail(scene):
    office_rule(scene, channel="inbox")
    owe(scene, TODAY + 15 * DAY, by=scene.office, created_by=scene.ana)

    run_days(TODAY, 3)

    assert told() == [("deliverable-due", "14", "ana@example.org")]
    assert mails() == []


# --- The other rules --------------------------------------------------------------------------------------------------


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


def test_where_nobody_is_there_a_line_of_the_ledger_says_so(scene):
    scene.ana.memberships.all().delete()
    scene.ben.memberships.all().delete()
    owe(scene, TODAY + 15 * DAY)

    run_days(TODAY, 3)

    assert withheld() == {"": "nobody"}


def test_planning_twice_changes_nothing(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    first = plan(NOON)
    before = list(Notice.objects.values())

    again = plan(NOON)

    assert (first["planned"], again) == (2, {"planned": 0, "changed": 0, "withheld": 0, "cancelled": 0})
    assert list(Notice.objects.values()) == before


def test_planning_asks_the_same_number_of_queries_for_one_and_for_thirty(scene, django_assert_max_num_queries):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    run(NOON)
    for n in range(30):
        owe(scene, TODAY + (15 + n % 5) * DAY, contact=scene.cho, title=f"Item {n}")

    with django_assert_max_num_queries(60):
        plan(NOON)


# --- What a reader of the code found ----------------------------------------------------------------------------------


def occasions_of(rule):
    """Steps of a rule that the ledger holds in any state."""
    return set(Notice.objects.filter(rule=rule).values_list("occasion", flat=True))


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


def test_nothing_is_asked_under_an_agreement_that_nobody_has_signed(scene):
    ask_by_hand(scene, scene.cho)
    scene.agreement.status = "draft"
    scene.agreement.save()
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)

    run_days(TODAY, 3)

    assert not Notice.objects.exists()


def test_nobody_is_told_of_what_they_have_just_done_themselves(scene):
    link = ask_by_hand(scene, scene.cho)
    item = owe(scene, TODAY + 60 * DAY, contact=scene.cho)
    UpdateLinkItem.objects.create(link=link, deliverable=item)
    UpdateLink.objects.update(created_at=NOON)

    run_days(TODAY, 3)

    assert told() == []


def test_one_row_that_cannot_be_read_holds_up_no_other_rule(scene, monkeypatch):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)

    def fail(search):
        raise ValueError("a row is broken")

    monkeypatch.setitem(occasions.FINDERS, "agreement-notice", fail)
    run_days(TODAY, 3)

    assert told() == [("deliverable-due", "14", "cho@chamber.example")]


def test_an_import_of_somebody_who_left_is_told_to_nobody_and_breaks_nothing(scene):
    tell_later(
        rule="import-finished", office=scene.office, user=scene.ana, kind="import", pk=7, occasion="finished",
        note="agreements: 1 created", at=NOON,
    )  # fmt: skip
    Membership.objects.filter(organisation=scene.office).delete()

    run_days(TODAY, 4)

    assert told() == []
    assert plan(NOON + 4 * DAY)["planned"] == 0


def test_a_channel_is_not_told_of_what_is_closed(scene):
    hook = Webhook.objects.create(
        office=scene.office, name="Room", url="https://room.example/", secret="s", rules=["filing-due"],
        created_at=NOON - 30 * DAY,
    )  # fmt: skip
    scene.agreement.audience = Audience.NAMED
    scene.agreement.save()
    ClockTask.objects.create(
        agreement=scene.agreement, organisation=scene.office, owner=scene.office, pack="public-register",
        clock="enter", event="signed", event_first=TODAY, event_last=TODAY, due_on=TODAY + 8 * DAY, title="Secret",
        filed_with="Registry", law="Rule", opened_at=NOON,
    )  # fmt: skip

    run_days(TODAY, 3)

    assert withheld("7")[f"webhook:{hook.pk}"] == "may not see"
    assert not WebhookPost.objects.exists()


def test_a_new_channel_is_not_told_of_what_was_before_it(scene):
    owe(scene, TODAY + 14 * DAY, by=scene.office, created_by=scene.ana)
    hook = Webhook.objects.create(
        office=scene.office, name="Room", url="https://room.example/", secret="s", rules=["deliverable-due"],
        created_at=NOON + 2 * DAY,
    )  # fmt: skip

    run_days(TODAY + 2 * DAY, 2)

    assert not Notice.objects.filter(recipient__webhook=hook, occasion="14").exists()
    assert Notice.objects.filter(recipient__webhook=hook, occasion="3").exists()


def test_a_rule_that_changes_its_channel_tells_nothing_again(scene):
    owe(scene, TODAY + 4 * DAY, by=scene.office, created_by=scene.ana)
    run_days(TODAY, 3)
    before = told()

    office_rule(scene, channel="inbox")
    run_days(TODAY + 3 * DAY, 1)

    assert before == [("deliverable-due", "3", "ana@example.org")]
    assert [occasion for _rule, occasion, _address in told()] == ["3"]


def test_who_is_no_longer_the_contact_reads_the_true_reason_in_the_ledger(scene):
    ask_by_hand(scene, scene.cho)
    item = owe(scene, TODAY + 15 * DAY, contact=scene.cho, by=scene.chamber)
    plan(NOON)
    UpdateLink.objects.all().delete()

    item.contact = None
    item.save(update_fields=["contact"])
    plan(NOON)

    assert withheld() == {f"person:{scene.cho.pk}": "otherwise"}


def test_what_is_put_off_twice_is_still_told(scene):
    item = owe(scene, TODAY + 4 * DAY, by=scene.office, created_by=scene.ana)
    me = wish(user=scene.ana)
    for days in (0, 55):
        at = NOON + days * DAY
        plan(at)
        until = at + 59 * DAY
        Silence.objects.update_or_create(
            recipient=me, subject_kind="deliverable", subject_id=item.pk, rule="",
            defaults={"until": until, "made_at": at},
        )  # fmt: skip
        plan(at)

    run_days(TODAY + 114 * DAY, 5)

    assert [occasion for _rule, occasion, _address in told(recipient=me)] != []


def test_what_was_withheld_while_its_moment_passed_is_not_promised_for_the_days_to_come(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    seat = Seat.objects.filter(partnership=scene.tie, organisation=scene.office)
    seat.update(standing=Standing.PAUSED)
    run_days(TODAY, 3)
    seat.update(standing=Standing.KEPT)

    rows = [row for row in upcoming(NOON + 3 * DAY, 17) if not row.why and row.recipient == "cho@chamber.example"]

    assert [row.key.split("|")[2] for row in rows] == ["3", "0"]
