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
    "id,name,native_name,iso2,iso3166_2,fips_code,parent_id,lat,lon,population,type\n"
    "1,Khomas Region,Khomas,NA,NA-KH,21,,-22.6377854,17.1011931,,city\n"
    "2,Illinois,Illinois,US,US-IL,17,,40.07966060,-89.43372880,12710158,state\n"
    "3,Texas,Texas,US,US-TX,48,,31.0,-100.0,,state\n"
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
FLIGHTS = (
    "city,iso2,n_dest_airports,n_intl_dest_airports,n_foreign_countries,n_intl_airline_routes,lat,lon\n"
    "CHICAGO,US,9,5,4,12,42.2,-87.9\nChicago,US,9,3,2,3,41.8,-87.7\nWindhoek,NA,3,2,2,4,-22.5,17.4\n"
    "Windhoek Airport,NA,3,2,2,4,-22.5,17.4\nChicago,NA,1,1,1,1,41.8,-87.7\nNowhere,US,1,1,1,1,10.0,10.0\n"
)
REGION_TIES = (
    "level,name_a,admin1_a,iso2_a,name_b,admin1_b,iso2_b,signed,source\n"
    "region,Jiangsu,Jiangsu,CN,Essex,Essex,GB,1992-07-16,list\n"
    "region,Jiangsu,Jiangsu,CN,New York,New York,US,1989-04-21,list\n"
    "city,Hangzhou,Zhejiang,CN,Boston,Massachusetts,US,1982-05-01,list\n"
)
COUNTRY_YEARS = (
    "iso3,name,year,gdp_usd,population,is_country\nNAM,Namibia,2003,1,1,1\nNAM,Namibia,2004,6609205995,1942082,1\n"
    "NAM,Namibia,2005,,1966582,1\nUSA,United States,2004,,,1\nWLD,World,2004,1,1,0\n"
)
EXPORTS = "iso3,sitc2_4d,exports_usd\nUSA,0011,5\nNAM,0342,7\nUSA,0342,6\nXXX,0011,1\n"
DISTANCES = (
    "iso_o,iso_d,contig,comlang_off,comlang_ethno,colony,dist\nUSA,NAM,0,1,0,0,12000.5\nNAM,USA,0,1,0,0,12000.5\n"
    "USA,USA,0,1,1,0,100\nUSA,XXX,0,1,1,0,100\n"
)
PANEL = (
    "exporter,importer,pair_id,year,trade,dist,cntg,lang,clny,rta\nUSA,ROM,7,1990,2.5,8000,0,0,0,0\n"
    "USA,USA,8,1990,99,1,0,0,0,0\nUSA,ROM,7,1991,3.5,8000,0,0,0,0\n"
)


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "countries.csv").write_text(COUNTRIES)
    (folder / "fx_monthly_ecb.csv").write_text(RATES)
    (folder / "ports.csv").write_text(PORTS)
    (folder / "city_flights_2014.csv").write_text(FLIGHTS)
    (folder / "dated_ties_transcribed.csv").write_text(REGION_TIES)
    for name, text in {
        "cities": CITIES,
        "regions": REGIONS,
        "sister_city_places": PLACES,
        "sister_city_ties": TIES,
        "universities": UNIVERSITIES,
        "country_year_gdp_population": COUNTRY_YEARS,
        "country_product_exports_1998_2000": EXPORTS,
        "country_pairs_geodist": DISTANCES,
        "trade_panel_agtpa": PANEL,
    }.items():
        (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text.encode()))
    return folder


def rows_of(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_same_sources_give_the_same_bytes(sources, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"

    for target in (first, second):
        build(sources, target)

    names = sorted(str(path.relative_to(first)) for path in first.rglob("*.*"))
    assert len(names) == 16
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


def test_flights_join_their_city_once_within_60_km(sources, tmp_path):
    _, _, reasons = build(sources, tmp_path / "made")

    rows = [tuple(row.values()) for row in rows_of(tmp_path / "made/share-alike/city_flights.csv.gz")]
    assert rows == [("geonames:3352136", "2", "2", "4"), ("geonames:4887398", "5", "4", "12")]
    assert reasons == {
        "same name": 2,
        "no city of that name": 2,
        "too far from the city of that name": 1,
        "another row of the same city has more destinations abroad": 1,
    }


def test_regional_ties_name_their_regions_and_keep_an_empty_id_where_none_is_shipped(sources, tmp_path):
    build(sources, tmp_path / "made")

    ties = rows_of(tmp_path / "made/share-alike/regional_ties.csv")
    assert [(row["place_a"], row["name_b"], row["place_b"], row["since"]) for row in ties] == [
        ("region:CN-JS", "New York", "region:US-NY", "1989-04-21"),
        ("region:CN-JS", "Essex", "", "1992-07-16"),
    ]


def test_a_region_that_nobody_looked_up_stops_the_build(sources, tmp_path):
    (sources / "dated_ties_transcribed.csv").write_text(REGION_TIES.replace("Essex", "Wessex"))

    with pytest.raises(KeyError, match="Wessex"):
        build(sources, tmp_path / "made")


def test_regions_that_are_cities_are_told_by_type_and_city_states_stand_with_their_country(sources, tmp_path):
    build(sources, tmp_path / "made")

    found = {row["place_id"]: row["why"] for row in rows_of(tmp_path / "made/share-alike/city_regions.csv")}
    assert found["region:NA-KH"] == "city"
    assert found["country:SG"] == "city-state"
    assert "region:US-IL" not in found


def test_figures_of_countries_begin_in_2004_and_leave_out_what_is_no_country(sources, tmp_path):
    build(sources, tmp_path / "made")

    rows = [tuple(row.values()) for row in rows_of(tmp_path / "made/country_figures.csv.gz")]
    assert rows == [("country:NA", "2004", "6609205995", "1942082"), ("country:NA", "2005", "", "1966582")]


def test_exports_are_a_line_for_each_country_and_a_column_for_each_product(sources, tmp_path):
    build(sources, tmp_path / "made")

    assert rows_of(tmp_path / "made/country_exports_1998_2000.csv.gz") == [
        {"place_id": "country:NA", "0011": "", "0342": "7"},
        {"place_id": "country:US", "0011": "5", "0342": "6"},
    ]


def test_a_pair_of_countries_is_there_once_and_its_two_directions_must_agree(sources, tmp_path):
    build(sources, tmp_path / "made")

    rows = [tuple(row.values()) for row in rows_of(tmp_path / "made/country_pairs.csv.gz")]
    assert rows == [("NA", "US", "0", "1", "0", "0", "12000.5")]
    (sources / "country_pairs_geodist.csv.gz").write_bytes(
        gzip.compress(DISTANCES.replace("NAM,USA,0,1", "NAM,USA,1,1").encode())
    )
    with pytest.raises(ValueError, match="NA and US"):
        build(sources, tmp_path / "again")


def test_the_panel_has_every_fourth_year_and_no_trade_with_oneself(sources, tmp_path):
    build(sources, tmp_path / "made")

    rows = [tuple(row.values()) for row in rows_of(tmp_path / "made/examples/trade_panel.csv.gz")]
    assert rows == [("USA", "ROU", "1990", "2.5", "7", "8000", "0", "0", "0", "0")]
