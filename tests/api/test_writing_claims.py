"""Reports over the API: the services of the pages, the same refusals, never a fault of ours."""

import json

import pytest

from outcomes.models import Claim, Lead, Outcome
from outcomes.services.claims import claim_outcome
from tests.activities.scene import NOW, build
from tests.outcomes.test_claim_pages import client_of
from tests.outcomes.test_claims import money

URL = "/api/v1/claims/"


@pytest.fixture
def scene(db):
    return build()


def body(scene, **more):
    given = {
        "indicator": "OC1", "title": "Lease signed", "amount": "1200000.00", "currency": "usd", "occurred": "2026-10",
        "side": "seller", "partnership": scene.tie.slug, "organisation": scene.chamber.pk,
    }  # fmt: skip
    return {name: value for name, value in {**given, **more}.items() if value is not None}


def post(user, url, sent, key=""):
    headers = {"Idempotency-Key": key} if key else {}
    return client_of(user).post(url, json.dumps(sent), content_type="application/json", headers=headers)


def faults(answer):
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    return {fault["field"] for fault in answer.json()["errors"]}


def test_a_report_is_made_by_the_service_of_the_page(scene):
    answer = post(scene.carl, URL, body(scene, step="contract", step_reached="2026-09-30"))

    claim = Claim.objects.get()
    assert answer.status_code == 201
    assert answer.json()["id"] == claim.pk
    assert (claim.owner, claim.organisation, claim.evidence, claim.currency) == (scene.office, scene.chamber, 0, "USD")
    assert claim.outcome.flow_key.startswith("flow-")
    assert claim.steps.get().kind == "contract"


def test_the_same_key_makes_nothing_twice(scene):
    first = post(scene.carl, URL, body(scene), key="a" * 200)
    again = post(scene.carl, URL, body(scene), key="a" * 200)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"evidence": 4}, "evidence"), ({"flow_key": "mine"}, "flow_key"), ({"amount": "much"}, "amount"),
        ({"amount": "-1"}, "amount"), ({"amount": None}, "amount"), ({"currency": "QQQ"}, "currency"),
        ({"currency": None}, "currency"), ({"occurred": "2026-13"}, "occurred"), ({"occurred": "2999"}, "occurred"),
        ({"indicator": "XX9"}, "indicator"), ({"side": "joint"}, "side"), ({"partnership": "none"}, "partnership"),
        ({"organisation": 999999}, "organisation"), ({"activity": 999999}, "activity"),
        ({"same_as": 999999}, "same_as"), ({"share": "1.5"}, "share"), ({"audience": "public"}, "audience"),
        ({"step": "handshake"}, "step"), ({"step": "contract", "step_reached": "2999"}, "step_reached"),
        ({"title": "x" * 300}, "title"), ({"organisation": "me"}, "organisation"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_nothing_is_kept(scene, wrong, field):
    assert field in faults(post(scene.carl, URL, body(scene, **wrong)))
    assert not Claim.objects.exists()


@pytest.mark.parametrize("sent", [[], "x", 5, None, {"title": {"a": 1}}])
def test_what_is_no_report_is_refused_and_never_a_fault_of_ours(scene, sent):
    assert post(scene.carl, URL, sent).status_code == 400


def test_for_others_nobody_reports(scene):
    assert "organisation" in faults(post(scene.carl, URL, body(scene, organisation=scene.rival.pk)))
    assert "partnership" in faults(post(scene.nobody, URL, body(scene)))
    assert "partnership" in faults(post(scene.eve, URL, body(scene)))


def test_what_is_like_it_is_asked_about_first(scene):
    standing = claim_outcome(scene.tie, scene.office, money(), by=scene.ana, at=NOW)

    asked = post(scene.ana, URL, body(scene))
    joined = post(scene.ana, URL, body(scene, same_as=standing.outcome_id))
    apart = post(scene.ana, URL, body(scene, is_new=True, organisation=scene.rival.pk))

    assert asked.status_code == 409
    assert str(standing.outcome_id) in asked.json()["detail"]
    assert joined.json()["outcome"] == standing.outcome_id
    assert apart.status_code == 201
    assert Outcome.objects.count() == 2


def test_a_hint_of_likeness_is_for_readers_only(scene):
    claim_outcome(scene.tie, scene.office, money(audience="office"), by=scene.ana, at=NOW)

    assert post(scene.carl, URL, body(scene)).status_code == 201


def test_a_report_is_corrected_and_withdrawn(scene):
    made = post(scene.carl, URL, body(scene)).json()["id"]
    fresh = {name: value for name, value in body(scene, amount="5.00").items() if name not in ("partnership",)}

    without = post(scene.carl, f"{URL}{made}/correct/", fresh)
    corrected = post(scene.carl, f"{URL}{made}/correct/", {**fresh, "reason": "typed wrong"})
    again = post(scene.carl, f"{URL}{made}/correct/", {**fresh, "reason": "typed wrong"})
    number = corrected.json()["id"]
    gone = post(scene.carl, f"{URL}{number}/withdraw/", {"reason": "fell through"})

    assert faults(without) == {"reason"}
    assert (corrected.status_code, corrected.json()["amount"]) == (200, "5.00")
    assert again.status_code == 409
    assert gone.json()["withdrawn_reason"] == "fell through"
    assert post(scene.ana, f"{URL}{number}/correct/", {**fresh, "reason": "x"}).status_code == 409


def test_only_who_may_changes_a_report(scene):
    made = claim_outcome(scene.tie, scene.chamber, money(), by=scene.ana, at=NOW)

    answers = [post(user, f"{URL}{made.pk}/withdraw/", {"reason": "x"}).status_code
               for user in (scene.eve, scene.carl, scene.rita, scene.hanna)]  # fmt: skip

    assert answers == [403, 403, 404, 404]
    assert Claim.objects.standing().exists()


def test_leads_are_read_by_their_readers_alone(scene):
    lead = Lead.objects.create(
        partnership=scene.tie, owner=scene.office, code_name="Pike", opened_on=NOW.date(), audience="named"
    )
    lead.named.add(scene.ana)

    seen = {user.name: client_of(user).get("/api/v1/leads/").json()["count"] for user in (scene.ana, scene.ben)}

    assert seen == {"ana": 1, "ben": 0}
    assert client_of(scene.hanna).get(f"/api/v1/leads/{lead.pk}/").status_code == 404
