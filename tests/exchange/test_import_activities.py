"""Importing activities: years of visits and missions from a spreadsheet, with who took part and what they cost."""

import datetime as dt
from decimal import Decimal

import pytest

from activities.models import Activity
from exchange.datasets import activities
from partnerships.models import Seat
from stakeholders.models import Place
from tests.exchange.conftest import counts_of, faults_of
from tests.exchange.test_import_agreements import person, seat

COLUMNS = [column.name for column in activities.COLUMNS]
VISIT = {
    "external_id": "v1", "partnership": "t1", "kind": "Official_Visit", "title": "Mayor's visit",
    "starts_on": "2014-05",
}  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]


def table(*rows):
    """Rows as a file: each the visit with some cells changed."""
    lines = [",".join(f'"{(VISIT | row).get(column, "")}"' for column in COLUMNS) for row in rows]
    return "\n".join([",".join(COLUMNS), *lines])


@pytest.fixture(autouse=True)
def office(ties):
    """Exporters lead Hamburg's side of t1 and run their programme here."""
    return seat("exporters", "t1", "lead", office=True)


def cost_of(activity):
    """(amount, currency, borne by, and whether it names our side, the other) of the line as logged."""
    line = activity.cost_lines.get(as_logged=True)
    return line.amount, line.currency, line.borne_by, line.by_home, line.by_away


def bodies(activity):
    return [
        (row.organisation.name, row.side.name)
        for row in activity.participants.select_related("organisation", "side").order_by("organisation__name")
    ]


def test_an_activity_goes_in_whole_and_again_changes_nothing(load, office):
    row = {
        "ends_on": "2014-05-12", "place": "geonames:3352136", "organisations": "exporters; importers;exporters",
        "people_out": "4", "people_in": "0", "direction": "Out", "cost": "1200.50", "currency": "eur",
        "cost_borne_by": "Exporters", "summary": "Seven meetings",
    }  # fmt: skip
    first, second = (load("activities", table(row), "--commit", "--source", "log")[1] for _time in range(2))

    visit = Activity.objects.get()
    assert [counts_of(first), counts_of(second)] == [(1, 0, 0, 0), (0, 0, 1, 0)]
    assert (visit.kind, visit.status, visit.direction) == ("official visit", "happened", "out")
    assert (visit.starts_first, visit.starts_last) == (dt.date(2014, 5, 1), dt.date(2014, 5, 31))
    assert (visit.ends_on, visit.place.name) == (dt.date(2014, 5, 12), "Windhoek")
    assert (visit.people_out, visit.people_in, visit.people) == (4, 0, None)
    assert (visit.owner, visit.audience, visit.source) == (office, "office", "log")
    assert bodies(visit) == [("Exporters", "Hamburg"), ("Importers", "Windhoek")]
    assert visit.office_note.notes == "Seven meetings"
    assert cost_of(visit) == (Decimal("1200.50"), "EUR", "Exporters", True, False)
    given = Seat.objects.get(organisation__name="Importers")
    assert (given.role, given.side.name) == ("partner", "Windhoek")


def test_without_commit_nothing_is_written(load):
    _, report = load("activities", table({"organisations": "importers"}))

    assert counts_of(report) == (1, 0, 0, 0)
    assert (Activity.objects.count(), Seat.objects.count()) == (0, 1)


def test_a_later_file_changes_what_it_says_and_keeps_what_it_leaves_blank(load):
    full = {"organisations": "exporters;importers", "cost": "5", "currency": "EUR", "summary": "Old", "people_out": "3"}
    load("activities", table(full), "--commit")

    later = {"organisations": "importers", "cost": "7.5", "currency": "USD", "title": "New"}
    _, report = load("activities", table(later), "--commit")

    visit = Activity.objects.get()
    assert counts_of(report) == (0, 1, 0, 0)
    assert (visit.title, visit.people_out, visit.office_note.notes) == ("New", 3, "Old")
    assert [name for name, _ in bodies(visit)] == ["Importers"]
    assert cost_of(visit) == (Decimal("7.50"), "USD", "", False, False)


def test_rows_that_are_new_changed_and_unchanged_are_told_apart(load):
    second = {"external_id": "v2"}
    load("activities", table({}, second), "--commit")

    _, report = load("activities", table({}, second | {"summary": "More"}, {"external_id": "v3"}, {}), "--commit")

    assert counts_of(report) == (1, 1, 2, 0)


def test_what_people_corrected_here_stays_when_the_file_comes_again(load):
    load("activities", table({"summary": "As logged"}), "--commit")
    Activity.objects.update(title="Put right")

    _, report = load("activities", table({"summary": "As logged"}), "--commit")

    assert (counts_of(report), Activity.objects.get().title) == ((0, 0, 1, 0), "Put right")


def test_a_changed_day_takes_away_its_hour_and_what_the_other_side_confirmed(load, office):
    load("activities", table({"starts_on": "2014-05-10"}), "--commit")
    Activity.objects.update(
        starts_at=dt.datetime(2014, 5, 10, 9, tzinfo=dt.UTC), time_zone="Europe/Berlin", confirmed_by=office,
        confirmed_at=dt.datetime(2014, 6, 1, tzinfo=dt.UTC),
    )  # fmt: skip

    load("activities", table({"starts_on": "2014-05-10", "people_out": "5"}), "--commit")
    kept = Activity.objects.get()
    load("activities", table({"starts_on": "2014-05-11"}), "--commit")
    moved = Activity.objects.get()

    assert (kept.people_out, bool(kept.starts_at), bool(kept.confirmed_at)) == (5, True, True)
    assert (moved.starts_at, moved.confirmed_at, moved.confirmed_by) == (None, None, None)


WRONG = [
    ({"kind": "party"}, ("kind", "not_in_list")),
    ({"partnership": "nowhere"}, ("partnership", "unknown_partnership")),
    ({"starts_on": "2014-02-30"}, ("starts_on", "not_a_date")),
    ({"starts_on": "2014", "ends_on": "2013-12"}, ("ends_on", "out_of_order")),
    ({"starts_on": "2999"}, ("starts_on", "not_yet")),
    ({"starts_on": "2999", "status": "happened"}, ("starts_on", "not_yet")),
    ({"status": "maybe"}, ("status", "not_in_list")),
    ({"direction": "up"}, ("direction", "not_in_list")),
    ({"place": "Atlantis"}, ("place", "unknown_place")),
    ({"organisations": "exporters;nobody"}, ("organisations", "unknown_organisation")),
    ({"organisations": "board"}, ("organisations", "neither_side")),
    ({"people_out": "-1"}, ("people_out", "negative")),
    ({"people_in": "2.5"}, ("people_in", "not_a_number")),
    ({"cost": "ten", "currency": "EUR"}, ("cost", "not_a_number")),
    ({"cost": "-1", "currency": "EUR"}, ("cost", "negative")),
    ({"cost": "1.005", "currency": "EUR"}, ("cost", "too_precise")),
    ({"cost": "1"}, ("currency", "required")),
    ({"cost": "1", "currency": "XYZ"}, ("currency", "unknown_currency")),
    ({"partnership": "t3"}, ("owner", "required")),
    ({"title": ""}, ("title", "required")),
]


def test_wrong_cells_are_refused_by_row_column_and_code(load):
    rows = [{"external_id": f"w{number}"} | cells for number, (cells, _) in enumerate(WRONG)]

    status, report = load("activities", table(*rows), "--commit")

    assert faults_of(report) == [(number, *fault) for number, (_, fault) in enumerate(WRONG, 1)]
    assert (status, report["committed"], Activity.objects.count()) == (1, False, 0)


def test_good_rows_of_a_file_with_bad_ones_go_in_when_asked(load):
    status, report = load("activities", table({}, {"external_id": "v2", "kind": "x"}), "--commit", "--accept-good")

    assert (status, counts_of(report), Activity.objects.count()) == (0, (1, 0, 0, 1), 1)


def test_who_bore_a_cost_may_be_known_where_the_amount_is_not(load):
    load("activities", table({"cost_borne_by": "both"}), "--commit")
    load("activities", table({"cost": "3", "currency": "EUR"}), "--commit")

    assert cost_of(Activity.objects.get()) == (Decimal("3.00"), "EUR", "both", True, True)


def test_what_lies_ahead_goes_in_as_planned(load):
    load("activities", table({"starts_on": "2999-03", "status": "planned"}), "--commit")

    assert Activity.objects.get().status == "planned"


def test_a_row_without_seats_belongs_to_the_first_organisation_listed(load):
    row = {"partnership": "t3", "organisations": "traders;board"}

    load("activities", table(row), "--commit")

    visit = Activity.objects.get()
    assert (visit.owner.name, bodies(visit)) == ("Traders", [("Board", "Göteborg"), ("Traders", "Windhoek")])
    assert visit.partnership.seats.count() == 2


def test_a_row_belongs_to_the_office_that_leads_the_side_of_who_took_part(load, office):
    load("activities", table({"organisations": "importers"}), "--commit")
    load("activities", table({"external_id": "v2", "owner": "importers"}), "--commit")

    owners = [activity.owner.name for activity in Activity.objects.order_by("external_id")]
    assert owners == ["Importers", "Importers"]


def test_a_coordinator_brings_in_activities_of_the_own_seat_alone(load, office):
    user = person(office)

    _, own = load("activities", table({"organisations": "exporters"}), "--commit", "--as", user.email)
    other = load("activities", table({"external_id": "v2", "partnership": "t3"}), "--commit", "--as", user.email)[1]
    _, stranger = load("activities", table({"external_id": "v3", "organisations": "importers"}), "--as", user.email)

    visit = Activity.objects.get()
    assert (counts_of(own), visit.owner, visit.created_by) == ((1, 0, 0, 0), office, user)
    assert faults_of(other) == [(1, "partnership", "not_allowed")]
    assert faults_of(stranger) == [(1, "organisations", "unknown_organisation")]


def test_a_coordinator_gives_nobody_a_record_and_changes_none_of_others(load, office):
    importers = seat("importers", "t1", "lead")
    user = person(importers)
    load("activities", table({}), "--commit")

    _, taken = load("activities", table({"title": "Ours"}), "--commit", "--as", user.email)
    _, given = load("activities", table({"external_id": "v2", "owner": "exporters"}), "--as", user.email)

    assert faults_of(taken) == [(1, "external_id", "not_allowed")]
    assert [fault[1] for fault in faults_of(given)] == ["owner"]


def test_the_zone_of_the_place_is_the_zone_of_the_activity(load):
    Place.objects.filter(name="Windhoek").update(time_zone="Africa/Windhoek")

    load("activities", table({"place": "geonames:3352136"}), "--commit")

    assert Activity.objects.get().time_zone == "Africa/Windhoek"
