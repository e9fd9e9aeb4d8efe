"""The overview and the pages its figures open to: a tile equals its list, and nothing is said without its records."""

import datetime as dt
import re

import pytest
from django.db import transaction
from django.utils import timezone

from desk.sample import load
from outcomes.models import Claim, Counted
from outcomes.periods import quarters_to, year_to_date
from outcomes.queries import figures
from outcomes.services.rollup import settle
from outcomes.services.staging import restage
from stakeholders.models import Office, User
from tests.sample import make_places


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """The sample office, loaded once; what a test changes of it goes with the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_places()
        load.load(timezone.localdate(), timezone.now())
        settle()
        restage(Office.objects.get(), timezone.localdate())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def office(sample, db):
    return Office.objects.get()


@pytest.fixture
def executive():
    return User.objects.get(email__startswith="renata")


def tile_values(page):
    """{name: value written on the tile}"""
    found = re.findall(r'<article class="card kpi"><h2>([^<]+)</h2>.*?<div class="kpi-v[^"]*">([^<]+)', page, re.S)
    return {name: value.strip() for name, value in found}


def test_the_overview_makes_at_most_15_queries_and_five_tiles(
    office, executive, client, django_assert_max_num_queries
):
    client.force_login(executive)
    client.get("/")

    with django_assert_max_num_queries(15):
        page = client.get("/").content.decode()

    assert len(tile_values(page)) == 5


def test_a_tile_of_an_indicator_equals_the_rows_it_opens_to(office, executive, client):
    span = year_to_date(timezone.localdate(), office.year_starts_in)
    for code in ("OC2", "OC6", "OC1", "OC9", "IM3", "OC13"):
        sums = figures.Sums(executive, office.organisation, [code])
        figure = sums.figure(code, span)
        rows = figures.counted_rows(executive, office.organisation, code, span).filter(figures.in_span(span))
        counting = [row for row in rows if row.state in figures.COUNTING]

        assert figure.verified == figures.total(row.nominal for row in counting), code
        assert figure.n == len(counting), code
        assert figure.unverified == figures.total(row.reported for row in rows if row.state == "reported"), code


def test_the_quarters_add_up_to_the_year(office, executive):
    today = timezone.localdate()
    sums = figures.Sums(executive, office.organisation, ["OC2"])
    year = year_to_date(today, 1)
    inside = [quarter for quarter in quarters_to(today, 1) if quarter.first >= year.first]

    parts = [sums.figure("OC2", quarter).verified for quarter in inside]
    assert figures.total(parts) == sums.figure("OC2", year).verified


@pytest.mark.parametrize("key", ["ties", "promises", "people", "OC2", "OC6", "IM3"])
def test_each_figure_opens_to_its_records_with_day_and_rule(office, executive, client, key):
    client.force_login(executive)

    page = client.get(f"/figures/{key}/").content.decode()

    assert "rule version" in page
    assert "data as of" in page


def test_the_tie_tile_counts_the_ties_that_its_page_lists(office, executive, client):
    client.force_login(executive)
    shown = tile_values(client.get("/").content.decode())["Ties with a verified outcome"]

    listed = client.get("/figures/ties/").context["lists"]

    assert int(shown) == len(listed[0]["rows"])
    assert len(listed[0]["rows"]) + len(listed[1]["rows"]) == 29


def test_the_promises_tile_equals_its_page(office, executive, client):
    client.force_login(executive)
    shown = tile_values(client.get("/").content.decode())["Promises kept on time"]

    page = client.get("/figures/promises/").context

    kept, all_rows = len(page["lists"][1]["rows"]), sum(len(part["rows"]) for part in page["lists"])
    assert shown == page["value"] == f"{round(kept * 100 / all_rows)}%"


def test_a_new_claim_leaves_the_tile_as_it_was_until_it_is_counted(office, executive, client):
    client.force_login(executive)
    before = tile_values(client.get("/").content.decode())["Verified exports"]
    claim = Claim.objects.filter(outcome__indicator__code="OC2", evidence=3, occurred_first__year=dt.date.today().year)
    claim.update(amount=99_000_000)

    waiting = client.get("/").content.decode()
    settle()
    after = client.get("/").content.decode()

    assert tile_values(waiting)["Verified exports"] == before
    assert "being counted" in waiting
    assert tile_values(after)["Verified exports"] != before
    assert "being counted" not in after


def test_a_year_without_records_says_not_reported_and_never_nought(office, executive, client):
    client.force_login(executive)

    page = client.get("/figures/OC2/?year=1999").content.decode()

    assert "not reported" in page


@pytest.mark.parametrize("year", ["3000", "abc", "-1"])
def test_a_year_that_is_none_is_not_found(office, executive, client, year):
    client.force_login(executive)

    assert client.get(f"/figures/OC2/?year={year}").status_code == 404


def test_a_member_of_a_chamber_gets_no_programme_overview(office, client):
    client.force_login(User.objects.get(email__startswith="maya"))

    assert client.get("/").status_code == 302
    assert client.get("/figures/OC2/").status_code == 403


def test_a_named_outcome_enters_no_sum_of_those_who_may_not_read_it(office, executive):
    Claim.objects.filter(outcome__indicator__code="OC2").update(audience="named")
    settle()
    span = year_to_date(timezone.localdate(), 1)

    assert figures.Sums(executive, office.organisation, ["OC2"]).figure("OC2", span).verified is None
    assert not Counted.objects.for_user(executive).filter(indicator__code="OC2").exists()


def test_the_office_year_may_start_in_july():
    span = year_to_date(dt.date(2026, 3, 10), 7)

    assert (span.first, span.last, span.label) == (dt.date(2025, 7, 1), dt.date(2026, 3, 31), "FY 2025")
    assert [quarter.label for quarter in quarters_to(dt.date(2026, 3, 10), 7, 3)] == ["Q1 25", "Q2 25", "Q3 25"]
