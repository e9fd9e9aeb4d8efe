import time

import pytest
from django import forms
from django.db import connection

from stakeholders.fields import PlaceField
from stakeholders.models import Place
from stakeholders.queries import find_places, label_of, places_meant
from tests.factories import CityFactory, CountryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def springfields():
    country = CountryFactory(iso_code="US", name="United States")
    made = {}
    for state, people in (("Illinois", 114_000), ("Missouri", 169_000)):
        region = Place.objects.create(level="region", name=state, country=country, parent=country, country_code="US")
        made[state] = CityFactory(name="Springfield", country=country, parent=region, population=people)
    return made


def test_the_most_populous_city_comes_first(springfields):
    assert [label_of(place) for place in find_places("spring")] == [
        "Springfield, Missouri, United States",
        "Springfield, Illinois, United States",
    ]


def test_accents_and_case_do_not_matter():
    zurich = CityFactory(name="Zürich")

    assert find_places("ZUR") == [zurich]


def test_a_place_is_found_by_its_other_names_too():
    cologne = CityFactory(name="Köln", aliases=["Cologne", "Keulen"])

    assert (find_places("colo"), find_places("keul"), find_places("ogne")) == ([cologne], [cologne], [])
    assert (places_meant("Cologne"), places_meant("Colog")) == ([cologne], [])


def test_a_label_that_goes_on_narrows_the_choice(springfields):
    assert find_places("Springfield, ill") == [springfields["Illinois"]]


def test_countries_and_regions_are_no_cities(springfields):
    assert find_places("Illinois") == []
    assert find_places("Illinois", level="region") == [springfields["Illinois"].parent]


def test_nothing_typed_finds_nothing(springfields):
    assert (find_places(""), find_places("  "), places_meant(", x")) == ([], [], [])


def test_a_percent_sign_is_a_letter_like_any_other(springfields):
    assert find_places("%") == []


@pytest.mark.parametrize(
    "text", ["Springfield, Illinois, United States", "springfield, ILLINOIS", "Springfield, Illinois, US"]
)
def test_a_field_takes_the_ways_in_which_people_write_a_place(springfields, text):
    assert PlaceField().clean(text) == springfields["Illinois"]


def test_a_field_offers_the_choice_where_a_name_is_borne_twice(springfields):
    with pytest.raises(forms.ValidationError, match="Springfield, Missouri, United States"):
        PlaceField().clean("Springfield")


def test_a_field_refuses_what_nobody_knows():
    with pytest.raises(forms.ValidationError, match="No place of this name"):
        PlaceField().clean("Nowhere")


def test_the_type_ahead_answers_json_and_options(client, springfields):
    client.force_login(UserFactory())

    found = client.get("/places/", {"q": "spring"}).json()["results"]
    options = client.get("/places/", {"as": "options", "of": "home", "home": "spring"}).content.decode()

    assert [(row["text"], row["population"]) for row in found] == [
        ("Springfield, Missouri, United States", 169_000),
        ("Springfield, Illinois, United States", 114_000),
    ]
    assert options.count("<option") == 2
    assert client.get("/places/", {"q": "a\x00b"}).json() == {"results": []}


def test_the_type_ahead_is_for_people_who_sign_in(client):
    assert client.get("/places/?q=a").status_code == 302


def test_the_type_ahead_is_quick_on_as_many_cities_as_there_are(client):
    country = CountryFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stakeholders_place (level, name, aliases, country_id, parent_id, country_code, population,"
            " time_zone, source, note) SELECT 'city', 'City ' || n, '{}', %s, %s, 'US', n, '', 'test', ''"
            " FROM generate_series(1, 34006) n",
            [country.pk, country.pk],
        )
        cursor.execute("ANALYZE stakeholders_place")
    client.force_login(UserFactory())
    client.get("/places/?q=c")

    times = []
    for text in ("c", "city 3", "zz", "City 34006, United"):
        started = time.perf_counter()
        client.get("/places/", {"q": text})
        times.append(time.perf_counter() - started)

    assert sorted(times)[2] < 0.25
