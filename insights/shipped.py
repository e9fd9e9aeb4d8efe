"""The shipped files that the studies read straight from data/ (data/README.md: sources, licences, gaps).

Each function reads its file once; what it returns is shared, so no caller changes it. Places are named by their shipped
ids: `region:CN-JS` is the place with ISO 3166-2 code CN-JS, `country:NA` the one with ISO 3166-1 code NA.
"""

import csv
import datetime as dt
import functools
import gzip
from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class RegionalTie(NamedTuple):
    """A tie of two regions; place_a, place_b: shipped id, None where the region is none of the shipped ones."""

    name_a: str
    place_a: str | None
    iso2_a: str
    name_b: str
    place_b: str | None
    iso2_b: str
    since: dt.date
    source: str


class CityRegion(NamedTuple):
    name: str
    why: str


class CountryPair(NamedTuple):
    """What lies between two countries; dist: km between their largest places, great circle."""

    contig: bool
    comlang_off: bool
    comlang_ethno: bool
    colony: bool
    dist: float


@functools.cache
def regional_ties():
    """(RegionalTie, …) with the day of signature: 21 of Jiangsu and Hubei, as Wikipedia's lists have them."""
    return tuple(
        RegionalTie(
            name_a=row["name_a"],
            place_a=row["place_a"] or None,
            iso2_a=row["iso2_a"],
            name_b=row["name_b"],
            place_b=row["place_b"] or None,
            iso2_b=row["iso2_b"],
            since=dt.date.fromisoformat(row["since"]),
            source=row["source"],
        )
        for row in _rows("share-alike/regional_ties.csv")
    )


@functools.cache
def city_regions():
    """{shipped id: CityRegion(name, why)} of the places that are city and region at once.

    A city-state stands with its country's id, for its cities lie straight in the country.
    """
    return {
        row["place_id"]: CityRegion(row["name"], row["why"]) for row in _rows("share-alike/city_regions.csv")
    }


@functools.cache
def country_exports():
    """{shipped id of a country: {product: USD}}, the mean of 1998 to 2000, to the world.

    Products are four-digit codes of SITC rev. 2, text, in order; one that a country does not sell is not in its
    dictionary, for the source does not tell none from unknown.
    """
    return {
        row.pop("place_id"): {product: int(value) for product, value in row.items() if value}
        for row in _rows("country_exports_1998_2000.csv.gz")
    }


@functools.cache
def country_pairs():
    """{(iso2_a, iso2_b): CountryPair} with iso2_a < iso2_b. Serbia and Montenegro is one country, CS."""
    return {
        (row["iso2_a"], row["iso2_b"]): CountryPair(
            contig=row["contig"] == "1",
            comlang_off=row["comlang_off"] == "1",
            comlang_ethno=row["comlang_ethno"] == "1",
            colony=row["colony"] == "1",
            dist=float(row["dist"]),
        )
        for row in _rows("country_pairs.csv.gz")
    }


def _rows(name):
    """The rows of a file of data/ as dictionaries of text; NA stays the text NA."""
    path = Path(settings.BASE_DIR) / "data" / name
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
