"""Importing leads: an agency's register, month by month."""

import pytest

from exchange.models import ImportRun
from outcomes.models import Indicator, Lead, Outcome
from partnerships.models import Partnership
from stakeholders.models import Membership, Organisation, User
from tests.exchange.conftest import counts_of, faults_of

HEADER = "external_id,code_name,partnership,indicator,stage,opened_on,closed_on,sector,size_band,owner\n"
OPEN = "crm-7,Blue Heron,t1,OC6,Site Visit,2024-02-01,,Logistics,10–49 jobs,board\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]


@pytest.fixture
def board():
    """The agency that keeps the register, seated on Hamburg's side of t1."""
    body = Organisation.objects.get(name="Exporters")
    tie = Partnership.objects.get(tie_records__external_id="t1")
    tie.seats.create(organisation=body, side=body.place, role="lead")
    return body


def person(organisation, role="coordinator"):
    user = User.objects.create_user(f"{role}@example.org")
    Membership.objects.create(user=user, organisation=organisation, role=role, confidential=True)
    return user


def test_lead_goes_in_for_named_people_alone_and_again_changes_nothing(load):
    rows = HEADER + OPEN.replace("board", "exporters")

    first = load("leads", rows, "--commit")
    second = load("leads", rows, "--commit")

    lead = Lead.objects.get()
    assert [counts_of(first[1]), counts_of(second[1])] == [(1, 0, 0, 0), (0, 0, 1, 0)]
    assert (lead.code_name, lead.stage, lead.audience, lead.organisation.name) == (
        "Blue Heron", "site visit", "named", "Exporters",
    )  # fmt: skip
    assert list(lead.moves.values_list("stage", flat=True)) == ["site visit"]
    assert ImportRun.objects.filter(dataset="leads").count() == 2


def test_next_month_moves_the_lead_and_keeps_what_is_left_blank(load):
    load("leads", HEADER + OPEN.replace("board", "exporters"), "--commit")

    _, report = load(
        "leads", HEADER + "crm-7,Blue Heron,t1,,decided_elsewhere,2024-02-01,2024-06-03,,,exporters\n", "--commit"
    )

    lead = Lead.objects.get()
    assert counts_of(report) == (0, 1, 0, 0)
    assert (lead.stage, str(lead.closed_on), lead.sector, lead.indicator.code) == (
        "decided elsewhere", "2024-06-03", "Logistics", "OC6",
    )  # fmt: skip
    assert [(move.stage, str(move.on)) for move in lead.moves.all()] == [
        ("site visit", "2024-02-01"),
        ("decided elsewhere", "2024-06-03"),
    ]


def test_file_that_repeats_itself_does_not_undo_a_move_made_here(load):
    load("leads", HEADER + OPEN.replace("board", "exporters"), "--commit")
    Lead.objects.update(stage="offer")

    _, report = load("leads", HEADER + OPEN.replace("board", "exporters"), "--commit")

    assert counts_of(report) == (0, 0, 1, 0)
    assert Lead.objects.get().stage == "offer"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",Heron,t1,,enquiry,2024-01-01,,,,exporters", ("external_id", "required")),
        ("a,Heron,t9,,enquiry,2024-01-01,,,,exporters", ("partnership", "unknown_partnership")),
        ("a,Heron,t1,,maybe,2024-01-01,,,,exporters", ("stage", "not_in_list")),
        ("a,Heron,t1,,enquiry,2024-01,,,,exporters", ("opened_on", "not_a_date")),
        ("a,Heron,t1,,enquiry,2999-01-01,,,,exporters", ("opened_on", "not_yet")),
        ("a,Heron,t1,,dropped,2024-05-01,2024-04-01,,,exporters", ("closed_on", "out_of_order")),
        ("a,Heron,t1,,enquiry,2024-01-01,2024-02-01,,,exporters", ("closed_on", "conflict")),
        ("a,Heron,t1,PR4,enquiry,2024-01-01,,,,exporters", ("indicator", "not_claimable")),
        ("a,Heron,t1,,enquiry,2024-01-01,,,,strangers", ("owner", "neither_side")),
        ("a,Heron,t1,,enquiry,2024-01-01,,,,", ("owner", "required")),
    ],
)
def test_bad_lead_is_refused_by_row_column_and_code(load, row, fault):
    status, report = load("leads", HEADER + row + "\n", "--commit")

    assert (status, faults_of(report)) == (1, [(1, *fault)])


def test_activity_of_another_tie_is_no_source(load):
    rows = HEADER.replace("owner", "owner,source_activity") + OPEN.replace("board\n", "exporters,visit-1\n")

    _, report = load("leads", rows)

    assert faults_of(report) == [(1, "source_activity", "unknown_activity")]


def test_coordinator_imports_for_the_own_office_and_no_other(load, board):
    user = person(board)
    rows = HEADER + OPEN.replace("board", "") + OPEN.replace("crm-7", "crm-8").replace("t1", "t3").replace("board", "")

    _, report = load("leads", rows, "--commit", "--accept-good", "--as", user.email)

    lead = Lead.objects.get()
    assert (counts_of(report), faults_of(report)) == ((1, 0, 0, 1), [(2, "owner", "not_allowed")])
    assert (lead.owner, list(lead.named.all())) == (board, [user])


def test_lead_that_became_an_outcome_goes_back_to_no_stage(load):
    load("leads", HEADER + OPEN.replace("board", "exporters").replace("Site Visit", "Decided here"), "--commit")
    outcome = Outcome.objects.create(flow_key="x", indicator=Indicator.objects.get(code="OC6"))
    Lead.objects.update(outcome=outcome)

    _, report = load("leads", HEADER + OPEN.replace("board", "exporters"))

    assert faults_of(report) == [(1, "stage", "conflict")]
