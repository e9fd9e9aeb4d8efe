"""Whom an office may write to by itself: asked by hand at this very address, and not asked to be left alone."""

import pytest

from agreements.models import DeliverableUpdate, UpdateAnswer
from agreements.services.links import ask_for_update, make_link
from partnerships.models import Seat
from reminders.models import Recipient
from reminders.services.ledger import plan
from reminders.services.wishes import change_wishes, own_recipient, stop
from stakeholders.mail import send_due
from stakeholders.models import User
from tests.reminders.scene import DAY, NOON, TODAY, ask_by_hand, owe, run_days, told, withheld

pytestmark = pytest.mark.django_db
CHO = ("deliverable-due", "14", "cho@chamber.example")


@pytest.fixture
def item(scene):
    return owe(scene, TODAY + 15 * DAY, contact=scene.cho)


def test_a_link_that_was_mailed_by_hand_opens_the_way_once_it_is_sent(scene, item):
    ask_for_update([item], person=scene.cho, message="", by=scene.ana, at=NOON - DAY)
    run_days(TODAY, 1)
    before = withheld()
    send_due(NOON)
    plan(NOON)
    run_days(TODAY + DAY, 1)

    assert before == {f"person:{scene.cho.pk}": "not by hand yet"}
    assert CHO in told()


def test_a_link_that_was_made_to_be_copied_is_no_first_mail(scene, item):
    make_link([item], person=scene.cho, message="", by=scene.ana, at=NOON - DAY)

    run_days(TODAY, 2)

    assert withheld() == {f"person:{scene.cho.pk}": "not by hand yet"}


def test_a_copied_link_that_was_used_is_one(scene, item):
    link, _address = make_link([item], person=scene.cho, message="", by=scene.ana, at=NOON - DAY)
    DeliverableUpdate.objects.create(
        deliverable=item, answer=UpdateAnswer.ON_TRACK, by_link=link, by_name="Cho Park", at=NOON - DAY
    )

    run_days(TODAY, 2)

    assert CHO in told()


def test_a_link_to_a_former_address_is_no_first_mail_to_the_present_one(scene, item):
    ask_by_hand(scene, scene.cho)
    scene.cho.email = "cho.park@chamber.example"
    scene.cho.save()

    run_days(TODAY, 2)

    assert withheld() == {f"person:{scene.cho.pk}": "not by hand yet"}


def test_the_same_address_written_otherwise_is_the_same(scene, item):
    ask_by_hand(scene, scene.cho)
    scene.cho.email = "Cho@Chamber.example"
    scene.cho.save()

    run_days(TODAY, 2)

    assert withheld() == {}


def test_who_stopped_as_a_contact_has_stopped_with_an_account_too(scene):
    stop(Recipient.objects.create(person=scene.cho), at=NOON)
    User.objects.filter(pk=scene.ana.pk).update(email="CHO@chamber.example")
    owe(scene, TODAY + 15 * DAY, by=scene.office, created_by=scene.ana)

    run_days(TODAY, 2)

    assert withheld() == {f"user:{scene.ana.pk}": "stopped"}


def test_starting_again_starts_whoever_has_the_address(scene):
    contact = stop(Recipient.objects.create(person=scene.cho), at=NOON)
    User.objects.filter(pk=scene.ana.pk).update(email="CHO@chamber.example")
    scene.ana.refresh_from_db()

    change_wishes(own_recipient(scene.ana), mode="daily", hour=8, weekday=0, at=NOON)

    contact.refresh_from_db()
    assert contact.stopped_at is None


def test_stopping_stops_whoever_has_the_address_and_nobody_else(scene):
    User.objects.filter(pk=scene.ana.pk).update(email="CHO@chamber.example")
    mine, other = own_recipient(scene.ana), own_recipient(scene.ben)

    stop(Recipient.objects.create(person=scene.cho), at=NOON)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.stopped_at, other.stopped_at) == (NOON, None)


@pytest.mark.parametrize("standing", ["paused", "ended"])
def test_who_works_for_an_office_that_paused_the_tie_is_not_told_and_the_ledger_does_not_say_that(scene, standing):
    owe(scene, TODAY + 15 * DAY, by=scene.port)
    Seat.objects.filter(partnership=scene.tie, organisation=scene.port).update(standing=standing)

    run_days(TODAY, 2)

    assert withheld() == {f"user:{scene.pia.pk}": "muted"}


def test_the_pause_of_another_body_stops_nobody(scene):
    owe(scene, TODAY + 15 * DAY, by=scene.port)
    Seat.objects.filter(partnership=scene.tie, organisation=scene.far).update(standing="paused")

    run_days(TODAY, 2)

    assert told() == [("deliverable-due", "14", scene.pia.email)]
