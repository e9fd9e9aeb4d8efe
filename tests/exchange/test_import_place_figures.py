"""Importing dated figures of places, and what organisations have beyond their names."""

from decimal import Decimal

import pytest

from stakeholders.models import Organisation, OrganisationIdentifier, PlaceFigure
from tests.exchange.conftest import counts_of, faults_of

HEADER = "place,metric,year,value,unit,source\n"
BODIES = "external_id,name,kind,place,ror,domain,languages,acts_for,sectors\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


def test_figures_arrive_once_and_a_revision_changes_its_row(load, atlas):
    rows = HEADER + "DE,Overnight stays,2020,0,nights,statistics\ngeonames:2911298,population,2023,1910160,,\n"

    first = load("place_figures", rows, "--commit", "--source", "census")
    second = load("place_figures", rows, "--commit", "--source", "census")
    third = load("place_figures", rows.replace("1910160", "1910161"), "--commit", "--source", "census")

    assert [counts_of(report) for _, report in (first, second, third)] == [(2, 0, 0, 0), (0, 0, 2, 0), (0, 1, 1, 0)]
    kept = PlaceFigure.objects.order_by("metric").values_list("place__name", "metric", "year", "value", "source")
    assert list(kept) == [
        ("Germany", "overnight_stays", 2020, Decimal(0), "statistics"),
        ("Hamburg", "population", 2023, Decimal(1_910_161), "census"),
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("XX,population,2020,1,,", ("place", "unknown_place")),
        ("DE,population,20,1,,", ("year", "out_of_range")),
        ("DE,population,2020,many,,", ("value", "not_a_number")),
        ("DE,--,2020,1,,", ("metric", "missing")),
    ],
)
def test_a_wrong_row_is_refused(load, row, fault):
    _, report = load("place_figures", HEADER + row + "\n", "--commit")

    assert [one[1:3] for one in faults_of(report)] == [fault]
    assert not PlaceFigure.objects.exists()


def test_domains_languages_sectors_and_the_place_acted_for_arrive_once(load, atlas):
    row = BODIES + "u1,University,university,DE,https://ror.org/03yrm5c26,www.uni.de; uhh.de,de; en,NA,H:3; c\n"

    first = load("organisations", row, "--commit", "--source", "list")
    second = load("organisations", row, "--commit", "--source", "list")
    third = load("organisations", row.replace("H:3", "H:2"), "--commit", "--source", "list")

    assert [counts_of(report) for _, report in (first, second, third)] == [(1, 0, 0, 0), (0, 0, 1, 0), (0, 1, 0, 0)]
    made = Organisation.objects.get()
    assert (made.languages, made.acts_for) == (["de", "en"], atlas["NA"])
    assert sorted(made.sectors.values_list("section", "strength")) == [("C", 1), ("H", 2)]
    assert sorted(OrganisationIdentifier.objects.values_list("scheme", "value")) == [
        ("domain", "uhh.de"), ("domain", "uni.de"), ("ror", "03yrm5c26"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("03yrm5c27,,,,", "ror"), (",uni,,,", "domain"), (",,d,,", "languages"), (",,,XX,", "acts_for"),
        (",,,,Z", "sectors"),
    ],  # fmt: skip
)
def test_what_is_no_code_language_place_or_sector_is_refused(load, cells, column):
    _, report = load("organisations", BODIES + f"u1,University,university,DE,{cells}\n", "--commit")

    assert [one[1] for one in faults_of(report)] == [column]
