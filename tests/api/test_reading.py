"""The API: signed-in people read what the pages would show them, and bad questions get a clear answer."""

import pytest

from partnerships.models import Audience
from tests.access.world import build

ROUTES = {
    "partnerships": None,
    "organisations": None,
    "agreements": "agreement",
    "activities": "activity",
    "deliverables": "deliverable",
    "filings": "clock task",
    "quotas": "quota",
    "outcomes": "outcome",
    "claims": "claim",
    "leads": "lead",
}
WRITTEN = {"activities", "agreements", "claims", "deliverables", "organisations"}


@pytest.fixture
def world(db):
    return build()


def ids(client, route):
    answer = client.get(f"/api/v1/{route}/")
    assert answer.status_code == 200
    return {row["id"] for row in answer.json()["results"]}


@pytest.mark.parametrize("route", ROUTES)
def test_without_signing_in_the_answer_is_403_as_a_problem(client, db, route):
    answer = client.get(f"/api/v1/{route}/")

    assert answer.status_code == 403
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_list_holds_what_for_user_admits(world, client):
    for name in ("coordinator", "chamber", "far coordinator", "nobody"):
        client.force_login(world.people[name])
        for route, kind in ROUTES.items():
            if kind:
                model = type(world.records[kind, Audience.OFFICE])
                expected = set(model.objects.for_user(world.people[name]).values_list("pk", flat=True))
                assert ids(client, route) == expected, (name, route)


def test_a_closed_record_is_not_found(world, client):
    client.force_login(world.people["far coordinator"])

    for route, kind in ROUTES.items():
        if kind:
            pk = world.records[kind, Audience.OFFICE].pk
            assert client.get(f"/api/v1/{route}/{pk}/").status_code == 404


def test_the_odd_word_of_a_closed_tie_appears_in_no_answer(world, client):
    client.force_login(world.people["third coordinator"])

    for route in ("partnerships", "organisations"):
        assert world.word.encode() not in client.get(f"/api/v1/{route}/").content


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("agreements/?kind=nonsense", "kind"),
        ("deliverables/?due_from=yesterday", "due_from"),
        ("filings/?agreement=mine", "agreement"),
        ("filings/?due_to=soon", "due_to"),
        ("quotas/?direction=up", "direction"),
        ("activities/?status=perhaps", "status"),
        ("outcomes/?state=maybe", "state"),
    ],
)
def test_a_wrong_filter_is_answered_400_with_its_field(world, client, question, field):
    client.force_login(world.people["coordinator"])

    answer = client.get(f"/api/v1/{question}")

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("route", sorted(set(ROUTES) - WRITTEN))
def test_what_is_only_read_takes_nothing(world, client, route):
    client.force_login(world.people["coordinator"])

    assert client.post(f"/api/v1/{route}/", {}, content_type="application/json").status_code == 405


def test_partial_dates_read_as_precisely_as_they_are_known(world, client):
    agreement = world.records["agreement", Audience.SHARED]
    agreement.signed_first, agreement.signed_last = "1991-01-01", "1991-12-31"
    agreement.save()
    client.force_login(world.people["coordinator"])

    assert client.get(f"/api/v1/agreements/{agreement.pk}/").json()["signed"] == "1991"


@pytest.mark.parametrize("route", [route for route, kind in ROUTES.items() if kind])
def test_a_list_of_many_asks_no_more_queries_than_a_list_of_one(
    world, client, route, django_assert_max_num_queries
):
    client.force_login(world.people["coordinator"])

    with django_assert_max_num_queries(10):
        client.get(f"/api/v1/{route}/")
