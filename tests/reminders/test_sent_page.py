"""The ledger of an office: what was told, and what became of it."""

import csv
import html
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.models import Audience
from reminders.models import Channel, Notice, Recipient, State, Webhook, WebhookPost, Why
from stakeholders.models import Office, Organisation, OutgoingMail, Person, User
from tests.factories import MembershipFactory, OfficeFactory
from tests.reminders.scene import DAY, NOON, owe

PAGE = "/reminders/sent/"


@pytest.fixture
def ana(client, scene):
    client.force_login(scene.ana)
    scene.to_ana = Recipient.objects.create(user=scene.ana)
    return client


def note(scene, item, number=0, **more):
    """A row of the ledger on an item: told to Ana by default."""
    state = more.get("state", State.TOLD)
    given = {
        "key": f"k{number}-{Notice.objects.count()}", "office": scene.office, "rule": "deliverable-due",
        "subject_kind": "deliverable", "subject_id": item.pk, "occasion": "14", "recipient": scene.to_ana,
        "because": "coordinates", "day": NOON.date(), "about_on": NOON.date() + 14 * DAY, "send_at": NOON,
        "planned_at": NOON, "state": state, "told_at": NOON if state == State.TOLD else None, **more,
    }  # fmt: skip
    return Notice.objects.create(**given)


def mail(**more):
    now = timezone.now()
    return OutgoingMail.objects.create(key=str(OutgoingMail.objects.count()), to="a@b.example", ready_at=now, **more)


def shown(client, query=""):
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer.content.decode()


def table(client, query):
    body = b"".join(client.get(f"{PAGE}{query}").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_a_row_says_what_when_to_whom_and_why(ana, scene):
    note(scene, owe(scene, NOON.date()), mail=mail(sent_at=NOON))

    page = shown(ana)

    for said in ("Buyer list", "A deliverable is due, 14 days before", "16 March 2026", "Ana", "coordinates the office",
                 "2 March 2026", "18:00 UTC", "mail sent"):  # fmt: skip
        assert said.replace("18:00 UTC", "12:00 America/Chicago") in page


@pytest.mark.parametrize(
    ("of_mail", "said"),
    [
        ({}, "mail waits"),
        ({"problem": "451 try later"}, "451 try later"),
        ({"failed_at": NOON, "problem": "550 no such box"}, "mail failed"),
        ({"sent_at": NOON, "bounced_at": NOON, "problem": "5.1.1 unknown"}, "mail came back"),
    ],
)
def test_what_became_of_the_mail_is_told(ana, scene, of_mail, said):
    note(scene, owe(scene, NOON.date()), mail=mail(**of_mail))

    assert said in shown(ana)
    assert of_mail.get("problem", "") in shown(ana)


def test_what_became_of_a_post_to_a_webhook_is_told(ana, scene):
    hook = Webhook.objects.create(
        office=scene.office, name="Port team", url="https://hooks.example.org/x", secret="s", created_at=NOON
    )
    post = WebhookPost.objects.create(
        key="p", webhook=hook, body={}, ready_at=NOON, failed_at=NOON, problem="answered 410"
    )
    to = Recipient.objects.create(webhook=hook)
    note(scene, owe(scene, NOON.date()), channel=Channel.WEBHOOK, recipient=to, post=post)

    page = shown(ana)

    assert "Port team" in page
    assert "post failed" in page
    assert "answered 410" in page


@pytest.mark.parametrize(
    ("problem", "shown_as"),
    [
        ("550 5.1.1 <cho@chamber.example>: Recipient rejected", "550 5.1.1 &lt;…&gt;: Recipient rejected"),
        ('5.1.1 smtp; unknown: "cho park"@chamber.example.', "5.1.1 smtp; unknown: …"),
        ("rfc822;cho@[192.0.2.1] is full", "rfc822;… is full"),
        ("see https://mail.example/?to=cho%40chamber.example now", "see https:… now"),
        ("551 moved to CHO@", "551 moved to …"),
        ("421 4.7.0 Try again later", "421 4.7.0 Try again later"),
    ],
)
@pytest.mark.parametrize("fate", ["failed_at", "bounced_at", None])
def test_no_address_is_read_in_the_words_of_another_server(ana, scene, problem, shown_as, fate):
    item = owe(scene, NOON.date(), audience=Audience.SHARED)
    note(scene, item, mail=mail(problem=problem, **({fate: NOON} if fate else {})))

    pages = [shown(ana), ana.get(f"/deliverables/{item.pk}/").content.decode()]
    (row,) = table(ana, "?format=csv")

    assert [shown_as in page for page in pages] == [True, True]
    assert html.unescape(shown_as) == row["More"]


def test_the_hour_is_that_of_where_they_work_while_they_chose_no_zone(ana, scene):
    User.objects.update(time_zone="UTC")
    Office.objects.update(time_zone="Asia/Tokyo")
    Organisation.objects.filter(pk=scene.chamber.pk).update(time_zone="Asia/Riyadh")
    Person.objects.update(time_zone="")
    note(scene, owe(scene, NOON.date()), mail=mail(sent_at=NOON))
    note(scene, owe(scene, NOON.date()), recipient=Recipient.objects.create(person=scene.cho))

    assert {(row["To whom"], row["Time zone"]) for row in table(ana, "?format=csv")} == {
        ("Ana", "Asia/Tokyo"), ("Cho Park", "Asia/Riyadh"),
    }  # fmt: skip


def test_who_was_not_told_stands_there_with_the_reason_and_what_is_to_come_does_not(ana, scene):
    item = owe(scene, NOON.date())
    note(scene, item, state=State.WITHHELD, why=Why.NEVER_MAIL)
    note(scene, item, state=State.CANCELLED, why=Why.MOVED)
    note(scene, item, state=State.WITHHELD, why=Why.NOBODY, recipient=None)
    note(scene, item, state=State.WITHHELD, why=Why.STOPPED, send_at=timezone.now() + DAY)
    note(scene, item, state=State.PLANNED)

    page = shown(ana)

    assert "Marked “never mail”." in page
    assert "The date has moved." in page
    assert "nobody" in page
    assert "Asked for no reminders." not in page
    assert page.count("Buyer list</a>") == 3


def test_it_is_filtered_by_result_rule_and_person(ana, scene):
    item = owe(scene, NOON.date())
    to_cho = Recipient.objects.create(person=scene.cho)
    note(scene, item, mail=mail(sent_at=NOON))
    note(scene, item, mail=mail(failed_at=NOON, problem="550"), recipient=to_cho)
    note(scene, item, rule="deliverable-accepted", about_on=None, state=State.WITHHELD, why=Why.STOPPED)

    counts = {
        query: shown(ana, query).count("Buyer list</a>")
        for query in ("", "?state=told", "?state=failed", "?state=withheld", "?rule=deliverable-accepted",
                      f"?who=person:{scene.cho.pk}", f"?who=person:{scene.cho.pk}&state=withheld", "?state=x&rule=y")
    }  # fmt: skip

    assert list(counts.values()) == [3, 2, 1, 1, 1, 1, 0, 3]


def test_the_table_is_taken_away_as_it_is_filtered(ana, scene):
    note(scene, owe(scene, NOON.date(), title="=1+1"), mail=mail(sent_at=NOON))
    note(scene, owe(scene, NOON.date()), state=State.WITHHELD, why=Why.NEVER_MAIL)

    rows = table(ana, "?state=told&format=csv")

    assert [(row["Record"], row["To whom"], row["Result"], row["When"]) for row in rows] == [
        ("'=1+1", "Ana", "mail sent", "2026-03-02T12:00:00")
    ]
    assert ana.get(f"{PAGE}?format=pdf").status_code == 404


def test_a_record_that_the_reader_may_not_read_has_no_title_anywhere(ana, scene):
    item = owe(scene, NOON.date(), title="Inner matter", audience=Audience.NAMED)
    note(scene, item)

    assert "Inner matter" not in shown(ana)
    assert "A closed record" in shown(ana)
    assert [row["Record"] for row in table(ana, "?format=csv")] == ["A closed record"]


def test_each_office_reads_its_own_ledger(ana, client, scene):
    other = OfficeFactory(organisation=scene.far, home=scene.there)
    MembershipFactory(organisation=other.organisation, user=scene.nobody)
    note(scene, owe(scene, NOON.date()))
    client.force_login(scene.nobody)

    assert "Buyer list" not in shown(client)
    assert list(Notice.objects.for_user(scene.nobody)) == []


@pytest.mark.parametrize("name", ["eve", "pia", "nobody"])
def test_it_is_for_the_coordinators_of_the_office(client, scene, name):
    client.force_login(getattr(scene, name))

    assert client.get(PAGE).status_code == 403
    assert list(Notice.objects.for_user(getattr(scene, name))) == []


def test_more_rows_cost_no_more_queries(ana, scene):
    def add(n):
        for number in range(n):
            note(scene, owe(scene, NOON.date(), title=f"Item {number}"), number, mail=mail(sent_at=NOON))

    add(1)
    before = queries_of(ana)
    add(60)

    assert queries_of(ana) == before
    assert "1–50 of 61" in shown(ana)


def queries_of(client):
    with CaptureQueriesContext(connection) as found:
        shown(client)
    return len(found)


def test_the_page_of_a_deliverable_tells_its_coordinators_who_was_told(ana, client, scene):
    item = owe(scene, NOON.date(), audience=Audience.SHARED)
    note(scene, item, mail=mail(failed_at=NOON, problem="550 no such box"))
    page = f"/deliverables/{item.pk}/"

    mine = ana.get(page).content.decode()
    client.force_login(scene.fara)
    theirs = client.get(page).content.decode()

    assert 'id="h-told"' in mine
    assert "550 no such box" in mine
    assert "14 days before" in mine
    assert 'id="h-told"' not in theirs
