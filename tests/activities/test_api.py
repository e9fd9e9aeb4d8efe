"""Activities over the API: written by the services of the pages, refused alike, read as each person may."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.models import Activity, ActivityPost, ActivityStatus, AgreementLink, DeliverableLink
from activities.services.activities import log_activity
from stakeholders.models import Person, Place, Post, PostHolding
from tests.activities.scene import build, facts
from tests.agreements.test_api_writing import asked, faults, send
from tests.factories import AgreementFactory, DeliverableFactory

ACTIVITIES = "/api/v1/activities/"


@pytest.fixture
def scene(db):
    found = build()
    Place.objects.filter(pk=found.there.pk).update(name="Osaka", time_zone="Asia/Tokyo")
    found.there.refresh_from_db()
    found.paper = AgreementFactory(partnership=found.tie, owner=found.office, title="Port pact")
    found.secret = AgreementFactory(partnership=found.tie, owner=found.far, title="Their draft", audience="office")
    found.report = DeliverableFactory(agreement=found.paper, owner=found.office, owed_by=found.chamber)
    found.post = Post.objects.create(organisation=found.far, title="Mayor")
    found.mayor = Person.objects.create(owner=found.office, organisation=found.far, name="Mika Ito")
    PostHolding.objects.create(post=found.post, person=found.mayor, since=dt.date(2024, 1, 1))
    return found


def visit(scene, **more):
    return {
        "partnership": scene.tie.slug, "kind": "official visit", "title": "Evening in Osaka", "starts": "2026-11-22",
        "starts_time": "23:30", "status": "planned", "place": scene.there.pk, "organisations": [scene.far.pk],
        "languages": ["ja", "en"], "sectors": ["H"], "posts": [scene.post.pk], "agreements_from": [scene.paper.pk],
        "deliverables_to": [scene.report.pk], "next_step": "Send the minutes", **more,
    }  # fmt: skip


def of(activity, verb=""):
    return f"{ACTIVITIES}{activity.pk}/" + (f"{verb}/" if verb else "")


def test_an_activity_is_logged_with_all_that_surrounds_it(scene):
    answer = send(scene.ana, ACTIVITIES, visit(scene))

    made = Activity.objects.get()
    assert answer.status_code == 201
    assert (made.owner, made.starts_first, made.audience) == (scene.office, dt.date(2026, 11, 22), "office")
    shown = answer.json()
    assert shown["links"] == [
        {"relation": "grew from", "agreement": scene.paper.pk},
        {"relation": "led to", "deliverable": scene.report.pk},
    ]
    assert {name: shown[name] for name in ("starts", "time_zone", "languages", "sectors", "organisations")} == {
        "starts": "2026-11-22", "time_zone": "Asia/Tokyo", "languages": ["ja", "en"], "sectors": ["H"],
        "organisations": ["Hamburg office"],
    }  # fmt: skip
    assert dt.datetime.fromisoformat(shown["starts_at"]) == dt.datetime(2026, 11, 22, 14, 30, tzinfo=dt.UTC)
    assert ActivityPost.objects.get().holder == scene.mayor
    assert made.next_steps.get().text == "Send the minutes"


def test_sent_twice_with_one_key_it_stands_once(scene):
    first = send(scene.ana, ACTIVITIES, visit(scene), key="k")
    again = send(scene.ana, ACTIVITIES, visit(scene), key="k")
    other = send(scene.ana, ACTIVITIES, visit(scene), key="l")

    assert first.json() == again.json() != other.json()
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"starts": "soon"}, {"starts"}),
        ({"starts_time": "25:00"}, {"starts_time"}),
        ({"starts": "2027-03"}, {"starts_time"}),
        ({"time_zone": "Moon/Crater"}, {"time_zone"}),
        ({"time_zone": "America/Chicago", "starts": "2027-03-14", "starts_time": "02:30"}, {"starts_time"}),
        ({"organisations": [0]}, {"organisations"}),
        ({"languages": ["klingon"]}, {"languages"}),
        ({"sectors": ["Z"]}, {"sectors"}),
        ({"agreements_from": [0]}, {"agreements_from"}),
        ({"people": -1}, {"people"}),
        ({"status": "happened", "starts": "2999"}, {"starts"}),
        ({"confirmed_at": "2026-01-01"}, {"non_field_errors", "confirmed_at"}),
    ],
)
def test_what_cannot_be_is_answered_beside_its_field_and_nothing_is_kept(scene, more, fields):
    assert faults(send(scene.ana, ACTIVITIES, visit(scene, **more))) <= fields
    assert not Activity.objects.exists()


def test_a_paper_that_the_sender_cannot_read_is_answered_as_an_unknown_one(scene):
    answer = send(scene.ana, ACTIVITIES, visit(scene, agreements_from=[scene.secret.pk]))

    assert faults(answer) == {"agreements_from"}


def test_who_may_not_log_may_not_send(scene):
    assert send(scene.eve, ACTIVITIES, visit(scene, posts=[])).status_code in (400, 403)
    assert faults(send(scene.nobody, ACTIVITIES, visit(scene))) >= {"partnership"}
    assert not Activity.objects.exists()


def test_a_change_leaves_what_is_not_sent(scene):
    send(scene.ana, ACTIVITIES, visit(scene, notes="Only inside"))
    made = Activity.objects.get()

    answer = send(scene.ana, of(made), {"title": "Night in Osaka", "agreements_from": []}, method="patch")

    assert answer.status_code == 200
    made.refresh_from_db()
    assert (made.title, made.starts_at.hour, made.languages, made.time_zone) == (
        "Night in Osaka", 14, ["ja", "en"], "Asia/Tokyo",
    )  # fmt: skip
    assert (made.office_note.notes, made.posts.count(), made.participants.count()) == ("Only inside", 1, 1)
    assert (AgreementLink.objects.count(), DeliverableLink.objects.count()) == (0, 1)


def test_a_link_with_a_paper_that_the_editor_cannot_read_stays(scene):
    send(scene.ana, ACTIVITIES, visit(scene, agreements_from=[]))
    made = Activity.objects.get()
    AgreementLink.objects.create(activity=made, agreement=scene.secret, relation="led to")

    answer = send(scene.ana, of(made), {"agreements_from": [scene.paper.pk], "agreements_to": []}, method="patch")

    assert [link for link in answer.json()["links"] if "agreement" in link] == [
        {"relation": "grew from", "agreement": scene.paper.pk}
    ]
    assert AgreementLink.objects.count() == 2


def test_verbs_are_done_once_and_refused_where_the_record_stands_otherwise(scene):
    send(scene.ana, ACTIVITIES, visit(scene, starts_time=None, starts="2999"))
    ahead = Activity.objects.get()

    moved = send(scene.ana, of(ahead, "move"), {"starts": "2998-05"})
    early = send(scene.ana, of(ahead, "happened"))
    offered = send(scene.ana, of(ahead, "offer"))
    cancelled = [send(scene.ana, of(ahead, "cancel")) for _ in range(2)]
    late = send(scene.ana, of(ahead, "move"), {"starts": "2998-06"})

    assert (moved.json()["starts"], early.status_code, offered.json()["audience"]) == ("2998-05", 409, "shared")
    assert [answer.json()["status"] for answer in cancelled] == ["cancelled", "cancelled"]
    assert late.status_code == 409


def test_people_of_the_other_side_see_no_languages_and_change_nothing(scene):
    made = log_activity(scene.tie, facts(languages=["de"], sectors=["H"]), by=scene.ana, at=timezone.now())
    send(scene.ana, of(made, "offer"))

    shown = asked(scene.hanna, of(made)).json()

    assert (shown["languages"], shown["sectors"], shown["links"]) == ([], [], [])
    assert send(scene.hanna, of(made), {"title": "Ours"}, method="patch").status_code == 403
    assert send(scene.nobody, of(made, "cancel")).status_code == 404


def test_the_list_makes_the_same_queries_for_one_row_and_for_three(scene):
    counted = []
    for rows in (1, 2):
        for _ in range(rows):
            send(scene.ana, ACTIVITIES, visit(scene))
        with CaptureQueriesContext(connection) as queries:
            asked(scene.ana, ACTIVITIES)
        counted.append(len(queries))

    assert counted[0] == counted[1]
    assert Activity.objects.filter(status=ActivityStatus.PLANNED).count() == 3
