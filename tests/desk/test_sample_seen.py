"""What the sample office shows, loaded once for all of these: every screen is filled, and one tie has a whole story."""

import datetime as dt

import pytest
from django.db import transaction

from activities.models import Activity
from agreements import queries
from agreements.models import Agreement, Amendment, Deliverable
from desk.sample import load
from desk.sample.inbox import QUESTIONS
from desk.sample.sharing import NETWORK, VIEW
from outcomes.models import Claim, Counted, NetworkMember, Outcome, ReportingPlan, SavedView, Target
from outcomes.queries.networks import networks_of
from outcomes.services.rollup import settle
from outcomes.services.staging import restage
from partnerships.models import Partnership, StageResult, TieRequest
from partnerships.models.holds import Hold, RetentionRule
from stakeholders.models import Office, Organisation, User
from tests.sample import make_places

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """The sample of that day, counted, once for those who only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_places()
        load.load(TODAY, NOW)
        settle()
        restage(Office.objects.get(), TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(once, db):
    """What a test changes of the sample goes with the test."""


def test_the_sample_fills_every_screen_over_five_years(loaded):
    assert Partnership.objects.count() == 29
    assert 350 <= Activity.objects.count() <= 450
    assert 120 <= Deliverable.objects.count() <= 180
    assert 50 <= Outcome.objects.exclude(flow_key__regex="^[0-9]+:").count() <= 80
    assert Outcome.objects.filter(flow_key__regex="^[0-9]+:").count() > 60  # periodic figures
    assert set(Counted.objects.values_list("state", flat=True)) == {
        "agreed", "lower", "one_sided", "disputed", "reported", "not_converted",
    }  # fmt: skip
    stages = set(StageResult.objects.filter(current=True).values_list("stage", flat=True))
    assert stages >= {0, 1, 2, 3, 4, 5}


def test_mexico_city_carries_the_economic_partnership_of_2013_under_the_tie_of_1991(loaded):
    pact = Agreement.objects.get(kind="trade", title__contains="Global Cities", parent_relation="implements")

    assert (pact.signed_first.year, pact.parent.kind, pact.parent.signed_first.year) == (2013, "sister city", 1991)
    assert list(pact.moves.order_by("pk").values_list("became", flat=True)) == [
        "negotiation", "approved", "signed", "in force",
    ]  # fmt: skip


def test_the_story_of_mexico_city_has_promises_kept_in_time_and_late_an_amendment_and_a_filing(loaded):
    pact = Agreement.objects.get(kind="trade", title__contains="Global Cities", parent_relation="implements")
    tomas = User.objects.get(email__startswith="tomas")

    items = queries.listed(tomas).filter(agreement=pact)
    counts = queries.counted(items, NOW)
    late = [item for item in items if item.accepted_at and item.submitted_at.date() > item.due_on]
    first, second = Amendment.objects.filter(agreement__parent=pact).order_by("pk")

    assert (counts["kept"], counts["late"], counts["untouched"]) == (6, 2, 2)
    assert [item.title for item in late] == ["Berth data of 2015"]
    assert {item.clause.number for item in items} == {"2", "3", "4"}
    assert (first.applied_at is not None, second.applied_at) == (True, None)
    assert "6" in pact.clauses.values_list("number", flat=True)
    assert [(task.closed_as, bool(task.reference)) for task in pact.clock_tasks.all()] == [("filed", True)]


def test_everything_of_the_sample_says_so(loaded):
    for model in (Organisation, User, Office, Activity, Agreement, Deliverable, Claim, Outcome, Partnership,
                  NetworkMember, SavedView, Target, ReportingPlan, TieRequest):  # fmt: skip
        assert not model.objects.filter(sample=False).exists(), model


def test_the_sample_has_a_budget_a_shared_view_and_a_network_with_shared_figures(loaded, client):
    executive = User.objects.get(email__startswith="renata")
    client.force_login(executive)

    home = client.get("/").content.decode()
    assert "of the year&#x27;s budget of" in home or "of the year’s budget of" in home or "year's budget of" in home
    assert VIEW in home
    network = networks_of(executive).get()
    page = client.get(f"/dashboards/networks/{network.slug}/?year=2026").content.decode()
    assert (network.name, network.sample) == (NETWORK, True)
    assert "City of Chicago" in page
    assert client.get(f"/dashboards/networks/{network.slug}/?year=2026").context["lines"]


def test_the_sample_has_a_letter_that_waits_and_one_declined_against_the_criteria(loaded, client):
    tomas = User.objects.get(email__startswith="tomas")
    client.force_login(tomas)

    page = client.get("/requests/").content.decode()
    no = TieRequest.objects.for_user(tomas).get(state="declined")
    asked = [(one.criterion.text, one.fit) for one in no.answers.select_related("criterion")]

    assert "Valparaíso" in page
    assert len(asked) == len(QUESTIONS)
    assert ("Do we have the hours for it this year?", "no") in asked
    assert no.reason in client.get(f"/requests/{no.pk}/").content.decode()


def test_the_sample_has_a_hold_classes_of_retention_figures_a_designation_and_one_body_twice(loaded, client):
    client.force_login(User.objects.get(email__startswith="tomas"))
    bodies = Organisation.objects.filter(place__name="Chicago")
    port, school = (bodies.get(kind=kind) for kind in ("port authority", "university"))

    assert Hold.objects.standing(TODAY).get().partnership.name.endswith("Galway")
    assert RetentionRule.objects.count() == 5
    assert list(port.figures.order_by("year").values_list("metric", "year")) == [
        ("teu", 2023), ("teu", 2024), ("teu", 2025),
    ]  # fmt: skip
    assert set(school.figures.values_list("metric", flat=True)) == {"students", "international_students"}
    assert Office.objects.get().designations.get().since == dt.date(2013, 1, 1)
    pairs = client.get("/organisations/doubles/").content.decode()
    assert "Nordlicht Handelsforum<" in pairs
    assert "Nordlicht Handelsforum GmbH<" in pairs
