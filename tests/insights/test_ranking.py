"""Whom next: figures of candidates told apart by level, open weights, robustness, sets, briefs."""

import pytest

from insights.models import Answer, Brief, RankingSet
from insights.scoring import order
from insights.services.rankings import SetLocked, lock_set, remove_set, save_set
from partnerships.models import SeatRole
from stakeholders.access import Role
from tests.factories import OfficeFactory, PartnershipFactory, SeatFactory
from tests.insights.ranking_world import NOW, figure, member, office_with_cities, ranked


@pytest.fixture
def office(db):
    return office_with_cities()



def test_own_country_small_cities_and_those_we_have_a_tie_with_are_not_candidates(office):
    answer = ranked(office)

    found = order(answer, {"distance": 100})
    assert {row.name for row in found.rows} == {"Near", "Mid", "Far"}
    assert answer.found["inputs"]["taken"] == ["Tied"]


def test_the_nearer_one_comes_first_by_distance_alone(office):
    found = order(ranked(office), {"distance": 100})

    near, *_rest, far = found.rows
    assert (near.points, far.name, far.points) == (100, "Far", 0)
    assert near.parts[0].value < far.parts[0].value


def test_a_sum_is_the_points_of_its_parts(office):
    found = order(ranked(office), {"distance": 40, "size": 30, "market": 30})

    for row in found.rows:
        assert sum(part.points for part in row.parts if part.points is not None) == pytest.approx(row.points)
        assert sum(part.weight for part in row.parts if part.weight is not None) == pytest.approx(100)


def test_a_missing_figure_is_left_out_and_told_and_never_filled_in(office):
    found = order(ranked(office), {"distance": 60, "flights": 40})

    mid = next(row for row in found.rows if row.name == "Mid")
    assert (mid.n, mid.m) == (1, 2)
    assert next(part for part in mid.parts if part.key == "flights").value is None


def test_who_has_less_than_half_of_the_weight_on_record_is_not_ranked_but_counted(office):
    found = order(ranked(office), {"distance": 40, "flights": 60})

    assert {row.name for row in found.rows} == {"Near", "Far"}
    assert found.short == 1


def test_a_figure_of_the_country_stands_for_a_city_only_under_its_own_name(office):
    found = order(ranked(office), {"market": 50, "figure:green_score": 50})

    levels = {part.key: part.level for part in found.rows[0].parts}
    assert levels == {"market": "country", "figure:green_score": "city, else its region or country"}


def test_the_answer_asked_twice_is_the_same_to_the_letter(office):
    first, second = ranked(office), ranked(office)

    assert (first.found, bytes(first.table), first.checksum) == (second.found, bytes(second.table), second.checksum)


def test_robustness_is_told_for_the_criteria_it_was_drawn_for_and_for_no_others(office):
    answer = ranked(office, criteria=["distance", "size"])

    assert order(answer, {"distance": 70, "size": 30}).robust is not None
    assert order(answer, {"distance": 70, "market": 30}).robust is None


def test_moves_are_told_against_the_weights_before(office):
    answer = ranked(office)

    found = order(answer, {"market": 100}, before={"distance": 100})

    assert [(row.name, row.move) for row in found.rows] == [("Far", 2), ("Near", 0), ("Mid", -2)]


def test_the_page_shows_ranks_and_weights_and_is_closed_to_others(office, client):
    ranked(office)
    client.force_login(member(office, Role.VIEWER))
    page = client.get("/ranking/?w-distance=1&w-size=1")

    assert page.status_code == 200
    assert [field["weight"] for field in page.context["fields"] if field["weight"]] == [50, 50]
    assert b"Make official" not in page.content
    client.force_login(member(OfficeFactory()))
    assert b"Near" not in client.get("/ranking/").content


def test_weights_of_nought_alone_say_so(office, client):
    ranked(office)
    client.force_login(member(office))

    assert "No weight above 0" in client.get("/ranking/?w-distance=0").content.decode()


def test_a_list_of_cities_is_read_line_by_line_and_a_wrong_line_keeps_what_was_typed(office, client):
    client.force_login(member(office))

    wrong = client.post("/ranking/candidates/", {"places": "Near, FR\nNowhere, FR"})
    assert wrong.status_code == 422
    assert "Nowhere, FR" in wrong.content.decode()
    right = client.post("/ranking/candidates/", {"places": "Near, FR\nFar, DE"})
    assert right.status_code == 302
    asked = Answer.objects.get(study="ranking", state="waiting")
    assert asked.options["places"] == sorted([office.cities["Near"].pk, office.cities["Far"].pk])


def test_a_locked_set_is_neither_changed_nor_removed(office):
    by = member(office)
    made = save_set(owner=office.organisation, name="Air", weights={"flights": 2, "size": 1}, turned=[], by=by, at=NOW)
    assert made.weights == {"flights": 67, "size": 33}
    made = lock_set(made, by=by, at=NOW)

    with pytest.raises(SetLocked):
        save_set(owner=office.organisation, name="Air", weights={"size": 1}, turned=[], by=by, at=NOW)
    with pytest.raises(SetLocked):
        remove_set(made, by=by, at=NOW)
    assert RankingSet.objects.get().weights == {"flights": 67, "size": 33}


def test_a_brief_keeps_its_figures_and_stands_on_the_tie_that_came_of_it(office, client):
    ranked(office)
    client.force_login(member(office))
    sent = client.post("/ranking/briefs/new/", {"title": "Port first", "reason": "They asked.", "w-distance": "100"})
    brief = Brief.objects.get()
    assert sent["Location"] == f"/ranking/briefs/{brief.pk}/"
    assert [row["name"] for row in brief.said["first"]][0] == brief.places.first().place.name
    before = client.get(sent["Location"]).content
    ranked(office, least_population=500_000)
    assert client.get(sent["Location"]).content.count(b"Near") == before.count(b"Near")

    home, near = office.home, brief.places.first().place
    tie = PartnershipFactory(between=[home, near])
    SeatFactory(partnership=tie, organisation=office.organisation, side=home, role=SeatRole.LEAD)
    assert "Port first" in client.get(f"/partnerships/{tie.slug}/").content.decode()
    other = OfficeFactory(home=near)
    SeatFactory(partnership=tie, organisation=other.organisation, side=near, role=SeatRole.LEAD)
    client.force_login(member(other))
    assert "Port first" not in client.get(f"/partnerships/{tie.slug}/").content.decode()


def test_the_page_is_answered_from_the_store_in_one_query_of_it(office, client, django_assert_max_num_queries):
    ranked(office)
    client.force_login(member(office))
    client.get("/ranking/")

    with django_assert_max_num_queries(20) as asked:
        client.get("/ranking/")
    assert sum('FROM "insights_answer"' in query["sql"] for query in asked.captured_queries) == 1


def test_the_overview_names_who_comes_first_by_the_usual_weights_as_the_page_does(office, client):
    answer = ranked(office)
    client.force_login(member(office))

    overview = client.get("/learn/").content.decode()
    first = client.get("/ranking/").context["order"].rows[0]

    assert answer.found["usual"] == {"pk": first.pk, "name": first.name}
    assert f"{first.name} comes first by the usual weights" in overview
    assert 'href="/ranking/"' in overview


def test_who_asks_for_complete_figures_sees_no_city_that_lacks_one(office):
    answer = ranked(office)

    found = order(answer, {"distance": 60, "flights": 40}, complete=True)

    assert {row.name for row in found.rows} == {"Near", "Far"}
    assert (found.ranked, found.short) == (2, 1)
    assert all(row.n == row.m for row in found.rows)


def test_a_first_that_lacks_a_figure_is_told_with_it_and_leads_to_those_that_have_all(office, client):
    ranked(office)
    client.force_login(member(office))

    page = client.get("/ranking/?w-distance=60&w-flights=40").content.decode()
    whole = client.get("/ranking/?w-distance=60&w-flights=40&complete=1").content.decode()

    assert "Only 1 of these 2 figures of it are on record (not: flights)." in page
    assert 'href="?w-distance=60&amp;w-flights=40&amp;complete=1"' in page
    assert "Rank only cities that have all" not in whole


def test_how_firm_an_order_is_is_told_for_the_candidates_it_was_drawn_among_and_no_others(office):
    weights = {"distance": 60, "flights": 40}
    answer = ranked(office, criteria=list(weights), complete=True)

    assert answer.found["complete"] is True
    assert order(answer, weights, complete=True).robust is not None
    assert order(answer, weights).robust is None


def test_where_no_city_has_all_figures_the_page_says_so_and_keeps_its_form(office, client):
    for name, metric in (("Near", "ports"), ("Mid", "ports"), ("Mid", "fairs"), ("Far", "fairs")):
        figure(office.cities[name], metric, len(name))
    ranked(office)
    client.force_login(member(office))

    page = client.get("/ranking/?w-flights=1&w-figure:ports=1&w-figure:fairs=1&complete=1")

    assert page.status_code == 200
    assert "No city has these figures" in page.content.decode()
    assert 'id="weights"' in page.content.decode()


def test_a_brief_of_complete_figures_says_so(office, client):
    ranked(office)
    client.force_login(member(office))

    form = {"title": "Whole", "w-distance": "60", "w-flights": "40", "complete": "1"}
    sent = client.post("/ranking/briefs/new/", form)

    assert [row["name"] for row in Brief.objects.get().said["first"]] == ["Near", "Far"]
    assert "Only cities that have all of these figures were ranked." in client.get(sent["Location"]).content.decode()


def test_the_question_how_firm_an_order_is_goes_out_with_its_criteria_and_its_candidates(office, client):
    ranked(office, least_population=200_000)
    client.force_login(member(office))

    back = "w-distance=70&w-flights=30&complete=1"
    sent = client.post("/ranking/ask/", {"w-distance": "1", "w-flights": "1", "complete": "1", "back": back})

    assert sent["Location"] == f"/ranking/?{back}"
    asked = Answer.objects.get(study="ranking", state="waiting")
    assert asked.options == {"least_population": 200_000, "criteria": ["distance", "flights"], "complete": True}


def test_before_anything_is_gathered_the_sets_of_the_office_are_told_with_their_weights(office, client):
    by = member(office)
    save_set(owner=office.organisation, name="Air", weights={"flights": 2, "size": 1}, turned=[], by=by, at=NOW)
    client.force_login(by)

    page = client.get("/ranking/").content.decode()

    assert "No candidates gathered yet" in page
    assert "Flights 67% · Size unlike ours 33%" in page
