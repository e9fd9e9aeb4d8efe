"""Ports and universities as the public registers list them, for the shipped files, and for whoever wants them all.

    python -m data.bodies mapped

writes ports.csv and universities.csv for `import_data organisations` from the shipped files
(docs/mappings/ports-and-universities.md).
"""

import argparse
import csv
import gzip
from collections import Counter
from pathlib import Path
from zoneinfo import available_timezones

from exchange.matching import Spot, name_key

HERE = Path(__file__).resolve().parent
OURS = ["external_id", "name", "kind", "place", "website", "time_zone", "locode", "domain", "aliases"]

PORT = ["code", "name", "iso2", "region", "aliases", "place_id", "timezone"]
UNIVERSITY = ["code", "name", "iso2", "region", "domains", "website"]


def tidy(text):
    return " ".join(text.split())


def build_ports(sources, gazetteer):
    """Ports by UN/LOCODE, each with the city on record whose name it or its town bears near by; "" where none does.

    The name of a province often stands in two spellings, "Z¸aby [Abu Dhabi]"; the second is the one people read. A
    time zone that the IANA list does not have is left out.
    """
    rows = []
    for row in sorted(sources, key=lambda row: row["unlocode"]):
        city = None
        for name in (row["city"], row["name"], *row["alias"].split(";")):
            if not name or city:
                continue
            lat, lon = (float(row[axis]) if row[axis] else None for axis in ("lat", "lon"))
            spot = Spot(row["unlocode"], tidy(name), row["iso2"], lat, lon)
            city, _why = gazetteer.match(spot)
        region = row["province"].partition("[")[2].rstrip("]") or row["province"]
        aliases = {tidy(name) for name in (row["city"], *row["alias"].split(";")) if tidy(name)} - {tidy(row["name"])}
        rows.append(
            {"code": row["unlocode"], "name": tidy(row["name"]), "iso2": row["iso2"], "region": tidy(region)}
            | {"aliases": ";".join(sorted(aliases)), "place_id": f"geonames:{city}" if city else ""}
            | {"timezone": row["timezone"] if row["timezone"] in available_timezones() else ""}
        )
    return rows


def build_universities(sources):
    """Universities by their first web domain; of two that share it the first by country and name stands."""
    rows = {}
    for row in sorted(sources, key=lambda row: (row["iso2"], row["name"])):
        domains = [tidy(domain).lower() for domain in row["domains"].split(";") if tidy(domain)]
        if domains:
            rows.setdefault(
                domains[0],
                {"code": domains[0], "name": tidy(row["name"]), "iso2": row["iso2"]}
                | {"region": tidy(row["state_province"]), "domains": ";".join(domains), "website": row["web_page"]},
            )
    return [rows[code] for code in sorted(rows)]


def map_ports(rows):
    """Rows of OURS: each port in its city, else in its country. Two of one name in one country are told apart."""
    names = Counter((row["place_id"] or row["iso2"], name_key(row["name"])) for row in rows)
    for row in rows:
        place = row["place_id"] or row["iso2"]
        twice = names[place, name_key(row["name"])] > 1
        yield {
            "external_id": row["code"],
            "name": f"Port of {row['name']}" + (f" ({row['region'] or row['code']}, {row['code']})" if twice else ""),
            "kind": "port authority",
            "place": place,
            "time_zone": row["timezone"],
            "locode": row["code"],
            "aliases": row["aliases"],
        }


def map_universities(rows):
    """Rows of OURS: each university in its country, for the list names no city."""
    for row in rows:
        yield {
            "external_id": row["code"],
            "name": row["name"],
            "kind": "university",
            "place": row["iso2"],
            "website": row["website"],
            "domain": row["domains"],
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path, help="folder to write to")
    target = parser.parse_args().target
    target.mkdir(parents=True, exist_ok=True)
    for name, mapped in (("ports", map_ports), ("universities", map_universities)):
        with gzip.open(HERE / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as lines:
            rows = list(mapped(list(csv.DictReader(lines))))
        with open(target / f"{name}.csv", "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, OURS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        print(f"{len(rows):>7,}  {target / name}.csv")


if __name__ == "__main__":
    main()
