"""Make the files that the product ships from a folder of sources.

    python -m data.build ../shared/data

Reads countries, cities, regions, sister-city places and ties, exchange rates, ports, universities, flights, trade and
figures of countries, as SOURCES.md of that folder describes them, and writes the files that data/README.md lists with
their licences, attributions and gaps: those that are to be shared alike into `share-alike/`, those to try a question on
into `examples/`. The same sources give the same bytes.
"""

import argparse
import csv
import gzip
import hashlib
import io
import json
from collections import Counter
from pathlib import Path

from data.bodies import PORT, UNIVERSITY, build_ports, build_universities
from data.country_facts import (
    FIGURE,
    PAIR,
    PANEL,
    build_country_exports,
    build_country_figures,
    build_country_pairs,
    build_trade_panel,
)
from data.flights import FLIGHTS, build_city_flights
from data.flights import read_spellings as read_flight_spellings
from data.rates import RATE, build_rates
from data.region_ties import CITY_REGION, REGIONAL_TIE, build_city_regions, build_regional_ties, read_names
from data.regions import RegionFinder
from exchange.matching import JOINED, Gazetteer, Spot

HERE = Path(__file__).resolve().parent
SPELLINGS = HERE / "share-alike" / "spellings.csv"
COUNTRY = ["place_id", "iso2", "iso3", "name", "population"]
CITY = ["place_id", "geoname_id", "name", "iso2", "admin1_code", "lat", "lon", "population", "timezone"]
REGION = ["place_id", "iso3166_2", "name", "iso2", "admin1_codes", "lat", "lon", "population"]
TIE_PLACE = ["place_id", "name", "iso2", "lat", "lon", "region", "level", "joins", "match"]
TIE = ["tie_id", "place_a", "name_a", "iso2_a", "place_b", "name_b", "iso2_b", "listed_by_both", "pages"]
# Areas that are a region of their own; a district may as well be a part of a city.
REGION_AREAS = frozenset({"province", "oblast", "region", "canton", "county"})


def read(folder, name):
    """Rows of one source as dictionaries of text; NA stays the text NA."""
    path = folder / name
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(path, columns, rows):
    """A CSV whose bytes depend on the rows alone, gzip-compressed by its name; returns what the manifest says of it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
            packed.write(content)
    else:
        path.write_bytes(content)
    return {"rows": len(rows), "sha256": hashlib.sha256(content).hexdigest()}


def tidy(name):
    return " ".join(name.split())


def build_countries(sources):
    return [{**row, "place_id": f"country:{row['iso2']}", "name": tidy(row["name"])} for row in sources]


def build_cities(sources):
    return [
        {**row, "place_id": f"geonames:{row['geoname_id']}", "name": tidy(row["name"])}
        for row in sorted(sources, key=lambda row: int(row["geoname_id"]))
    ]


def city_spots(cities, finder):
    return [
        Spot(
            key=row["geoname_id"],
            name=row["name"],
            country=row["iso2"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            region=finder.of_code(row["iso2"], row["admin1_code"]),
        )
        for row in cities
    ]


def build_tie_places(sources, gazetteer, finder):
    """Each tie place with the city it joins, or with the reason why it stands for itself."""
    rows = []
    for row in sorted(sources, key=lambda row: row["place_id"]):
        trusted = row["geo_flag"] == "ok"
        region = finder.of_name(row["iso2"], row["admin1"])
        spot = Spot(
            key=row["place_id"],
            name=tidy(row["name"]),
            country=row["iso2"],
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            region=region,
            trusted=trusted,
            area=row["kind_hint"],
        )
        joins, match = gazetteer.match(spot)
        # A point in another country or on top of others would put the place on the wrong spot of the map.
        point = {"lat": row["lat"], "lon": row["lon"]} if trusted else {"lat": "", "lon": ""}
        level = "region" if row["kind_hint"] in REGION_AREAS else "city"
        city = f"geonames:{joins}" if joins else ""
        rows.append(
            {"place_id": row["place_id"], "name": spot.name, "iso2": row["iso2"], **point}
            | {"region": region if trusted else "", "level": level, "joins": city, "match": match}
        )
    return rows


def build_ties(sources):
    """Ties by the pair of their places; place_a < place_b as in the source."""
    return [
        {**row, "tie_id": f"{row['place_a']}|{row['place_b']}"}
        | {"name_a": tidy(row["name_a"]), "name_b": tidy(row["name_b"])}
        for row in sorted(sources, key=lambda row: (row["place_a"], row["place_b"]))
    ]


def read_spellings(path=SPELLINGS):
    """{place of a tie: GeoNames id of the city} for spellings that a person has looked at."""
    with open(path, encoding="utf-8", newline="") as lines:
        return {row["place_id"]: row["geoname_id"] for row in csv.DictReader(lines)}


def build(folder, target=HERE):
    """Write all files and the manifest into `target`; return the manifest, and why places and flights joined or not."""
    city_rows, region_rows = read(folder, "cities.csv.gz"), read(folder, "regions.csv.gz")
    countries = build_countries(read(folder, "countries.csv"))
    iso2_of = {row["iso3"]: row["iso2"] for row in countries}
    finder = RegionFinder(region_rows, city_rows)
    spots = city_spots(city_rows, finder)
    gazetteer = Gazetteer(spots, read_spellings())
    tie_places = build_tie_places(read(folder, "sister_city_places.csv.gz"), gazetteer, finder)
    regions = finder.shipped(also={row["region"] for row in tie_places})
    flights, flight_reasons = build_city_flights(
        read(folder, "city_flights_2014.csv"), spots, read_flight_spellings()
    )
    types = {row["iso3166_2"]: row["type"] for row in reversed(region_rows)}  # the first of two, as RegionFinder
    files = {
        "countries.csv.gz": (COUNTRY, countries),
        "cities.csv.gz": (CITY, build_cities(city_rows)),
        "fx_monthly_ecb.csv.gz": (RATE, build_rates(read(folder, "fx_monthly_ecb.csv"))),
        "ports.csv.gz": (PORT, build_ports(read(folder, "ports.csv"), gazetteer)),
        "universities.csv.gz": (UNIVERSITY, build_universities(read(folder, "universities.csv.gz"))),
        "country_figures.csv.gz": (
            FIGURE,
            build_country_figures(read(folder, "country_year_gdp_population.csv.gz"), iso2_of),
        ),
        "country_exports_1998_2000.csv.gz": build_country_exports(
            read(folder, "country_product_exports_1998_2000.csv.gz"), iso2_of
        ),
        "country_pairs.csv.gz": (PAIR, build_country_pairs(read(folder, "country_pairs_geodist.csv.gz"), iso2_of)),
        "examples/trade_panel.csv.gz": (PANEL, build_trade_panel(read(folder, "trade_panel_agtpa.csv.gz"))),
        "share-alike/regions.csv.gz": (REGION, regions),
        "share-alike/tie_places.csv.gz": (TIE_PLACE, tie_places),
        "share-alike/ties.csv.gz": (TIE, build_ties(read(folder, "sister_city_ties.csv.gz"))),
        "share-alike/city_flights.csv.gz": (FLIGHTS, flights),
        "share-alike/regional_ties.csv": (
            REGIONAL_TIE,
            build_regional_ties(read(folder, "dated_ties_transcribed.csv"), read_names()),
        ),
        "share-alike/city_regions.csv": (CITY_REGION, build_city_regions(regions, types)),
    }
    manifest = {name: write(target / name, columns, rows) for name, (columns, rows) in files.items()}
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return manifest, Counter(row["match"] for row in tie_places), flight_reasons


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="?", type=Path, default=Path("../shared/data"))
    manifest, matches, flights = build(parser.parse_args().sources)
    for name, facts in manifest.items():
        print(f"{facts['rows']:>7,}  {name}")
    show("Places of ties", matches)
    show("Cities with flights", flights)


def show(title, reasons):
    print(f"{title}:")
    by_kind = Counter()
    for reason, count in reasons.most_common():
        by_kind["joined" if reason in JOINED else "not joined"] += count
        print(f"{count:>7,}  {reason}")
    print(", ".join(f"{count:,} {kind}" for kind, count in by_kind.items()))


if __name__ == "__main__":
    main()
