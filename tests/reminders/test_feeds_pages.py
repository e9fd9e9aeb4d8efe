"""The page of one's calendars, and what the secret address answers."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from agreements.services.deliverables import move_deliverable
from reminders.models import Feed
from reminders.services.feeds import NOTED_EVERY, make_feed, note_reading, revoke_feed
from tests.factories import AgreementFactory, DeliverableFactory
from tests.reminders.feed_scene import DAY, NOON, feed_for, make_scene, member, title_of

PAGE = reverse("reminders:calendars")
SHOWN = re.compile(r'value="http://testserver(/calendar/[^"]+\.ics)"')


@pytest.fixture
def scene(db):
    scene = make_scene()
    scene.item = DeliverableFactory(
        agreement=scene.pact, owed_by=scene.chamber, audience="shared", title="Survey",
        due_on=timezone.localdate() + 7 * DAY,
    )  # fmt: skip
    return scene


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address_of(user, kind="mine", target=None):
    feed, token = make_feed(user, kind, target, by=user, at=NOON)
    return feed, reverse("reminders:calendar", args=[token])


def test_a_calendar_is_made_on_the_page_and_its_address_is_shown_once(scene):
    client = signed_in(scene.anna)

    made = client.post(PAGE, {"of": f"agreement-{scene.pact.pk}"})
    [address] = SHOWN.findall(made.content.decode())
    again = client.get(PAGE)

    feed = Feed.objects.get()
    assert (feed.user, feed.kind, feed.agreement) == (scene.anna, "agreement", scene.pact)
    assert (made.status_code, made["Cache-Control"], made["Referrer-Policy"]) == (200, "no-store", "no-referrer")
    assert "Port pact" in again.content.decode()
    assert "/calendar/" not in again.content.decode()
    [event] = Calendar.from_ical(Client().get(address).content).events
    assert title_of(event) == "Survey"


@pytest.mark.parametrize("of", ["partnership", "agreement", "organisation"])
def test_the_page_of_a_record_leads_to_its_calendar(scene, of):
    record = {"partnership": scene.tie, "agreement": scene.pact, "organisation": scene.chamber}[of]
    pages = {
        "partnership": reverse("partnerships:detail", args=[scene.tie.slug]),
        "agreement": reverse("agreements:agreement", args=[scene.pact.pk]),
        "organisation": reverse("stakeholders:organisation", args=[scene.chamber.slug]),
    }
    client, chosen = signed_in(scene.anna), f"{of}-{record.pk}"

    page, offer = client.get(pages[of]).content.decode(), client.get(PAGE, {"of": chosen}).content.decode()

    assert f'href="{PAGE}?of={chosen}"' in page
    assert f'<option value="{chosen}" selected>{record}</option>' in offer


NOTHING = ["", "mine-1", "agreement", "agreement-x", "agreement-²", "user-1", f"agreement-{10**30}"]


@pytest.mark.parametrize("of", NOTHING)
def test_what_nobody_offers_is_refused_and_nothing_is_made(scene, of):
    answer = signed_in(scene.anna).post(PAGE, {"of": of})

    assert answer.status_code == 422
    assert not Feed.objects.exists()


def test_what_one_may_not_read_is_neither_named_nor_made(scene):
    secret = AgreementFactory(partnership=scene.tie, owner=scene.far, audience="office", title="Quokka pact")
    client, of = signed_in(scene.anna), f"agreement-{secret.pk}"

    answers = [client.get(PAGE, {"of": of}), client.post(PAGE, {"of": of})]

    assert [answer.status_code for answer in answers] == [200, 422]
    assert not any("Quokka" in answer.content.decode() for answer in answers)
    assert not Feed.objects.exists()


def test_a_calendar_of_what_one_may_no_longer_read_is_not_named_and_can_be_revoked(scene):
    feed = feed_for(scene.anna, "partnership", scene.tie)
    scene.anna.memberships.all().delete()
    client = signed_in(scene.anna)

    page = client.get(PAGE).content.decode()
    renewed = client.post(reverse("reminders:renew-calendar", args=[feed.pk]), follow=True).content.decode()
    revoked = client.post(reverse("reminders:revoke-calendar", args=[feed.pk]), follow=True).content.decode()

    assert "You may no longer read it" in page
    assert "Hamburg" not in page + renewed + revoked
    assert "You may not read what this calendar would show." in renewed
    assert "No calendar yet" in revoked


def test_a_new_address_and_revoking_are_ones_own_affair(scene):
    feed = feed_for(scene.anna)
    stranger, renew = signed_in(scene.hans), reverse("reminders:renew-calendar", args=[feed.pk])
    revoke = reverse("reminders:revoke-calendar", args=[feed.pk])

    foreign = [stranger.post(renew).status_code, stranger.post(revoke).status_code]
    renewed = signed_in(scene.anna).post(renew)

    feed.refresh_from_db()
    assert foreign == [404, 404]
    assert len(SHOWN.findall(renewed.content.decode())) == 1
    assert feed.revoked_at
    assert "Survey" not in signed_in(scene.hans).get(PAGE).content.decode()


def test_the_page_lists_ones_own_calendars_with_a_constant_number_of_queries(scene):
    client, counts = signed_in(scene.anna), []
    for _round in range(2):
        for kind, target in [("mine", None), ("partnership", scene.tie), ("agreement", scene.pact)]:
            feed_for(scene.anna, kind, target)
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counts.append(len(asked))

    assert counts[0] == counts[1]


# --- The address ------------------------------------------------------------------------------------------------------


def test_the_address_answers_a_calendar_that_stays_with_its_reader(scene):
    _feed, url = address_of(scene.anna)

    answer = Client().get(url)

    assert {name: answer[name] for name in (
        "Content-Type", "Cache-Control", "Referrer-Policy", "X-Robots-Tag", "Content-Disposition",
    )} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "Content-Disposition": 'inline; filename="gemel.ics"',
    }  # fmt: skip
    assert "Set-Cookie" not in answer
    assert b"SUMMARY:Survey" in answer.content


def test_a_calendar_in_which_nothing_changed_is_not_sent_again(scene):
    _feed, url = address_of(scene.anna)
    first = Client().get(url)

    same = Client().get(url, headers={"If-None-Match": first["ETag"]})
    move_deliverable(scene.item, due_on=scene.item.due_on + DAY, by=scene.anna, at=timezone.now())
    changed = Client().get(url, headers={"If-None-Match": first["ETag"]})

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert same["Cache-Control"] == "private, no-cache"
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_right_that_ended_is_heard_although_nothing_is_newer(scene):
    _feed, url = address_of(scene.anna)
    first = Client().get(url)
    scene.anna.memberships.all().delete()

    later = (timezone.now() + DAY).strftime("%a, %d %b %Y %H:%M:%S GMT")
    answers = [
        Client().get(url, headers={"If-None-Match": first["ETag"]}),
        Client().get(url, headers={"If-Modified-Since": later}),
    ]

    assert [(answer.status_code, b"Survey" in answer.content) for answer in answers] == [(200, False)] * 2


def test_a_wrong_address_is_not_there_and_an_ended_one_says_so(scene):
    feed, url = address_of(scene.anna)
    gone = member(scene.office, "gone")
    _other, left = address_of(gone)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    revoke_feed(feed, by=scene.anna, at=NOON)

    answers = [Client().get(one) for one in (reverse("reminders:calendar", args=["wrong"]), url, left)]

    assert [answer.status_code for answer in answers] == [404, 410, 410]
    assert not any(b"Survey" in answer.content for answer in answers)
    assert all(answer["Referrer-Policy"] == "no-referrer" for answer in answers[1:])


def test_reading_is_noted_at_most_once_an_hour_and_changes_nothing_else(scene):
    feed, url = address_of(scene.anna)
    before = Feed.objects.values().get()

    Client().get(url)
    first = Feed.objects.get().last_read_at
    Client().get(url)
    Client().head(url)
    still = Feed.objects.get()
    note_reading(still, first + NOTED_EVERY)

    assert still.last_read_at == first
    assert Feed.objects.get().last_read_at == first + NOTED_EVERY
    assert Feed.objects.values().get() == {**before, "last_read_at": first + NOTED_EVERY}
    assert feed.events.count() == 1


def test_a_calendar_speaks_the_language_of_its_person(scene):
    """Names and texts are theirs; who asks brings no language."""
    type(scene.anna).objects.filter(pk=scene.anna.pk).update(time_zone="Asia/Tokyo")
    _feed, url = address_of(scene.anna)

    answer = Client().get(url, headers={"Accept-Language": "de"})

    assert b"X-WR-TIMEZONE:Asia/Tokyo" in answer.content
    assert answer.content == Client().get(url, headers={"Accept-Language": "ja"}).content


def test_a_zone_that_this_machine_does_not_know_is_no_fault(scene):
    type(scene.anna).objects.filter(pk=scene.anna.pk).update(time_zone="Moon/Crater")
    _feed, url = address_of(scene.anna)

    assert b"X-WR-TIMEZONE:UTC" in Client().get(url).content
