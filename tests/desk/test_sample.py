"""The sample office: real ties, invented records, the same each time, and removed whole."""

import datetime as dt

import pytest
from django.db import connection

from activities.models import Activity
from agreements import queries
from agreements.models import Agreement, Amendment, Deliverable
from desk.sample import clear, load
from desk.sample.sharing import NETWORK, VIEW
from outcomes.models import Claim, Counted, NetworkMember, Outcome, ReportingPlan, SavedView, Target
from outcomes.queries.networks import networks_of
from outcomes.services.rollup import settle
from outcomes.services.staging import restage
from partnerships.models import Partnership, StageResult
from stakeholders.models import Office, Organisation, User
from tests.factories import OfficeFactory, OrganisationFactory, SeatFactory
from tests.sample import make_places

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


@pytest.fixture
def places(db):
    return make_places()


def rows_of_everything():
    """{table: rows} of the whole database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def test_the_sample_fills_every_screen_over_five_years(places):
    load.load(TODAY, NOW)
    settle()
    restage(Office.objects.get(), TODAY)

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


def test_mexico_city_carries_the_economic_partnership_of_2013_under_the_tie_of_1991(places):
    load.load(TODAY, NOW)

    pact = Agreement.objects.get(kind="trade", title__contains="Global Cities", parent_relation="implements")

    assert (pact.signed_first.year, pact.parent.kind, pact.parent.signed_first.year) == (2013, "sister city", 1991)
    assert list(pact.moves.order_by("pk").values_list("became", flat=True)) == [
        "negotiation", "approved", "signed", "in force",
    ]  # fmt: skip


def test_the_story_of_mexico_city_has_promises_kept_in_time_and_late_an_amendment_and_a_filing(places):
    load.load(TODAY, NOW)
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


def test_loading_twice_makes_nothing_twice(places):
    assert load.load(TODAY, NOW)
    before = rows_of_everything()

    assert not load.load(TODAY, NOW)

    assert rows_of_everything() == before


def test_the_same_day_gives_the_same_records(places):
    load.load(TODAY, NOW)
    first = list(Claim.objects.order_by("pk").values_list("title", "amount", "occurred_first", "evidence"))
    clear.clear()

    load.load(TODAY, NOW)

    assert list(Claim.objects.order_by("pk").values_list("title", "amount", "occurred_first", "evidence")) == first


def test_clearing_leaves_the_database_as_it_was(places):
    tie = Partnership.objects.create(name="Chicago – Warsaw", slug="chicago-warsaw")
    tie.places.add(places[0], places[1])
    settle()
    before = rows_of_everything()
    load.load(TODAY, NOW)
    settle()
    restage(Office.objects.get(), TODAY)

    clear.clear()
    settle()

    after = rows_of_everything()
    marks = {table for table in after if "dirty" in table} | {"outcomes_pagemark"}  # what changed, not what there is
    assert {table: rows for table, rows in after.items() if rows != before[table] and table not in marks} == {}
    tie.refresh_from_db()
    assert tie.since_first is None


def test_everything_of_the_sample_says_so(places):
    load.load(TODAY, NOW)

    for model in (Organisation, User, Office, Activity, Agreement, Deliverable, Claim, Outcome, Partnership,
                  NetworkMember, SavedView, Target, ReportingPlan):  # fmt: skip
        assert not model.objects.filter(sample=False).exists(), model


def test_the_sample_has_a_budget_a_shared_view_and_a_network_with_shared_figures(places, client):
    load.load(TODAY, NOW)
    settle()
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


def test_the_sample_people_sign_in_with_the_passwords_that_are_printed(places, client):
    load.load(TODAY, NOW)

    for _role, email, password in load.sign_ins():
        assert client.login(email=email, password=password)


def test_a_real_office_that_is_here_already_keeps_its_name_and_its_lead(places):
    home, other = places[0], places[15]
    tie = Partnership.objects.create(name="Chicago – Hamburg", slug="chicago-hamburg")
    tie.places.add(home, other)
    real = OrganisationFactory(name=f"City of {other.name}", place=other, kind="city government")
    OfficeFactory(home=other, organisation=real)
    SeatFactory(partnership=tie, organisation=real, role="lead")

    load.load(TODAY, NOW)
    leads = set(tie.seats.filter(role="lead").values_list("organisation__name", flat=True))
    clear.clear()

    assert leads == {"City of Chicago", f"City of {other.name}"}
    assert list(tie.seats.values_list("organisation", flat=True)) == [real.pk]
