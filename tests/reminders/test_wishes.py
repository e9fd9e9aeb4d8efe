"""What people and offices wish: how often, not about this, other leads, other channels."""

import datetime as dt

import pytest

from agreements.models import (
    ClockTask,
)
from partnerships.models import Audience
from reminders.models import Notice, Silence, Webhook, WebhookPost
from reminders.services.ledger import plan
from tests.reminders.scene import (
    DAY,
    NOON,
    TODAY,
    ask_by_hand,
    mails,
    morning,
    office_rule,
    owe,
    run_days,
    told,
    wish,
    withheld,
)

pytestmark = pytest.mark.django_db


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
