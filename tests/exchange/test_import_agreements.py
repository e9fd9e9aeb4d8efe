"""Importing agreements: what a register says of papers, their days and what they hang on."""

import datetime as dt

import pytest

from agreements.models import Agreement
from exchange.models import ImportRun
from partnerships.models import Partnership
from stakeholders.models import Membership, Office, Organisation, User
from tests.exchange.conftest import counts_of, faults_of

HEADER = "external_id,partnership,kind,title,status,signed_on,in_force_on,expires_on,renewal,notice_days,parent\n"
PACT = "a1,t1,Sister City,Pact,in_force,1991,1991,,none,,\n"
TRADE = "a2,t1,trade,Trade agreement,in force,2013-11,2013-12-01,2030-12-31,By Notice,90,a1\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]


@pytest.fixture(autouse=True)
def office(ties):
    """Exporters lead Hamburg's side of t1 and run their programme here."""
    return seat("exporters", "t1", "lead", office=True)


def seat(external_id, tie, role="partner", office=False):
    body = Organisation.objects.get(external_id=external_id)
    partnership = Partnership.objects.get(tie_records__external_id=tie)
    partnership.seats.create(organisation=body, side=body.place, role=role)
    if office:
        Office.objects.create(organisation=body, home=body.place)
    return body


def person(organisation, role="coordinator"):
    user = User.objects.create_user(f"{role}-{organisation.pk}@example.org")
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def test_agreements_go_in_with_their_days_and_again_change_nothing(load, office):
    first, second = (load("agreements", HEADER + TRADE + PACT, "--commit")[1] for _time in range(2))

    pact, trade = Agreement.objects.order_by("external_id")
    assert [counts_of(first), counts_of(second)] == [(2, 0, 0, 0), (0, 0, 2, 0)]
    assert (pact.kind, pact.status, pact.signed_first, pact.signed_last) == (
        "sister city", "in force", dt.date(1991, 1, 1), dt.date(1991, 12, 31),
    )  # fmt: skip
    assert (trade.signed_last, trade.in_force_first, trade.expires_on) == (
        dt.date(2013, 11, 30), dt.date(2013, 12, 1), dt.date(2030, 12, 31),
    )  # fmt: skip
    assert (trade.renewal, trade.notice_days, trade.parent, trade.parent_relation) == (
        "by notice", 90, pact, "implements",
    )  # fmt: skip
    assert (trade.owner, trade.audience) == (office, "shared")
    assert ImportRun.objects.filter(dataset="agreements").count() == 2


def test_without_commit_nothing_is_written(load):
    status, report = load("agreements", HEADER + PACT)

    assert (status, counts_of(report), Agreement.objects.count()) == (0, (1, 0, 0, 0), 0)


def test_a_later_file_changes_what_it_says_and_keeps_what_it_leaves_blank(load):
    load("agreements", HEADER + PACT + TRADE, "--commit")

    _, report = load("agreements", HEADER + "a2,t1,trade,Trade agreement,ended,,,,,,\n", "--commit")

    trade = Agreement.objects.get(external_id="a2")
    assert counts_of(report) == (0, 1, 0, 0)
    assert (trade.status, trade.notice_days, trade.parent.external_id) == ("ended", 90, "a1")


def test_a_file_that_repeats_itself_does_not_undo_what_was_changed_here(load):
    load("agreements", HEADER + PACT, "--commit")
    Agreement.objects.update(status="suspended")

    _, report = load("agreements", HEADER + PACT, "--commit")

    assert counts_of(report) == (0, 0, 1, 0)
    assert Agreement.objects.get().status == "suspended"


@pytest.mark.parametrize(
    ("days", "status"), [("2013,", "signed"), (",2013-12-01", "in force"), (",", "draft")], ids=["one", "other", "none"]
)
def test_a_status_left_out_follows_from_the_days(load, days, status):
    load("agreements", HEADER + f"a,t1,trade,T,,{days},,,,\n", "--commit")

    found = Agreement.objects.get()
    assert (found.status, found.audience) == (status, "shared" if status == "in force" else "office")


def test_an_mou_keeps_its_capitals(load):
    load("agreements", HEADER + "a,t1,mou,T,,,,,,,\n", "--commit")

    assert Agreement.objects.get().kind == "MoU"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",t1,trade,T,,,,,,,", ("external_id", "required")),
        ("a,t9,trade,T,,,,,,,", ("partnership", "unknown_partnership")),
        ("a,t1,treaty,T,,,,,,,", ("kind", "not_in_list")),
        ("a,t1,trade,,,,,,,,", ("title", "required")),
        ("a,t1,trade,T,over,,,,,,", ("status", "not_in_list")),
        ("a,t1,trade,T,,2013-02-30,,,,,", ("signed_on", "not_a_date")),
        ("a,t1,trade,T,,2013,,2012-12-31,,,", ("expires_on", "out_of_order")),
        ("a,t1,trade,T,,2013-05,2013-04-30,,,,", ("in_force_on", "out_of_order")),
        ("a,t1,trade,T,,,,,sometimes,,", ("renewal", "not_in_list")),
        ("a,t1,trade,T,,,,,,soon,", ("notice_days", "not_a_number")),
        ("a,t1,trade,T,,,,,,-1,", ("notice_days", "negative")),
        ("a,t1,trade,T,,,,,,,a9", ("parent", "unknown_agreement")),
        ("a,t1,trade,T,,,,,,,a", ("parent", "circle")),
        ("a,t3,trade,T,,,,,,,", ("owner", "required")),
    ],
)
def test_a_bad_row_is_refused_by_row_column_and_code(load, row, fault):
    status, report = load("agreements", HEADER + row + "\n", "--commit")

    assert (status, faults_of(report)) == (1, [(1, *fault)])


def test_rows_that_hang_on_each_other_or_on_a_refused_row_are_refused(load):
    rows = "a,t1,trade,A,,,,,,,b\nb,t1,trade,B,,,,,,,a\n"
    rows += "c,t1,treaty,C,,,,,,,\nd,t1,trade,D,,,,,,,c\ne,t1,trade,E,,,,,,,d\n"

    _, report = load("agreements", HEADER + rows + PACT, "--commit", "--accept-good")

    assert faults_of(report) == [
        (1, "parent", "circle"), (2, "parent", "circle"), (3, "kind", "not_in_list"),
        (4, "parent", "unknown_agreement"), (5, "parent", "unknown_agreement"),
    ]  # fmt: skip
    assert list(Agreement.objects.values_list("external_id", flat=True)) == ["a1"]


def test_the_same_id_twice_with_other_content_is_refused(load):
    _, report = load("agreements", HEADER + PACT + PACT.replace("Pact", "Other"))

    assert faults_of(report) == [(1, "external_id", "twice"), (2, "external_id", "twice")]


def test_a_coordinator_imports_for_the_own_office_and_no_other(load, office):
    user = person(office)
    rows = HEADER + PACT + PACT.replace("a1,t1", "a3,t3")

    _, report = load("agreements", rows, "--commit", "--accept-good", "--as", user.email)

    found = Agreement.objects.get()
    assert (found.owner, found.created_by) == (office, user)
    assert faults_of(report) == [(2, "partnership", "not_allowed")]


def test_what_another_office_recorded_is_not_changed_by_its_id(load, office):
    load("agreements", HEADER + PACT, "--commit")
    other = seat("importers", "t1", "lead")

    _, report = load("agreements", HEADER + PACT.replace("Pact", "Mine"), "--commit", "--as", person(other).email)

    assert faults_of(report) == [(1, "external_id", "not_allowed")]
    assert Agreement.objects.get().title == "Pact"


def test_a_viewer_imports_nothing(load, office):
    _, report = load("agreements", HEADER + PACT, "--commit", "--as", person(office, "viewer").email)

    assert faults_of(report) == [(1, "partnership", "not_allowed")]


def test_a_body_that_is_named_keeps_what_nobody_else_does(load):
    _, report = load("agreements", HEADER.replace("parent", "owner") + "a,t3,trade,T,,,,,,,board\n", "--commit")

    found = Agreement.objects.get()
    assert counts_of(report) == (1, 0, 0, 0)
    assert (found.owner.name, found.partnership.seats.get().organisation.name) == ("Board", "Board")
