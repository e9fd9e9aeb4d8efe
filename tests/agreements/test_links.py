"""A mailed link: asked for by a coordinator, used by a partner without an account, ended in time."""

import datetime as dt
import re

import pytest

from agreements.models import UpdateLink
from agreements.services import refusals
from agreements.services.links import (
    UPDATES_AN_HOUR,
    ask_for_update,
    renew_link,
    revoke_link,
    update_by_link,
)
from partnerships.models import Seat, Standing
from stakeholders.models import OutgoingMail, Post, PostHolding
from tests.agreements.scene import DAY, HOUR, NOW
from tests.factories import DeliverableFactory


def ask(scene, *items, at=NOW):
    items = items or (scene.report, scene.contacts)
    return ask_for_update(list(items), person=scene.marisol, message="A few lines are enough.", by=scene.ana, at=at)


def send(link, item, **more):
    return update_by_link(link, item, **{"answer": "on track", "at": NOW, "by_name": "Marisol Treviño", **more})


def test_asking_mails_one_link_to_the_items_of_one_person(scene):
    link = ask(scene)

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.reply_to) == ("marisol@port.example", "ana@example.org")
    token = re.search(r"/u/([\w-]+)/", mail.text).group(1)
    assert UpdateLink.objects.with_token(token) == link
    assert list(link.deliverables.order_by("due_on")) == [scene.report, scene.contacts]
    assert token not in link.token_hash


def test_a_link_ends_a_week_after_the_latest_due_day(scene):
    assert ask(scene).ends_at.date() == scene.contacts.due_on + 7 * DAY


def test_a_link_lives_at_least_two_weeks(scene):
    scene.report.due_on = dt.date(2026, 1, 1)
    scene.report.save()

    assert ask(scene, scene.report).ends_at == NOW + 14 * DAY


def test_each_mail_mints_its_own_token_and_the_earlier_ones_live_on(scene):
    first, second = ask(scene), ask(scene, at=NOW + HOUR)

    assert first.token_hash != second.token_hash
    assert first.is_open(NOW + HOUR)


def test_a_contact_marked_never_mail_is_not_asked(scene):
    scene.marisol.never_mail = True
    scene.marisol.save()

    with pytest.raises(refusals.NeverMail):
        ask(scene)


def test_the_holder_of_a_post_marked_never_mail_is_not_asked(scene):
    post = Post.objects.create(organisation=scene.port, title="Harbour master", never_mail=True)
    PostHolding.objects.create(post=post, person=scene.marisol)

    with pytest.raises(refusals.NeverMail):
        ask(scene)


def test_a_contact_without_an_address_is_not_asked(scene):
    scene.marisol.email = ""
    scene.marisol.save()

    with pytest.raises(refusals.NobodyToAsk):
        ask(scene)


@pytest.mark.parametrize("standing", [Standing.PAUSED, Standing.ENDED])
def test_nothing_goes_across_a_tie_that_stands_still(scene, standing):
    Seat.objects.filter(organisation=scene.office).update(standing=standing)

    with pytest.raises(refusals.TieStandsStill):
        ask(scene)
    assert not OutgoingMail.objects.exists()


def test_nothing_open_is_nothing_to_ask(scene):
    scene.report.status = "cancelled"
    scene.report.save()

    with pytest.raises(refusals.NothingToAsk):
        ask(scene, scene.report)


def test_items_of_two_organisations_are_not_asked_in_one_mail(scene):
    other = DeliverableFactory(agreement=scene.agreement, owed_by=scene.far)

    with pytest.raises(refusals.NothingToAsk):
        ask(scene, scene.report, other)


def test_an_update_by_link_stands_under_the_name_given_and_a_copy_is_mailed(scene):
    link = ask(scene)
    update = send(link, scene.report, answer="done", quantity=200, note="All moved.", by_name="A colleague")

    scene.report.refresh_from_db()
    assert (update.by_name, update.by_link, update.by_user) == ("A colleague", link, None)
    assert (scene.report.status, scene.report.quantity) == ("submitted", 200)
    copy = OutgoingMail.objects.latest("pk")
    assert copy.to == "marisol@port.example"
    assert "All moved." in copy.text


def test_the_same_form_sent_twice_by_link_makes_one_update_and_one_copy(scene):
    link = ask(scene)
    assert send(link, scene.report, key="k") == send(link, scene.report, key="k")

    assert link.updates.count() == 1
    assert OutgoingMail.objects.count() == 2


def test_an_item_that_the_link_does_not_name_is_refused(scene):
    link = ask(scene, scene.report)

    with pytest.raises(refusals.NotAskedHere):
        send(link, scene.contacts)


def test_a_link_past_its_day_changes_nothing(scene):
    link = ask(scene)

    with pytest.raises(refusals.LinkEnded):
        send(link, scene.report, at=link.ends_at)


def test_a_revoked_link_changes_nothing(scene):
    link = revoke_link(ask(scene), by=scene.ana, at=NOW)

    with pytest.raises(refusals.LinkEnded):
        send(link, scene.report)
    assert revoke_link(link, by=scene.ben, at=NOW + HOUR).revoked_at == NOW


def test_a_link_is_limited_in_rate(scene):
    link = ask(scene)
    for _n in range(UPDATES_AN_HOUR):
        send(link, scene.report)

    with pytest.raises(refusals.TooMuch):
        send(link, scene.report)
    send(link, scene.report, at=NOW + HOUR)


def test_an_ended_link_gives_a_new_one_to_the_known_address_only(scene):
    link = ask(scene)
    UpdateLink.objects.update(created_at=NOW)
    new = renew_link(link, at=link.ends_at + DAY)

    assert (new.email, new.is_open(link.ends_at + DAY)) == ("marisol@port.example", True)
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {"marisol@port.example"}


def test_a_new_link_is_sent_once_an_hour(scene):
    link = ask(scene)
    UpdateLink.objects.update(created_at=NOW - DAY)
    first = renew_link(link, at=NOW)
    UpdateLink.objects.filter(pk=first.pk).update(created_at=NOW)

    assert renew_link(link, at=NOW + dt.timedelta(minutes=5)) is None


def test_a_revoked_link_gives_no_new_one(scene):
    link = revoke_link(ask(scene), by=scene.ana, at=NOW)

    assert renew_link(link, at=NOW + DAY) is None


def test_no_new_link_crosses_a_tie_that_was_paused_since(scene):
    link = ask(scene)
    UpdateLink.objects.update(created_at=NOW)
    Seat.objects.filter(organisation=scene.office).update(standing=Standing.PAUSED)

    assert renew_link(link, at=link.ends_at + DAY) is None
