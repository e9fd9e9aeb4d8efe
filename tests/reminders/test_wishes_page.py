"""The page behind the link in each mail: no account is asked for, and a look changes nothing."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Audience
from reminders.models import Notice, Recipient, Silence, Webhook
from reminders.wishes_links import token_of
from tests.factories import DeliverableFactory
from tests.reminders.scene import DAY, NOON, owe

SAVED = {"mode": "weekly", "hour": "17", "weekday": "4"}
INLINE = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|javascript:")


@pytest.fixture
def visitor():
    """Without signing in, and held to the checks that a browser's forms are held to."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def cho(scene):
    return Recipient.objects.create(person=scene.cho)


@pytest.fixture
def ana(scene):
    return Recipient.objects.create(user=scene.ana)


def page_of(recipient, *about):
    return reverse("reminders:wishes", args=[token_of(recipient, *about)])


def tell(recipient, scene, item):
    """This recipient was told of an item."""
    Notice.objects.create(
        key=f"{recipient.who} {item.pk}", office=scene.office, rule="deliverable-due", subject_kind="deliverable",
        subject_id=item.pk, occasion="14", recipient=recipient, because="contact", day=NOON.date(), send_at=NOON,
        planned_at=NOON, state="told", told_at=NOON,
    )  # fmt: skip


def wishes_of(recipient):
    recipient.refresh_from_db()
    return recipient.mode, recipient.hour, recipient.weekday, recipient.stopped_at is not None


def silences():
    return list(Silence.objects.order_by("pk").values_list("rule", "subject_kind", "subject_id", "until"))


def test_looking_changes_nothing_and_is_kept_by_nobody(visitor, scene, cho):
    item = owe(scene, NOON.date(), contact=scene.cho)
    tell(cho, scene, item)

    answer = visitor.get(page_of(cho, "deliverable-due", "deliverable", item.pk))

    assert answer.status_code == 200
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "noindex" in answer["X-Robots-Tag"]
    assert "cho@chamber.example" in answer.content.decode()
    assert "Buyer list" in answer.content.decode()
    assert not INLINE.search(answer.content.decode())
    assert (wishes_of(cho), silences()) == (("daily", 8, 0, False), [])


def test_how_often_at_what_hour_and_on_which_day_is_saved(visitor, cho):
    answer = visitor.post(page_of(cho), SAVED, follow=True)

    assert "Saved." in answer.content.decode()
    assert wishes_of(cho) == ("weekly", 17, 4, False)


@pytest.mark.parametrize("wrong", [{"hour": "24"}, {"weekday": "7"}, {"mode": "hourly"}, {"mode": ""}, {"hour": "x"}])
def test_what_is_not_offered_is_refused_and_nothing_changes(visitor, cho, wrong):
    answer = visitor.post(page_of(cho), {**SAVED, **wrong})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert wishes_of(cho) == ("daily", 8, 0, False)


def test_all_reminders_are_stopped_and_started_again_with_the_wishes_that_were(visitor, cho):
    visitor.post(page_of(cho), SAVED)

    stopped = visitor.post(page_of(cho), {"stop": "1"}, follow=True).content.decode()
    then = wishes_of(cho)
    started = visitor.post(page_of(cho), {"start": "1"}, follow=True).content.decode()

    assert "No reminder goes to you any more." in stopped
    assert "Start again" in stopped
    assert then == ("weekly", 17, 4, True)
    assert "Reminders go to you again." in started
    assert wishes_of(cho) == ("weekly", 17, 4, False)


def test_not_about_this_silences_the_record_and_not_of_this_kind_the_rule(visitor, scene, cho):
    item = owe(scene, NOON.date(), contact=scene.cho)
    page = page_of(cho, "deliverable-due", "deliverable", item.pk)

    visitor.post(page, {"not_this": "1"})
    visitor.post(page, {"not_such": "1"})

    assert silences() == [("", "deliverable", item.pk, None), ("deliverable-due", "", None, None)]


def test_what_was_silenced_is_listed_and_told_again_on_asking(visitor, scene, cho):
    item = owe(scene, NOON.date(), contact=scene.cho)
    tell(cho, scene, item)
    made = Silence.objects.create(recipient=cho, subject_kind="deliverable", subject_id=item.pk, made_at=NOON)

    listed = visitor.get(page_of(cho)).content.decode()
    visitor.post(page_of(cho), {"listen": str(made.pk)})

    assert "Buyer list" in listed
    assert silences() == []


def test_the_silence_of_somebody_else_is_not_taken_back(visitor, cho, ana):
    made = Silence.objects.create(recipient=ana, rule="no-contact", made_at=NOON)

    visitor.post(page_of(cho), {"listen": str(made.pk)})
    visitor.post(page_of(cho), {"listen": "1 or 1"})

    assert silences() == [("no-contact", "", None, None)]


def test_a_snooze_says_until_when_and_one_that_is_over_is_not_listed(visitor, cho):
    now = timezone.now()
    Silence.objects.create(recipient=cho, rule="no-contact", until=now + DAY, made_at=NOON)
    Silence.objects.create(recipient=cho, rule="anniversary", until=now - DAY, made_at=NOON)

    shown = visitor.get(page_of(cho)).content.decode()

    assert shown.count("Tell me again</button>") == 1
    assert "until " in shown


def test_one_click_of_a_mail_program_ends_that_rule_on_that_record(visitor, scene, cho):
    item = owe(scene, NOON.date(), contact=scene.cho)

    answer = visitor.post(
        page_of(cho, "deliverable-due", "deliverable", item.pk), {"List-Unsubscribe": "One-Click"}
    )

    assert (answer.status_code, answer.content) == (204, b"")
    assert silences() == [("deliverable-due", "deliverable", item.pk, None)]


def test_one_click_on_a_mail_of_many_things_stops_all(visitor, cho):
    answer = visitor.post(page_of(cho), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 204
    assert wishes_of(cho)[3] is True


def test_a_title_that_its_reader_may_not_read_any_more_is_not_shown(visitor, scene, cho, ana):
    closed = owe(scene, NOON.date(), contact=scene.cho, audience=Audience.OFFICE, title="Inner list")
    foreign = DeliverableFactory(title="Foreign list")
    about = ("deliverable-due", "deliverable")
    tell(cho, scene, closed)
    tell(ana, scene, foreign)

    to_cho = visitor.get(page_of(cho, *about, closed.pk)).content.decode()
    to_ana = visitor.get(page_of(ana, *about, foreign.pk)).content.decode()

    assert "Inner list" not in to_cho
    assert "Foreign list" not in to_ana
    assert "Not about this" in to_ana


def test_without_signing_in_a_title_stands_there_only_where_it_was_told_to_this_very_recipient(
    visitor, client, scene, ana
):
    told, other = owe(scene, NOON.date(), title="Told list"), owe(scene, NOON.date(), title="Other list")
    for item in (told, other):
        Silence.objects.create(
            recipient=ana, rule="deliverable-due", subject_kind="deliverable", subject_id=item.pk, made_at=NOON
        )
    tell(ana, scene, told)
    client.force_login(scene.ana)

    page = visitor.get(page_of(ana, "deliverable-due", "deliverable", other.pk)).content.decode()
    signed_in = client.get(reverse("reminders:settings")).content.decode()

    assert "Told list" in page
    assert "Other list" not in page
    assert page.count("A deliverable is due: <b>") == 0
    assert "A deliverable is due" in page
    assert "Other list" in signed_in


def test_the_page_is_in_the_language_asked_for_or_that_of_its_reader(visitor, scene, cho):
    scene.cho.language = "ar"
    scene.cho.save()

    own = visitor.get(page_of(cho)).content.decode()
    asked = visitor.get(page_of(cho) + "?lang=ja").content.decode()
    kept = visitor.post(page_of(cho) + "?lang=ja", SAVED)

    assert '<html lang="ar" dir="rtl"' in own
    assert '<html lang="ja" dir="ltr"' in asked
    assert "lang=ja" in kept["Location"]


def test_a_wrong_token_or_that_of_a_webhook_opens_nothing(visitor, scene):
    hook = Webhook.objects.create(
        office=scene.office, name="x", url="https://hooks.example.org/x", secret="s", created_at=NOON
    )
    webhook = Recipient.objects.create(webhook=hook)

    assert visitor.get(reverse("reminders:wishes", args=["wrong"])).status_code == 404
    assert visitor.get(page_of(webhook)).status_code == 404
    assert visitor.post(page_of(webhook), {"stop": "1"}).status_code == 404
