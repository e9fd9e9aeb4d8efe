"""Factors of freight and insurance by pair of countries: the page beside the rates, and their import."""

import datetime as dt
from decimal import Decimal

import pytest

from outcomes.models import CorridorFactor
from outcomes.services.corridors import NotStaff, set_corridor
from stakeholders.models import Organisation, User
from tests.exchange.conftest import counts_of, faults_of
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
HEADER = "country_a,country_b,factor,on,source\n"
URL = "/rates/corridors/"


@pytest.fixture
def staff(client):
    user = User.objects.create_user("staff@example.org", is_staff=True)
    client.force_login(user)
    return user


def stored():
    rows = CorridorFactor.objects.values_list("country_a__name", "country_b__name", "factor", "source", "stated_on")
    return {(frozenset(pair), factor, source, on) for *pair, factor, source, on in rows}


def typed(atlas, **more):
    given = {"country_a": atlas["US"].pk, "country_b": atlas["DE"].pk, "factor": "1.0725", "source": "Customs study"}
    return {**given, "stated_on": "2024-05-31", **more}


US_DE = frozenset({"United States", "Germany"})


def test_an_import_knows_a_pair_in_either_order_and_the_same_again_changes_nothing(load, atlas):
    first = load("corridor_factors", HEADER + "US,DE,1.0725,2024-05-31,Customs study\n", "--commit")
    again = load("corridor_factors", HEADER + "DE,US,1.0725,,\n", "--commit")
    other = load("corridor_factors", HEADER + "DE,US,1.08,,\nSE,NA,1.2,,\n", "--commit", "--source", "port")

    assert [counts_of(done[1]) for done in (first, again, other)] == [(1, 0, 0, 0), (0, 0, 1, 0), (1, 1, 0, 0)]
    assert stored() == {
        (US_DE, Decimal("1.0800"), "Customs study", dt.date(2024, 5, 31)),
        (frozenset({"Sweden", "Namibia"}), Decimal("1.2000"), "port", None),
    }


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("US,Hamburg-geonames,1.1,,", ("country_b", "unknown_place")),
        ("US,geonames:2911298,1.1,,", ("country_b", "unknown_place")),
        ("US,US,1.1,,", ("country_b", "same_place")),
        ("US,DE,0.9,,", ("factor", "out_of_range")),
        ("US,DE,2.1,,", ("factor", "out_of_range")),
        ("US,DE,much,,", ("factor", "not_a_number")),
        ("US,DE,1.1,2024-05,", ("on", "not_a_date")),
        ("US,DE,1.1,2999-05-01,", ("on", "not_yet")),
        (",DE,1.1,,", ("country_a", "required")),
    ],
)
def test_a_bad_row_is_refused_by_row_column_and_code(load, atlas, row, fault):
    status, report = load("corridor_factors", HEADER + row + "\n", "--commit")

    assert (status, faults_of(report)) == (1, [(1, *fault)])
    assert not CorridorFactor.objects.exists()


def test_one_pair_with_two_factors_is_refused_with_both_rows(load, atlas):
    _, report = load("corridor_factors", HEADER + "US,DE,1.1,,\nDE,US,1.2,,\n")

    assert faults_of(report) == [(1, "country_a", "twice"), (2, "country_a", "twice")]


def test_staff_alone_import_them(load, atlas):
    User.objects.create_user("anna@example.org")

    _, report = load("corridor_factors", HEADER + "US,DE,1.1,,\n", "--commit", "--as", "anna@example.org")

    assert faults_of(report) == [(1, "country_a", "not_allowed")]


def test_staff_add_change_and_remove_a_factor_on_the_page(client, atlas, staff):
    assert "No pair has a factor of its own" in client.get(URL).content.decode()

    client.post(URL, typed(atlas))
    client.post(URL, typed(atlas, country_a=atlas["DE"].pk, country_b=atlas["US"].pk, factor="1.0850"))

    assert stored() == {(US_DE, Decimal("1.0850"), "Customs study", dt.date(2024, 5, 31))}
    page = client.get(URL).content.decode()
    for words in ("Germany – United States", "1.085", "Customs study", "31 May 2024"):
        assert words in page
    client.post(URL, {"remove": CorridorFactor.objects.get().pk})
    assert stored() == set()


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"factor": "0.99"}, "factor", "between 1 and 2"),
        ({"factor": "lots"}, "factor", "Write the number as"),
        ({"source": " "}, "source", "required"),
        ({"stated_on": "2999-01-01"}, "stated_on", "lies ahead"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(client, atlas, staff, sent, field, words):
    answer = client.post(URL, typed(atlas, **sent))

    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])
    assert f'value="{atlas["US"].pk}" selected' in answer.content.decode()
    assert stored() == set()


def test_a_country_is_no_corridor_with_itself(client, atlas, staff):
    answer = client.post(URL, typed(atlas, country_b=atlas["US"].pk))

    assert "two different countries" in str(answer.context["form"].errors["country_b"])


def test_others_read_the_page_and_add_nothing(client, ties, atlas):
    person = MembershipFactory(organisation=Organisation.objects.get(name="Exporters")).user
    client.force_login(person)

    page = client.get(URL).content.decode()

    assert "the people who run this installation keep them" in page
    assert 'name="factor"' not in page
    assert client.post(URL, typed(atlas)).status_code == 403
    with pytest.raises(NotStaff):
        set_corridor(atlas["US"], atlas["DE"], Decimal("1.1"), source="x", by=person, at=dt.datetime.now(dt.UTC))
    assert stored() == set()
