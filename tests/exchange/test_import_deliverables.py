"""Importing deliverables: what is owed under agreements on file, by whom, by when, how far."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from agreements import queries
from agreements.models import Agreement, Deliverable
from tests.exchange.conftest import counts_of, faults_of
from tests.exchange.test_import_agreements import HEADER as AGREEMENTS
from tests.exchange.test_import_agreements import PACT, TRADE, person, seat

HEADER = "external_id,agreement,title,owed_by,due_on,status,progress\n"
LIST = "d1,a2,Buyer list,importers,2014-09-15,Accepted,\n"
DATA = "d2,a2,Berth data,exporters,2026-10-01,in_progress,40\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]


@pytest.fixture(autouse=True)
def office(ties, load):
    found = seat("exporters", "t1", "lead", office=True)
    load("agreements", AGREEMENTS + PACT + TRADE, "--commit")
    return found


def test_deliverables_go_in_and_again_change_nothing(load, office):
    first, second = (load("deliverables", HEADER + LIST + DATA, "--commit")[1] for _time in range(2))

    buyers, data = Deliverable.objects.order_by("external_id")
    assert [counts_of(first), counts_of(second)] == [(2, 0, 0, 0), (0, 0, 2, 0)]
    assert (data.status, data.progress, data.due_on, data.owed_by) == ("in progress", 40, dt.date(2026, 10, 1), office)
    assert (buyers.status, buyers.progress, buyers.accepted_by) == ("accepted", 100, None)
    assert buyers.accepted_at is not None
    assert {item.owner for item in (buyers, data)} == {office}
    assert {item.audience for item in (buyers, data)} == {"parties"}


def test_who_owes_it_and_has_no_seat_gets_one_when_staff_import(load):
    load("deliverables", HEADER + LIST, "--commit")

    given = Agreement.objects.get(external_id="a2").partnership.seats.get(organisation__name="Importers")
    assert (given.role, given.side.name) == ("partner", "Windhoek")


def test_days_of_handing_in_and_accepting_say_whether_it_was_kept_in_time(load):
    header = HEADER.replace("\n", ",submitted_on,accepted_on\n")
    rows = "d1,a2,In time,exporters,2014-09-15,accepted,,2014-09-15,2014-10-02\n"
    rows += "d2,a2,Late,exporters,2014-09-15,accepted,,2014-09-16,\n"
    rows += "d3,a2,Not told,exporters,2014-09-15,accepted,,,\n"

    load("deliverables", header + rows, "--commit")

    kept = {item.title: item.was_on_time for item in Deliverable.objects.all()}
    assert kept == {"In time": True, "Late": False, "Not told": False}
    assert Deliverable.objects.get(title="In time").accepted_at.date() == dt.date(2014, 10, 2)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Honolulu", "UTC"])
def test_a_day_is_that_day_where_the_owning_office_keeps_its_clock(load, office, zone):
    office.office.time_zone = zone
    office.office.save()
    header = HEADER.replace("\n", ",submitted_on,accepted_on\n")

    load("deliverables", header + "d1,a2,T,exporters,2014-12-15,accepted,,2014-12-15,2014-12-20\n", "--commit")

    found = Deliverable.objects.get()
    there = [moment.astimezone(ZoneInfo(zone)) for moment in (found.submitted_at, found.accepted_at)]
    assert [(moment.date(), moment.hour) for moment in there] == [
        (dt.date(2014, 12, 15), 12), (dt.date(2014, 12, 20), 12),
    ]  # fmt: skip


def test_it_goes_to_the_office_of_the_agreement_under_which_it_is_put(load, office):
    other = AGREEMENTS.replace("parent", "owner") + "b1,t1,trade,Of the others,,,,,,,importers\n"
    load("agreements", other, "--commit")
    load("deliverables", HEADER + DATA, "--commit")

    _, report = load("deliverables", HEADER + DATA.replace("a2", "b1"), "--commit")

    moved = Deliverable.objects.get()
    assert counts_of(report) == (0, 1, 0, 0)
    assert (moved.agreement.title, moved.owner.name) == ("Of the others", "Importers")


def test_it_stays_with_whoever_has_it_while_its_agreement_stays(load, office):
    load("deliverables", HEADER + DATA, "--commit")
    keeper = seat("importers", "t1")
    Deliverable.objects.update(owner=keeper)

    load("deliverables", HEADER + DATA.replace("Berth data", "Berths"), "--commit")

    assert (Deliverable.objects.get().title, Deliverable.objects.get().owner) == ("Berths", keeper)


def test_a_later_file_moves_it_on_and_keeps_what_it_leaves_blank(load):
    load("deliverables", HEADER + DATA, "--commit")

    _, report = load("deliverables", HEADER + "d2,a2,Berth data,exporters,2026-11-01,,\n", "--commit")
    moved = Deliverable.objects.get()
    _, accepted = load("deliverables", HEADER + "d2,a2,Berth data,exporters,2026-11-01,accepted,\n", "--commit")
    _, taken_back = load("deliverables", HEADER + "d2,a2,Berth data,exporters,2026-11-01,planned,0\n", "--commit")

    found = Deliverable.objects.get()
    assert [counts_of(one) for one in (report, accepted, taken_back)] == [(0, 1, 0, 0)] * 3
    assert (moved.status, moved.progress, moved.due_on) == ("in progress", 40, dt.date(2026, 11, 1))
    assert (found.status, found.progress, found.submitted_at, found.accepted_at) == ("planned", 0, None, None)


def test_what_was_decided_here_is_not_undone_by_the_same_file(load):
    load("deliverables", HEADER + DATA, "--commit")
    Deliverable.objects.update(status="cancelled")

    _, report = load("deliverables", HEADER + DATA, "--commit")

    assert (counts_of(report), Deliverable.objects.get().status) == ((0, 0, 1, 0), "cancelled")


def test_a_day_outside_the_term_is_marked_so(load):
    load("deliverables", HEADER + LIST + LIST.replace("d1", "d9").replace("2014", "2031"), "--commit")

    assert dict(Deliverable.objects.values_list("external_id", "outside_term")) == {"d1": False, "d9": True}


def test_the_mark_follows_the_day_and_the_agreement(load):
    marks = []
    load("agreements", AGREEMENTS + "b1,t1,trade,Short,,2013,,2020-12-31,,,\n", "--commit")
    for row in (
        DATA, DATA.replace("2026-10", "2031-01"), DATA.replace("2026-10", "2031-01").replace("Berth", "Quay"), DATA,
        DATA.replace("a2", "b1"),
    ):  # fmt: skip
        load("deliverables", HEADER + row, "--commit")
        marks.append(Deliverable.objects.get().outside_term)

    assert marks == [False, True, True, False, True]


def test_what_is_cancelled_is_not_marked_until_it_is_owed_again(load):
    late = "d9,a2,T,exporters,2031-01-01,{},\n"
    marks = []
    for status in ("cancelled", "planned"):
        load("deliverables", HEADER + late.format(status), "--commit")
        marks.append(Deliverable.objects.get().outside_term)

    assert marks == [False, True]


def test_what_lay_outside_under_the_same_agreement_is_marked_with_it(load, office):
    load("deliverables", HEADER + DATA, "--commit")
    load("agreements", AGREEMENTS + TRADE.replace("2030-12-31", "2026-01-31").replace(",a1", ","), "--commit")

    load("deliverables", HEADER + LIST, "--commit")

    assert dict(Deliverable.objects.values_list("external_id", "outside_term")) == {"d1": False, "d2": True}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",a2,T,exporters,2026-01-01,,", ("external_id", "required")),
        ("d,a9,T,exporters,2026-01-01,,", ("agreement", "unknown_agreement")),
        ("d,a2,,exporters,2026-01-01,,", ("title", "required")),
        ("d,a2,T,nobody,2026-01-01,,", ("owed_by", "unknown_organisation")),
        ("d,a2,T,strangers,2026-01-01,,", ("owed_by", "neither_side")),
        ("d,a2,T,exporters,2026-01,,", ("due_on", "not_a_date")),
        ("d,a2,T,exporters,2026-02-30,,", ("due_on", "not_a_date")),
        ("d,a2,T,exporters,2026-01-01,finished,", ("status", "not_in_list")),
        ("d,a2,T,exporters,2026-01-01,,140", ("progress", "out_of_range")),
        ("d,a2,T,exporters,2026-01-01,,half", ("progress", "not_a_number")),
        ("d,a2,T,exporters,2026-01-01,,-1", ("progress", "negative")),
    ],
)
def test_a_bad_row_is_refused_by_row_column_and_code(load, row, fault):
    status, report = load("deliverables", HEADER + row + "\n", "--commit")

    assert (status, faults_of(report)) == (1, [(1, *fault)])


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("accepted,,2999-01-01,", ("submitted_on", "not_yet")),
        ("planned,,2014-01-01,", ("submitted_on", "conflict")),
        ("submitted,,2014-01-01,2014-01-02", ("accepted_on", "conflict")),
        ("accepted,,2014-01-03,2014-01-02", ("accepted_on", "out_of_order")),
    ],
)
def test_a_day_that_cannot_be_is_refused(load, row, fault):
    header = HEADER.replace("\n", ",submitted_on,accepted_on\n")

    _, report = load("deliverables", header + f"d,a2,T,exporters,2014-09-15,{row}\n")

    assert faults_of(report) == [(1, *fault)]


def test_a_coordinator_imports_under_the_own_agreements_what_seated_bodies_owe(load, office):
    seat("importers", "t1")
    user = person(office)
    rows = HEADER + LIST + DATA + "d3,a2,T,traders,2026-01-01,,\n"

    _, report = load("deliverables", rows, "--commit", "--accept-good", "--as", user.email)

    assert faults_of(report) == [(3, "owed_by", "unknown_organisation")]
    assert Deliverable.objects.get(external_id="d1").accepted_by == user
    assert {item.pk for item in queries.listed(user)} == set(Deliverable.objects.values_list("pk", flat=True))


def test_whoever_only_reads_the_agreement_imports_nothing_under_it(load):
    other = person(seat("importers", "t1", "lead"))

    _, report = load("deliverables", HEADER + LIST, "--commit", "--as", other.email)

    assert faults_of(report) == [(1, "agreement", "not_allowed")]


def test_an_agreement_that_one_may_not_read_is_unknown(load):
    outsider = person(seat("board", "t2", "lead"))

    _, report = load("deliverables", HEADER + LIST.replace("importers", "board"), "--as", outsider.email)

    assert faults_of(report)[0] == (1, "agreement", "unknown_agreement")
