"""The forty indicators of METHODS 8, read from catalogue.csv beside this file; a migration loads them.

Two rules say how an indicator adds: `over_time` and `over_places`. "recompute" means that it is computed anew from
numerators and denominators, "model" that it is an estimate. The unit "currency" marks money: only such indicators are
converted, and kinds are never added to one another (METHODS 5.7).
"""

import csv
from dataclasses import dataclass
from pathlib import Path

TIME_RULES = ("sum", "last", "mean", "max", "distinct", "median", "recompute", "model", "do not add")
PLACE_RULES = ("sum", "distinct", "last", "wmean", "recompute", "do not add")
DIRECTIONS = ("up", "down", "neutral")
FREQUENCIES = ("live", "month", "quarter", "year")


@dataclass(frozen=True)
class Entry:
    """iati_type: 1 output, 2 outcome, 3 impact; None where the indicator is no IATI result. iati_measure: 1 unit,
    2 percentage. economic: a verified one counts for the stages Economic and Strategic. numerator, denominator: a code
    and "value" or "number" (of records) where the indicator is the ratio of two others."""

    code: str
    name: str
    unit: str
    direction: str
    over_time: str
    over_places: str
    frequency: str
    who: tuple[str, ...]
    evidence: str
    iati_type: int | None
    iati_measure: int
    sdg: str
    classification: str
    maps_to: str
    economic: bool
    numerator: tuple[str, str] | None
    denominator: tuple[str, str] | None
    definition: str

    @property
    def better(self):
        """The direction, as the table of indicators calls it."""
        return self.direction

    @property
    def is_money(self):
        return self.unit == "currency"


CSV_FILE = Path(__file__).with_name("catalogue.csv")


def read_catalogue():
    """Entries in the order of the file."""
    with CSV_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Entry(
                **{
                    **row,
                    "who": tuple(row["who"].split("; ")),
                    "iati_type": int(row["iati_type"]) if row["iati_type"] else None,
                    "iati_measure": int(row["iati_measure"]),
                    "numerator": tuple(row["numerator"].split()) or None,
                    "denominator": tuple(row["denominator"].split()) or None,
                    "economic": row["economic"] == "yes",
                }
            )
            for row in csv.DictReader(file)
        )


def read_dimensions():
    """{code of the dimension: (its name, [(code, name) of its categories])}, in the order of dimensions.csv."""
    found = {}
    with Path(__file__).with_name("dimensions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            _, categories = found.setdefault(row["dimension"], (row["dimension_name"], []))
            categories.append((row["code"], row["name"]))
    return found


CATALOGUE = read_catalogue()
DIMENSIONS = read_dimensions()
SECTORS = dict(DIMENSIONS["sector"][1])  # sections of ISIC Rev. 4
ECONOMIC_CODES = frozenset(item.code for item in CATALOGUE if item.economic)
