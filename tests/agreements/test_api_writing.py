"""Agreements and deliverables over the API: the services of the pages, the same refusals, never a fault of ours."""

import json

import pytest
from django.test import Client

from agreements.models import Agreement, Deliverable

AGREEMENTS, DELIVERABLES = "/api/v1/agreements/", "/api/v1/deliverables/"


def send(user, url, sent=None, key="", method="post"):
    client = Client()
    client.force_login(user)
    headers = {"Idempotency-Key": key} if key else {}
    body = json.dumps(sent or {})
    return getattr(client, method)(url, body, content_type="application/json", headers=headers)


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
