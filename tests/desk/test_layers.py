"""Who works with whom: layers of both sides, what a cell opens, what is missing, and who reads it."""

import datetime as dt
import re

import pytest
from django.test import Client

from activities.models import Activity
from desk.layers import matrix
from desk.layers.meetings import OURS, THEIRS, meetings_of
from drawing.two_sides import NARROW, Node, TwoSides
from partnerships.models import Audience
from stakeholders.models import RegisterEntry
from stakeholders.models.organisations import Layer
from tests.factories import AgreementFactory, MembershipFactory, OrganisationFactory, PartyFactory, SeatFactory
from tests.outcomes.stage_scene import make_scene

pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 1, 1)
DAY = dt.date(2024, 3, 1)


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def ana(scene):
    return MembershipFactory(organisation=scene.office.organisation, role="coordinator").user


def meetings(scene, user, **more):
    return meetings_of(user, {scene.tie.pk: scene.office.home_id}, TODAY, **more)[scene.tie.pk]


def test_a_cell_counts_each_activity_of_its_two_layers_once(scene, ana):
    scene.activity(scene.university, OrganisationFactory(place=scene.abroad.place, kind="university"), on=DAY)
    scene.activity(on=DAY)

    found = meetings(scene, ana)

    assert len(found.cells["city", "university"].activities) == 1
    assert len(found.cells["city", "city"].activities) == 2
    assert ("university", "city") not in found.cells


def test_what_is_planned_cancelled_or_older_than_the_window_does_not_count(scene, ana):
    scene.activity(on=dt.date(2020, 1, 1))
    scene.activity(on=DAY, status="cancelled")
    scene.activity(on=dt.date(2026, 1, 1), status="planned")

    assert not meetings(scene, ana).cells["city", "city"].activities
    assert len(meetings(scene, ana, whole=True).cells["city", "city"].activities) == 1


def test_agreements_in_force_stand_beside_activities(scene, ana):
    for status in ("in force", "ended"):
        paper = AgreementFactory(partnership=scene.tie, owner=scene.office.organisation, status=status)
        for body in (scene.office.organisation, scene.university):
            PartyFactory(agreement=paper, organisation=body)

    found = meetings(scene, ana)

    assert len(found.cells["city", "university"].agreements) == 1
    assert not found.is_active(THEIRS, "university")


def test_a_layer_that_only_one_side_has_is_missing_on_the_other_and_who_is_on_file_is_named(scene, ana):
    port = OrganisationFactory(name="Port of Home", place=scene.office.home, kind="port authority")
    SeatFactory(partnership=scene.tie, organisation=port, side=scene.office.home)
    there = OrganisationFactory(name="Port of There", place=scene.abroad.place, kind="port authority")
    stranger = OrganisationFactory(name="A second port", place=scene.abroad.place, kind="port authority")
    for body in (port, there):
        RegisterEntry.objects.create(office=scene.office.organisation, organisation=body)

    missing = matrix.missing_of(ana, meetings(scene, ana), scene.office.home, scene.abroad.place)

    [gap] = [one for one in missing if one.layer == Layer.PORT]
    assert "Port of Home works with nobody of its kind" in gap.text
    assert gap.known == (there,)
    assert stranger not in gap.known


def test_how_a_layer_stands(scene, ana):
    scene.activity(scene.university, on=DAY)

    found = meetings(scene, ana)

    states = {layer: matrix.state_of(found, layer) for layer in (Layer.CITY, Layer.UNIVERSITY, Layer.PORT)}
    assert states == {Layer.CITY: "both", Layer.UNIVERSITY: "theirs", Layer.PORT: "nobody"}


def test_somebody_else_reads_only_what_is_shared(scene):
    far = MembershipFactory(organisation=scene.abroad, role="coordinator").user
    scene.activity(scene.university, on=DAY)
    shown = scene.activity(on=DAY)
    Activity.objects.filter(pk=shown.pk).update(audience=Audience.SHARED)

    found = meetings_of(far, {scene.tie.pk: scene.abroad.place_id}, TODAY)[scene.tie.pk]

    assert found.cells["city", "city"].activities == {shown.pk}
    assert ("university", "city") not in found.cells


def test_ten_ties_take_as_many_queries_as_one(scene, ana, django_assert_num_queries):
    scene.activity(scene.university, on=DAY)
    others = [make_scene() for _ in range(3)]
    homes = {one.tie.pk: one.office.home_id for one in [scene, *others]}
    meetings(scene, ana)  # the person's keys are read once

    with django_assert_num_queries(5):
        meetings_of(ana, homes, TODAY)


def test_every_cell_of_a_tie_opens_as_many_records_as_it_says(scene, ana):
    scene.activity(scene.university, on=dt.date.today() - dt.timedelta(20))
    scene.activity(scene.chamber, on=dt.date.today() - dt.timedelta(30))
    scene.activity(on=dt.date.today() - dt.timedelta(30))
    client = signed_in(ana)

    page = client.get(f"/partnerships/{scene.tie.slug}/layers/").content.decode()

    cells = re.findall(r'<a href="(/partnerships/[^"]+/layers/[^"/]+/[^"/]+/)">(\d+) activit', page)
    assert len(cells) >= 3
    for address, count in cells:
        listed = client.get(address).content.decode()
        assert listed.count('<b><a href="/activities/') == int(count), address


def test_the_page_of_a_city_names_each_tie_and_what_is_missing(scene, ana):
    scene.activity(scene.university, on=dt.date.today() - dt.timedelta(20))
    client = signed_in(ana)

    page = client.get("/layers/")
    of_city = client.get(f"/layers/?place={scene.abroad.place_id}").content.decode()

    assert scene.tie.name in page.content.decode()
    assert scene.tie.name in of_city
    assert client.get("/layers/?place=0").status_code == 404
    assert client.get("/layers/?place=x").status_code == 404
    assert client.get(f"/partnerships/{scene.tie.slug}/layers/no-such/").status_code == 404


def test_the_drawing_names_both_sides_and_cuts_what_is_too_long():
    drawn = TwoSides(
        ("Here", (Node("Chamber"), Node("Port", on=False))), ("There", (Node("A" * 90),)), ((0, 0, 3),), "One pair"
    )

    wide, narrow = drawn.svg(), drawn.svg(width=NARROW)

    assert wide.count("<path") == 1
    assert wide.count("two-n off") == 1
    assert "<title>" + "A" * 90 in narrow
    assert "style=" not in wide
    assert len(re.findall("A+…", narrow)[0]) < len(re.findall("A+…", wide)[0]) < 90


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_sides_are_seen_from_the_own_side(scene, ana):
    scene.activity(scene.university, on=DAY)

    found = meetings(scene, ana)

    assert {body.side for body in found.bodies.values() if body.pk == scene.office.organisation_id} == {OURS}
    assert {body.side for body in found.bodies.values() if body.pk == scene.university.pk} == {THEIRS}
