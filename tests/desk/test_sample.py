"""The sample office: real ties, invented records, the same each time, and removed whole."""

import datetime as dt

import pytest
from django.db import connection

from desk.sample import clear, load
from outcomes.models import Claim
from outcomes.services.rollup import settle
from outcomes.services.staging import restage
from partnerships.models import Partnership
from stakeholders.models import Office
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
