"""What the studies read from the shipped files."""

import csv
import datetime as dt
import gzip
from collections import Counter
from pathlib import Path

from django.conf import settings

from insights import shipped

DATA = Path(settings.BASE_DIR) / "data"


def ids_of(name):
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as lines:
        return {row["place_id"]: row for row in csv.DictReader(lines)}


def test_twenty_one_regional_ties_are_those_of_jiangsu_and_hubei():
    ties = shipped.regional_ties()

    assert Counter(tie.name_a for tie in ties) == {"Jiangsu": 16, "Hubei": 5}
    assert {(tie.name_a, tie.place_a, tie.iso2_a) for tie in ties} == {
        ("Jiangsu", "region:CN-JS", "CN"), ("Hubei", "region:CN-HB", "CN"),
    }  # fmt: skip
    assert (min(tie.since for tie in ties), max(tie.since for tie in ties)) == (
        dt.date(1979, 10, 31), dt.date(2019, 12, 3),
    )  # fmt: skip


def test_every_region_of_a_tie_is_shipped_in_its_country_or_named_as_unresolved():
    regions = ids_of("share-alike/regions.csv.gz")
    ties = shipped.regional_ties()

    named = {tie.place_b for tie in ties} - {None}
    assert named <= set(regions)
    assert all(regions[tie.place_b]["iso2"] == tie.iso2_b for tie in ties if tie.place_b)
    unresolved = {tie.name_b for tie in ties if tie.place_b is None}
    assert unresolved == {"Alsace", "Essex", "Ilocos Sur", "Namur", "Southern Finland"}
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert all(name in readme for name in unresolved)


def test_a_region_of_the_same_name_in_its_own_tongue_is_the_one_that_is_meant():
    regions = ids_of("share-alike/regions.csv.gz")

    meant = {tie.name_b: regions[tie.place_b]["name"] for tie in shipped.regional_ties() if tie.place_b}

    assert {name: found for name, found in meant.items() if name != found} == {
        "Ostergotland": "Östergötland", "Atlantico": "Atlántico", "Baden-Wurttemberg": "Baden-Württemberg",
        "Brest Region": "Brest", "Moscow Oblast": "Moscow",
    }  # fmt: skip
    assert next(tie.place_b for tie in shipped.regional_ties() if tie.name_b == "Moscow Oblast") == "region:RU-MOS"


def test_places_that_are_city_and_region_at_once_say_why():
    found = shipped.city_regions()

    for place in (
        "region:CN-BJ", "region:CN-CQ", "region:DE-HB", "region:AT-9", "region:RU-SPE", "region:KR-11", "region:KR-26",
        "region:AR-C", "region:MX-CMX", "region:TH-10", "region:ID-JK", "region:VN-SG", "region:PH-00",
        "region:CZ-10", "region:RO-B", "region:BG-22", "region:NO-03", "region:US-DC", "region:ET-AA", "region:BE-BRU",
        "country:SG", "country:HK", "country:MO",
    ):  # fmt: skip
        assert found[place].why, place
    for place in ("region:JP-13", "region:CN-JS", "region:FR-IDF", "region:RU-NEN", "region:MY-15", "region:KR-49"):
        assert place not in found


def test_every_city_region_is_a_shipped_place():
    shipped_ids = set(ids_of("share-alike/regions.csv.gz")) | set(ids_of("countries.csv.gz"))

    assert set(shipped.city_regions()) <= shipped_ids


def test_exports_are_by_country_and_product_and_namibia_is_among_them():
    exports = shipped.country_exports()

    assert (len(exports), sum(map(len, exports.values()))) == (226, 124_336)
    assert exports["country:AF"]["0011"] == 30_068
    assert exports.keys() >= {"country:NA", "country:RO"}
    assert len({product for sold in exports.values() for product in sold}) == 785


def test_pairs_of_countries_are_in_order_and_each_is_there_once():
    pairs = shipped.country_pairs()

    countries = {code for pair in pairs for code in pair}
    assert (len(pairs), len(countries)) == (24_976, 224)
    assert all(a < b for a, b in pairs)
    assert countries <= {row["iso2"] for row in ids_of("countries.csv.gz").values()}
    assert pairs["DE", "FR"] == shipped.CountryPair(True, False, False, False, pairs["DE", "FR"].dist)
    assert 400 < pairs["DE", "FR"].dist < 1_000
    assert (pairs["NA", "ZA"].contig, pairs["GB", "IN"].colony, pairs["AU", "GB"].comlang_off) == (True, True, True)


def test_a_file_is_read_once():
    assert shipped.country_pairs() is shipped.country_pairs()
