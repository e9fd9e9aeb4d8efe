"""Make the files that the product ships from a folder of sources.

    python -m data.build ../shared/data

Reads countries, cities, regions, sister-city places and ties, monthly exchange rates, ports and universities, as
SOURCES.md of that folder describes them, and writes countries, cities, rates, ports and universities (this folder) and
regions, tie places and ties (`share-alike/`, by their licence). The same sources give the same bytes. data/README.md
names licences, attributions and gaps.
"""

import argparse
import csv
import gzip
import hashlib
import io
import json
from collections import Counter, defaultdict
from pathlib import Path

from data.bodies import PORT, UNIVERSITY, build_ports, build_universities
from data.rates import RATE, build_rates
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
    """A gzip-compressed CSV whose bytes depend on the rows alone; returns what the manifest says of it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(content)
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
    """Write all files and the manifest into `target`; return the manifest."""
    city_rows = read(folder, "cities.csv.gz")
    tie_sources = read(folder, "sister_city_places.csv.gz")
    finder = RegionFinder(read(folder, "regions.csv.gz"), city_rows)
    cities = build_cities(city_rows)
    gazetteer = Gazetteer(city_spots(cities, finder), read_spellings())
    tie_places = build_tie_places(tie_sources, gazetteer, finder)
    regions = finder.shipped(also={row["region"] for row in tie_places})
    manifest = {
        "countries.csv.gz": write(target / "countries.csv.gz", COUNTRY, build_countries(read(folder, "countries.csv"))),
        "cities.csv.gz": write(target / "cities.csv.gz", CITY, cities),
        "fx_monthly_ecb.csv.gz": write(
            target / "fx_monthly_ecb.csv.gz", RATE, build_rates(read(folder, "fx_monthly_ecb.csv"))
        ),
        "ports.csv.gz": write(target / "ports.csv.gz", PORT, build_ports(read(folder, "ports.csv"), gazetteer)),
        "universities.csv.gz": write(
            target / "universities.csv.gz", UNIVERSITY, build_universities(read(folder, "universities.csv.gz"))
        ),
    }
    apart = {
        "regions.csv.gz": (REGION, regions),
        "tie_places.csv.gz": (TIE_PLACE, tie_places),
        "ties.csv.gz": (TIE, build_ties(read(folder, "sister_city_ties.csv.gz"))),
    }
    for name, (columns, rows) in apart.items():
        manifest[f"share-alike/{name}"] = write(target / "share-alike" / name, columns, rows)
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return manifest, Counter(row["match"] for row in tie_places)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="?", type=Path, default=Path("../shared/data"))
    manifest, matches = build(parser.parse_args().sources)
    for name, facts in manifest.items():
        print(f"{facts['rows']:>7,}  {name}")
    by_kind = defaultdict(int)
    for match, count in matches.most_common():
        by_kind["joined" if match in JOINED else "own place"] += count
        print(f"{count:>7,}  {match}")
    print(", ".join(f"{count:,} {kind}" for kind, count in by_kind.items()))


if __name__ == "__main__":
    main()
