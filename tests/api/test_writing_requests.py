"""Requests and posts over the API: the services of the pages, the same readers, the same refusals."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from desk.history.reading import history_of
from desk.models import HandOver
from partnerships.models import Seat, TieRequest
from partnerships.services.requests import write_criteria
from stakeholders.models import Person, Post, PostHolding
from tests.activities.scene import NOW, build, client_of
from tests.factories import CityFactory, PersonFactory

REQUESTS, POSTS = "/api/v1/requests/", "/api/v1/posts/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def scene(db):
    return build()


def post(user, url, sent, key=""):
    headers = {"Idempotency-Key": key} if key else {}
    return client_of(user).post(url, json.dumps(sent), content_type="application/json", headers=headers)


def patch(user, url, sent):
    return client_of(user).patch(url, json.dumps(sent), content_type="application/json")


def faults(answer):
    assert answer.status_code == 400
    return {fault["field"] for fault in answer.json()["errors"]}


def letter(scene, key="", **more):
    place = CityFactory(name="Tampere")
    given = {"place_id": place.pk, "received_on": "2026-10-05", "text": "Dear city", "sender": "Jana Ek"}
    return post(scene.ana, REQUESTS, given | more, key)


def test_a_letter_is_recorded_by_the_service_of_the_page_and_read_by_its_office_alone(scene):
    answer = letter(scene)

    made = TieRequest.objects.get()
    assert (answer.status_code, answer.json()["id"], answer.json()["state"]) == (201, made.pk, "waiting")
    assert (made.owner, made.place.name, made.kind, made.created_by) == (scene.office, "Tampere", "letter", scene.ana)
    read = {
        user.name: client_of(user).get(f"{REQUESTS}{made.pk}/").status_code
        for user in (scene.ana, scene.eve, scene.carl, scene.hanna)
    }
    assert read == {"ana": 200, "eve": 200, "carl": 404, "hanna": 404}
    waiting = client_of(scene.eve).get(f"{REQUESTS}?state=waiting").json()["results"]
    assert [row["sender"] for row in waiting] == ["Jana Ek"]
    assert client_of(scene.hanna).get(REQUESTS).json()["results"] == []


def test_the_same_key_makes_no_second_request_and_its_door_stands_in_the_history(scene):
    first, again = letter(scene, key="a" * 200), letter(scene, key="a" * 200)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    entry = history_of(TieRequest, first.json()["id"], scene.ana, TieRequest.objects.get())[0]
    assert (entry.verb, entry.door) == ("request.recorded", "through the API")


@pytest.mark.parametrize(
    ("more", "field"),
    [({"text": ""}, "text"), ({"place_id": 0}, "place_id"), ({"received_on": "2999-01-01"}, "received_on")],
)
def test_a_fault_stands_beside_its_field(scene, more, field):
    assert faults(letter(scene, **more)) == {field}
    assert TieRequest.objects.count() == 0


def test_one_without_the_right_writes_nothing(scene):
    url = f"{REQUESTS}{letter(scene).json()['id']}/"
    sent = {"decision": "declined", "reason": "No"}

    assert [post(user, f"{url}decide/", sent).status_code for user in (scene.ben, scene.hanna)] == [403, 404]
    assert post(scene.carl, REQUESTS, {}).status_code == 403
    assert TieRequest.objects.get().state == "waiting"


def test_a_request_is_held_against_criteria_decided_answered_and_reopened(scene):
    url = f"{REQUESTS}{letter(scene).json()['id']}/"
    criteria = write_criteria(scene.office, texts=["A port?", "A school?"], by=scene.ana, at=timezone.now())
    port, school = (one.pk for one in criteria.questions.all())

    post(scene.ana, f"{url}criteria/", {"answers": [{"criterion": port, "fit": "yes", "note": "A small one"}]})
    held = post(scene.ana, f"{url}criteria/", {"answers": [{"criterion": school, "fit": "no"}]}).json()
    nothing = post(scene.ana, f"{url}decide/", {"decision": "declined"})
    no = post(scene.ana, f"{url}decide/", {"decision": "declined", "reason": "Too far"}).json()
    other = post(scene.ana, f"{url}decide/", {"decision": "exploring"})
    told = post(scene.ana, f"{url}letter/", {"answer": "Dear Jana"}).json()
    back = post(scene.ana, f"{url}reopen/", {}).json()
    yes = post(scene.ana, f"{url}decide/", {"decision": "exploring", "reason": "It fits"}).json()

    assert [(one["text"], one["fit"], one["note"]) for one in held["answers"]] == [
        ("A port?", "yes", "A small one"), ("A school?", "no", ""),
    ]  # fmt: skip
    assert faults(nothing) == {"reason"}
    assert (no["state"], no["reason"], other.status_code) == ("declined", "Too far", 409)
    assert (told["answer"], back["state"], yes["state"]) == ("Dear Jana", "waiting", "exploring")
    assert Seat.objects.get(partnership__slug=yes["partnership"]).standing == "exploring"


def test_a_post_is_named_once_changed_and_its_holder_handed_over(scene):
    body = scene.known
    first = post(scene.ana, POSTS, {"organisation": body.slug, "title": "Director"})
    again = post(scene.ana, POSTS, {"organisation": body.slug, "title": "director"})
    url = f"{POSTS}{first.json()['id']}/"
    old, new = (PersonFactory(owner=scene.office, organisation=body, name=name) for name in ("Ada", "Bo"))
    today = NOW.date()

    renamed = patch(scene.ana, url, {"title": "Managing director"}).json()
    post(scene.ana, f"{url}holder/", {"contact": old.pk, "on": "2020-01-01"})
    sent = {"contact": new.pk, "on": today.isoformat(), "why": "Retired"}
    changed, twice = (post(scene.ana, f"{url}holder/", sent).json() for _ in range(2))

    assert (first.status_code, again.status_code, again.json()["id"]) == (201, 200, first.json()["id"])
    assert renamed["title"] == "Managing director"
    assert changed == twice
    assert [(one["name"], one["since"], one["until"]) for one in changed["holders"]] == [
        ("Bo", today.isoformat(), None), ("Ada", "2020-01-01", (today - DAY).isoformat()),
    ]  # fmt: skip
    assert list(HandOver.objects.filter(on=today).values_list("successor__name", "why")) == [("Bo", "Retired")]


def test_where_nobody_follows_the_post_is_vacant_and_the_pack_is_there(scene):
    chair = Post.objects.create(organisation=scene.known, title="Chair")
    ada = PersonFactory(owner=scene.office, organisation=scene.known, name="Ada")
    PostHolding.objects.create(post=chair, person=ada)

    answers = [post(scene.ana, f"{POSTS}{chair.pk}/holder/", {"contact": None, "on": "2026-11-01"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert PostHolding.objects.get().until == dt.date(2026, 10, 31)
    assert HandOver.objects.get().post == chair


def test_holders_are_those_of_the_readers_own_file_and_others_change_no_post(scene):
    chair = Post.objects.create(organisation=scene.far, title="Mayor")
    PostHolding.objects.create(post=chair, person=PersonFactory(owner=scene.office, organisation=scene.far, name="Ada"))
    theirs = PersonFactory(owner=scene.far, organisation=scene.far, name="Eva")
    url = f"{POSTS}{chair.pk}/"

    assert [one["name"] for one in client_of(scene.ana).get(url).json()["holders"]] == ["Ada"]
    assert client_of(scene.hanna).get(url).json()["holders"] == []
    assert client_of(scene.nobody).get(url).status_code == 404
    assert [patch(user, url, {"title": "King"}).status_code for user in (scene.ana, scene.carl)] == [403, 403]
    assert faults(
        post(scene.hanna, f"{url}holder/", {"contact": Person.objects.get(name="Ada").pk, "on": "2026-11-01"})
    ) == {"contact"}
    assert post(scene.hanna, f"{url}holder/", {"contact": theirs.pk, "on": "2026-11-01"}).status_code == 200
