"""Dashboards as people meet them: one change shows everywhere, an address is a view, an unchanged page is not built."""

import csv
import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from activities.models import Activity, CostLine
from agreements.models import Deliverable
from desk.sample import load
from outcomes.models import Claim, Indicator, PageMark, SavedView, Target
from outcomes.services.page_marks import KEEP, fold_marks
from outcomes.services.rollup import settle
from outcomes.services.staging import restage
from partnerships.models import Partnership, StageResult
from stakeholders.models import Membership, Office, Organisation, Place, User
from tests.factories import MembershipFactory, OfficeFactory
from tests.sample import make_places


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """The sample office, loaded once for all tests of this file; each of them undoes what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_places()
        load.load(timezone.localdate(), timezone.now())
        SavedView.objects.all().delete()  # these tests save their own, and state their own budget
        Target.objects.filter(indicator__code="IN1").delete()
        settle()
        restage(Office.objects.get(), timezone.localdate())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def office(sample, db):
    return Office.objects.get()


@pytest.fixture
def reader(client, office):
    """The executive's browser, which has looked once."""
    client.force_login(User.objects.get(email__startswith="renata"))
    client.get("/")
    return client


def text_of(response):
    return response.content.decode()


def downloaded(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def tile(page, name):
    found = re.search(rf'<article class="card kpi"><h2>{name}</h2>.*?<div class="kpi-v[^"]*">([^<]+)', page, re.S)
    return found.group(1).strip()


def any_export():
    """A verified export of this year with nothing beside it, so that its amount is the whole difference."""
    year = timezone.localdate().year
    claims = Claim.objects.standing().filter(outcome__indicator__code="OC2", evidence=3, occurred_first__year=year)
    return claims.filter(currency="USD").order_by("pk").first() or claims.order_by("pk").first()


def test_one_changed_claim_shows_in_sentence_tile_list_chart_table_stage_and_download(reader, office):
    before = {address: text_of(reader.get(address)) for address in ("/", "/figures/OC2/")}
    rows_before = downloaded(reader.get("/?format=csv"))
    claim = any_export()

    Claim.objects.filter(outcome=claim.outcome).update(amount=77_000_000, currency="USD", rate=None)
    settle()
    restage(office, timezone.localdate())
    after = {address: text_of(reader.get(address)) for address in before}

    assert tile(after["/"], "Verified exports") != tile(before["/"], "Verified exports")
    assert tile(after["/"], "Verified exports").startswith("$8")
    assert lead(after["/"]) != lead(before["/"])
    assert chart(after["/"]) != chart(before["/"])
    assert table(after["/"]) != table(before["/"])
    assert "77,000,000" in after["/figures/OC2/"]
    assert downloaded(reader.get("/?format=csv")) != rows_before
    money = text_of(reader.get(f"/partnerships/{claim.partnership.slug}/money/"))
    assert tile(money, "Verified exports").startswith("$7")


def lead(page):
    return re.search(r'<p class="lead">(.*?)</p>', page, re.S).group(1)


def chart(page):
    return re.search(r'<div class="wide-c">(.*?)</div>', page, re.S).group(1)


def table(page):
    return re.search(r'<details class="data">(.*?)</details>', page, re.S).group(1)


def test_a_claim_that_is_withdrawn_takes_the_tie_from_the_stage_and_the_tile(reader, office):
    claim = any_export()
    tie = claim.partnership
    verified = int(tile(text_of(reader.get("/")), "Ties with a verified outcome"))

    Claim.objects.filter(partnership=tie).update(withdrawn_at=timezone.now(), withdrawn_reason="not so")
    settle()
    restage(office, timezone.localdate())

    assert int(tile(text_of(reader.get("/")), "Ties with a verified outcome")) == verified - 1
    assert StageResult.objects.latest().get(partnership=tie, owner=office.organisation).stage < 4


# --- Scopes -----------------------------------------------------------------------------------------------------------


def addresses():
    country = Place.objects.filter(level="country").exclude(iso_code="US").first()
    body = Organisation.objects.filter(kind="chamber of commerce", claims__isnull=False).first()
    tie = Partnership.objects.filter(claims__isnull=False).first()
    return [
        f"/dashboards/places/{country.pk}/", "/dashboards/layers/chamber/", "/dashboards/layers/investment-board/",
        f"/dashboards/organisations/{body.slug}/", f"/partnerships/{tie.slug}/money/",
    ]  # fmt: skip


def test_every_scope_has_a_sentence_tiles_columns_with_their_table_and_links_to_its_own_records(reader):
    for address in addresses():
        response = reader.get(address)
        page, scope = text_of(response), response.context["scope"]

        assert lead(page).strip(), address
        assert len(re.findall('class="card kpi"', page)) >= 4, address
        assert "<title" in chart(page), address
        assert f"scope={scope.key}" in page, address


def test_a_scope_shown_as_a_tile_equals_the_page_it_opens_to(reader):
    for address in addresses():
        page = reader.get(address)
        board = page.context["board"]
        opened = reader.get(board.frame.url("OC2"))

        assert opened.status_code == 200, address
        figure = board.sums.figure("OC2", board.span)
        verified = opened.context["parts"][0]
        assert verified["n"] == figure.n, address


def test_the_ties_of_a_layer_add_up_to_its_total_in_the_download(reader):
    rows = downloaded(reader.get("/dashboards/layers/chamber/?format=csv&table=ties"))
    figure = reader.get("/dashboards/layers/chamber/").context["board"]
    figure = figure.sums.figure("OC2", figure.span)

    verified = [Decimal(row[2]) for row in rows[1:] if row[2]]
    assert sum(verified) == figure.verified
    assert sum(int(row[5]) for row in rows[1:]) == figure.n


@pytest.mark.parametrize(
    "address", ["/dashboards/layers/bakers/", "/dashboards/places/999999999/", "/dashboards/organisations/none/",
                "/partnerships/none/money/", "/dashboards/layers/port/?format=exe", "/?format=csv&table=secrets"]
)  # fmt: skip
def test_what_does_not_exist_is_not_found(reader, address):
    assert reader.get(address).status_code == 404


# --- Period, filters, days --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["as_of=yesterday", "as_of=2999-01-01", "quarter=9", "compare=moon", "stage=12",
                                   "region=atlantis", "group=all", "indicator=XX9"])  # fmt: skip
def test_a_value_that_cannot_be_read_is_said_so_and_the_page_still_stands(reader, query):
    response = reader.get(f"/dashboards/layers/chamber/?{query}")

    assert response.status_code == 200
    assert len(response.context["asked"].problems) == 1
    assert 'class="note warn"' in text_of(response)


def test_a_quarter_and_the_one_before_it(reader):
    board = reader.get("/?year=2025&quarter=2&compare=period").context["board"]

    assert (board.span.first, board.span.last) == (dt.date(2025, 4, 1), dt.date(2025, 6, 30))
    assert (board.asked.before.first, board.asked.before.last) == (dt.date(2025, 1, 1), dt.date(2025, 3, 31))


def test_what_was_known_on_a_day_is_not_rewritten_by_what_was_reported_since(reader):
    day = timezone.localdate() - dt.timedelta(days=90)
    address = f"/?as_of={day.isoformat()}"
    before = text_of(reader.get(address))

    claim = any_export()
    Claim.objects.create(
        outcome=claim.outcome, partnership=claim.partnership, owner=claim.owner, organisation=claim.organisation,
        side="buyer", title="Late word", amount=1, currency="USD", occurred_first=claim.occurred_first,
        occurred_last=claim.occurred_last, learnt_on=timezone.localdate(), evidence=4, audience="office",
    )  # fmt: skip
    settle()
    after = text_of(reader.get(address))

    assert "Figures as they were known on" in after
    assert tile(after, "Verified exports") == tile(before, "Verified exports")


def test_a_filter_by_stage_leaves_the_ties_of_that_stage_in_every_part(reader, office):
    page = reader.get("/?stage=5")
    board = page.context["board"]
    staged = StageResult.objects.latest().filter(owner=office.organisation, stage=5)

    assert page.context["ties_total"] == staged.count() > 0
    assert {row["name"] for row in page.context["map_places"]} <= {
        place.name for tie in staged for place in tie.partnership.places.all()
    }
    assert "stage=5" in board.frame.url("OC2")


def test_the_pipeline_counts_only_leads_that_the_person_may_read(client, office):
    tomas = User.objects.get(email__startswith="tomas")
    client.force_login(tomas)
    rows = client.get("/").context["pipeline"]
    client.force_login(User.objects.get(email__startswith="renata"))

    assert sum(row["n"] for row in rows) > 0
    assert client.get("/").context["pipeline"] is None


def test_a_budget_is_said_to_be_missing_until_one_is_recorded(reader, office):
    assert "No budget is recorded" in text_of(reader.get("/"))

    Target.objects.create(
        owner=office.organisation, indicator=Indicator.objects.get(code="IN1", office=None),
        year=timezone.localdate().year, target=1_000_000,
    )  # fmt: skip
    page = text_of(reader.get("/"))

    assert "of the year&#x27;s budget of $1,000,000" in page or "of the year's budget of $1,000,000" in page


# --- Conditional GET --------------------------------------------------------------------------------------------------


def again(client, address, tag):
    return client.get(address, headers={"if-none-match": tag}).status_code


def test_an_unchanged_page_is_answered_304_with_few_queries(reader, django_assert_max_num_queries):
    tag = reader.get("/")["ETag"]

    with django_assert_max_num_queries(5):
        response = reader.get("/", headers={"if-none-match": tag})

    assert response.status_code == 304
    assert "private" in response["Cache-Control"]


CHANGES = {
    "a claim": lambda: Claim.objects.filter(pk=any_export().pk).update(title="Another"),
    "a deliverable": lambda: Deliverable.objects.order_by("pk").update(title="Another"),
    "an activity": lambda: Activity.objects.order_by("pk").update(people_out=3),
    "a cost": lambda: CostLine.objects.filter(partnership=any_export().partnership).update(amount=5),
    "a stage": lambda: StageResult.objects.latest().update(stage=1),
    "a tie's name": lambda: Partnership.objects.update(name="Another"),
    "an organisation's name": lambda: Organisation.objects.order_by("pk").update(website="https://example.org"),
    "a target": lambda: Target.objects.update(target=5),
    "the office": lambda: Office.objects.update(year_starts_in=7),
    "who is listed": lambda: any_export().named.set([User.objects.get(email__startswith="renata")], clear=True),
    "a membership": lambda: Membership.objects.filter(user__email__startswith="renata").update(confidential=True),
    "an account": lambda: User.objects.filter(email__startswith="renata").update(name="R. Oduya"),
    "a view": lambda: SavedView.objects.create(
        office=Office.objects.get().organisation, made_by=User.objects.get(email__startswith="tomas"), name="Ours",
        path="/", shared=True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("page", ["overview", "tie"])
def test_whatever_changes_the_page_is_built_anew(page, reader, office):
    address = "/" if page == "overview" else f"/partnerships/{any_export().partnership.slug}/money/"
    for name, change in CHANGES.items():
        settle()
        tag = reader.get(address)["ETag"]
        assert again(reader, address, tag) == 304, name

        change()
        assert again(reader, address, tag) == 200, name

        SavedView.objects.all().delete()
        Office.objects.update(year_starts_in=1)


def test_while_something_waits_to_be_counted_no_page_is_kept(reader):
    tag = reader.get("/")["ETag"]
    Claim.objects.filter(pk=any_export().pk).update(amount=5)

    waiting = reader.get("/")
    settle()

    assert "ETag" not in waiting
    assert again(reader, "/", tag) == 200


def test_a_page_kept_by_one_reader_is_none_of_another_language_theme_or_person(reader, client, office):
    tag = reader.get("/")["ETag"]
    reader.cookies["theme"] = "dark"
    assert again(reader, "/", tag) == 200
    del reader.cookies["theme"]

    client.force_login(User.objects.get(email__startswith="tomas"))
    client.get("/")
    assert again(client, "/", tag) == 200


def test_a_message_is_shown_even_where_the_page_is_unchanged(reader):
    tag = reader.get("/")["ETag"]
    reader.post("/views/", {"name": "Mine", "path": "/", "query": "year=2025"})

    page = reader.get("/", headers={"if-none-match": tag})

    assert page.status_code == 200
    assert "View saved" in text_of(page)


def test_folding_marks_keeps_every_version(reader):
    body = Office.objects.get().organisation
    PageMark.objects.bulk_create([PageMark(office=body) for _ in range(KEEP + 5)])
    tag = reader.get("/")["ETag"]

    with connection.cursor() as cursor:
        fold_marks(cursor)

    assert PageMark.objects.filter(office=body).count() == 1
    assert again(reader, "/", tag) == 304


# --- Saved views ------------------------------------------------------------------------------------------------------


def test_a_view_keeps_page_and_filters_and_stands_in_the_side_bar(reader):
    port = "/dashboards/layers/port/"
    reader.post("/views/", {"name": " Ports  this year ", "path": port, "query": "year=2025&page=3"})
    view = SavedView.objects.get()

    assert (view.name, view.query, view.shared) == ("Ports this year", "year=2025", False)
    assert "Ports this year" in text_of(reader.get("/partnerships/"))
    assert reader.get(f"/views/{view.pk}/")["Location"] == "/dashboards/layers/port/?year=2025"


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "/nowhere/at/all/", "", "/\\evil.org"])
def test_a_view_leads_to_no_other_place(reader, path):
    reader.post("/views/", {"name": "Away", "path": path, "query": ""})

    assert not SavedView.objects.exists()


def test_a_view_of_ones_own_is_read_by_nobody_else_and_a_shared_one_by_the_office(reader, client, office):
    reader.post("/views/", {"name": "Mine", "path": "/", "query": ""})
    reader.post("/views/", {"name": "Ours", "path": "/", "query": "quarter=1", "shared": "1"})
    mine, ours = SavedView.objects.order_by("name")
    far = MembershipFactory(organisation=OfficeFactory().organisation).user

    client.force_login(User.objects.get(email__startswith="tomas"))
    assert (client.get(f"/views/{mine.pk}/").status_code, client.get(f"/views/{ours.pk}/").status_code) == (404, 302)
    assert client.post(f"/views/{ours.pk}/remove/").status_code == 403
    client.force_login(far)
    assert client.get(f"/views/{ours.pk}/").status_code == 404


def test_two_views_of_one_person_have_two_names(reader):
    for _ in range(2):
        response = reader.post("/views/", {"name": "Mine", "path": "/", "query": ""}, follow=True)

    assert SavedView.objects.count() == 1
    assert "a view of this name already" in text_of(response)


# --- Taken away -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["quarters", "indicators", "ties"])
def test_every_table_is_a_file_of_exactly_this_view(reader, table):
    rows = downloaded(reader.get(f"/dashboards/layers/chamber/?year=2025&format=csv&table={table}"))
    book = reader.get(f"/dashboards/layers/chamber/?year=2025&format=xlsx&table={table}")

    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    assert b"".join(book.streaming_content)[:2] == b"PK"


def test_the_columns_are_a_drawing_that_stands_alone(reader):
    response = reader.get("/?format=svg")

    assert response["Content-Type"].startswith("image/svg+xml")
    assert "attachment" in response["Content-Disposition"]
    assert 'xmlns="http://www.w3.org/2000/svg"' in text_of(response)
