"""The list of deliverables: its filters, its tables to take away, what is done with many rows, and its calendar."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from agreements.models import Deliverable
from agreements.services import deliverables as services
from stakeholders.models import Office
from tests.agreements.scene import DAY, NOW
from tests.factories import DeliverableFactory

LIST, CALENDAR, BULK = "/deliverables/", "/deliverables/calendar/", "/deliverables/bulk/"
EVERY_FILTER = (
    "?q=report&partnership=chicago-mexico-city&owed_by={slug}&status=planned&outlook=stuck&late=on&more_time=on"
    "&due_from=2020-01-01&due_to=2030-01-01&sort=-due"
)
QUERIES = 12


@pytest.fixture
def ana(scene):
    client = Client()
    client.force_login(scene.ana)
    return client


def titles(client, query=""):
    return [row.title for row in client.get(LIST + query).context["page"]]


def test_each_filter_leaves_what_it_says(scene, ana):
    services.update_deliverable(scene.report, answer="stuck", until=NOW.date() + 90 * DAY, by=scene.pia, at=NOW)
    Deliverable.objects.filter(pk=scene.contacts.pk).update(due_on=dt.date(2020, 1, 1))

    found = {
        query: titles(ana, query)
        for query in (
            "?q=cold", "?status=planned", "?outlook=stuck", "?late=on", "?more_time=on", "?due_to=2020-12-31",
            f"?owed_by={scene.port.slug}&sort=-title", "?status=accepted",
        )
    }  # fmt: skip

    report, contacts = scene.report.title, scene.contacts.title
    assert list(found.values()) == [
        [report], [contacts], [report], [contacts], [report], [contacts], [contacts, report], [],
    ]  # fmt: skip


def test_what_is_owed_stands_first_by_its_day_and_what_is_over_last_the_latest_first(scene, ana):
    old, new = (
        DeliverableFactory(
            agreement=scene.report.agreement, owner=scene.report.owner, owed_by=scene.port, status="cancelled",
            due_on=dt.date(year, 1, 1),
        )
        for year in (2014, 2019)
    )  # fmt: skip
    Deliverable.objects.filter(pk=scene.contacts.pk).update(due_on=dt.date(2020, 1, 1))

    order = [scene.contacts.title, scene.report.title, new.title, old.title]
    page = ana.get(reverse("agreements:agreement", args=[scene.report.agreement_id]))

    assert titles(ana) == order
    assert [item.title for item in page.context["items"]] == order


def test_a_wish_that_was_answered_is_asked_no_longer(scene, ana):
    from agreements.services.extensions import refuse_more_time

    update = services.update_deliverable(scene.report, answer="more time", by=scene.pia, at=NOW)
    refuse_more_time(update, reason="No", by=scene.ana, at=NOW)

    assert titles(ana, "?more_time=on") == []


def test_an_item_is_late_when_its_day_is_over_at_the_office_that_owns_it(scene):
    Office.objects.update(time_zone="Pacific/Kiritimati")  # fourteen hours ahead
    Deliverable.objects.filter(pk=scene.report.pk).update(due_on=dt.date(2026, 11, 22))
    moment = dt.datetime(2026, 11, 22, 11, tzinfo=dt.UTC)

    late = Deliverable.objects.overdue_at(moment).get()
    assert late == scene.report
    assert late.is_overdue(late.day_at_owner(moment))
    Office.objects.update(time_zone="Pacific/Niue")  # eleven hours behind
    assert not Deliverable.objects.overdue_at(moment + dt.timedelta(hours=20)).exists()


@pytest.mark.parametrize("query", ["", "?q=cold", "?status=accepted", "?sort=-title"])
def test_the_tables_hold_exactly_the_rows_of_the_view(scene, ana, query):
    more = "&" if query else "?"
    table = b"".join(ana.get(f"{LIST}{query}{more}format=csv").streaming_content).decode("utf-8-sig")
    book = load_workbook(io.BytesIO(b"".join(ana.get(f"{LIST}{query}{more}format=xlsx").streaming_content)))

    shown = titles(ana, query)
    assert [row["Deliverable"] for row in csv.DictReader(io.StringIO(table))] == shown
    assert [row[1] for row in book.active.iter_rows(min_row=2, values_only=True)] == shown


def test_a_title_that_a_spreadsheet_would_run_stays_words_in_the_table(scene, ana):
    Deliverable.objects.filter(pk=scene.report.pk).update(title="=1+1")

    table = b"".join(ana.get(f"{LIST}?format=csv").streaming_content).decode()

    assert "'=1+1" in table
    assert ana.get(f"{LIST}?format=pdf").status_code == 404


def test_the_list_with_every_filter_asks_at_most_twelve_queries_whatever_its_length(
    scene, ana, django_assert_max_num_queries
):
    for number in range(60):
        DeliverableFactory(agreement=scene.agreement, owed_by=scene.port, title=f"Report {number}")
    ana.get(LIST)

    for query in ("", EVERY_FILTER.format(slug=scene.port.slug)):
        with django_assert_max_num_queries(QUERIES):
            assert ana.get(LIST + query).status_code == 200


def test_rows_are_ticked_by_those_who_may_change_them(scene, ana):
    reader = Client()
    reader.force_login(scene.pia)

    assert b'name="items"' in ana.get(LIST).content
    assert b'name="items"' not in reader.get(LIST).content


def bulk(client, *items, **more):
    return client.post(BULK, {"items": [item.pk for item in items], **more})


def test_many_are_moved_at_once_and_the_list_comes_back_as_it_was(scene, ana):
    answer = bulk(ana, scene.report, scene.contacts, action="move", due_on="2027-05-01", back="status=planned")

    assert answer.url == f"{LIST}?status=planned"
    assert set(Deliverable.objects.values_list("due_on", flat=True)) == {dt.date(2027, 5, 1)}


def test_what_is_refused_is_said_item_by_item_and_the_others_are_done(scene, ana):
    services.update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)

    page = bulk(ana, scene.report, scene.contacts, action="accept")

    scene.report.refresh_from_db()
    assert page.status_code == 409
    assert scene.report.status == "accepted"
    assert b"1 deliverable accepted" in page.content
    assert [row["item"] for row in page.context["refused"]] == [scene.contacts]
    assert b"Nothing was submitted yet" in page.content


def test_who_may_only_read_changes_none_and_what_nobody_shows_them_is_not_named(scene):
    reader, stranger = Client(), Client()
    reader.force_login(scene.pia)
    stranger.force_login(scene.nobody)

    page = bulk(reader, scene.report, action="cancel")
    other = bulk(stranger, scene.report, action="cancel")

    assert page.status_code == 409
    assert b"You may read it, not change it." in page.content
    assert other.status_code == 422
    assert scene.report.title.encode() not in other.content
    assert not Deliverable.objects.filter(status="cancelled").exists()


@pytest.mark.parametrize(
    "sent",
    [{}, {"action": "move"}, {"action": "move", "due_on": "soon"}, {"action": "burn"}, {"items": ["x", "9" * 30]}],
)
def test_a_form_that_cannot_be_read_is_said_and_nothing_is_done(scene, ana, sent):
    before = list(Deliverable.objects.values_list("due_on", "status"))

    assert ana.post(BULK, {"items": [scene.report.pk], **sent}).status_code == 422
    assert list(Deliverable.objects.values_list("due_on", "status")) == before


def test_asking_about_items_of_one_organisation_leads_to_its_mail_with_all_of_them(scene, ana):
    answer = bulk(ana, scene.report, scene.contacts, action="ask")
    page = ana.get(answer.url)

    assert answer.url.startswith(reverse("agreements:ask", args=[scene.report.pk]))
    assert page.context["chosen"] == [scene.report, scene.contacts]


def test_asking_two_organisations_offers_a_mail_for_each(scene, ana):
    other = DeliverableFactory(agreement=scene.agreement, owed_by=scene.far, title="Other")

    page = bulk(ana, scene.report, other, action="ask")

    assert {letter["body"] for letter in page.context["letters"]} == {scene.report.owed_by, scene.far}


def test_the_calendar_shows_a_month_with_what_is_due_on_each_day(scene, ana):
    for _ in range(6):
        DeliverableFactory(agreement=scene.agreement, owed_by=scene.port, due_on=dt.date(2026, 11, 12))

    page = ana.get(f"{CALENDAR}?month=2026-11&owed_by={scene.port.slug}")

    busy = dt.date(2026, 11, 12)
    cells = {cell["day"]: cell for week in page.context["weeks"] for cell in week}
    assert page.context["count"] == 7
    assert cells[scene.report.due_on]["items"] == [scene.report]
    assert (len(cells[busy]["items"]), cells[busy]["more"]) == (4, 2)
    assert "month=2026-10" in page.context["before"]
    assert "month=2026-12" in page.context["after"]
    assert f"owed_by={scene.port.slug}" in page.context["after"]


@pytest.mark.parametrize("month", ["", "soon", "0001", "9999-12", "2026-13"])
def test_a_month_that_is_none_shows_this_month(scene, ana, month):
    assert ana.get(f"{CALENDAR}?month={month}").context["first"] == timezone.localdate().replace(day=1)


def test_an_item_is_changed_in_title_quantity_and_weight_while_it_is_open(scene, ana):
    address = reverse("agreements:edit-deliverable", args=[scene.report.pk])
    form = {"title": "Cold-chain report", "quantity_goal": "250", "unit": "containers", "weight": "2.5"}

    assert ana.get(address).status_code == 200
    ana.post(address, form)
    wrong = ana.post(address, {**form, "weight": "-1"})
    services.cancel_deliverable(scene.report, by=scene.ana, at=NOW)
    closed = ana.post(address, form)

    scene.report.refresh_from_db()
    assert (scene.report.title, scene.report.quantity_goal) == ("Cold-chain report", 250)
    assert str(scene.report.weight) == "2.50"
    assert (wrong.status_code, closed.status_code) == (422, 409)
