"""Connections of cities by air: the rows of OpenFlights of June 2014, each joined to the city that it names."""

import csv
from collections import Counter
from enum import StrEnum
from pathlib import Path

from exchange.matching import Gazetteer, Spot

SPELLINGS = Path(__file__).resolve().parent / "share-alike" / "flight_spellings.csv"
# An airport lies outside its city, and the point of a row is that of its airports.
AIRPORT_KM = 60
FLIGHTS = ["place_id", "flight_destinations_abroad", "flight_countries", "flights_abroad"]


class Left(StrEnum):
    """Why a row is left out beside the reasons of exchange.matching.Match."""

    SECOND_ROW = "another row of the same city has more destinations abroad"


def read_spellings(path=SPELLINGS):
    """{(country, name in the source): GeoNames id of the city} that a person has looked at."""
    with open(path, encoding="utf-8", newline="") as lines:
        return {(row["iso2"], row["name"]): row["geoname_id"] for row in csv.DictReader(lines)}


def build_city_flights(sources, cities, spellings):
    """(rows of FLIGHTS by place, Counter of why each row of the source joined or did not).

    sources: city, iso2, lat, lon, n_intl_dest_airports, n_foreign_countries, n_intl_airline_routes as text. cities:
    Spots. Of two rows of one city (Milan's two airports) the one with more destinations abroad stands; added up, what
    both fly to would count twice.
    """
    by_key = {f"{iso2} {name}": city for (iso2, name), city in spellings.items()}
    gazetteer = Gazetteer(cities, by_key, join_km=AIRPORT_KM, form_km=AIRPORT_KM)
    best, reasons = {}, Counter()
    order = sorted(sources, key=lambda row: (-int(row["n_intl_dest_airports"]), row["iso2"], row["city"]))
    for row in order:
        name = " ".join(row["city"].split())
        lat, lon = (float(row[axis]) if row[axis] else None for axis in ("lat", "lon"))
        city, match = gazetteer.match(Spot(f"{row['iso2']} {row['city']}", name, row["iso2"], lat, lon))
        if city in best:
            match = Left.SECOND_ROW
        elif city:
            best[city] = {
                "place_id": f"geonames:{city}",
                "flight_destinations_abroad": row["n_intl_dest_airports"],
                "flight_countries": row["n_foreign_countries"],
                "flights_abroad": row["n_intl_airline_routes"],
            }
        reasons[match] += 1
    return [best[city] for city in sorted(best, key=int)], reasons
