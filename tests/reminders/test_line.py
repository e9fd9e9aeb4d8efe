"""Nobody is told across the line by itself, nor of what they may not see; the ledger says why."""


import pytest

from agreements.models import (
    DeliverableUpdate,
    UpdateLink,
    UpdateLinkItem,
)
from partnerships.models import Audience, Seat, Standing
from reminders.models import Notice
from reminders.services.ledger import plan
from stakeholders.access import Role
from tests.factories import MembershipFactory, UserFactory
from tests.reminders.scene import (
    DAY,
    NOON,
    TODAY,
    ask_by_hand,
    mails,
    owe,
    run_days,
    told,
    withheld,
)

pytestmark = pytest.mark.django_db


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


def test_where_nobody_is_there_a_line_of_the_ledger_says_so(scene):
    scene.ana.memberships.all().delete()
    scene.ben.memberships.all().delete()
    owe(scene, TODAY + 15 * DAY)

    run_days(TODAY, 3)

    assert withheld() == {"": "nobody"}
