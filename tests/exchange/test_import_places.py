"""Importing places."""

import pytest

from exchange.models import SourcePlace
from stakeholders.models import Place, User
from tests.exchange.conftest import counts_of, faults_of

HEADER = "external_id,name,level,parent,iso_code,geonames_id,lat,lon,population\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


def test_country_region_and_city_go_in_whatever_their_order(load):
    content = HEADER + (
        "c,Nagasaki,city,r,,,32.75,129.88,400000\n"
        "r,Nagasaki Prefecture,region,j,JP-42,,,,\n"
        "j,Japan,country,,JP,,,,\n"
    )

    status, report = load("places", content, "--commit", "--source", "own")

    assert (status, counts_of(report)) == (0, (3, 0, 0, 0))
    city = Place.objects.get(source="own", external_id="c")
    assert [city.parent.name, city.country.name, city.country_code] == ["Nagasaki Prefecture", "Japan", "JP"]
    assert counts_of(load("places", content, "--commit", "--source", "own")[1]) == (0, 0, 3, 0)


def test_na_is_namibia(load, atlas):
    status, _ = load("places", HEADER + "g,Gobabis,city,NA,,,-22.45,18.97,\n", "--commit")

    made = Place.objects.get(name="Gobabis")
    assert (status, made.country, made.country_code) == (0, atlas["NA"], "NA")


def test_place_with_a_known_iso_or_geonames_id_is_that_place(load, atlas):
    content = HEADER + "x1,Suomi,country,,SE,,,,\nx2,Hansestadt Hamburg,city,,,2911298,,,1900000\n"

    status, report = load("places", content, "--commit", "--source", "own")

    assert (status, counts_of(report)) == (0, (0, 2, 0, 0))
    hamburg = Place.objects.get(geonames_id=2911298)
    assert (hamburg.pk, hamburg.name, hamburg.population) == (atlas["Hamburg"].pk, "Hamburg", 1_900_000)
    assert hamburg.aliases == ["Hansestadt Hamburg"]
    assert SourcePlace.objects.get(source="own", external_id="x2").place == hamburg
    assert counts_of(load("places", content, "--commit", "--source", "own")[1]) == (0, 0, 2, 0)


def test_changed_cell_changes_the_place_and_a_blank_one_erases_nothing(load):
    load("places", HEADER + "k,Kiruna,city,SE,,,67.85,20.22,17000\n", "--commit")

    _, report = load("places", HEADER + "k,Kiruna,city,SE,,,,,18000\n", "--commit")

    made = Place.objects.get(external_id="k")
    assert counts_of(report) == (0, 1, 0, 0)
    assert (float(made.lat), made.population) == (67.85, 18_000)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("x,,city,SE,,,,,", ("name", "required")),
        ("x,X,village,SE,,,,,", ("level", "not_in_list")),
        ("x,X,city,,,,,,", ("parent", "no_country")),
        ("x,X,city,Atlantis,,,,,", ("parent", "unknown_place")),
        ("x,X,city,geonames:2911298,,,,,", ("parent", "not_above")),
        ("x,X,country,SE,XX,,,,", ("parent", "not_above")),
        ("x,X,country,,,,,,", ("iso_code", "required")),
        ("x,X,country,,XXX,,,,", ("iso_code", "not_in_list")),
        ("x,X,region,SE,Skåne,,,,", ("iso_code", "not_in_list")),
        ("x,X,city,SE,SE-M,,,,", ("iso_code", "not_in_list")),
        ("x,X,city,SE,,abc,,,", ("geonames_id", "not_a_number")),
        ("x,X,city,SE,,,north,12,", ("lat", "not_a_number")),
        ("x,X,city,SE,,,57.7.1,12,", ("lat", "not_a_number")),
        ("x,X,city,SE,,,NaN,12,", ("lat", "not_a_number")),
        ("x,X,city,SE,,,91,12,", ("lat", "out_of_range")),
        ("x,X,city,SE,,,57,,", ("lon", "required")),
        ("x,X,city,SE,,,,,-5", ("population", "negative")),
        ("x,X,city,SE,,,,,1.5", ("population", "not_a_number")),
        ("x,X,region,SE,,2911298,,,", ("level", "conflict")),
        ("x," + 201 * "X" + ",city,SE,,,,,", ("name", "too_long")),
    ],
)
def test_bad_cell_is_refused_by_row_column_and_code(load, row, fault):
    good = "ok,Lund,city,SE,,,,,\n"

    status, report = load("places", HEADER + good + row + "\n", "--commit")

    assert (status, counts_of(report)) == (1, (1, 0, 0, 1))
    assert (2, *fault) in faults_of(report)
    assert not Place.objects.filter(external_id="ok").exists()


def test_child_of_a_refused_row_is_refused_too(load):
    content = HEADER + "r,Region,region,Atlantis,,,,,\nc,City,city,r,,,,,\n"

    _, report = load("places", content, "--commit", "--accept-good")

    assert faults_of(report) == [(1, "parent", "unknown_place"), (2, "parent", "unknown_place")]


def test_places_in_a_ring_have_no_country(load):
    content = HEADER + "a,A,region,b,,,,,\nb,B,region,a,,,,,\n"

    _, report = load("places", content)

    assert faults_of(report) == [(1, "parent", "no_country"), (2, "parent", "no_country")]


def test_reference_that_two_sources_know_differently_is_ambiguous(load):
    for source, name in (("one", "Lund"), ("two", "Malmö")):
        load("places", HEADER + f"k1,{name},city,SE,,,,,\n", "--commit", "--source", source)
    organisation = "external_id,name,kind,place\no1,X,company,k1\n"

    own = load("organisations", organisation, "--source", "one")
    other = load("organisations", organisation, "--source", "three")

    assert own[0] == 0
    assert faults_of(other[1]) == [(1, "place", "ambiguous")]
    assert "Lund" in other[1]["errors"][0]["message"]
    assert "Malmö" in other[1]["errors"][0]["message"]


def test_only_staff_may_import_places(load):
    User.objects.create_user("anna@example.org")

    status, report = load("places", HEADER + "x,X,city,SE,,,,,\n", "--commit", "--as", "anna@example.org")

    assert (status, faults_of(report)) == (1, [(1, "external_id", "not_allowed")])
