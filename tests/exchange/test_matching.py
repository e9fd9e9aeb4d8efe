"""Which city a place on the public list is."""

import csv
import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from data.region_ties import BY_HAND
from exchange.matching import JOINED, Gazetteer, Match, Spot, distance_km, name_key, split_qualifier

DATA = Path(__file__).resolve().parents[2] / "data"
CHECKED = Path(__file__).with_name("places_checked.csv")


def rows_of(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def tie_places():
    return {row["place_id"]: row for row in rows_of(DATA / "share-alike" / "tie_places.csv.gz")}


def city(key, name, country="DE", lat=50.0, lon=10.0, region=""):
    return Spot(key, name, country, lat, lon, region)


def test_of_100_places_checked_by_hand_at_least_97_are_right(tie_places):
    checked = rows_of(CHECKED)

    wrong = [row["place_id"] for row in checked if tie_places[row["place_id"]]["joins"] != row["city"]]

    assert len(checked) == 100
    assert len(wrong) <= 3, wrong


def test_reasons_of_the_places_checked_by_hand_are_the_ones_given(tie_places):
    own = [row for row in rows_of(CHECKED) if row["reason"]]

    differing = [row["place_id"] for row in own if tie_places[row["place_id"]]["match"] != row["reason"]]

    assert len(own) > 30
    assert differing == []


def test_shipped_files_have_the_sizes_of_their_sources(tie_places):
    manifest = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))

    assert {name: facts["rows"] for name, facts in manifest.items()} == {
        "countries.csv.gz": 252,
        "cities.csv.gz": 34_006,
        "fx_monthly_ecb.csv.gz": 10_390,
        "ports.csv.gz": 1_634,
        "universities.csv.gz": 10_230,
        "country_figures.csv.gz": 4_576,
        "country_exports_1998_2000.csv.gz": 226,
        "country_pairs.csv.gz": 24_976,
        "examples/trade_panel.csv.gz": 28_152,
        "share-alike/regions.csv.gz": 2_597,
        "share-alike/tie_places.csv.gz": 12_328,
        "share-alike/ties.csv.gz": 16_581,
        "share-alike/city_flights.csv.gz": 2_100,
        "share-alike/regional_ties.csv": 21,
        "share-alike/city_regions.csv": 218,
    }


def test_figures_of_the_data_readme_are_those_of_the_files(tie_places):
    readme = (DATA / "README.md").read_text(encoding="utf-8")

    for match, count in Counter(row["match"] for row in tie_places.values()).items():
        kind = "joined" if match in JOINED else "own place"
        line = next(line for line in readme.splitlines() if line.startswith(f"| {kind}: {match.partition(',')[0]}"))
        assert line.endswith(f"| {count:,} |")


def test_every_file_of_the_manifest_stands_in_the_readme_with_its_rows_and_is_what_the_manifest_says():
    readme = (DATA / "README.md").read_text(encoding="utf-8")

    for name, facts in json.loads((DATA / "manifest.json").read_text(encoding="utf-8")).items():
        content = (DATA / name).read_bytes()
        content = gzip.decompress(content) if name.endswith(".gz") else content
        assert hashlib.sha256(content).hexdigest() == facts["sha256"], name
        assert re.search(rf"^\| `{re.escape(name)}`[ †]*\| {facts['rows']:,} \|", readme, re.M), name


def test_every_region_looked_up_by_hand_is_used():
    ties = rows_of(DATA / "share-alike" / "regional_ties.csv")
    regions = {row["iso3166_2"] for row in rows_of(DATA / "share-alike" / "regions.csv.gz")}

    named = {(row[f"name_{side}"], row[f"iso2_{side}"]) for row in ties for side in "ab"}
    assert named == {(row["name"], row["iso2"]) for row in rows_of(DATA / "share-alike" / "region_names.csv")}
    assert set(BY_HAND) <= regions


def test_every_spelling_of_a_city_with_flights_names_a_shipped_city_of_its_country_once():
    cities = {row["geoname_id"]: row for row in rows_of(DATA / "cities.csv.gz")}
    joined = {row["place_id"] for row in rows_of(DATA / "share-alike" / "city_flights.csv.gz")}
    spellings = rows_of(DATA / "share-alike" / "flight_spellings.csv")

    wrong = [
        row["name"] for row in spellings
        if (cities[row["geoname_id"]]["iso2"], cities[row["geoname_id"]]["name"]) != (row["iso2"], row["city"])
    ]  # fmt: skip
    assert wrong == []
    assert {f"geonames:{row['geoname_id']}" for row in spellings} <= joined


def test_every_spelling_checked_by_hand_is_used(tie_places):
    spellings = rows_of(DATA / "share-alike" / "spellings.csv")

    unused = [row["place_id"] for row in spellings if tie_places[row["place_id"]]["match"] != Match.SPELLING]

    assert unused == []


def test_namibia_keeps_its_code(tie_places):
    cities = [row for row in rows_of(DATA / "cities.csv.gz") if row["iso2"] == "NA"]
    regions = [row for row in rows_of(DATA / "share-alike" / "regions.csv.gz") if row["iso2"] == "NA"]

    assert "Windhoek" in {row["name"] for row in cities}
    assert "Khomas" in {row["name"] for row in regions}
    assert tie_places["NA-windhoek"]["joins"] == next(
        row["place_id"] for row in cities if row["name"] == "Windhoek"
    )


def test_case_accents_and_punctuation_are_no_part_of_a_name():
    assert name_key("  SAINT-Étienne ") == name_key("Saint Etienne") == "saint etienne"
    assert name_key("Brøndby") == "brondby"
    assert name_key("Be’er Ya‘aqov") == name_key("Beer Yaaqov")


def test_distance_from_paris_to_london_is_that_of_the_map():
    paris, london = city("p", "Paris", lat=48.8566, lon=2.3522), city("l", "London", lat=51.5074, lon=-0.1278)

    assert round(distance_km(paris, london)) == 344


def test_same_name_within_25_km_joins_and_beyond_does_not():
    gazetteer = Gazetteer([city("1", "Coburg")])

    assert gazetteer.match(city("a", "COBURG", lat=50.2)) == ("1", Match.SAME_NAME)
    assert gazetteer.match(city("b", "Coburg", lat=50.3)) == (None, Match.TOO_FAR)
    assert gazetteer.match(city("c", "Coburg", country="AT")) == (None, Match.NO_SUCH_NAME)


def test_a_gazetteer_of_airports_reaches_further():
    gazetteer = Gazetteer([city("1", "Coburg"), city("2", "Halle an der Saale")], join_km=60, form_km=60)

    assert gazetteer.match(city("a", "Coburg", lat=50.5)) == ("1", Match.SAME_NAME)
    assert gazetteer.match(city("b", "Halle", lat=50.5)) == ("2", Match.OTHER_FORM)
    assert gazetteer.match(city("c", "Coburg", lat=50.6)) == (None, Match.TOO_FAR)


def test_point_that_is_missing_or_doubtful_joins_nothing_far_away():
    gazetteer = Gazetteer([city("1", "Coburg")])

    assert gazetteer.match(Spot("a", "Coburg", "DE")) == (None, Match.NOT_TRUSTED)
    assert gazetteer.match(Spot("b", "Coburg", "DE", -41.0, 174.0, trusted=False)) == (None, Match.NOT_TRUSTED)


def test_two_cities_nearby_are_told_apart_by_region_or_not_at_all():
    gazetteer = Gazetteer(
        [city("1", "Kansas City", region="region:US-MO"), city("2", "Kansas City", lat=50.05, region="region:US-KS")]
    )

    assert gazetteer.match(city("a", "Kansas City", region="region:US-MO")) == ("1", Match.SAME_NAME)
    assert gazetteer.match(city("b", "Kansas City")) == (None, Match.TWO_CANDIDATES)


def test_district_behind_its_city_joins_only_near_that_city():
    gazetteer = Gazetteer([city("1", "Mitte"), city("2", "Berlin"), city("3", "Hamburg", lat=53.5)])

    assert gazetteer.match(city("a", "Berlin – Mitte")) == ("1", Match.OTHER_FORM)
    assert gazetteer.match(city("b", "Mitte (Berlin)")) == ("1", Match.OTHER_FORM)
    assert gazetteer.match(city("c", "Mitte (Hamburg)")) == (None, Match.NO_SUCH_NAME)
    assert gazetteer.match(city("d", "Mitte (district)")) == (None, Match.NO_SUCH_NAME)


def test_towns_on_two_rivers_are_two_towns():
    gazetteer = Gazetteer([city("1", "Frankfurt am Main")])

    assert gazetteer.match(city("a", "Frankfurt")) == ("1", Match.OTHER_FORM)
    assert gazetteer.match(city("b", "Frankfurt an der Oder")) == (None, Match.NO_SUCH_NAME)


def test_order_of_the_cities_does_not_matter():
    cities = [city("1", "Hof"), city("2", "Hof", lat=50.1), city("3", "Naila")]

    for place in (city("a", "Hof"), city("b", "Naila"), city("c", "Hof", lat=50.26)):
        assert Gazetteer(cities).match(place) == Gazetteer(cities[::-1]).match(place)


def test_qualifiers_are_split_off_in_brackets_behind_a_dash_and_behind_a_comma():
    assert split_qualifier("Neukölln (Berlin)") == ("Neukölln", "Berlin")
    assert split_qualifier("Berlin – Neukölln") == ("Neukölln", "Berlin")
    assert split_qualifier("Salisbury, Maryland") == ("Salisbury", "Maryland")
    assert split_qualifier("Newry, Mourne and Down") == ("Newry, Mourne and Down", "")
