"""Tokens of the API: what they open, what they never open, what is kept of them."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from partnerships.models import Audience
from stakeholders.authentication import TokenThrottle
from stakeholders.models import ApiToken, OutgoingMail, Scope
from stakeholders.models.links import hash_of
from stakeholders.tokens import (
    MOST,
    EndsInThePast,
    EndsTooLate,
    NotYourToken,
    TooManyTokens,
    UnknownNoun,
    end_token,
    make_token,
    nouns_of_the_api,
)
from tests.access.world import build

ACTIVITIES = "/api/v1/activities/"


@pytest.fixture
def world(db):
    return build()


@pytest.fixture
def anna(world):
    return world.people["coordinator"]


def made(user, **more):
    return make_token(user, name="Export", by=user, at=timezone.now(), **more)


def caller(key):
    return Client(headers={"authorization": f"Bearer {key}"})


def ids(answer):
    return {row["id"] for row in answer.json()["results"]}


@pytest.mark.parametrize("name", ["coordinator", "chamber", "far coordinator", "nobody", "granted staff"])
def test_a_token_reads_what_its_person_reads_and_nothing_that_staff_were_let_in_to(world, name):
    person = world.people[name]
    reads = Activity.objects.for_user(person).values_list("pk", flat=True)
    if person.is_staff:
        reads = reads.filter(audience=Audience.PUBLIC)

    answer = caller(made(person)[1]).get(ACTIVITIES)

    assert (answer.status_code, ids(answer)) == (200, set(reads))
    person.refresh_from_db()
    assert person.is_staff == (name == "granted staff")


def test_the_key_is_shown_once_and_only_its_hash_is_kept(client, anna):
    client.force_login(anna)

    shown = client.post(reverse("stakeholders:tokens"), {"name": "Export", "scope": "read", "ends": "365"})

    token = ApiToken.objects.for_user(anna).get(name="Export")
    key = next(word for word in shown.content.decode().split('"') if word.startswith("gemel_") and len(word) > 40)
    assert shown["Cache-Control"] == "no-store"
    assert (hash_of(key), key[:12]) == (token.token_hash, token.prefix)
    assert key not in client.get(reverse("stakeholders:tokens")).content.decode()
    assert not any(key in mail.text for mail in OutgoingMail.objects.all())
    assert "Export" in OutgoingMail.objects.get(key=f"token:{token.pk}").text
    assert not any("token_hash" in field.name for field in ApiToken.pgh_event_model._meta.fields)


def test_a_token_to_read_changes_nothing(world, anna):
    pk = world.records["activity", Audience.OFFICE].pk
    read, write = (caller(made(anna, scope=scope)[1]) for scope in Scope)

    refused, done = (one.post(f"{ACTIVITIES}{pk}/happened/", content_type="application/json") for one in (read, write))

    assert (refused.status_code, done.status_code) == (403, 200)


def test_what_a_token_writes_is_its_persons_and_needs_no_page_before(world, anna):
    pk = world.records["activity", Audience.OFFICE].pk
    Activity.objects.filter(pk=pk).update(status="planned")
    strict = Client(headers={"authorization": f"Bearer {made(anna, scope=Scope.WRITE)[1]}"}, enforce_csrf_checks=True)

    answer = strict.post(f"{ACTIVITIES}{pk}/happened/", content_type="application/json")

    assert answer.status_code == 200
    event = Activity.pgh_event_model.objects.filter(pgh_obj_id=pk).order_by("pgh_id").last()
    assert (event.pgh_context.metadata["by"], event.pgh_context.metadata["token"]) == (anna.pk, "Export")


def test_a_token_for_some_lists_calls_no_other(anna):
    program = caller(made(anna, nouns=["agreements"])[1])

    answers = [program.get(f"/api/v1/{noun}/").status_code for noun in ("agreements", "activities")]

    assert answers == [200, 403]


@pytest.mark.parametrize("fault", ["unknown", "ended", "revoked", "nobody any more", "two words", "not ascii"])
def test_a_wrong_token_is_answered_401_whatever_is_wrong_with_it(anna, fault):
    token, key = made(anna)
    if fault == "ended":
        today = timezone.now().date()
        ApiToken.objects.update(created_on=today - dt.timedelta(days=9), ends_on=today - dt.timedelta(days=2))
    if fault == "revoked":
        end_token(token, by=anna, at=timezone.now())
    if fault == "nobody any more":
        anna.is_active = False
        anna.save(update_fields=["is_active"])
    key = {"unknown": key[:-1], "two words": f"{key} {key}", "not ascii": "gemel_é"}.get(fault, key)

    answer = caller(key).get(ACTIVITIES)

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["detail"] == "This token is not known, or has ended."


def test_a_token_opens_no_page_and_no_admin(anna, world):
    staff = world.people["staff"]

    answers = [caller(made(person)[1]).get(page) for person in (anna, staff) for page in ("/activities/", "/admin/")]

    assert [answer.status_code for answer in answers] == [302] * 4


def test_use_is_noted_by_the_day_and_the_second_call_writes_nothing(anna):
    token, key = made(anna)
    program = caller(key)
    program.get("/api/v1/partnerships/")

    with CaptureQueriesContext(connection) as asked:
        program.get("/api/v1/partnerships/")

    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()
    assert [query["sql"] for query in asked if query["sql"].startswith("UPDATE")] == []


def test_too_many_calls_a_minute_are_told_when_to_come_again(anna, monkeypatch):
    monkeypatch.setattr(TokenThrottle, "THROTTLE_RATES", {"token": "2/min"})
    program, other = caller(made(anna)[1]), caller(made(anna)[1])

    answers = [program.get("/api/v1/partnerships/") for _call in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) <= 60
    assert other.get("/api/v1/partnerships/").status_code == 200


def test_making_is_refused_by_name(anna, world):
    now = timezone.now()
    with pytest.raises(NotYourToken):
        make_token(anna, name="Export", by=world.people["staff"], at=now)
    with pytest.raises(EndsTooLate):
        made(anna, ends_on=now.date() + dt.timedelta(days=740))
    with pytest.raises(EndsInThePast):
        made(anna, ends_on=now.date() - dt.timedelta(days=1))
    with pytest.raises(UnknownNoun):
        made(anna, nouns=["secrets"])
    for _token in range(MOST):
        made(anna)
    with pytest.raises(TooManyTokens):
        made(anna)


def test_nobody_ends_the_token_of_another(anna, world, client):
    token, _key = made(anna)
    client.force_login(world.people["colleague"])

    answer = client.post(reverse("stakeholders:end-token", args=[token.pk]))

    assert answer.status_code == 404
    with pytest.raises(NotYourToken):
        end_token(token, by=world.people["colleague"], at=timezone.now())


def test_a_person_makes_one_sees_it_and_ends_it_on_the_page(client, anna):
    client.force_login(anna)
    page = reverse("stakeholders:tokens")
    client.post(page, {"name": "Map", "scope": "write", "ends": "30", "nouns": ["activities"]})
    token = ApiToken.objects.get(name="Map")

    listed = client.get(page).content.decode()
    ended = client.post(reverse("stakeholders:end-token", args=[token.pk]), follow=True).content.decode()

    assert token.prefix in listed
    assert "Token ended" in ended
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert client.post(page, {"name": "", "scope": "read", "ends": "365"}).status_code == 422


def test_the_lists_of_the_api_are_found_by_walking():
    assert {"activities", "agreements", "organisations"} <= set(nouns_of_the_api())
