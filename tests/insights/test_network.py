"""Where an office stands in the network of public ties: from the record to the page."""

import datetime as dt
import json
import re

import pytest

from insights.models import Answer, AnswerState
from insights.rules import network
from insights.services import answers
from stakeholders.access import Role
from tests.factories import CityFactory, CountryFactory, OfficeFactory, PartnershipFactory, UserFactory
from tests.insights.public_world import public_record, ring, tie
from tests.insights.ranking_world import NOW, member


@pytest.fixture
def cities(db):
    return public_record()


@pytest.fixture
def office(cities):
    return OfficeFactory(home=cities["DE 9"])


def worked_out(key="network"):
    asked = answers.ask(key, owner=None, by=None, at=NOW)
    answers.work(asked.pk)
    return Answer.objects.get(pk=asked.pk)


def page_of(client, office, role=Role.VIEWER):
    client.force_login(member(office, role))
    return client.get("/learn/network/").content.decode()


def test_who_joins_the_others_lies_on_all_their_ways():
    each = network.places(network.graph([("hub", k) for k in "abcd"]))

    assert each["hub"] == {"degree": 4, "betweenness": 1.0, "community": 0}
    assert {each[k]["betweenness"] for k in "abcd"} == {0.0}


def test_a_ring_is_found_with_a_tie_missing_and_what_hangs_on_it_is_not_of_it():
    towns = [f"t{k:02}" for k in range(12)]
    pairs = [(one, other) for k, one in enumerate(towns) for other in towns[k + 1:]][1:]
    pairs += [("t00", "far"), ("far", "further"), *[("far", town) for town in towns[1:6]]]
    (found,) = network.rings(network.graph(pairs))

    assert found["places"] == towns
    assert len(found["ties"]) == 12 * 11 / 2 - 1


def test_a_triangle_is_no_ring_and_without_rings_nothing_is_taken_away():
    drawn = network.graph([("a", "b"), ("b", "c"), ("a", "c")])

    assert network.rings(drawn) == []
    assert network.mixing(network.without(drawn, []))["clustering"] == network.mixing(drawn)["clustering"] == 1


def test_two_rings_are_told_apart_the_larger_first():
    def whole(letter, n):
        names = [f"{letter}{k:02}" for k in range(n)]
        return [(one, other) for k, one in enumerate(names) for other in names[k + 1:]]

    found = network.rings(network.graph([*whole("a", 10), *whole("b", 11), ("a00", "b00")]))

    assert [(len(one["places"]), len(one["ties"])) for one in found] == [(11, 55), (10, 45)]


def test_a_tie_is_one_however_often_it_is_listed_and_only_on_the_record(cities):
    before = worked_out().found["whole"]
    tie(cities["FR 1"], cities["DE 5"])  # a second record of the same two
    PartnershipFactory(between=[cities["DE 0"], cities["GB 0"]])  # kept here, on no list
    tie(cities["DE 0"], cities["GB 1"], sample=True)

    assert worked_out().found["whole"] == before


def test_the_figures_of_the_whole_stand_beside_those_that_are_published(cities):
    found = worked_out().found

    assert set(found["published"]) <= set(found["whole"])
    assert (found["whole"]["ties"], found["whole"]["places"]) == (found["inputs"]["ties"], found["inputs"]["places"])
    assert found["whole"]["clustering"] == 0  # Germany and Britain are tied with France alone


def test_the_matrix_counts_each_tie_from_both_ends_and_inland_ties_once(cities):
    tie(cities["DE 1"], cities["DE 2"])
    found = worked_out().found["matrix"]
    at = {code: k for k, code in enumerate(found["countries"])}
    ties = found["ties"]

    assert set(at) == {"DE", "FR", "GB"}
    assert ties[at["DE"]][at["FR"]] == ties[at["FR"]][at["DE"]] > 0
    assert (ties[at["DE"]][at["DE"]], found["inland"]) == (1, 1)
    assert ties[at["DE"]][at["FR"]] + ties[at["GB"]][at["FR"]] == found["abroad"]


def test_what_rings_make_of_the_figures_is_told(cities, office, client):
    towns = ring("FR", 10)
    found = worked_out().found

    assert found["rings"]["rings"] == [{"places": [town.name for town in towns], "ties": 45}]
    assert found["rings"]["triangles"] == 1
    assert (found["whole"]["clustering"], found["rings"]["rest"]["clustering"]) == (pytest.approx(0.5, abs=0.4), 0)
    page = page_of(client, office)
    assert "1 ring, in which nearly every town is tied with every other, holds 45 of the" in page
    assert "Without them clustering is 0.000" in page


def test_an_office_sees_its_partners_and_the_ties_among_them(cities, office, client):
    home = office.home
    tie(cities["FR 0"], cities["FR 3"])
    for name in ("FR 0", "FR 3"):
        tie(home, cities[name])
    found = worked_out().found
    picture = found["homes"][str(home.pk)]
    partners = {row["pk"] for row in picture["near"]}

    assert len(partners) == found["places"][str(home.pk)][0]
    assert sorted([cities["FR 0"].pk, cities["FR 3"].pk]) in [sorted(pair) for pair in picture["among"]]
    page = page_of(client, office)
    assert f"DE 9 has {len(partners)} ties on the public record" in page
    assert page.count('class="ego-n"') == 2 * len(partners)  # wide and narrow
    assert all(row["name"] in page for row in picture["near"])


def test_equal_places_share_a_rank(db):
    a, b, c, d = (CityFactory(name=name, population=50_000) for name in "abcd")
    for one, other in ((a, b), (a, c), (a, d)):
        tie(one, other)
    places = worked_out().found["places"]

    assert places[str(a.pk)][:3] == [3, 1, 1]
    assert {tuple(places[str(one.pk)][:3]) for one in (b, c, d)} == {(1, 2, 2)}


def test_only_the_partners_with_most_ties_are_drawn_and_how_many_is_said(db, client):
    home = CityFactory(name="Home", population=500_000)
    office = OfficeFactory(home=home)
    for k in range(35):
        tie(home, CityFactory(name=f"Partner {k}"))
    worked_out()

    assert "The 30 of its 35 partners with most ties are shown." in page_of(client, office)


def test_an_office_without_a_tie_on_record_reads_so_and_whose_ties_are_missing(cities, client):
    for k in range(50):
        CityFactory(name=f"Town {k}", country=CountryFactory(iso_code="JP"))
    office = OfficeFactory(home=cities["JP 0"])
    found = worked_out().found

    assert found["inputs"]["silent"] == ["Japan"]
    page = page_of(client, office)
    assert "JP 0 has no tie on the public record." in page
    assert "Ties with Japan are missing from it." in page
    assert "The public record has no tie of your country." in page
    assert "ego-n" not in page


def test_an_office_opened_later_has_its_place_and_reads_that_the_picture_comes(cities, client):
    found = worked_out().found
    office = OfficeFactory(home=cities["DE 9"])
    page = page_of(client, office)

    assert found["homes"] == {}
    assert re.search(r"DE 9 has \d+ ties on the public record: rank", page)
    assert "the picture of its partners comes with the next one" in page


def test_an_office_of_a_later_place_that_is_not_told_of_is_not_said_to_have_no_tie(cities, client):
    town = CityFactory(name="Small town", country=CountryFactory(iso_code="DE"))
    tie(town, cities["FR 0"])
    worked_out()
    page = page_of(client, OfficeFactory(home=town))

    assert "Small town became the home of an office after this was worked out" in page
    assert "Small town has no tie" not in page


def test_how_many_ties_have_a_year_is_told(cities, office, client):
    tie(cities["DE 1"], cities["GB 2"], since=dt.date(1990, 1, 1))
    facts = worked_out().found["inputs"]

    assert facts["dated"] == 1
    assert f"1 of {facts['ties']} ties have a year of signature on the record." in page_of(client, office)


def test_asked_twice_the_stored_answer_is_the_same(cities, office):
    first = worked_out()
    second = worked_out()

    assert first.pk != second.pk
    assert (json.dumps(first.found), first.checksum) == (json.dumps(second.found), second.checksum)


def test_without_a_tie_on_record_the_page_says_so(db, client):
    answer = worked_out()

    assert (answer.state, answer.reason_code) == (AnswerState.REFUSED, "empty")
    assert "There are no ties." in page_of(client, OfficeFactory())


def test_it_is_read_by_every_office_and_by_nobody_without_one(cities, office, client):
    worked_out()
    assert client.get("/learn/network/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/learn/network/").status_code == 403
    assert "Which countries are tied" in page_of(client, office)


def test_the_overview_tells_the_offices_own_rank(cities, office, client):
    worked_out()
    client.force_login(member(office, Role.VIEWER))

    assert re.search(r"DE 9 has \d+ ties on the public record: rank \d+", client.get("/learn/").content.decode())


def test_the_page_reads_its_answer_in_one_query(cities, office, client, django_assert_max_num_queries):
    worked_out()
    client.force_login(member(office, Role.VIEWER))
    client.get("/learn/network/")
    with django_assert_max_num_queries(40) as seen:
        client.get("/learn/network/")

    assert sum("insights_answer" in query["sql"] for query in seen.captured_queries) == 1
    assert not any("partnerships_tierecord" in query["sql"] for query in seen.captured_queries)
