"""The catalogue holds what METHODS 8 lists, row by row; methods_8.txt is its table as written there."""

from collections import Counter
from pathlib import Path

import pytest

from outcomes.catalogue import (
    CATALOGUE,
    DIMENSIONS,
    DIRECTIONS,
    ECONOMIC_CODES,
    FREQUENCIES,
    PLACE_RULES,
    SECTORS,
    TIME_RULES,
)
from outcomes.models import Category, Indicator

ENTRIES = {item.code: item for item in CATALOGUE}
TABLE = [
    [cell.strip() for cell in line.split("|")]
    for line in Path(__file__).with_name("methods_8.txt").read_text(encoding="utf-8").splitlines()
]
WHO = {"ch": "chamber", "inv": "investment board", "uni": "university", "sys": "system"}
UNITS = {"0–1": "ratio", "FTE": "fte", "TEU": "teu", "%": "percent", "% with CI": "percent", "per week": "per_week"}
# Where the table is shorter, or says more, than the closed lists of rules.
ADDS = {
    "recompute": ("recompute", "recompute"),
    "recompute (KM)": ("recompute", "recompute"),
    "sum IN1 / count": ("recompute", "recompute"),
    "median": ("median", "recompute"),
    "model": ("model", "do not add"),
    "last per project / sum": ("last", "sum"),
    "sum / distinct by flow key": ("sum", "distinct"),
    "sum / distinct by DOI, number": ("sum", "distinct"),
}
EVIDENCE = {
    "from AC1–AC4": "from AC1 to AC4", "E3+": "E3 or more", "payroll cert.": "payroll certificate",
    "survey + nights": "survey and nights", "DOI, office": "DOI, patent office",
}  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_each_row_says_what_the_methods_say(row):
    code, unit, direction, adds, frequency, who, evidence, mapping = row
    entry = ENTRIES[code]
    kind, _, rest = mapping.partition("]") if mapping.startswith("[") else ("", "", mapping)
    evidence = EVIDENCE.get(evidence, evidence).replace("section ", "METHODS ")

    assert (entry.unit, entry.direction, entry.frequency) == (UNITS.get(unit, unit), direction, frequency)
    assert (entry.over_time, entry.over_places) == ADDS.get(adds, tuple(adds.split(" / ")))
    assert entry.who == tuple(WHO.get(part, part) for part in who.split(", "))
    assert (entry.evidence, entry.iati_type) == (evidence, int(kind[1:]) if kind else None)
    assert entry.maps_to == rest.strip().replace("HS/EBOPS", "HS, EBOPS")


def test_the_mapping_stands_apart_by_scheme():
    entry = ENTRIES["OC11"]

    assert (entry.sdg, entry.classification, entry.iati_measure) == ("8.9", "EBOPS SD", 1)
    assert (ENTRIES["IM3"].sdg, ENTRIES["OC1"].classification) == ("11; 13", "HS; EBOPS")
    assert {item.code for item in CATALOGUE if item.iati_measure == 2} == {
        "AC5", "OC10", "PR1", "PR3", "PR4", "PR5", "IM1",
    }  # fmt: skip


def test_ratios_name_what_stands_above_and_below_the_line(db):
    ratio = Indicator.objects.shipped("PR6")

    assert (ratio.numerator.code, ratio.numerator_as) == ("IN1", "value")
    assert (ratio.denominator.code, ratio.denominator_as) == ("OC1", "number")
    assert ratio.computed


def test_sector_sex_and_firm_size_are_shipped_with_their_categories(db):
    assert {code: len(categories) for code, (_, categories) in DIMENSIONS.items()} == {
        "sector": 21, "sex": 3, "firm-size": 4,
    }  # fmt: skip
    assert "".join(SECTORS) == "ABCDEFGHIJKLMNOPQRSTU"
    assert Category.objects.filter(dimension__office=None).count() == 28


def test_there_are_forty_indicators_in_six_groups():
    groups = Counter(item.code.rstrip("0123456789") for item in CATALOGUE)

    assert groups == {"IN": 2, "AC": 6, "OP": 7, "OC": 16, "PR": 6, "IM": 3}
    assert len({item.code for item in CATALOGUE}) == 40


def test_every_entry_keeps_to_the_closed_lists():
    for item in CATALOGUE:
        assert item.direction in DIRECTIONS, item
        assert item.over_time in TIME_RULES, item
        assert item.over_places in PLACE_RULES, item
        assert item.frequency in FREQUENCIES, item
        assert item.iati_type in (None, 1, 2, 3), item
        assert all((item.name, item.who, item.evidence)), item


def test_money_is_marked_by_its_unit():
    assert {item.code for item in CATALOGUE if item.is_money} == {
        "IN1", "IN2", "OC1", "OC2", "OC3", "OC4", "OC5", "OC6", "OC12", "PR6", "IM2",
    }  # fmt: skip


def test_announced_investment_is_no_economic_outcome():
    assert ECONOMIC_CODES & {"OC5", "OC6"} == {"OC6"}
