"""Importing targets."""

from decimal import Decimal

import pytest

from outcomes.models import Target
from partnerships.models import Partnership
from stakeholders.models import Membership, Office, Organisation, User
from tests.exchange.conftest import counts_of, faults_of

HEADER = "partnership,indicator,year,baseline,target\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]


def make_office(name, tie=None):
    body = Organisation.objects.get(name=name)
    Office.objects.create(organisation=body, home=body.place)
    if tie:
        Partnership.objects.get(tie_records__external_id=tie).seats.create(
            organisation=body, side=body.place, role="lead"
        )
    return body


def test_target_of_all_ties_belongs_to_the_only_office(load):
    office = make_office("Exporters")

    first = load("targets", HEADER + ",OC2,2026,100000,250000\n", "--commit")
    second = load("targets", HEADER + ",OC2,2026,100000.00,250000\n", "--commit")

    target = Target.objects.get()
    assert [counts_of(first[1]), counts_of(second[1])] == [(1, 0, 0, 0), (0, 0, 1, 0)]
    assert (target.owner, target.partnership, target.baseline, target.target) == (
        office, None, Decimal("100000"), Decimal("250000"),
    )  # fmt: skip


def test_target_of_a_tie_belongs_to_the_office_that_sits_on_it(load):
    make_office("Importers", "t3")
    office = make_office("Exporters", "t1")

    load("targets", HEADER + "t1,OC2,2026,,5\n", "--commit")

    assert Target.objects.get().owner == office


def test_raised_target_is_changed_and_a_blank_baseline_erases_nothing(load):
    make_office("Exporters")
    load("targets", HEADER + ",OC2,2026,7,100\n", "--commit")

    _, report = load("targets", HEADER + ",OC2,2026,,120\n", "--commit")

    assert counts_of(report) == (0, 1, 0, 0)
    assert (Target.objects.get().target, Target.objects.get().baseline) == (120, 7)


def test_with_several_offices_the_file_says_whose(load):
    make_office("Exporters")
    office = make_office("Importers")
    row = HEADER + ",OC2,2026,,5\n"

    _, unsaid = load("targets", row, "--commit")
    said = load("targets", row, "--commit", "--set", "office=importers")

    assert faults_of(unsaid) == [(1, "office", "required")]
    assert (said[0], Target.objects.get().owner) == (0, office)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("t9,OC2,2026,,5", ("partnership", "unknown_partnership")),
        ("t2,OC2,2026,,5", ("partnership", "not_allowed")),
        (",XX,2026,,5", ("indicator", "unknown_indicator")),
        (",OC2,26,,5", ("year", "out_of_range")),
        (",OC2,2026,,-5", ("target", "negative")),
        (",OC2,2026,,", ("target", "required")),
        (",OC2,2026,x,5", ("baseline", "not_a_number")),
    ],
)
def test_bad_target_is_refused_by_row_column_and_code(load, row, fault):
    make_office("Importers", "t1")

    status, report = load("targets", HEADER + row + "\n", "--commit")

    assert (status, faults_of(report)) == (1, [(1, *fault)])


def test_coordinator_sets_the_targets_of_the_own_office(load):
    office = make_office("Exporters")
    make_office("Importers")
    user = User.objects.create_user("anna@example.org")
    Membership.objects.create(user=user, organisation=office, role="coordinator")

    mine = load("targets", HEADER + ",OC2,2026,,5\n", "--commit", "--as", user.email)
    other = load("targets", HEADER + ",OC2,2026,,5\n", "--set", "office=importers", "--as", user.email)

    assert (mine[0], Target.objects.get().owner) == (0, office)
    assert other[0] == 1
