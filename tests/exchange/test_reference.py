"""The shipped places and ties stand in the database once, however often they are loaded."""

import datetime as dt
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from exchange.models import SourcePlace
from exchange.reference import CHANGES, FOLDER, LOADED, DamagedFile, load_reference
from exchange.reference_figures import COUNTRIES_SOURCE, FLIGHTS_SOURCE
from exchange.reference_rates import SOURCE
from outcomes.models import ExchangeRate
from partnerships.models import Partnership, PartnershipPlace, TieRecord
from stakeholders.metrics import unit_of
from stakeholders.models import KnownBody, Place, PlaceFigure

pytestmark = pytest.mark.django_db
WRITTEN = (
    "exchange_referenceversion", "exchange_sourceplace", "partnerships_tierecord", "partnerships_partnershipplace",
    "partnerships_partnership", "partnerships_partnershipevent", "pghistory_context", "stakeholders_place",
    "outcomes_exchangerate", "outcomes_exchangerateevent", "stakeholders_knownbody", "stakeholders_placefigure",
    "stakeholders_placefigureevent",
)  # fmt: skip


@pytest.fixture(scope="class")
def _loaded(django_db_setup, django_db_blocker):
    """Loaded once for the class, taken away afterwards."""
    with django_db_blocker.unblock():
        load_reference(by=None, at=timezone.now())
        yield
        # Not TRUNCATE … CASCADE: it would take along what the migrations put into tables that point here.
        # Without the triggers, for 44,000 foreign keys are slow to look up one by one.
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for table in WRITTEN:
                cursor.execute(f"DELETE FROM {table}")
            cursor.execute("RESET session_replication_role")


def counts():
    models = (Place, SourcePlace, Partnership, PartnershipPlace, TieRecord, PlaceFigure)
    return {model.__name__: model.objects.count() for model in models}


def events():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM partnerships_partnershipevent")
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("_loaded")
class TestLoaded:
    def test_every_city_place_and_tie_is_there(self):
        assert Place.objects.filter(source="geonames", level="city").count() == 34_006
        assert Place.objects.filter(level="country").count() == 252
        assert SourcePlace.objects.filter(source="wikipedia").count() == 12_328
        assert TieRecord.objects.filter(source="wikipedia").count() == 16_581

    def test_every_tie_is_a_partnership_on_record_of_two_places(self):
        assert Partnership.objects.filter(seats__isnull=False).count() == 0
        assert PartnershipPlace.objects.count() == 2 * Partnership.objects.count()
        assert Partnership.objects.filter(tie_records=None).count() == 0

    def test_city_lies_in_its_region_and_country(self):
        chicago = Place.objects.get(geonames_id=4887398)

        assert [chicago.parent.iso_code, chicago.country.iso_code] == ["US-IL", "US"]
        assert chicago.parent.parent == chicago.country

    def test_ports_and_universities_are_offered_with_their_city(self):
        hamburg = KnownBody.objects.get(register="ports", code="DEHAM")

        assert (hamburg.name, hamburg.place.name, hamburg.time_zone) == ("Hamburg", "Hamburg", "Europe/Berlin")
        assert KnownBody.objects.filter(register="ports").count() == 1_634
        assert KnownBody.objects.filter(register="universities").count() == 10_230

    def test_namibia_and_its_cities_are_namibian(self):
        windhoek = Place.objects.get(country_code="NA", name="Windhoek", level="city")

        assert windhoek.country == Place.objects.get(iso_code="NA")
        assert windhoek.country.name == "Namibia"
        assert windhoek.partnerships.count() > 0

    def test_two_spellings_of_one_city_make_one_partnership_with_two_records(self):
        twice = TieRecord.objects.filter(partnership__places__name="Innere Stadt", name_a__contains="Innere Stadt")

        kept = Partnership.objects.filter(pk__in=twice.values("partnership"))

        assert kept.count() <= twice.count()
        assert Partnership.objects.count() + 157 == TieRecord.objects.count()

    def test_city_is_found_by_the_name_the_list_gives_it(self):
        koln = Place.objects.get(geonames_id=2886242)

        assert koln.name == "Köln"
        assert "Cologne" in koln.aliases

    def test_place_of_its_own_says_why(self):
        eenhana = SourcePlace.objects.get(source="wikipedia", external_id="NA-eenhana")

        assert eenhana.place.note == eenhana.match == "no city of that name"

    def test_slug_names_both_cities(self):
        slugs = set(Partnership.objects.filter(places__geonames_id=2886242).values_list("slug", flat=True))

        assert "koln-liverpool" in slugs or "liverpool-koln" in slugs
        assert all(slug.isascii() for slug in slugs)

    def test_monthly_averages_stand_in_the_reporting_currency(self):
        euro = ExchangeRate.objects.get(currency="EUR", first="2020-03-01")
        yen = ExchangeRate.objects.get(currency="JPY", first="2020-03-01")

        assert (euro.last, euro.kind, euro.source) == (dt.date(2020, 3, 31), "average", SOURCE)
        assert (euro.rate, yen.rate) == (Decimal("1.1063410000"), Decimal("0.0093050158"))
        assert not ExchangeRate.objects.filter(currency="USD").exists()

    def test_cities_have_their_flights_and_countries_their_people_and_product(self):
        istanbul = Place.objects.get(geonames_id=745044)
        namibia = Place.objects.get(iso_code="NA")

        assert list(istanbul.figures.order_by("metric").values_list("metric", "year", "value", "unit", "source")) == [
            ("flight_countries", 2014, 90, "countries", FLIGHTS_SOURCE),
            ("flight_destinations_abroad", 2014, 201, "airports", FLIGHTS_SOURCE),
            ("flights_abroad", 2014, 391, "routes", FLIGHTS_SOURCE),
        ]
        assert list(namibia.figures.filter(year=2004).order_by("metric").values_list("metric", "value", "unit")) == [
            ("gdp", 6_609_205_995, "USD"), ("population", 1_942_082, "persons"),
        ]  # fmt: skip
        assert PlaceFigure.objects.filter(source=FLIGHTS_SOURCE).count() == 3 * 2_100
        assert PlaceFigure.objects.filter(source=COUNTRIES_SOURCE).count() == 8_690
        assert not PlaceFigure.objects.filter(source=COUNTRIES_SOURCE, year__lt=2004).exists()

    def test_figures_have_the_usual_units_of_their_metrics(self):
        given = set(PlaceFigure.objects.exclude(metric="gdp").values_list("metric", "unit").distinct())

        assert given == {(metric, unit_of(metric)) for metric, _ in given}

    def test_second_run_is_quick_and_changes_nothing(self):
        before = (counts(), events())

        report = load_reference(by=None, at=timezone.now())

        assert report["loaded"] is False
        assert report["seconds"] < 2
        assert (counts(), events()) == before

    def test_forced_second_run_finds_nothing_to_change(self):
        before = (counts(), events())

        report = load_reference(by=None, at=timezone.now(), force=True)

        assert {name: report[name] for name in CHANGES} == dict.fromkeys(CHANGES, 0)
        assert (counts(), events()) == before

    def test_command_prints_one_json_document(self):
        out = StringIO()

        call_command("load_reference", "--json", stdout=out, stderr=StringIO())

        report = json.loads(out.getvalue())
        assert (report["cities"], report["ties"]) == (34_006, 16_581)
        assert report["joined"] + report["own_place"] == 12_328 == sum(report["by_reason"].values())

    def test_command_says_in_words_what_joined_and_why_not(self):
        out = StringIO()

        call_command("load_reference", stdout=out, stderr=StringIO())

        assert "joined their city" in out.getvalue()
        assert "coordinate not trusted" in out.getvalue()

    def test_history_names_the_verb(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT metadata->>'verb' FROM pghistory_context context "
                "JOIN partnerships_partnershipevent event ON event.pgh_context_id = context.id"
            )

            assert cursor.fetchall() == [("reference.loaded",)]


def test_damaged_file_is_refused_and_nothing_is_written(tmp_path):
    (tmp_path / "share-alike").mkdir()
    for name in LOADED:
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "manifest.json").write_bytes((FOLDER / "manifest.json").read_bytes())
    (tmp_path / "cities.csv.gz").write_bytes((FOLDER / "countries.csv.gz").read_bytes())

    with pytest.raises(DamagedFile):
        load_reference(by=None, at=timezone.now(), folder=tmp_path)

    assert Place.objects.count() == 0


def test_a_manifest_without_one_of_the_files_is_refused(tmp_path):
    manifest = json.loads((FOLDER / "manifest.json").read_text())
    del manifest["country_figures.csv.gz"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(DamagedFile, match="country_figures"):
        load_reference(by=None, at=timezone.now(), folder=tmp_path)
