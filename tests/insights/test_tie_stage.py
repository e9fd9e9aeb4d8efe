"""Why a tie stands where it stands, on its page, and the versions of the rule's numbers."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from outcomes.queries.stage_history import stage_history
from outcomes.services.staging import restage
from partnerships.models import StageResult, StageRule
from partnerships.rules import NUMBERS, THRESHOLDS
from partnerships.services.refusals import NameTaken, NotBeforeToday, NotStaff, SameNumbers
from partnerships.services.stage_rules import make_stage_rule
from tests.factories import MembershipFactory, UserFactory
from tests.outcomes.stage_scene import AS_OF, make_scene

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def member(scene, client):
    user = MembershipFactory(organisation=scene.office.organisation).user
    client.force_login(user)
    return user


def page_of(client, scene):
    return client.get(reverse("insights:tie-stage", args=[scene.tie.slug]))


def numbers(**other):
    return {**{name: getattr(THRESHOLDS, name) for name in NUMBERS}, **other}


def test_the_page_says_what_passed_what_is_missing_and_where_it_is_recorded(scene, member, client):
    scene.exchanges(scene.university, out=3)
    restage(scene.office, AS_OF)

    page = page_of(client, scene)

    missing = [(group["stage"], [row.close[2] for row in group["rows"]]) for group in page.context["missing"]]
    assert [test["stage"] for test in page.context["tests"] if test["is_met"]] == [1, 2]
    assert missing == [
        (
            3,
            [
                f"/log/?p={scene.tie.slug}",
                f"/partnerships/{scene.tie.slug}/agreements/new/",
                f"/partnerships/{scene.tie.slug}/money/",
            ],
        )
    ]
    assert {part["key"] for part in page.context["health"]} == set(StageResult.objects.get().health)
    assert b"As of 1 January 2025" in page.content


def test_the_page_says_that_reciprocity_rose_because_something_dropped_out(scene, member, client):
    made = scene.exchanges(scene.university, out=11, into=2)
    scene.plan()
    scene.money()
    restage(scene.office, AS_OF)
    before = page_of(client, scene)

    made[0].delete()
    restage(scene.office, AS_OF + dt.timedelta(days=1))

    after = page_of(client, scene)
    assert [row.stage for row in StageResult.objects.order_by("as_of")] == [2, 3]
    assert (before.context["drop_raises"], before.context["rose_by_dropping"]) == (True, False)
    assert (after.context["drop_raises"], after.context["rose_by_dropping"]) == (False, True)
    assert b"Nothing new was done" in after.content


def test_the_way_so_far_names_each_change_once(scene, member):
    restage(scene.office, AS_OF)
    scene.activity(on=AS_OF)
    restage(scene.office, AS_OF + dt.timedelta(days=9))
    restage(scene.office, AS_OF + dt.timedelta(days=19))
    restage(scene.office, AS_OF - dt.timedelta(days=400), None, dt.date(2023, 1, 1))

    history = stage_history(member, scene.office, scene.tie)

    assert history == [(AS_OF, 0, ""), (AS_OF + dt.timedelta(days=9), 1, "")]


def test_a_new_version_holds_from_its_day_and_old_results_keep_theirs(scene):
    scene.exchanges(scene.university, out=2)
    restage(scene.office, AS_OF)
    staff = UserFactory(is_staff=True)

    make_stage_rule("stage-2", AS_OF + dt.timedelta(days=5), numbers(exchanges=3), by=staff, at=NOW)
    restage(scene.office, AS_OF + dt.timedelta(days=4))
    restage(scene.office, AS_OF + dt.timedelta(days=5))

    rows = StageResult.objects.order_by("as_of").values_list("stage", "rule_version", "as_of")
    day = dt.timedelta(days=1)
    assert list(rows) == [(2, "stage-1", AS_OF + 4 * day), (1, "stage-2", AS_OF + 5 * day)]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"valid_from": dt.date(2024, 5, 31)}, NotBeforeToday),
        ({"numbers": numbers()}, SameNumbers),
        ({"version": "stage-1"}, NameTaken),
    ],
)
def test_a_version_is_refused_with_its_reason(given, refusal):
    wanted = {"version": "stage-2", "valid_from": dt.date(2025, 1, 1), "numbers": numbers(exchanges=4), **given}

    with pytest.raises(refusal):
        make_stage_rule(**wanted, by=UserFactory(is_staff=True), at=NOW)


def test_only_staff_make_a_version(member, client):
    with pytest.raises(NotStaff):
        make_stage_rule("stage-2", dt.date(2025, 1, 1), numbers(exchanges=4), by=member, at=NOW)

    assert client.get("/stages/rule/").status_code == 200
    assert client.post("/stages/rule/", {}).status_code == 403


def test_staff_make_a_version_on_the_page(client):
    client.force_login(UserFactory(is_staff=True))
    day = timezone.now().date() + dt.timedelta(days=30)

    sent = client.post("/stages/rule/", {"version": "v2", "valid_from": day, "note": "Council", **numbers(layers=3)})

    made = StageRule.objects.get(version="v2")
    assert (sent.status_code, made.layers, made.valid_from) == (302, 3, day)


def test_the_command_tells_the_stage_of_a_day_from_what_was_known_then(scene, capsys):
    call_command("stage", as_of=AS_OF, json=True)
    nothing = capsys.readouterr().out
    call_command("stage", as_of=AS_OF, known_on=dt.date.max.replace(year=2100), json=True, partnership=scene.tie.pk)

    assert nothing == ""
    assert '"stage": 0' in capsys.readouterr().out
