"""The next 30 days of an office, before anybody is told."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Audience
from reminders.models import Notice, Recipient, Silence
from reminders.queries import upcoming
from stakeholders.access import Role
from stakeholders.models import Membership, OutgoingMail, User
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    ClaimFactory,
    DeliverableFactory,
    MembershipFactory,
    OfficeFactory,
)
from tests.reminders.scene import DAY, NOON, TODAY, ask_by_hand, owe

PAGE = "/reminders/"


@pytest.fixture
def clock(monkeypatch):
    """The page is looked at on that Monday."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def ana(client, scene, clock):
    client.force_login(scene.ana)
    return client


def shown(client, query=""):
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_row_says_who_when_how_and_why_and_nothing_is_written(ana, scene):
    item = owe(scene, TODAY + 3 * DAY, contact=scene.cho)
    ask_by_hand(scene, scene.cho)

    page = shown(ana)

    assert "Nothing of this has been sent yet; this is what would be" in page
    assert f'href="{reverse("agreements:deliverable", args=[item.pk])}"' in page
    assert "Cho Park (Lakeshore Chamber): is the contact for it" in page
    assert "A deliverable is due, on the day" in page
    assert "08:00 America/Chicago" in page
    assert "5 March 2026" in page
    written = OutgoingMail.objects.exclude(key__startswith="update-link:")
    assert (Notice.objects.count(), written.count(), Recipient.objects.count()) == (0, 0, 0)


def test_the_withheld_ones_stand_behind_a_chip_with_their_reason(ana, scene):
    owe(scene, TODAY + 3 * DAY, contact=scene.cho)

    first, withheld = shown(ana), shown(ana, "?show=withheld")

    assert "Cho Park (Lakeshore Chamber)" not in first.split('class="todo"', 1)[1]
    assert "The first mail to a new contact is sent by hand." in withheld
    assert "Cho Park (Lakeshore Chamber)" in withheld


def test_the_list_is_filtered_by_rule_and_by_person(ana, scene):
    owe(scene, TODAY + 3 * DAY, title="Asked of Cho", contact=scene.cho)
    owe(scene, TODAY + 3 * DAY, title="Of the office", by=scene.office, created_by=scene.ben)
    ask_by_hand(scene, scene.cho)

    of_cho = shown(ana, f"?who=person:{scene.cho.pk}")
    of_rule = shown(ana, "?rule=no-contact")

    assert "Asked of Cho" in of_cho
    assert "Of the office" not in of_cho
    assert "Person: Cho Park" in of_cho
    assert "Asked of Cho" not in of_rule
    assert shown(ana, "?who=person:999&rule=nonsense&page=x&show=z")


def test_another_office_reads_nothing_of_it(client, scene, clock):
    other = MembershipFactory(organisation=scene.stranger, role=Role.COORDINATOR).user
    owe(scene, TODAY + 3 * DAY, contact=scene.cho)
    ask_by_hand(scene, scene.cho)
    client.force_login(other)

    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("name", ["eve", "pia", "fara", "nobody"])
def test_it_is_for_the_coordinators_of_an_office(client, scene, name):
    client.force_login(getattr(scene, name))

    assert client.get(PAGE).status_code == 403


def test_a_coordinator_of_named_ties_alone_does_not_read_it(client, scene):
    Membership.objects.filter(user=scene.ana).update(limited=True)
    client.force_login(scene.ana)

    assert client.get(PAGE).status_code == 403


def test_a_record_for_named_readers_is_a_closed_one_to_the_rest(ana, scene):
    item = owe(scene, TODAY + 3 * DAY, title="Inner matter", by=scene.office, created_by=scene.ben)
    item.audience = Audience.NAMED
    item.save()
    item.named.add(scene.ben)

    page = shown(ana)

    assert "Inner matter" not in page
    assert "A closed record" in page
    assert "Ben" in page


def test_the_address_of_somebody_of_another_body_is_not_shown(ana, scene):
    User.objects.filter(pk=scene.pia.pk).update(name="")
    owe(scene, TODAY + 3 * DAY, by=scene.port)

    page = shown(ana)

    assert "somebody (Puerto Valle)" in page
    assert "pia@example.org" not in page


def test_one_puts_off_or_ends_what_would_be_told_to_oneself(ana, scene):
    item = owe(scene, TODAY + 3 * DAY, by=scene.office, created_by=scene.ana)
    sent = {"rule": "deliverable-due", "kind": "deliverable", "pk": item.pk, "back": "upcoming"}

    later = ana.post("/reminders/later/", {**sent, "days": 7})
    put_off = list(Silence.objects.values_list("recipient__user", "rule", "subject_id", "until"))
    ana.post("/reminders/later/", {**sent, "days": 0})

    assert later["Location"] == PAGE
    assert put_off == [(scene.ana.pk, "deliverable-due", item.pk, NOON + 7 * DAY)]
    assert Silence.objects.filter(rule="", subject_id=item.pk, until=None).exists()
    assert "Asked not to be told of this." in shown(ana, "?show=withheld")


def test_only_ones_own_rows_have_these_buttons(ana, scene):
    owe(scene, TODAY + 3 * DAY, by=scene.office, created_by=scene.ben)

    assert "A week later" in shown(ana, f"?who=user:{scene.ana.pk}")  # the last step goes to every coordinator
    assert "A week later" not in shown(ana, f"?who=user:{scene.ben.pk}")


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "user"}, {"pk": "x"}, {"pk": ""}, {"rule": "nonsense"}, {"days": "99999"}, {"kind": ""}],
)
def test_what_is_no_reminder_is_not_put_off(ana, scene, wrong):
    sent = {"rule": "deliverable-due", "kind": "deliverable", "pk": "1", "days": "7", **wrong}

    assert ana.post("/reminders/later/", sent).status_code == 400
    assert Silence.objects.count() == 0


def test_a_snooze_that_is_too_long_is_refused_in_words(ana, scene):
    sent = {"rule": "deliverable-due", "kind": "deliverable", "pk": "1", "days": "61"}

    assert "by 60 days at most" in ana.post("/reminders/later/", sent, follow=True).content.decode()
    assert Silence.objects.count() == 0


def test_it_is_paged_and_more_rows_cost_no_more_queries(ana, scene):
    def add(n):
        for number in range(n):
            DeliverableFactory(
                agreement=scene.agreement, owed_by=scene.office, created_by=scene.ben, title=f"Item {number}",
                due_on=TODAY + dt.timedelta(days=3 + number % 20),
            )  # fmt: skip

    add(1)
    before = queries_of(ana)
    add(30)
    after, page = queries_of(ana), shown(ana)

    assert after == before
    assert "1–50 of" in page


def queries_of(client):
    with CaptureQueriesContext(connection) as found:
        shown(client)
    return len(found)


def test_an_empty_page_says_what_will_be_there(ana, scene):
    assert "Nobody would be told anything" in shown(ana)


def test_looking_at_one_office_finds_what_looking_at_all_finds_for_it(scene):
    other = OfficeFactory(organisation=scene.far, home=scene.there)
    for office in (scene.office, other.organisation):
        agreement = AgreementFactory(
            partnership=scene.tie, owner=office, expires_on=TODAY + 40 * DAY, renewal="by notice", notice_days=10
        )
        DeliverableFactory(agreement=agreement, owed_by=office, due_on=TODAY + 5 * DAY)
        DeliverableFactory(agreement=agreement, owed_by=scene.port, status="submitted", submitted_at=NOON)
        ActivityFactory(partnership=scene.tie, owner=office, status="planned", starts_first=TODAY + 2 * DAY)
        ClaimFactory(partnership=scene.tie, owner=office, evidence=2, learnt_on=TODAY)
        MembershipFactory(organisation=office)
    scene.tie.seats.update(standing="kept", standing_first=TODAY - 170 * DAY, standing_last=TODAY - 170 * DAY)
    everything = upcoming(NOON, 30)

    found = {office: upcoming(NOON, 30, {office.pk}) for office in (scene.office, scene.far)}

    assert {one.office for one in everything} == {scene.office.pk, scene.far.pk}
    assert len({one.rule for one in everything}) >= 6
    for office, rows in found.items():
        assert rows == [one for one in everything if one.office == office.pk]
