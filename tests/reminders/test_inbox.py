"""What one was told stands in My work until one is done with it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Deliverable
from partnerships.models import Audience
from reminders.inbox import to_know
from reminders.models import Notice, Recipient, Silence, State, Why
from reminders.services.inbox import mark_seen
from reminders.services.ledger import tell_later
from tests.conftest import PHONE
from tests.factories import AgreementFactory, ClaimFactory
from tests.reminders.scene import DAY, build, owe

PAGE = "/my-work/"


def note(scene, user, rule, kind, pk, days=1, **more):
    """A row of the ledger, told to a user some days ago."""
    at = timezone.now() - days * DAY
    recipient, _made = Recipient.objects.get_or_create(user=user)
    state = more.get("state", State.TOLD)
    given = {
        "key": f"{rule} {kind} {pk} {Notice.objects.count()}", "office": scene.office, "rule": rule,
        "subject_kind": kind, "subject_id": pk, "occasion": "180", "recipient": recipient, "because": "coordinates",
        "day": at.date(), "send_at": at, "planned_at": at, "state": state,
        "told_at": at if state == State.TOLD else None, **more,
    }  # fmt: skip
    return Notice.objects.create(**given)


def accepted(scene, title, **more):
    """A deliverable that was accepted, of which Pia of the port was told."""
    item = owe(scene, timezone.localdate(), by=scene.port, title=title, status="accepted",
               accepted_at=timezone.now(), accepted_by=scene.ana, **more)  # fmt: skip
    return item, note(scene, scene.pia, "deliverable-accepted", "deliverable", item.pk)


def known(user):
    return [one.title for one in to_know(user, timezone.now())]


def test_what_was_told_is_there_newest_first_and_each_thing_once(scene):
    expiring, tie = scene.agreement, scene.tie
    note(scene, scene.ana, "agreement-expiry", "agreement", expiring.pk, days=60)
    note(scene, scene.ana, "agreement-expiry", "agreement", expiring.pk, days=2)
    note(scene, scene.ana, "no-contact", "partnership", tie.pk, days=5)
    tell_later(
        rule="import-finished", office=scene.office, user=scene.ana, kind="import", pk=7, occasion="1",
        note="ties.xlsx: 40 rows", at=timezone.now() - DAY,
    )  # fmt: skip

    assert known(scene.ana) == ["ties.xlsx: 40 rows", "Memorandum of the two cities", "Chicago – Mexico City"]
    assert known(scene.ben) == []


def test_work_is_not_there_a_second_time(client, scene):
    late = owe(scene, timezone.localdate() - DAY, by=scene.office, title="Late list", created_by=scene.ana)
    note(scene, scene.ana, "deliverable-due", "deliverable", late.pk)
    back = owe(scene, timezone.localdate() + DAY, by=scene.port, title="Sent back", status="returned")
    note(scene, scene.pia, "deliverable-returned", "deliverable", back.pk)
    client.force_login(scene.pia)

    page = client.get(PAGE).content.decode()

    assert known(scene.ana) == []
    assert page.count("Sent back</a>") == 1
    assert 'id="know"' not in page


def test_what_its_reader_may_not_read_any_more_is_not_there(scene):
    item, _told = accepted(scene, "Closed later")
    before = known(scene.pia)

    Deliverable.objects.filter(pk=item.pk).update(audience=Audience.OFFICE)

    assert (before, known(scene.pia)) == (["Closed later"], [])


def test_what_is_settled_since_is_not_there(scene):
    item = owe(scene, timezone.localdate(), by=scene.port, status="returned")
    note(scene, scene.ana, "deliverable-returned", "deliverable", item.pk)
    claim = ClaimFactory(partnership=scene.tie, owner=scene.office, title="contract", evidence=2)
    note(scene, scene.ana, "claim-unconfirmed", "claim", claim.pk)
    before = known(scene.ana)

    Deliverable.objects.filter(pk=item.pk).update(status="submitted", submitted_at=timezone.now())
    type(claim).objects.filter(pk=claim.pk).update(withdrawn_at=timezone.now())

    assert (sorted(before), known(scene.ana)) == (["Buyer list", "contract"], [])


def test_what_is_due_but_not_told_yet_is_there_and_what_was_withheld_is_not(scene):
    first, second, third, fourth = (AgreementFactory(partnership=scene.tie, owner=scene.office) for _ in range(4))
    expiring = ("agreement-expiry", "agreement")
    note(scene, scene.ana, *expiring, first.pk, state=State.PLANNED)
    note(scene, scene.ana, *expiring, second.pk, state=State.PLANNED, days=-2)
    note(scene, scene.ana, *expiring, third.pk, state=State.WITHHELD, why=Why.MUTED)
    note(scene, scene.ana, *expiring, fourth.pk, state=State.WITHHELD, why=Why.BOUNCED)

    assert sorted(known(scene.ana)) == sorted([first.title, fourth.title])


def test_done_puts_away_one_thing_with_its_earlier_steps_and_stays_so(client, scene):
    old = note(scene, scene.ana, "agreement-expiry", "agreement", scene.agreement.pk, days=60)
    new = note(scene, scene.ana, "agreement-expiry", "agreement", scene.agreement.pk, days=2)
    other = note(scene, scene.ana, "no-contact", "partnership", scene.tie.pk)
    client.force_login(scene.ana)

    client.post("/reminders/done/", {"notice": new.pk})

    seen = {one.pk for one in Notice.objects.filter(seen_at__isnull=False)}
    assert seen == {old.pk, new.pk}
    assert known(scene.ana) == ["Chicago – Mexico City"]
    assert other.pk not in seen


def test_nobody_is_done_with_what_somebody_else_was_told(scene):
    one = note(scene, scene.ana, "no-contact", "partnership", scene.tie.pk)

    assert mark_seen(scene.ben, [one.pk], at=timezone.now(), by=scene.ben) == 0
    assert known(scene.ana) == ["Chicago – Mexico City"]


def test_a_later_step_of_the_same_comes_again(scene):
    first = note(scene, scene.ana, "no-contact", "partnership", scene.tie.pk, days=3)
    mark_seen(scene.ana, [first.pk], at=timezone.now(), by=scene.ana)

    note(scene, scene.ana, "no-contact", "partnership", scene.tie.pk, days=0)

    assert known(scene.ana) == ["Chicago – Mexico City"]


@pytest.mark.parametrize("days", ["1", "7", "30"])
def test_later_hides_it_until_then(client, scene, days):
    note(scene, scene.ana, "no-contact", "partnership", scene.tie.pk)
    client.force_login(scene.ana)

    answer = client.post(
        "/reminders/later/",
        {"rule": "no-contact", "kind": "partnership", "pk": scene.tie.pk, "days": days, "back": "my-work"},
    )

    assert answer["Location"] == PAGE
    assert known(scene.ana) == []
    Silence.objects.update(until=timezone.now() - DAY)
    assert known(scene.ana) == ["Chicago – Mexico City"]


def test_the_page_is_emptied_with_one_button_and_says_so(client, scene):
    for n in range(20):
        accepted(scene, f"Item {n}")
    client.force_login(scene.pia)
    full = client.get(PAGE).content.decode()
    form = full[full.index("Done with all of these") - 6000 :]
    named = re.findall(r'type="hidden" name="notice" value="(\d+)"', form)

    after = client.post("/reminders/done/", {"notice": named}, follow=True).content.decode()

    assert "20 things to know." in full
    assert "5 more." in full
    assert len(named) == 20
    assert "All done" in after
    assert 'id="know"' not in after


def test_more_rows_cost_no_more_queries(client, scene):
    client.force_login(scene.pia)
    accepted(scene, "First")
    client.get(PAGE)
    before = queries_of(client)
    for n in range(30):
        accepted(scene, f"Item {n}")

    assert queries_of(client) == before


def queries_of(client):
    with CaptureQueriesContext(connection) as found:
        client.get(PAGE)
    return len(found)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [True, False])
def test_my_work_is_emptied_on_a_phone(open_page, live_server, client, javascript):
    scene = build()
    for title in ("Buyer list", "Brochure", "Report"):
        accepted(scene, title)
    client.force_login(scene.pia)
    page = open_page(PHONE, javascript=javascript)
    page.context.add_cookies([
        {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    ])  # fmt: skip

    page.goto(PAGE)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.get_by_role("button", name="Done: Buyer list").click()
    page.get_by_text("2 things to know.").wait_for()
    page.locator("li", has_text="Brochure").locator("summary").click()
    page.get_by_role("button", name="In a week").locator("visible=true").click()
    page.get_by_text("1 thing to know.").wait_for()
    page.get_by_role("button", name="Done with all of these").click()

    page.get_by_role("heading", name="All done").wait_for()
    assert width <= PHONE["width"]
    assert known(scene.pia) == []
    assert Silence.objects.get().subject_id == Deliverable.objects.get(title="Brochure").pk
