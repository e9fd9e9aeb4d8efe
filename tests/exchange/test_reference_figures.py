"""Shipped figures as figures of places; what people recorded or imported stands."""

import pytest
from django.db import connection
from django.utils import timezone

from exchange import staging
from exchange.reference_figures import COUNTRIES_SOURCE, FLIGHTS_SOURCE, load_figures
from stakeholders.facts import record_figure, remove_figure
from stakeholders.models import PlaceFigure
from stakeholders.verbs import verb

FLIGHTS = [
    {
        "place_id": "geonames:2911298", "flight_destinations_abroad": "90", "flight_countries": "0",
        "flights_abroad": "200",
    },
]  # fmt: skip
COUNTRIES = [
    {"place_id": "country:NA", "year": "2004", "gdp": "6609205995", "population": "1942082"},
    {"place_id": "country:NA", "year": "2005", "gdp": "", "population": "1966582"},
]
KNOWN = {"geonames:2911298": "Hamburg", "country:NA": "NA", "country:DE": "DE"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def load_shipped(atlas):
    """load_shipped(flights, countries) -> (figures of ours, created, changed), as load_reference does."""

    @verb("reference.loaded")
    def run(flights, countries, *, by):
        with connection.cursor() as cursor:
            staging.create(cursor, "reference_known", ["shipped_id text PRIMARY KEY", "place_id bigint"])
            rows = [[shipped_id, str(atlas[name].pk)] for shipped_id, name in KNOWN.items()]
            staging.copy(cursor, "reference_known", ["shipped_id", "place_id"], rows)
            return tuple(load_figures(cursor, flights, countries).values())

    return lambda flights=FLIGHTS, countries=COUNTRIES: run(flights, countries, by=None)


def figures(place):
    rows = place.figures.order_by("metric", "year").values_list("metric", "year", "value", "source")
    return [(metric, year, int(value), source) for metric, year, value, source in rows]


def revised(**changes):
    return [{**COUNTRIES[0], **changes}, COUNTRIES[1]]


def test_twice_changes_nothing_and_nought_is_a_figure_but_blank_is_none(load_shipped, atlas):
    assert load_shipped() == (6, 6, 0)
    assert load_shipped() == (6, 0, 0)

    assert figures(atlas["Hamburg"])[0] == ("flight_countries", 2014, 0, FLIGHTS_SOURCE)
    assert figures(atlas["NA"]) == [
        ("gdp", 2004, 6_609_205_995, COUNTRIES_SOURCE),
        ("population", 2004, 1_942_082, COUNTRIES_SOURCE),
        ("population", 2005, 1_966_582, COUNTRIES_SOURCE),
    ]


def test_a_revised_figure_is_taken_over_and_one_that_the_source_took_back_goes(load_shipped, atlas):
    load_shipped()

    assert load_shipped(countries=revised(population="1942083")) == (6, 0, 1)
    assert load_shipped(countries=[*revised(population=""), {**COUNTRIES[0], "place_id": "country:DE"}]) == (7, 2, 1)
    assert [row[:3] for row in figures(atlas["NA"])] == [("gdp", 2004, 6_609_205_995), ("population", 2005, 1_966_582)]


def test_a_figure_imported_before_stands(load, load_shipped, atlas):
    load("place_figures", "place,metric,year,value,source\nNA,population,2004,1900000,census\n", "--commit")

    assert load_shipped() == (5, 5, 0)
    assert ("population", 2004, 1_900_000, "census") in figures(atlas["NA"])


def test_a_figure_imported_over_ours_stands_though_it_names_no_source(load, load_shipped, atlas):
    load_shipped()
    load("place_figures", "place,metric,year,value\nNA,population,2004,1900000\n", "--commit")

    load_shipped(countries=revised(population="1942083"))
    load_shipped(countries=COUNTRIES[1:] + [{**COUNTRIES[0], "place_id": "country:DE"}])

    assert ("population", 2004, 1_900_000, COUNTRIES_SOURCE) in figures(atlas["NA"])


def test_a_figure_recorded_under_the_name_of_our_source_stands(load_shipped, atlas):
    told = {"metric": "population", "year": 2004, "source": COUNTRIES_SOURCE}
    record_figure(atlas["SE"], value=9_000_000, by=None, at=timezone.now(), **told)

    load_shipped()

    assert figures(atlas["SE"]) == [("population", 2004, 9_000_000, COUNTRIES_SOURCE)]


def test_a_figure_set_back_to_ours_follows_the_source_again(load_shipped, atlas):
    load_shipped()
    ours = atlas["NA"].figures.get(metric="population", year=2004)
    told = {"metric": "population", "year": 2004, "by": None, "at": timezone.now()}
    record_figure(atlas["NA"], value=1, source="typed", **told)
    record_figure(atlas["NA"], value=ours.value, unit=ours.unit, source=ours.source, **told)

    assert load_shipped(countries=revised(population="1942083")) == (6, 0, 1)


def test_a_figure_that_was_removed_comes_back_with_the_next_version(load_shipped, atlas):
    load_shipped()
    remove_figure(atlas["NA"].figures.get(metric="gdp"), by=None, at=timezone.now())

    assert load_shipped() == (6, 1, 0)


def test_history_says_who_brought_the_figures(load_shipped):
    load_shipped()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT metadata->>'verb', count(*) FROM stakeholders_placefigureevent event "
            "JOIN pghistory_context context ON context.id = event.pgh_context_id GROUP BY 1"
        )
        assert cursor.fetchall() == [("reference.loaded", PlaceFigure.objects.count())]
