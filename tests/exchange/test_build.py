"""The script that makes the shipped files from their sources."""

import csv
import gzip

import pytest

from data.build import build

COUNTRIES = "iso2,iso3,name,population\nNA,NAM,Namibia,2448255\nUS,USA,United States,327167434\n"
CITIES = (
    "geoname_id,name,iso2,admin1_code,admin1_name,lat,lon,population,timezone\n"
    "3352136,Windhoek,NA,21,Khomas,-22.55941,17.08323,268132,Africa/Windhoek\n"
    "4887398,Chicago,US,IL,Illinois,41.85003,-87.65005,2720546,America/Chicago\n"
    "1,Nowhere,US,ZZ,,41.0,-87.0,20000,America/Chicago\n"
)
REGIONS = (
    "id,name,native_name,iso2,iso3166_2,fips_code,parent_id,lat,lon,population\n"
    "1,Khomas Region,Khomas,NA,NA-KH,21,,-22.6377854,17.1011931,\n"
    "2,Illinois,Illinois,US,US-IL,17,,40.07966060,-89.43372880,12710158\n"
    "3,Texas,Texas,US,US-TX,48,,31.0,-100.0,\n"
)
PLACES = (
    "place_id,name,iso2,lat,lon,admin1,geo_flag,kind_hint\n"
    "NA-windhoek,WINDHOEK,NA,-22.57,17.0836,Khomas,ok,\n"
    "US-chicago,Chicago,US,41.8819,-87.6278,Illinois,ok,\n"
    "US-cook-county,Cook County,US,41.81,-87.7,Illinois,ok,county\n"
    "US-cairo,Cairo,US,30.0,31.2,,country_mismatch,\n"
)
TIES = (
    "place_a,name_a,iso2_a,place_b,name_b,iso2_b,listed_by_both,pages\n"
    "US-chicago,Chicago,US,US-cook-county,Cook County,US,0,United States\n"
    "NA-windhoek,Windhoek,NA,US-chicago,Chicago,US,1,Namibia;United States\n"
)

RATES = (
    "currency,month,per_eur_avg,n_days,per_eur_last\n"
    "USD,2025-09,1.17,22,1.17\nUSD,2025-10,1.16,23,1.16\nUSD,2025-11,1.15,14,1.15\n"
    "RUB,2025-09,90,22,90\nRUB,2025-10,91,1,91\n"
)
PORTS = (
    "unlocode,name,city,province,country,iso2,lat,lon,timezone,alias,unlocodes\n"
    "USCHI,Chicago,Chicago,Ill [Illinois],United States,US,41.88,-87.62,America/Chicago,Calumet,USCHI\n"
    "NAWVB,Walvis Bay,Walvis Bay,Erongo,Namibia,NA,,,,,NAWVB\n"
)
UNIVERSITIES = (
    "name,iso2,state_province,domains,web_page\n"
    "University of Chicago,US,Illinois,uchicago.edu;chicago.edu,http://www.uchicago.edu/\n"
    "Booth School,US,Illinois,uchicago.edu,http://www.uchicago.edu/\n"
)


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "countries.csv").write_text(COUNTRIES)
    (folder / "fx_monthly_ecb.csv").write_text(RATES)
    (folder / "ports.csv").write_text(PORTS)
    for name, text in {
        "cities": CITIES,
        "regions": REGIONS,
        "sister_city_places": PLACES,
        "sister_city_ties": TIES,
        "universities": UNIVERSITIES,
    }.items():
        (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text.encode()))
    return folder


def rows_of(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_same_sources_give_the_same_bytes(sources, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"

    for target in (first, second):
        build(sources, target)

    names = sorted(str(path.relative_to(first)) for path in first.rglob("*.*"))
    assert len(names) == 9
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_regions_are_those_in_which_a_place_lies(sources, tmp_path):
    build(sources, tmp_path / "made")

    regions = {row["place_id"]: row["admin1_codes"] for row in rows_of(tmp_path / "made/share-alike/regions.csv.gz")}
    assert regions == {"region:NA-KH": "21", "region:US-IL": "IL"}


def test_tie_places_join_or_say_why_not(sources, tmp_path):
    build(sources, tmp_path / "made")

    places = {row["place_id"]: row for row in rows_of(tmp_path / "made/share-alike/tie_places.csv.gz")}
    assert {key: (row["joins"], row["match"], row["level"]) for key, row in places.items()} == {
        "NA-windhoek": ("geonames:3352136", "same name", "city"),
        "US-chicago": ("geonames:4887398", "same name", "city"),
        "US-cook-county": ("", "district, county or other area", "region"),
        "US-cairo": ("", "no city of that name", "city"),
    }


def test_point_that_is_not_trusted_is_left_out(sources, tmp_path):
    build(sources, tmp_path / "made")

    cairo = next(
        row for row in rows_of(tmp_path / "made/share-alike/tie_places.csv.gz") if row["place_id"] == "US-cairo"
    )
    assert (cairo["lat"], cairo["lon"], cairo["region"]) == ("", "", "")


def test_ties_are_keyed_by_their_two_places(sources, tmp_path):
    build(sources, tmp_path / "made")

    ties = [row["tie_id"] for row in rows_of(tmp_path / "made/share-alike/ties.csv.gz")]
    assert ties == ["NA-windhoek|US-chicago", "US-chicago|US-cook-county"]


def test_rates_are_those_of_whole_months(sources, tmp_path):
    build(sources, tmp_path / "made")

    rates = [(row["currency"], row["month"]) for row in rows_of(tmp_path / "made/fx_monthly_ecb.csv.gz")]
    assert rates == [("RUB", "2025-09"), ("USD", "2025-09"), ("USD", "2025-10")]


def test_ports_name_their_city_and_one_without_a_point_names_none(sources, tmp_path):
    build(sources, tmp_path / "made")

    ports = [tuple(row.values()) for row in rows_of(tmp_path / "made/ports.csv.gz")]
    assert ports == [
        ("NAWVB", "Walvis Bay", "NA", "Erongo", "", "", ""),
        ("USCHI", "Chicago", "US", "Illinois", "Calumet", "geonames:4887398", "America/Chicago"),
    ]


def test_universities_are_one_for_each_first_domain(sources, tmp_path):
    build(sources, tmp_path / "made")

    rows = [(row["code"], row["name"], row["domains"]) for row in rows_of(tmp_path / "made/universities.csv.gz")]
    assert rows == [("uchicago.edu", "Booth School", "uchicago.edu")]
