"""Do city ties follow regional ties: from the public record to the page."""

import datetime as dt
import json
import re

import pandas as pd
import pytest

from insights import shipped
from insights.models import AnswerState
from insights.rules.independence import independence
from insights.rules.plain import DIGITS, plain
from stakeholders.access import Role
from stakeholders.models import Place
from tests.factories import CityFactory, CountryFactory, OfficeFactory, PartnershipFactory, SeatFactory, UserFactory
from tests.insights.public_world import tie
from tests.insights.ranking_world import member
from tests.insights.regional_world import CITIES, TIES, city, region, two_provinces, worked_out

FIRST = dt.date(1979, 1, 1)  # before any regional tie
LATER = dt.date(2015, 1, 1)  # after those with Germany


@pytest.fixture
def cities(db):
    return two_provinces()


def page_of(client):
    client.force_login(member(OfficeFactory(), Role.VIEWER))
    return client.get("/learn/regional/")


def text_of(client):
    return page_of(client).content.decode()


def stratum(found, code):
    return next(row for row in found["tied"]["strata"] if row["stratum"] == code)


def cells(row):
    return tuple(row[cell] for cell in "abcd")


def test_pairs_of_cities_are_counted_by_country_for_cities_with_a_tie_and_for_all(cities):
    found = worked_out().found

    assert cells(stratum(found, "DE")) == (3, 5, 3, 14)  # five cities here with a tie, five there
    assert cells(stratum(found, "IT")) == (0, 0, 2, 8)
    assert cells(found["tied"]["pooled"]) == (3, 5, 5, 22)
    assert cells(found["all"]) == (3, 11, 5, 29)  # Xuzhou and Ulm, too: 6 × 6 and 6 × 2
    assert found["sizes"] == {"ours": 5, "others": 7, "ours_all": 6, "others_all": 8}


def test_the_answer_is_that_of_the_method_on_the_pairs_written_out(cities):
    listed = {(shown.place_a[7:], shown.place_b[7:]) for shown in shipped.regional_ties() if shown.place_b}
    region_of = {name: code for code, names in CITIES.items() for name in names}
    tied = {frozenset(pair) for pair in TIES}
    names = sorted({name for pair in tied for name in pair}, key=lambda name: cities[name].pk)
    rows = [
        {
            "stratum": region_of[j][:2], "i": cities[i].pk, "j": cities[j].pk, "region_i": region_of[i],
            "region_j": region_of[j], "region_tie": int((region_of[i], region_of[j]) in listed),
            "city_tie": int(frozenset((i, j)) in tied),
        }
        for i in names if region_of[i][:2] == "CN" for j in names if region_of[j][:2] != "CN"
    ]  # fmt: skip
    expected = plain(independence(pd.DataFrame(rows)), DIGITS)

    found = worked_out().found["tied"]
    assert found["strata"] == expected["strata"]
    assert found["pooled"] == pytest.approx(expected["pooled"])


def test_the_page_tells_it_in_one_sentence_and_with_the_odds_by_country(cities, client):
    row = stratum(worked_out().found, "DE")
    page = page_of(client)
    text = page.content.decode()

    assert page.context["sentence"].startswith(
        "62% of 8 city ties of Jiangsu and Hubei go where their province has no tie ("
    )
    assert text.count('class="chart ivs"') == 2  # wide and narrow
    assert f"{row['or']:.2f} <span" in text
    assert "Cities under tied provinces are tied more often than others in 1 of 1 countries" in text


def test_what_the_chart_is_read_out_as_follows_the_figures(db, client):
    two_provinces([(one, other) for one, other in TIES if other not in ("Essen", "Bonn", "Dresden")] + [
        ("Nanjing", "Munich"), ("Suzhou", "Passau"), ("Wuxi", "Dresden"), ("Yichang", "Essen"), ("Yichang", "Bonn"),
    ])  # fmt: skip
    row = stratum(worked_out().found, "DE")

    assert (row["a"], row["or"] < 1) == (0, True)
    assert "are tied more often than others in 0 of 1 countries" in text_of(client)


def test_worked_out_twice_the_stored_answer_is_the_same(cities):
    first, second = worked_out(), worked_out()

    assert first.pk != second.pk
    assert (json.dumps(first.found), first.checksum) == (json.dumps(second.found), second.checksum)


def test_ties_of_other_cities_of_china_and_demonstration_ties_and_those_on_no_list_do_not_count(cities):
    before = worked_out().found
    other = city("Hangzhou", "CN-ZJ")
    tie(other, cities["Essen"])
    tie(cities["Nanjing"], other)
    tie(cities["Nanjing"], cities["Bonn"], sample=True)
    PartnershipFactory(between=[cities["Suzhou"], cities["Essen"]])

    assert worked_out().found == before


def test_cities_of_no_known_region_are_dropped_and_counted_with_their_ties(cities, client):
    before = worked_out().found
    country = CountryFactory(iso_code="DE")
    without_code = CityFactory(level="region", name="Old shire", country=country)
    lost = CityFactory(name="Shireham", country=country, parent=without_code)
    for one, other in (
        ("Wuxi", city("Nowhere", "DE")), ("Wuxi", city("Lodz", "PL")), ("Nanjing", lost),
    ):  # fmt: skip
        tie(cities[one], other)
    city("Quiet", "DE")
    city("Of no partner country", "NZ")
    found = worked_out().found

    assert found["tied"] == before["tied"]
    assert (found["inputs"]["unknown"], found["inputs"]["unknown_ties"]) == (4, 3)
    assert "4 cities of China and of partner countries lie in no known region and are dropped, and 3 ties" in (
        text_of(client)
    )


def test_places_that_are_city_and_region_at_once_are_left_out_and_named(cities, client):
    before = worked_out().found
    for one, name, code in (("Suzhou", "Singapore", "SG"), ("Wuhan", "Bremen", "DE-HB")):
        tie(cities[one], city(name, code))
    tie(cities["Milan"], city("Berlin", "DE-BE"))
    city("Hamburg", "DE-HH")  # without a tie
    found = worked_out().found

    assert found["tied"] == before["tied"]
    assert (found["inputs"]["at_once"], found["inputs"]["at_once_ties"]) == (["Berlin", "Bremen", "Singapore"], 2)
    text = text_of(client)
    assert "Left out because they are city and region at once: 3 places, and 2 ties" in text
    assert "<p>Berlin, Bremen, Singapore</p>" in text


def test_a_country_without_a_regional_tie_on_record_says_just_that_and_has_no_odds_ratio(cities, client):
    found = worked_out().found
    row = stratum(found, "IT")

    told = [key for key in row if key.startswith(("or", "rr", "phi", "chi2", "fisher", "qap_p", "degree_p"))]
    assert {row[key] for key in [*told, "se_ln_or", "coverage", "lift"]} == {None}
    assert row["why"] == "no regional tie on record between these two"
    assert list(found["holm"]) == ["DE"]
    text = text_of(client)
    assert "No regional tie on record, so no odds ratio: IT 2 (city ties)." in text
    assert '<th scope="row">IT</th>' not in text
    assert not re.search(r'<text class="lbl" x="0"[^>]*>IT<', text)


def test_a_country_of_which_the_regional_tie_has_no_cities_is_not_said_to_have_none(cities, client):
    tie(cities["Nanjing"], city("Fresno", "US-CA"))  # Jiangsu is tied with New York
    tie(cities["Nanjing"], city("Strasbourg", "FR-GES"))  # and with Alsace, which is no region on file
    found = worked_out().found

    assert stratum(found, "US")["or"] is None
    page = page_of(client)
    assert [one["code"] for one in page.context["without"]] == ["IT"]
    assert [one["code"] for one in page.context["untold"]] == ["FR", "US"]
    assert "so no odds ratio: FR 1, US 1 (city ties)." in re.sub(r"\s+", " ", page.content.decode())


def test_where_nothing_can_be_compared_no_p_is_told(db, client):
    two_provinces([("Nanjing", "Milan"), ("Suzhou", "Milan"), ("Wuhan", "Rome"), ("Yichang", "Rome"), ("Wuxi", "Rome")])
    found = worked_out().found
    text = text_of(client)

    assert (found["tied"]["pooled"]["mh_or"], found["all"]["mh_or"], found["holm"]) == (None, None, {})
    assert "100% of 5 city ties" in text
    assert "nothing to compare: in no country do both kinds of tie vary" in text
    assert not re.search(r"\bp,|, p\b|CMH|of 100 such networks|chart ivs", text.split("<main")[1])


def test_each_p_of_a_country_stands_beside_its_ratio_and_interval_and_allows_for_those_alone(cities, client):
    tie(cities["Nanjing"], city("Fresno", "US-CA"))
    tie(cities["Essen"], city("Brest", "BY-BR"))  # Hubei is tied with Brest, none of its cities is
    found = worked_out().found
    page = page_of(client)

    assert stratum(found, "BY")["degree_p"] == 1
    assert [row["stratum"] for row in page.context["rows"]] == ["DE"]
    assert all(row["or_low"] < row["or"] < row["or_high"] for row in page.context["rows"])
    assert found["tied"]["pooled"]["mh_low"] < found["tied"]["pooled"]["mh_or"] < found["tied"]["pooled"]["mh_high"]
    assert found["holm"] == {"DE": stratum(found, "DE")["degree_p"]}
    assert [(one["code"], one["ties"]) for one in page.context["untold"]] == [("BY", 0), ("US", 1)]


@pytest.mark.parametrize("n", [1, 4])
def test_below_five_city_ties_the_page_says_what_is_missing_and_no_figure(db, client, n):
    two_provinces(TIES[:n])
    worked_out()
    page = page_of(client)
    text = page.content.decode()

    assert page.context["sentence"] == (
        f"Not enough data: five city ties of Jiangsu and Hubei on record are needed, {n} are there."
    )
    assert "chart ivs" not in text
    assert not re.search(r"\d%|\bp,|odds|of 100 such networks", text.split('aria-labelledby="h-method"')[0], re.I)


def test_without_a_tie_or_without_cities_it_is_refused_and_the_page_says_why(db, client):
    answer = worked_out()
    assert (answer.state, answer.reason_code) == (AnswerState.REFUSED, "no_cities")
    assert "No city of Jiangsu or Hubei is on file" in text_of(client)

    two_provinces([])
    assert worked_out().reason_code == "no_ties"
    text = text_of(client)
    assert "No city of Jiangsu or Hubei has a tie on the public record." in text
    assert "no region on file" not in text


def test_all_regional_ties_of_the_shipped_list_go_in_and_those_of_no_region_on_file_are_named(cities, client):
    facts = worked_out().found["inputs"]

    assert (facts["listed"], facts["on_record"]) == (21, 0)
    text = text_of(client)
    for name in ("Essex", "Alsace", "Namur", "Ilocos Sur", "Southern Finland"):
        assert name in text
    assert "the 21 dated ones" in text


def between_regions(one, other):
    return PartnershipFactory(between=[region(one), region(other)])


def test_a_regional_tie_that_an_office_keeps_is_its_own_and_changes_nothing_that_others_read(cities):
    before = worked_out().found
    kept = between_regions("CN-JS", "IT-25")
    SeatFactory(partnership=kept, organisation=OfficeFactory(home=kept.places.first()).organisation)

    assert worked_out().found == before


def test_a_regional_tie_on_record_here_that_nobody_keeps_goes_in_once(cities, client):
    between_regions("CN-JS", "IT-25")
    between_regions("IT-25", "CN-JS")
    between_regions("CN-JS", "DE-NW")  # on the list already
    between_regions("CN-JS", "CN-HB")
    found = worked_out().found

    assert cells(stratum(found, "IT")) == (1, 2, 1, 6)
    assert stratum(found, "IT")["or"] is not None
    assert found["inputs"]["on_record"] == 1
    assert "1 more are on record here." in text_of(client)


def test_which_came_first_is_told_of_five_with_both_years_and_not_of_fewer(db, client):
    under = [("Nanjing", "Essen"), ("Suzhou", "Bonn"), ("Wuhan", "Dresden"), ("Wuxi", "Essen"), ("Wuxi", "Bonn")]
    years = [FIRST, LATER, LATER, LATER]
    cities = two_provinces([(*pair, year) for pair, year in zip(under, years, strict=False)])
    undated = tie(*(cities[name] for name in under[4]))
    tie(cities["Essen"], cities["Milan"], since=LATER)  # of no city here
    found = worked_out().found
    assert (found["order"]["region_first"], found["order"]["city_first"], found["order"]["p"]) == (3, 1, None)
    assert found["inputs"]["dated"] == 4
    assert "both with a year, are needed, 4 are there; 4 of 5 city ties have a year" in text_of(client)

    undated.tie_records.update(since_first=LATER, since_last=LATER)
    order = worked_out().found["order"]
    assert (order["region_first"], order["city_first"], order["p"]) == (4, 1, 0.375)
    assert re.search(r"the province before its city in 4 of 5: 80% \(\d+% – \d+%\), p 0.375", text_of(client))


def test_a_tie_of_which_only_the_decade_is_known_has_no_year(cities):
    record = Place.objects.get(name="Bonn").partnerships.get().tie_records
    record.update(since_first=dt.date(1990, 1, 1), since_last=dt.date(1999, 12, 31))

    assert worked_out().found["inputs"]["dated"] == 0


def test_it_is_read_by_every_office_and_by_nobody_without_one(cities, client):
    worked_out()
    assert client.get("/learn/regional/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/learn/regional/").status_code == 403
    assert "Country by country" in text_of(client)
