"""The other side is asked by a mailed link: what goes out, to whom, and how the link ends."""

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.models import ActivityAsk, ActivityFile, ActivityPost, HeadCount, NextStep
from activities.services import refusals, refusals_asking, refusals_sides
from activities.services.activities import mark_happened
from activities.services.asking import (
    OPEN_FOR,
    Addressee,
    addressees,
    ask_by_mail,
    make_link,
    pass_on,
    renew_ask,
    revoke_ask,
)
from agreements.services import refusals as link_refusals
from partnerships.models import Audience, Seat, Standing
from stakeholders.models import OutgoingMail, Post
from tests.activities.scene import NOW
from tests.activities.sides import DAY, address, asked, contact, logged, now_of


@pytest.fixture
def activity(scene):
    return logged(scene)


def test_the_mail_is_signed_by_a_person_and_shows_the_chosen_facts_and_nothing_of_the_office(scene, activity):
    ask = asked(scene, activity, chosen=["place", "people"], message="As we said on the phone.")

    mail = OutgoingMail.objects.get(to="jonas@hamburg.example")
    assert (mail.reply_to, mail.subject) == (scene.ana.email, "Was it so? Lease terms agreed")
    for text in ("Dear Jonas Petersen,", "As we said on the phone.", "Lease terms agreed", "Business meeting",
                 "31 October 2026", "Hamburg", "20", "ana", "Chicago office", address()):  # fmt: skip
        assert text in mail.text
    assert "quokkaberg" not in mail.text
    assert set(ask.fields) == {"title", "kind", "date", "place", "people"}
    assert ask.ends_at == NOW + OPEN_FOR


def test_asking_opens_the_record_to_nobody_and_cannot_be_undone(scene, activity):
    asked(scene, activity)

    activity = now_of(activity)
    assert (activity.audience, activity.offered_at, activity.confirmed_at) == (Audience.OFFICE, NOW, None)


def test_an_open_ask_with_the_same_facts_is_not_mailed_twice(scene, activity):
    whom = Addressee.of(contact(scene))

    first, second = (ask_by_mail(activity, whom, by=scene.ana, at=NOW) for _ in range(2))

    assert first == second
    assert OutgoingMail.objects.filter(to=whom.email).count() == 1


def test_the_copy_does_not_follow_the_record(scene, activity, client):
    asked(scene, activity, at=timezone.now())
    activity.title = "Another title"
    activity.save()

    page = client.get(address()).content.decode()

    assert "Lease terms agreed" in page
    assert "Another title" not in page


def test_the_page_of_the_link_shows_the_frozen_facts_and_nothing_else_of_the_record(scene, activity, client):
    word = "quokkaberg"
    NextStep.objects.create(activity=activity, text=f"{word} step")
    ActivityFile.objects.create(activity=activity, name=f"{word}.jpg", content_type="image/jpeg", size=1, sha256="0")
    chair = Post.objects.create(organisation=scene.chamber, title=f"{word} chair")
    ActivityPost.objects.create(activity=activity, post=chair)
    HeadCount.objects.create(activity=activity, country=scene.here.country, sex="female", people=13)
    type(activity).objects.filter(pk=activity.pk).update(place_text="Kontorhaus", people=20777)
    logged(scene, title=f"{word} other")
    asked(scene, activity, chosen=[], at=timezone.now())
    path, visitor = address(), client

    pages = [visitor.get(path), visitor.get(f"{path}pass/"), visitor.post(path, {"answer": "own account"})]

    for page in pages:
        text = page.content.decode()
        assert "Lease terms agreed" in text or page is pages[1]
        for hidden in (word, "Kontorhaus", "20777", "20,777", "Hamburg office", "Chicago chamber", scene.tie.name):
            assert hidden not in text, hidden
        assert (page["Referrer-Policy"], page["Cache-Control"]) == ("no-referrer", "no-store")
    assert visitor.get(reverse("activities:activity", args=[activity.pk])).status_code == 302


def test_contacts_and_posts_of_the_other_side_are_offered_and_no_others(scene, activity):
    jonas = contact(scene)
    contact(scene, organisation=scene.chamber, email="own@chamber.example")
    contact(scene, organisation=scene.far_chamber, email="")
    contact(scene, owner=scene.far, email="theirs@hamburg.example")
    liaison = Post.objects.create(organisation=scene.far, title="Liaison", email="liaison@hamburg.example")

    people, posts = addressees(scene.ana, activity)

    assert (list(people), list(posts)) == ([jonas], [liaison])


def test_a_post_is_asked_in_its_own_name(scene, activity):
    liaison = Post.objects.create(organisation=scene.far, title="Liaison", email="liaison@hamburg.example")

    ask = ask_by_mail(activity, Addressee.of(liaison), by=scene.ana, at=NOW)

    assert (ask.post, ask.person, ask.name, ask.organisation) == (liaison, None, "Liaison", scene.far)


def test_who_may_not_be_asked_is_told_why(scene, activity):
    def ask(**more):
        whom = Addressee.of(contact(scene, **more))
        return ask_by_mail(activity, whom, by=scene.ana, at=NOW)

    with pytest.raises(link_refusals.NeverMail):
        ask(never_mail=True)
    with pytest.raises(refusals_asking.NotTheirSide):
        ask(organisation=scene.chamber, email="own@chamber.example")
    with pytest.raises(refusals_sides.AsksItself):
        ask(email=scene.ana.email.upper())
    with pytest.raises(link_refusals.NobodyToAsk):
        ask(email="")
    Post.objects.create(organisation=scene.far, title="Mayor", email="mayor@hamburg.example", never_mail=True)
    with pytest.raises(link_refusals.NeverMail):
        ask(email="Mayor@hamburg.example")
    Seat.objects.filter(partnership=scene.tie, organisation=scene.office).update(standing=Standing.PAUSED)
    with pytest.raises(link_refusals.TieStandsStill):
        ask(email="next@hamburg.example")
    assert not ActivityAsk.objects.exists()


def test_only_what_happened_and_is_not_confirmed_is_asked_about(scene):
    planned = logged(scene, status="planned")
    whom = Addressee.of(contact(scene))

    with pytest.raises(refusals.NotHappened):
        ask_by_mail(planned, whom, by=scene.ana, at=NOW)
    done = mark_happened(planned, by=scene.ana, at=NOW)
    done.confirmed_at, done.confirmed_by = NOW, scene.far
    done.save()
    with pytest.raises(refusals_asking.ConfirmedAlready):
        ask_by_mail(done, whom, by=scene.ana, at=NOW)


def test_a_link_to_copy_is_mailed_to_nobody(scene, activity):
    ask, url = make_link(activity, Addressee.of(contact(scene)), by=scene.ana, at=NOW)

    token = url.rstrip("/").rsplit("/", 1)[-1]
    assert ActivityAsk.objects.with_token(token) == ask
    assert not OutgoingMail.objects.exists()


def test_a_link_is_passed_on_once_with_the_same_copy_and_end(scene, activity):
    ask = asked(scene, activity)

    passed = pass_on(ask, name="Inga", email="inga@hamburg.example", by_name="Jonas", note="You were there.", at=NOW)
    again = pass_on(ask, name="Inga", email="INGA@hamburg.example", by_name="Jonas", at=NOW)

    mail = OutgoingMail.objects.get(to="inga@hamburg.example")
    assert passed == again
    assert (passed.fields, passed.ends_at, passed.organisation) == (ask.fields, ask.ends_at, scene.far)
    assert "Jonas passes on to you a question of Chicago office, which wrote down this:" in mail.text
    assert mail.reply_to == ask.email
    with pytest.raises(link_refusals.PassedOnAlready):
        pass_on(passed, name="Next", email="next@hamburg.example", by_name="Inga", at=NOW)
    with pytest.raises(link_refusals.PassedToSelf):
        pass_on(ask, name="Me", email=ask.email.upper(), by_name="Jonas", at=NOW)
    with pytest.raises(refusals_sides.AsksItself):
        pass_on(ask, name="Ana", email=scene.ana.email, by_name="Jonas", at=NOW)


def test_ending_a_link_ends_what_was_passed_on_from_it(scene, activity):
    ask = asked(scene, activity)
    passed = pass_on(ask, name="Inga", email="inga@hamburg.example", by_name="Jonas", at=NOW)

    revoke_ask(ask, by=scene.ana, at=NOW + DAY)
    revoke_ask(ask, by=scene.ana, at=NOW + 2 * DAY)

    assert [ActivityAsk.objects.get(pk=one.pk).revoked_at for one in (ask, passed)] == [NOW + DAY] * 2
    assert renew_ask(ask, at=NOW + 2 * DAY) is None


def test_a_link_past_its_day_is_renewed_to_the_known_address_once_an_hour(scene, activity):
    ask = asked(scene, activity)
    later = ask.ends_at + DAY

    new = renew_ask(ask, at=later)
    ActivityAsk.objects.filter(pk=new.pk).update(created_at=later)

    assert (new.email, new.fields, new.ends_at) == (ask.email, ask.fields, later + OPEN_FOR)
    assert renew_ask(ask, at=later) is None
    assert renew_ask(new, at=later) is None


def test_nothing_goes_out_before_the_mail_was_seen(scene, activity, client):
    jonas = contact(scene)
    url = reverse("activities:ask", args=[activity.pk])
    client.force_login(scene.ana)
    chosen = {"whom": f"p{jonas.pk}", "chosen": ["place", "organisations", "people"], "message": "Hello"}

    seen = client.post(url, {**chosen, "see": "1"})
    unseen = client.post(url, {**chosen, "send": "1", "seen": "other"})
    assert not OutgoingMail.objects.exists()
    sent = client.post(url, {**chosen, "send": "1", "seen": seen.context["seen"]})

    assert (seen.status_code, unseen.status_code, sent.status_code) == (200, 200, 302)
    assert "Was it so? Lease terms agreed" in seen.content.decode()
    assert OutgoingMail.objects.get().to == jonas.email


def test_a_copied_link_is_shown_once_and_ended_on_the_page_of_the_activity(scene, activity, client):
    jonas = contact(scene)
    client.force_login(scene.ana)

    made = client.post(reverse("activities:ask", args=[activity.pk]), {"whom": f"p{jonas.pk}", "copy": "1"})
    ask = ActivityAsk.objects.get()
    shown = client.get(reverse("activities:activity", args=[activity.pk])).content.decode()
    ended = client.post(reverse("activities:revoke-ask", args=[ask.pk]))

    assert "/a/" in made.content.decode()
    assert made["Cache-Control"] == "no-store"
    assert reverse("activities:revoke-ask", args=[ask.pk]) in shown
    assert ended.status_code == 302
    assert ActivityAsk.objects.get().revoked_at is not None
