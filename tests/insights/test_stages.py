"""The page of stages: every kept tie once, with its gaps, for its own office alone."""

import pytest
from django.utils import timezone

from desk.sample import load
from outcomes.services.rollup import settle
from outcomes.services.staging import restage
from stakeholders.models import Office, User
from tests.access.world import build
from tests.sample import make_places


@pytest.fixture
def office(db):
    make_places()
    load.load(timezone.localdate(), timezone.now())
    settle()
    office = Office.objects.get()
    restage(office, timezone.localdate())
    return office


def test_each_tie_stands_once_and_the_counts_agree(office, client):
    client.force_login(User.objects.get(email__startswith="renata"))

    page = client.get("/stages/")

    names = [tie.name for group in page.context["groups"] for tie in group["ties"]]
    assert len(names) == len(set(names)) == 29
    for row in page.context["shares"]:
        assert row.low <= row.share <= row.high
        assert row.share == row.count / row.n
    assert b"style=" not in page.content


def test_without_declared_coverage_no_stage_and_no_share_is_given(office, client):
    office.records_complete_from = None
    office.save()
    restage(office, timezone.localdate())
    client.force_login(User.objects.get(email__startswith="renata"))

    page = client.get("/stages/")

    assert {group["stage"] for group in page.context["groups"]} <= {6, None}
    assert all(row.share is None for row in page.context["shares"])


def test_another_city_and_a_chamber_see_no_stage_of_ours(db, client):
    world = build()
    client.force_login(world.people["far coordinator"])
    theirs = client.get("/stages/").context["groups"]
    client.force_login(world.people["chamber"])

    assert all(tie.stage in (None, 6) for group in theirs for tie in group["ties"])
    assert client.get("/stages/").status_code == 403
