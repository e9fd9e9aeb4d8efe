"""The documented mapping of projects that China financed: a cut of the list goes through, faults and all.

projects_cut.csv: 61 of 1,308 rows of AidData (2020), China's Public Diplomacy Dashboard Dataset, Version 2.0, under the
Open Data Commons Attribution License (ODC-By) 1.0; chosen so that each status, flow, class, intent, currency and fault
of the whole list is in it.
"""

import csv
import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from activities.models import Activity, CostLine
from data import projects
from stakeholders.models import Place
from tests.exchange.conftest import counts_of, faults_of

CUT = Path(__file__).with_name("projects_cut.csv")
SOURCE = ("--source", "aiddata", "--commit")
pytestmark = pytest.mark.django_db


@pytest.fixture
def mapped(tmp_path, load):
    """Folder with the files that the mapping made; the countries, the ties and the office that keeps the record."""
    rows = projects.read(CUT)
    for iso2, iso3 in [("CN", "CHN"), *((row["recipient_iso3"][:2] + "_", row["recipient_iso3"]) for row in rows)]:
        Place.objects.get_or_create(
            level="country", iso_code=iso2 if iso2 == "CN" else None, aliases=[iso3],
            defaults={"name": iso3, "country_code": "CN" if iso2 == "CN" else "XX"},
        )  # fmt: skip
    projects.main([str(CUT), str(tmp_path / "mapped")])
    load("ties", (tmp_path / "mapped/ties.csv").read_bytes(), *SOURCE)
    load("organisations", "external_id,name,kind,place\nregister,Programme office,other,CN\n", *SOURCE)
    return tmp_path / "mapped"


def bring_in(load, mapped):
    content = (mapped / "activities.csv").read_bytes()
    return load("activities", content, *SOURCE, "--set", "owner=register", "--accept-good")[1]


def test_the_whole_mapping_goes_in_but_for_what_the_source_says_wrongly(mapped, load):
    first, second = (bring_in(load, mapped) for _time in range(2))

    with (mapped / "activities.csv").open() as file:
        ids = [row["external_id"] for row in csv.DictReader(file)]
    assert [counts_of(first), counts_of(second)] == [(59, 0, 0, 2), (0, 0, 59, 2)]
    assert [(ids[row - 1], column, code) for row, column, code in faults_of(first)] == [
        ("53631", "ends_on", "out_of_order"), ("54405", "currency", "required"),
    ]  # fmt: skip
    assert Activity.objects.filter(owner__name="Programme office", audience="office").count() == 59


def test_days_kinds_status_and_cost_are_those_of_the_table(mapped, load):
    bring_in(load, mapped)

    dated = Activity.objects.get(external_id="32016")
    pipeline = Activity.objects.get(external_id="32031")
    assert (dated.starts_first, dated.starts_last, dated.kind) == (dt.date(2000, 8, 9), dt.date(2000, 8, 9), "other")
    assert (pipeline.starts_first, pipeline.starts_last) == (dt.date(2000, 1, 1), dt.date(2000, 12, 31))
    assert (pipeline.kind, pipeline.status, pipeline.place.name) == ("aid", "planned", "KHM")
    line = pipeline.cost_lines.get()
    assert (line.amount, line.currency, line.borne_by) == (Decimal("50000000"), "CNY", "")
    assert "ODC-By 1.0" in pipeline.office_note.notes
    assert "Funded by: Export-Import Bank of China" in dated.office_note.notes
    assert Counter(Activity.objects.values_list("kind", flat=True)) == {"aid": 38, "other": 19, "training": 2}
    assert CostLine.objects.count() == 49


def test_a_title_that_is_too_long_is_shortened_and_stands_whole_in_the_summary():
    row = projects.activity(projects.read(CUT)[0] | {"title": "word " * 50}, {})

    assert (len(row["title"]), row["title"][-1]) == (200, "…")
    assert row["summary"].startswith("Title: word word")


def test_an_agency_takes_part_where_it_is_on_file_and_is_named_in_the_summary_elsewhere():
    cell = "Bank of China (BOC), State-owned Company; Gazprom, Private Sector"

    row = projects.activity(projects.read(CUT)[0] | {"funding_agencies": cell}, {"Bank of China (BOC)": "boc"})

    assert (row["organisations"], f"Funded by: {cell}" in row["summary"]) == ("boc", True)
