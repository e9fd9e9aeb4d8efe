"""What a letter to somebody who signs in says of days: how far, which one, which period, which step."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core import mail as outbox
from django.utils import translation

from reminders.models import Recipient, Webhook, WebhookPost
from reminders.models.webhooks import WebhookFormat
from reminders.services.ledger import plan
from reminders.services.telling import tell_due
from reminders.services.wishes import SnoozedTooLong, UnknownWish
from reminders.services.writing import day_words
from stakeholders.mail import send_due
from stakeholders.models import Membership, Office, Organisation, OutgoingMail, Place, User
from tests.factories import OfficeFactory
from tests.reminders.scene import DAY, NOON, TODAY, ask_by_hand, owe, run_days

pytestmark = pytest.mark.django_db
TOKYO_MORNING = dt.datetime(2026, 3, 9, 23, 5, tzinfo=dt.UTC)  # 08:05 of the tenth there
TENTH = dt.date(2026, 3, 10)


def in_tokyo(scene):
    """The office is in Tokyo, and nobody chose a zone."""
    Office.objects.update(time_zone="Asia/Tokyo")
    User.objects.update(time_zone="UTC")
    Place.objects.filter(pk=scene.here.pk).update(country_code="JP", time_zone="Asia/Tokyo")


def letter_at(moment):
    plan(moment - DAY / 2)
    tell_due(moment)
    send_due(moment)
    return outbox.outbox[-1]


def test_at_eight_in_tokyo_on_the_due_day_it_is_due_today(scene):
    in_tokyo(scene)
    owe(scene, TENTH, by=scene.office, created_by=scene.ana)

    assert letter_at(TOKYO_MORNING).subject == "Due today: Buyer list"


def test_a_contact_of_an_organisation_in_tokyo_reads_its_day(scene):
    ask_by_hand(scene, scene.cho)
    Organisation.objects.filter(pk=scene.chamber.pk).update(time_zone="Asia/Tokyo")
    scene.cho.time_zone = ""
    scene.cho.save()
    owe(scene, TENTH, contact=scene.cho)

    assert letter_at(TOKYO_MORNING).subject == "Due today: Buyer list"


def test_somebody_of_another_office_reads_the_day_where_they_work(scene):
    User.objects.update(time_zone="UTC")
    OfficeFactory(organisation=scene.far, home=scene.there, time_zone="Asia/Tokyo")
    Membership.objects.filter(user=scene.ana).update(organisation=scene.far)
    Membership.objects.create(user=scene.ana, organisation=scene.office, role="coordinator")
    owe(scene, TENTH, by=scene.office, created_by=scene.ana)

    assert letter_at(TOKYO_MORNING).subject == "Due today: Buyer list"


@pytest.mark.parametrize(
    ("rule", "occasion", "words"),
    [
        ("agreement-notice", "30 of 2026", "12 April 2026"),
        ("agreement-expiry", "30 of 2026-04-12", "12 April 2026"),
        ("link-ending", "7", "12 April 2026"),
        ("activity-without-word", "-1", "12 April 2026"),
        ("claim-unconfirmed", "-14", "learnt on 12 April 2026"),
        ("figure-due", "2026-Q1 -14", "Q1 2026"),
        ("figure-due", "2026 -1", "2026"),
        ("anniversary", "35 years 18", "35 years on 12 April 2026"),
        ("no-contact", "6 since 2025-10-12", "6 months without contact"),
        ("deliverable-due", "14", ""),
        ("filing-due", "7", ""),
    ],
)
def test_each_line_says_which_day_it_is_about(rule, occasion, words):
    notice = SimpleNamespace(rule=rule, occasion=occasion, about_on=dt.date(2026, 4, 12), day=TODAY)

    assert day_words(notice) == words


@pytest.mark.parametrize(
    ("rule", "occasion", "words"),
    [("no-contact", "12 since 2025-03-02", "12 months without contact"), ("import-finished", "finished", ""),
     ("deliverable-accepted", "2026-03-02T18:00:00Z", "")],
)  # fmt: skip
def test_what_is_about_no_day_names_its_step_or_nothing(rule, occasion, words):
    assert day_words(SimpleNamespace(rule=rule, occasion=occasion, about_on=None, day=TODAY)) == words


def test_the_letter_holds_it(scene):
    scene.agreement.expires_on, scene.agreement.status = TODAY + 31 * DAY, "in force"
    scene.agreement.save()
    plan(NOON)
    tell_due(NOON + DAY)
    send_due(NOON + DAY)

    letter = next(one for one in outbox.outbox if one.to == [scene.ana.email])
    assert "(2 April 2026 · Chicago – Mexico City)" in letter.body
    assert "2 April 2026 · Chicago – Mexico City" in letter.alternatives[0][0]


def hook(scene, **more):
    return Webhook.objects.create(
        office=scene.office, name="Room", url="https://room.example/", secret="s", rules=["deliverable-due"],
        created_at=NOON - 30 * DAY, **more,
    )  # fmt: skip


def test_a_post_names_its_rule_in_the_language_of_the_office(scene):
    Office.objects.filter(organisation=scene.office).update(language="fr")
    room = hook(scene, format=WebhookFormat.JSON)
    owe(scene, TODAY + 15 * DAY, by=scene.office, created_by=scene.ana)
    with translation.override("fr"):
        name = translation.gettext("A deliverable is due")

    run_days(TODAY, 3)

    body = WebhookPost.objects.get(webhook=room).body
    assert name != "A deliverable is due"
    assert [(one["subject"]["title"], one["reason"]) for one in body["notices"]] == [("Buyer list", name)]


def test_the_sample_office_of_a_real_installation_posts_to_nobody(scene, settings):
    room = hook(scene)
    to = Recipient.objects.create(webhook=room)
    Organisation.objects.filter(pk=scene.office.pk).update(sample=True)
    settings.LOCAL = False
    owe(scene, TODAY + 15 * DAY, by=scene.office, created_by=scene.ana)

    run_days(TODAY, 3)

    assert (WebhookPost.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    assert len(told_rows(to)) == 1


def told_rows(recipient):
    return list(recipient.notices.filter(state="told"))


def test_a_refused_wish_is_told_in_the_language_of_the_page():
    for refusal in (UnknownWish, SnoozedTooLong):
        assert not isinstance(refusal.message, str)
        assert str(refusal.message).endswith(".")
