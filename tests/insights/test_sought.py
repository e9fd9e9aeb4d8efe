"""Why cities are sought: from the public record to the page."""

import datetime as dt
import json

import pytest

from insights.models import Answer, AnswerState
from insights.services import answers
from partnerships.models import PartnershipPlace
from stakeholders.access import Role
from stakeholders.models import PlaceFigure
from tests.factories import OfficeFactory, PartnershipFactory, UserFactory
from tests.insights.public_world import figure, public_record, tie
from tests.insights.ranking_world import NOW, member


@pytest.fixture
def cities(db):
    return public_record()


def worked_out(key="sought"):
    asked = answers.ask(key, owner=None, by=None, at=NOW)
    answers.work(asked.pk)
    return Answer.objects.get(pk=asked.pk)


def page_of(client, home, role=Role.VIEWER):
    office = OfficeFactory(home=home)
    client.force_login(member(office, role))
    return client.get("/learn/sought/").content.decode()


def test_larger_cities_are_found_to_have_more_ties(cities):
    found = worked_out().found

    people = found["reading"]["ln:population"]
    assert 0 < people["low"] < people["value"] < people["high"]
    assert found["n"] == found["inputs"]["cities"] == 48
    assert set(found["within"]["reading"]) == {"ln:population", "ln1p:flights"}


def test_the_interval_shown_is_the_cautious_one_of_the_method(cities):
    found = worked_out().found

    wary = 100 * (1.1 ** found["poisson_low"]["ln:population"] - 1)
    assert found["reading"]["ln:population"]["low"] == pytest.approx(wary, rel=1e-6)


def test_a_city_without_a_tie_counts_as_nought_and_one_of_a_silent_country_not_at_all(cities):
    alone = cities["DE 0"]
    found = worked_out().found

    assert not PartnershipPlace.objects.filter(place=alone).exists()
    assert found["cities"][str(alone.pk)][0] == 0
    assert str(cities["JP 0"].pk) not in found["cities"]
    assert (found["inputs"]["outside"], found["inputs"]["outside_cities"]) == ([["Japan", 2]], 2)


def test_each_city_has_its_ties_on_record_and_no_others(cities):
    PartnershipFactory(between=[cities["DE 0"], cities["FR 1"]])  # kept here, on no list
    tie(cities["DE 0"], cities["FR 2"], sample=True)
    found = worked_out().found

    assert found["cities"][str(cities["DE 0"].pk)][0] == 0
    ties = PartnershipPlace.objects.filter(place=cities["FR 7"], partnership__sample=False).count()
    assert found["cities"][str(cities["FR 7"].pk)][0] == ties > 0


def test_who_has_more_than_suggested_stands_apart_from_who_has_fewer(cities):
    for k in range(1, 13):
        tie(cities["GB 0"], cities[f"DE {k}"])
    found = worked_out().found
    more, fewer = found["residuals"]["more"], found["residuals"]["fewer"]

    assert more[0]["name"] == "GB 0"
    assert all(row["ties"] > row["expected"] for row in more)
    assert all(row["ties"] < row["expected"] for row in fewer)
    assert [row["score"] for row in more] == sorted((row["score"] for row in more), reverse=True)
    assert max(len(more), len(fewer)) <= 15


def test_a_further_figure_is_read_beside_people_and_flights(cities):
    for k, place in enumerate(cities.values()):
        figure(place, "overnight_stays", 1000 + 37 * (k * 11 % 17), year=2013)
    found = worked_out().found
    (row,) = found["further"]

    assert (row["metric"], row["n"], row["alone"]) == ("overnight_stays", 48, False)
    assert row["reading"]["low"] < row["reading"]["value"] < row["reading"]["high"]


def test_a_further_figure_that_moves_with_the_flights_is_read_alone(cities):
    for place in cities.values():
        flights = PlaceFigure.objects.get(place=place, metric="flight_destinations_abroad").value
        figure(place, "flight_countries", flights * 2 + place.pk % 2)
    (row,) = worked_out().found["further"]

    assert row["alone"] is True
    assert row["vif"] > 10


def test_a_figure_that_too_few_cities_have_is_named_and_not_read(cities, client):
    for k in range(9):
        figure(cities[f"DE {k}"], "overnight_stays", 5000 + k)
    found = worked_out().found

    assert (found["further"], found["inputs"]["few"]) == ([], [["overnight_stays", 9]])
    page = page_of(client, cities["DE 3"])
    assert "Not enough data, thirty cities are needed:" in page
    assert "Overnight stays (9)" in page


def test_where_people_and_flights_move_together_each_stands_alone(cities, client):
    for place in cities.values():
        flights = PlaceFigure.objects.filter(place=place, metric="flight_destinations_abroad")
        flights.update(value=place.population // 1000 + place.pk % 2)
    found = worked_out().found

    assert set(found["apart"]) == {"ln:population", "ln1p:flights"}
    page = page_of(client, cities["DE 3"])
    assert "the two move too closely to be told apart" in page
    assert "Allowing for scatter" not in page


def test_fewer_than_twenty_cities_are_refused_with_how_many_there_are(cities):
    PlaceFigure.objects.filter(place__country_code__in=["FR", "GB"]).delete()
    answer = worked_out()

    assert (answer.state, answer.reason_code, answer.found) == (AnswerState.REFUSED, "too_few", None)
    assert answer.reason == "20 cities with people and flights on file are needed, 16 are there."


def test_without_any_record_the_page_says_what_is_missing(db, client):
    answer = worked_out()
    assert (answer.state, answer.reason_code) == (AnswerState.REFUSED, "too_few")

    page = page_of(client, OfficeFactory().home)
    assert "20 cities with people and flights on file are needed, 0 are there." in page
    assert "left out" not in page


def test_asked_twice_the_stored_answer_is_the_same(cities):
    first = worked_out()
    second = worked_out()

    assert first.pk != second.pk
    assert (json.dumps(first.found), first.checksum) == (json.dumps(second.found), second.checksum)


def test_the_page_tells_the_offices_own_city_whatever_its_rank(cities, client):
    found = worked_out().found
    home = cities["FR 7"]
    ties, mean = found["cities"][str(home.pk)]
    page = page_of(client, home)

    assert f"FR 7 has {ties} ties on the public record; its people and flights suggest {mean:.1f}." in page
    assert 'class="pt own"' in page
    assert "10% more people go with" in page
    assert "Japan" in page
    assert "Method sought-3" in page


def test_an_office_whose_city_is_not_among_them_reads_why(cities, client):
    worked_out()
    page = page_of(client, cities["JP 0"])

    assert "JP 0 is not among these cities" in page
    assert 'class="pt own"' not in page


def test_it_is_read_by_every_office_and_by_nobody_without_one(cities, client):
    worked_out()
    assert client.get("/learn/sought/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/learn/sought/").status_code == 403
    assert "What to learn" in page_of(client, cities["DE 3"])


def test_the_latest_year_of_a_figure_counts(cities):
    figure(cities["DE 5"], "flight_destinations_abroad", 77, year=2019)
    answer = worked_out()

    assert answer.found["inputs"]["year"] == 2019
    assert answer.as_of >= dt.date(2026, 1, 1)
