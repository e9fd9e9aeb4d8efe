"""The steps of a deliverable: on which days, once, whatever becomes of its date; and the ledger that holds them."""

import datetime as dt

import pytest

from agreements.models import (
    DeliverableStatus,
    UpdateLink,
)
from partnerships.models import Seat, Standing
from reminders import occasions
from reminders.models import Notice, Silence
from reminders.queries import upcoming
from reminders.services.ledger import plan
from tests.reminders.scene import (
    DAY,
    NOON,
    TODAY,
    ask_by_hand,
    mails,
    morning,
    owe,
    planned,
    run,
    run_days,
    told,
    wish,
    withheld,
)

pytestmark = pytest.mark.django_db


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


def test_one_row_that_cannot_be_read_holds_up_no_other_rule(scene, monkeypatch):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 15 * DAY, contact=scene.cho)

    def fail(search):
        raise ValueError("a row is broken")

    monkeypatch.setitem(occasions.FINDERS, "agreement-notice", fail)
    run_days(TODAY, 3)

    assert told() == [("deliverable-due", "14", "cho@chamber.example")]
    assert plan(NOON)["failed"] == 1


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
