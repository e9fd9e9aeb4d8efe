"""Importing organisations."""

import pytest

from exchange.models import SourceOrganisation
from stakeholders.models import Membership, Organisation, OrganisationIdentifier, RegisterEntry, User
from tests.exchange.conftest import counts_of, faults_of

HEADER = "external_id,name,kind,place,website,email,language,time_zone,locode,ror,registration,aliases\n"
PORT = (
    "o1,Port of Hamburg,port_authority,geonames:2911298,https://hafen.example,post@hafen.example,de,Europe/Berlin,"
    "DE HAM,https://ror.org/03yrm5c26,HRB 1,HPA; Hafen\n"
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


def test_every_column_arrives(load, atlas):
    status, _ = load("organisations", HEADER + PORT, "--commit", "--source", "crm")

    made = Organisation.objects.get(source="crm", external_id="o1")
    assert status == 0
    assert (made.name, made.slug, made.kind, made.place) == (
        "Port of Hamburg", "port-of-hamburg", "port authority", atlas["Hamburg"],
    )  # fmt: skip
    assert (made.website, made.email, made.language, made.time_zone, sorted(made.aliases)) == (
        "https://hafen.example", "post@hafen.example", "de", "Europe/Berlin", ["HPA", "Hafen"],
    )  # fmt: skip
    assert dict(made.identifiers.values_list("scheme", "value")) == {
        "locode": "DEHAM",
        "ror": "03yrm5c26",
        "registration": "HRB 1",
    }
    assert counts_of(load("organisations", HEADER + PORT, "--commit", "--source", "crm")[1]) == (0, 0, 1, 0)


def test_trailing_blanks_accents_and_case_make_no_second_organisation(load):
    load("organisations", HEADER + PORT, "--commit", "--source", "crm")
    again = HEADER + 'x9,"  port of  HÁMBURG ",port authority,geonames:2911298,,,,,,,,\n'

    first = load("organisations", again, "--commit", "--source", "other")
    second = load("organisations", again, "--commit", "--source", "other")

    assert Organisation.objects.count() == 1
    assert [counts_of(first[1]), counts_of(second[1])] == [(0, 0, 1, 0), (0, 0, 1, 0)]
    assert SourceOrganisation.objects.get(source="other", external_id="x9").organisation.name == "Port of Hamburg"


def test_two_spellings_in_one_file_are_one_organisation(load):
    content = HEADER + "a,Handelskammer,chamber of commerce,geonames:2911298,,,,,,,,\n"
    content += "b,HANDELSKAMMER ,chamber of commerce,geonames:2911298,,,,,,,,\n"

    _, report = load("organisations", content, "--commit")

    assert counts_of(report) == (1, 0, 1, 0)
    assert Organisation.objects.count() == 1
    assert counts_of(load("organisations", content, "--commit")[1]) == (0, 0, 2, 0)


def test_same_name_in_another_place_is_another_organisation(load):
    content = HEADER + "a,Port Authority,port authority,geonames:2911298,,,,,,,,\n"
    content += "b,Port Authority,port authority,geonames:2711537,,,,,,,,\n"

    load("organisations", content, "--commit")

    assert set(Organisation.objects.values_list("slug", flat=True)) == {"port-authority", "port-authority-goteborg"}


def test_changed_cell_changes_and_a_blank_one_erases_nothing(load):
    load("organisations", HEADER + PORT, "--commit")

    _, report = load(
        "organisations", HEADER + "o1,Hamburg Port,port authority,geonames:2911298,,,,,,,,\n", "--commit"
    )

    made = Organisation.objects.get()
    assert counts_of(report) == (0, 1, 0, 0)
    assert (made.name, made.website, made.slug) == ("Hamburg Port", "https://hafen.example", "port-of-hamburg")


def test_place_is_found_by_the_locode_of_its_port(load, atlas):
    load("organisations", HEADER + PORT, "--commit")

    load("organisations", HEADER + "o2,Hafenmuseum,museum,DEHAM,,,,,,,,\n", "--commit")

    assert Organisation.objects.get(external_id="o2").place == atlas["Hamburg"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",X,company,NA,,,,,,,,", ("external_id", "required")),
        ("x,X,guild,NA,,,,,,,,", ("kind", "not_in_list")),
        ("x,X,company,Atlantis,,,,,,,,", ("place", "unknown_place")),
        ("x,X,company,NA,ftp://x,,,,,,,", ("website", "not_an_address")),
        ("x,X,company,NA,,nobody,,,,,,", ("email", "not_an_address")),
        ("x,X,company,NA,,,german language,,,,,", ("language", "too_long")),
        ("x,X,company,NA,,,g3,,,,,", ("language", "not_in_list")),
        ("x,X,company,NA,,,,Mars/Base,,,,", ("time_zone", "not_in_list")),
        ("x,X,company,NA,,,,,HAMBURG,,,", ("locode", "not_in_list")),
        ("x,X,company,NA,,,,,,123,,", ("ror", "not_in_list")),
        ("x,X,company,NA,,,,,DEHAM,,,", ("locode", "conflict")),
    ],
)
def test_bad_cell_is_refused_by_row_column_and_code(load, row, fault):
    load("organisations", HEADER + PORT, "--commit")

    status, report = load("organisations", HEADER + row + "\n", "--commit")

    assert (status, counts_of(report)) == (1, (0, 0, 0, 1))
    assert (1, *fault) in faults_of(report)


def test_two_rows_may_not_share_an_identifier(load):
    content = HEADER + "a,A,company,NA,,,,,,,HRB 7,\nb,B,company,NA,,,,,,,HRB 7,\n"

    _, report = load("organisations", content, "--commit")

    assert faults_of(report) == [(2, "registration", "conflict")]
    assert OrganisationIdentifier.objects.count() == 0


@pytest.fixture
def anna(atlas):
    """A coordinator of the City of Hamburg."""
    office = Organisation.objects.create(
        name="City of Hamburg", slug="city-of-hamburg", kind="city government", place=atlas["Hamburg"]
    )
    user = User.objects.create_user("anna@example.org")
    Membership.objects.create(user=user, organisation=office, role="coordinator")
    return user


def test_coordinator_adds_to_the_own_register(load, anna):
    status, _ = load("organisations", HEADER + PORT, "--commit", "--as", anna.email)

    entry = RegisterEntry.objects.get()
    assert status == 0
    assert (entry.office.name, entry.organisation.name) == ("City of Hamburg", "Port of Hamburg")


def test_coordinator_may_not_change_what_others_keep(load, anna):
    load("organisations", HEADER + PORT, "--commit", "--source", "staff")

    status, report = load("organisations", HEADER + PORT, "--commit", "--as", anna.email, "--source", "staff")

    assert (status, faults_of(report)) == (1, [(1, "external_id", "not_allowed")])


def test_viewer_may_add_nothing(load, anna):
    Membership.objects.update(role="viewer")

    status, report = load("organisations", HEADER + PORT, "--commit", "--as", anna.email)

    assert (status, faults_of(report)) == (1, [(1, "external_id", "not_allowed")])
    assert Organisation.objects.count() == 1
