"""Agreements and deliverables over the API: the services of the pages, the same refusals, never a fault of ours."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from agreements.models import Agreement, Clause, Deliverable, Signature
from agreements.services.series import start_series
from partnerships.models import Audience
from tests.agreements.scene import DAY
from tests.factories import AgreementFactory, PartyFactory

AGREEMENTS, DELIVERABLES = "/api/v1/agreements/", "/api/v1/deliverables/"


def send(user, url, sent=None, key="", method="post"):
    client = Client()
    client.force_login(user)
    headers = {"Idempotency-Key": key} if key else {}
    body = json.dumps(sent or {})
    return getattr(client, method)(url, body, content_type="application/json", headers=headers)


def asked(user, url):
    client = Client()
    client.force_login(user)
    return client.get(url)


def of(item, verb=""):
    return f"{DELIVERABLES}{item.pk}/" + (f"{verb}/" if verb else "")


def pact(scene, **more):
    given = {
        "partnership": scene.tie.slug, "kind": "trade", "title": "Trade agreement", "signed": "2013",
        "parties": [scene.port.pk], "fields": "Logistics", **more,
    }  # fmt: skip
    return given


def owed(scene, **more):
    return {
        "agreement": scene.agreement.pk, "title": "Trade report", "owed_by": scene.port.pk, "due_on": "2027-01-31",
        "weight": "2.5", **more,
    }  # fmt: skip


def faults(answer):
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    return {fault["field"] for fault in answer.json()["errors"]}


def test_an_agreement_is_put_on_file_for_the_office_of_the_sender(scene):
    answer = send(scene.ana, AGREEMENTS, pact(scene))

    agreement = Agreement.objects.get(title="Trade agreement")
    assert answer.status_code == 201
    assert answer.json()["signed"] == "2013"
    assert (agreement.owner, agreement.status, agreement.fields) == (scene.office, "draft", "Logistics")
    assert [party.organisation for party in agreement.parties.all()] == [scene.port]


def test_a_deliverable_is_added(scene):
    answer = send(scene.ana, DELIVERABLES, owed(scene))

    item = Deliverable.objects.get(pk=answer.json()["id"])
    assert answer.status_code == 201
    assert (item.title, item.owed_by, str(item.weight)) == ("Trade report", scene.port, "2.50")


@pytest.mark.parametrize(("url", "sent"), [(AGREEMENTS, pact), (DELIVERABLES, owed)])
def test_the_same_key_makes_nothing_twice(scene, url, sent):
    first = send(scene.ana, url, sent(scene), key="k" * 200)
    again = send(scene.ana, url, sent(scene), key="k" * 200)

    assert first.json()["id"] == again.json()["id"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": ""}, "title"),
        ({"due_on": "soon"}, "due_on"),
        ({"owed_by": 0}, "owed_by"),
        ({"agreement": 0}, "agreement"),
    ],
)
def test_a_fault_is_named_by_its_field(scene, more, field):
    assert faults(send(scene.ana, DELIVERABLES, owed(scene, **more))) == {field}


def test_a_refusal_of_the_service_stands_beside_its_field(scene):
    assert faults(send(scene.ana, DELIVERABLES, owed(scene, owed_by=scene.stranger.pk))) == {"owed_by"}
    assert faults(send(scene.ana, AGREEMENTS, pact(scene, signed="2013", expires_on="2001-01-01"))) == {"expires_on"}


def test_who_may_only_read_adds_nothing(scene):
    assert send(scene.eve, DELIVERABLES, owed(scene)).status_code == 403
    assert send(scene.eve, AGREEMENTS, pact(scene)).status_code == 403
    assert faults(send(scene.nobody, AGREEMENTS, pact(scene))) == {"partnership"}


def test_an_item_is_changed_reported_on_returned_and_accepted(scene):
    changed = send(scene.ana, of(scene.report), {"quantity_goal": "250", "weight": "3"}, method="patch")
    for _ in range(2):
        handed = send(scene.pia, of(scene.report, "report"), {"answer": "done", "quantity": "250"}, key="same")
    returned = send(scene.ana, of(scene.report, "return"), {"reason": "Page 3"})
    accepted_too_early = send(scene.ben, of(scene.report, "accept"))
    send(scene.pia, of(scene.report, "report"), {"answer": "done"})
    accepted = send(scene.ben, of(scene.report, "accept"))

    assert (changed.json()["quantity_goal"], changed.json()["weight"]) == ("250.00", "3.00")
    assert handed.json()["status"] == "submitted"
    assert returned.json()["status"] == "returned"
    assert accepted_too_early.status_code == 409
    assert "Ana returned it on" in accepted_too_early.json()["detail"]
    assert accepted.json()["status"] == "accepted"
    assert scene.report.updates.count() == 2


def test_an_item_is_moved_and_cancelled_and_then_stands_still(scene):
    moved = send(scene.ana, of(scene.contacts, "move"), {"due_on": "2027-03-01"})
    cancelled = send(scene.ana, of(scene.contacts, "cancel"))
    moved_again = send(scene.ana, of(scene.contacts, "move"), {"due_on": "2027-04-01"})

    assert moved.json()["due_on"] == "2027-03-01"
    assert cancelled.json()["status"] == "cancelled"
    assert moved_again.status_code == 409


def test_the_organisation_that_owes_it_reports_and_does_no_more(scene):
    assert send(scene.pia, of(scene.report, "report"), {"answer": "at risk"}).json()["outlook"] == "at risk"
    for verb in ("accept", "return", "move", "cancel"):
        assert send(scene.pia, of(scene.report, verb), {"reason": "x", "due_on": "2027-01-01"}).status_code == 403
    assert send(scene.pia, of(scene.report), {"title": "Mine"}, method="patch").status_code == 403


def under(scene, verb=""):
    return f"{AGREEMENTS}{scene.agreement.pk}/" + (f"{verb}/" if verb else "")


def test_an_agreement_says_its_languages_sectors_parties_and_next_date(scene):
    today = timezone.localdate()
    Agreement.objects.filter(pk=scene.agreement.pk).update(
        languages=["es", "en"], sectors=["H"], binding=False, renewal="by notice", renewal_months=24, notice_days=90,
        expires_on=today + 100 * DAY, source_note="The city clerk",
    )  # fmt: skip
    PartyFactory(agreement=scene.agreement, organisation=scene.office, side=scene.here)
    signed = PartyFactory(agreement=scene.agreement, organisation=scene.port, side=scene.there)
    Signature.objects.create(party=signed, person_name="Marisol Treviño")

    shown = asked(scene.eve, under(scene)).json()

    assert (shown["languages"], shown["sectors"], shown["binding"]) == (["es", "en"], ["H"], False)
    assert (shown["renewal_months"], shown["source_note"]) == (24, "The city clerk")
    assert shown["next_date"] == {"day": (today + 10 * DAY).isoformat(), "kind": "notice"}
    assert shown["parties"] == [
        {"organisation": "City of Chicago", "side": "Chicago", "signed": False},
        {"organisation": "Puerto Valle", "side": "Mexico City", "signed": True},
    ]


def test_an_agreement_that_names_no_end_has_no_next_date(scene):
    shown = asked(scene.ana, under(scene)).json()

    assert (shown["next_date"], shown["binding"], shown["parties"]) == (None, None, [])


def test_facts_are_put_right_and_what_was_not_sent_stays(scene):
    facts = {"languages": ["es"], "sectors": ["H", "P"], "binding": True, "fields": "Ports", "expires_on": "2040-01-01"}

    changed = send(scene.ana, under(scene), {**facts, "sectors": ["H", "P", "H"]}, method="patch")
    emptied = send(scene.ana, under(scene), {"binding": None, "expires_on": None}, method="patch")

    assert changed.status_code == 200
    assert {name: changed.json()[name] for name in facts} == facts
    assert (emptied.json()["binding"], emptied.json()["expires_on"]) == (None, None)
    assert (emptied.json()["title"], emptied.json()["fields"]) == ("Memorandum of the two cities", "Ports")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"title": "  "}, "title"),
        ({"kind": "treaty"}, "kind"),
        ({"languages": ["Klingon"]}, "languages"),
        ({"sectors": ["Z"]}, "sectors"),
        ({"notice_days": 2_000_000_000}, "notice_days"),
        ({"expires_on": "2001-01-01"}, "expires_on"),
        ({"status": "ended"}, "status"),
        ({"owner": 1}, "owner"),
    ],
)
def test_facts_that_cannot_be_are_named_by_their_field_and_change_nothing(scene, sent, field):
    Agreement.objects.filter(pk=scene.agreement.pk).update(signed_first="2013-04-19", signed_last="2013-04-19")
    before = Agreement.objects.filter(pk=scene.agreement.pk).values().get()

    assert faults(send(scene.ana, under(scene), {"source_note": "New", **sent}, method="patch")) == {field}
    assert Agreement.objects.filter(pk=scene.agreement.pk).values().get() == before


def test_an_end_before_what_is_owed_is_refused_until_it_is_meant(scene):
    sent = {"expires_on": (scene.report.due_on - DAY).isoformat()}

    assert faults(send(scene.ana, under(scene), sent, method="patch")) == {"outside_term"}
    meant = send(scene.ana, under(scene), {**sent, "outside_term": True}, method="patch")

    assert meant.json()["expires_on"] == sent["expires_on"]
    assert asked(scene.ana, of(scene.report)).json()["outside_term"] is True


def test_who_may_not_change_an_agreement_is_told_so_and_who_does_not_read_it_finds_nothing(scene):
    today = timezone.localdate().isoformat()
    for person, status in ((scene.eve, 403), (scene.fara, 403), (scene.nobody, 404)):
        changed = send(person, under(scene), {"title": "Mine"}, method="patch")
        moved = send(person, under(scene, "move"), {"to": "suspended", "on": today, "reason": "x"})
        assert (changed.status_code, moved.status_code) == (status, status), person.name


def test_an_agreement_moves_once_and_the_second_is_told_who_moved_it(scene):
    sent = {"to": "suspended", "on": timezone.localdate().isoformat(), "reason": "Elections"}

    moved = send(scene.ana, under(scene, "move"), {**sent, "seen": "in force"})
    again = send(scene.ana, under(scene, "move"), sent)
    late = send(scene.ben, under(scene, "move"), {**sent, "to": "ended", "seen": "in force"})

    assert (moved.status_code, moved.json()["status"]) == (200, "suspended")
    assert (again.status_code, scene.agreement.moves.count()) == (200, 1)
    assert late.status_code == 409
    assert "Ana moved it" in late.json()["detail"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"to": "gone"}, "to"),
        ({"to": "draft"}, "to"),
        ({"on": "today"}, "on"),
        ({"on": "2999-01-01"}, "on"),
        ({"reason": ""}, "reason"),
        ({"seen": "married"}, "seen"),
    ],
)
def test_a_move_that_cannot_be_is_named_by_its_field(scene, more, field):
    sent = {"to": "suspended", "on": timezone.localdate().isoformat(), "reason": "Elections", **more}

    assert faults(send(scene.ana, under(scene, "move"), sent)) == {field}
    assert scene.agreement.moves.count() == 0


def test_a_move_that_the_record_forbids_is_409(scene):
    Agreement.objects.filter(pk=scene.agreement.pk).update(status="approved")

    answer = send(scene.ana, under(scene, "move"), {"to": "signed", "on": timezone.localdate().isoformat()})

    assert answer.status_code == 409
    assert "No party is named" in answer.json()["detail"]


def test_a_deliverable_stands_under_its_clause_and_outside_the_term_where_that_is_meant(scene):
    Agreement.objects.filter(pk=scene.agreement.pk).update(expires_on="2027-01-01")
    clause = Clause.objects.create(agreement=scene.agreement, position=1, number="4.2", text="The port reports.")

    refused = send(scene.ana, DELIVERABLES, owed(scene, clause=clause.pk))
    made = send(scene.ana, DELIVERABLES, owed(scene, clause=clause.pk, outside_term=True))

    assert faults(refused) == {"due_on"}
    assert made.status_code == 201
    assert (made.json()["clause"], made.json()["outside_term"]) == ({"id": clause.pk, "number": "4.2"}, True)
    assert "contact" not in made.json()


def test_a_clause_of_another_agreement_takes_no_deliverable(scene):
    beside = AgreementFactory(partnership=scene.tie, owner=scene.office)
    closed = AgreementFactory(owner=scene.stranger)
    for agreement in (beside, closed):
        clause = Clause.objects.create(agreement=agreement, position=1, text="Another promise.")
        assert faults(send(scene.ana, DELIVERABLES, owed(scene, clause=clause.pk))) == {"clause"}


def test_who_owes_an_item_of_a_closed_agreement_is_not_told_its_clause_or_series(scene):
    today = timezone.localdate()
    scene.report.clause = Clause.objects.create(agreement=scene.agreement, position=1, number="4", text="It reports.")
    scene.report.series = start_series(
        scene.agreement, title="Report", owed_by=scene.port, rule="FREQ=YEARLY", first_on=today + DAY, by=scene.ana,
        at=timezone.now(),
    )  # fmt: skip
    scene.report.save()
    Agreement.objects.filter(pk=scene.agreement.pk).update(audience=Audience.OFFICE)

    office, port = (asked(person, of(scene.report)).json() for person in (scene.ana, scene.pia))

    assert (office["clause"]["number"], office["series"]) == ("4", scene.report.series_id)
    assert (port["clause"], port["series"]) == (None, None)
