"""Ties between regions with the day they were signed, and the regions that are cities at once."""

import csv
from pathlib import Path

NAMES = Path(__file__).resolve().parent / "share-alike" / "region_names.csv"
REGIONAL_TIE = ["name_a", "place_a", "iso2_a", "name_b", "place_b", "iso2_b", "since", "source"]
CITY_REGION = ["place_id", "name", "why"]

# A region of one of these types is a city: the source says so.
CITY_TYPES = frozenset(
    {"autonomous municipality", "autonomous sector", "capital city", "capital district", "city"}
    | {"city with county rights", "federal capital territory", "federal district", "metropolitan administration"}
    | {"metropolitan city", "special city", "special self-governing city", "state city", "town council"}
    | {"urban community", "urban municipality"}
)
# Countries whose first level is the municipality: a tie of the region is the tie of the city.
MUNICIPAL = frozenset({"CV", "LI", "LV", "ME", "MK", "MT", "PR", "SI"})
# Looked up one by one; what the type of the source does not say, or says of other regions too.
BY_HAND = {
    "AT-9": "city and Land",
    "AU-ACT": "the territory's government is the city's",
    "AZ-BA": "city of republican rank",
    "AZ-GA": "city of republican rank",
    "AZ-MI": "city of republican rank",
    "AZ-SA": "city of republican rank",
    "AZ-SM": "city of republican rank",
    "AZ-SR": "city of republican rank",
    "AZ-YE": "city of republican rank",
    "BE-BRU": "Brussels-Capital Region",
    "BG-22": "Sofia city, a province of its own",
    "BI-BM": "Bujumbura city, a province of its own",
    "CF-BGF": "commune with the rank of a prefecture",
    "CG-16": "commune and department",
    "CG-BZV": "commune and department",
    "CH-BS": "canton of the city of Basel",
    "CI-AB": "autonomous district of the city",
    "CN-BJ": "municipality of provincial rank",
    "CN-CQ": "municipality of provincial rank",
    "CN-SH": "municipality of provincial rank",
    "CN-TJ": "municipality of provincial rank",
    "CU-03": "city and province",
    "DE-BE": "city and Land",
    "DE-HB": "city and Land",
    "DE-HH": "city and Land",
    "DO-01": "National District: the city of Santo Domingo",
    "EG-ALX": "governorate of one city",
    "EG-C": "governorate of one city",
    "EG-PTS": "governorate of one city",
    "EG-SUZ": "governorate of one city",
    "ES-CE": "autonomous city",
    "ES-ML": "autonomous city",
    "ET-AA": "chartered city",
    "ET-DD": "chartered city",
    "GN-C": "city with the rank of a region",
    "HK-KKC": "district of Hong Kong",
    "HK-KSS": "district of Hong Kong",
    "HK-KWT": "district of Hong Kong",
    "HK-NSK": "district of Hong Kong",
    "HK-NST": "district of Hong Kong",
    "HK-NTM": "district of Hong Kong",
    "HK-NTP": "district of Hong Kong",
    "IN-CH": "union territory of one city",
    "IN-DL": "national capital territory",
    "KE-28": "city and county",
    "KE-30": "city and county",
    "LA-VT": "prefecture of the capital",
    "LB-BA": "governorate of one city",
    "ML-BKO": "district of the capital",
    "MY-14": "federal territory of one city",
    "MY-16": "federal territory of one city",
    "NG-FC": "federal capital territory",
    "NO-03": "city and county",
    "NZ-AUK": "one council for city and region",
    "NZ-NSN": "one council for city and region",
    "PE-CAL": "constitutional province of one city",
    "PG-NCD": "National Capital District: Port Moresby",
    "PH-00": "Metro Manila",
    "RO-B": "city with the rank of a county",
    "RU-MOW": "federal city",
    "RU-SPE": "federal city",
    "SB-CT": "capital territory: the city of Honiara",
    "SY-DI": "governorate of one city",
    "TD-ND": "city and province",
    "TJ-DU": "capital, on a par with the regions",
    "TT-ARI": "borough of one town",
    "TT-CHA": "borough of one town",
    "TT-PTF": "borough of one town",
    "TT-SFO": "city corporation",
    "TW-KHH": "special municipality",
    "TW-TPE": "special municipality",
    "US-DC": "federal district",
    "UY-MO": "one government for city and department",
    "VN-CT": "city under the central government",
    "VN-HN": "city under the central government",
    "VN-HP": "city under the central government",
    "VN-SG": "city under the central government",
    "ZW-BU": "metropolitan province of one city",
    "ZW-HA": "metropolitan province of one city",
}
# Their cities lie straight in the country.
CITY_STATES = {
    "GI": "Gibraltar",
    "HK": "Hong Kong",
    "MC": "Monaco",
    "MO": "Macao",
    "SG": "Singapore",
    "VA": "Vatican City",
}


def read_names(path=NAMES):
    """{(country, name in the source): shipped id or ""} that a person has looked at."""
    with open(path, encoding="utf-8", newline="") as lines:
        return {(row["iso2"], row["name"]): row["place_id"] for row in csv.DictReader(lines)}


def build_regional_ties(sources, names):
    """Rows of REGIONAL_TIE by first name and day; a region without a place on file keeps an empty id.

    sources: level, name_a, iso2_a, name_b, iso2_b, signed, source. Raises KeyError for a name that nobody looked at.
    """
    return [
        {
            **row,
            "place_a": names[row["iso2_a"], row["name_a"]],
            "place_b": names[row["iso2_b"], row["name_b"]],
            "since": row["signed"],
        }
        for row in sorted(sources, key=lambda row: (row["name_a"], row["signed"], row["name_b"]))
        if row["level"] == "region"
    ]


def build_city_regions(regions, types):
    """Rows of CITY_REGION: the shipped regions that are a city at once, and the city-states.

    regions: rows of regions.csv.gz. types: {ISO 3166-2 code: type} of the source.
    """
    rows = [{"place_id": f"country:{iso2}", "name": name, "why": "city-state"} for iso2, name in CITY_STATES.items()]
    for region in regions:
        why = why_city(region["iso3166_2"], region["iso2"], types.get(region["iso3166_2"], ""))
        if why:
            rows.append({"place_id": region["place_id"], "name": region["name"], "why": why})
    return sorted(rows, key=lambda row: row["place_id"])


def why_city(code, iso2, kind):
    """The reason in words, "" of a region that is none."""
    if code in BY_HAND:
        return BY_HAND[code]
    if kind in CITY_TYPES:
        return kind
    return "the municipality is the first level of the country" if iso2 in MUNICIPAL else ""
