"""Stored constant values follow their setting, and every change of a price, a base rate or a corridor."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from outcomes.models import CorridorFactor, Counted, ExchangeRate, LedgerBasis, PriceIndex
from outcomes.services import rollup
from partnerships.models import SeatRole
from tests.factories import CityFactory, ClaimFactory, CountryFactory, OfficeFactory, PartnershipFactory, SeatFactory
from tests.outcomes.totals import added

pytestmark = pytest.mark.django_db


@pytest.fixture
def base_year(settings):
    settings.GEMEL_BASE_YEAR = 2020


@pytest.fixture
def home():
    return OfficeFactory().organisation


@pytest.fixture
def tie(home):
    abroad = CityFactory(country=CountryFactory(iso_code="CL"))
    partnership = PartnershipFactory(between=[home.place, abroad])
    SeatFactory(partnership=partnership, organisation=home, role=SeatRole.LEAD)
    return partnership


@pytest.fixture
def facts(tie, home):
    """A claim of each of two years in each of two currencies; the euro's base year has an average rate."""
    for currency in ("EUR", "USD"):
        for year in (2021, 2022):
            PriceIndex.objects.create(currency=currency, year=year, value=100 + 10 * (year - 2020))
            ClaimFactory(
                partnership=tie, owner=home, evidence=3, amount="1100", currency=currency, rate="1.10", basis="CIF",
                occurred_first=dt.date(year, 5, 1), side="buyer",
            )  # fmt: skip
    year_2020 = {"first": dt.date(2020, 1, 1), "last": dt.date(2020, 12, 31)}
    ExchangeRate.objects.create(currency="EUR", kind="average", rate="1.20", **year_2020)
    rollup.settle()


def marked():
    """[(currency, year)] of the outcomes that wait to be counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.currency, extract(year FROM c.occurred_last)::int FROM outcomes_claim c "
            "JOIN outcomes_dirty_flow d USING (outcome_id) ORDER BY 1, 2"
        )
        return cursor.fetchall()


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def constants():
    rows = Counted.objects.order_by("claims__0__currency", "year")
    return [row.constant and str(row.constant) for row in rows]


EVERY = [("EUR", 2021), ("EUR", 2022), ("USD", 2021), ("USD", 2022)]


def test_without_a_base_year_nothing_is_deflated(facts):
    assert constants() == [None] * 4
    assert rollup.check()["differences"] == 0


@pytest.mark.usefixtures("base_year")
def test_with_a_base_year_rows_and_sums_hold_constant_values(facts):
    # 1,100 / 1.06, times 1.20 (the euro's base rate), by the index
    assert constants() == ["1132.08", "1037.74", "943.40", "864.78"]
    assert sum(row.constant for row in added("portfolio")) == Decimal("3978.00")
    assert rollup.check()["differences"] == 0


def test_another_base_year_counts_everything_anew_once(facts, settings):
    settings.GEMEL_BASE_YEAR = 2020

    rollup.settle()

    assert None not in constants()
    assert LedgerBasis.objects.get().base_year == 2020
    assert rollup.settle() == {"flows": 0, "keys": 0}


@pytest.mark.usefixtures("base_year", "facts")
class TestMarks:
    def test_an_index_concerns_the_claims_of_its_currency_and_year(self):
        PriceIndex.objects.filter(currency="EUR", year=2022).update(value=125)

        assert marked() == [("EUR", 2022)]

    def test_the_base_year_s_index_concerns_all_claims_of_its_currency(self):
        PriceIndex.objects.create(currency="EUR", year=2020, value=90)

        assert marked() == [("EUR", 2021), ("EUR", 2022)]

    def test_an_average_of_the_base_year_concerns_all_claims_of_its_currency(self):
        ExchangeRate.objects.update(rate="1.30")

        assert marked() == [("EUR", 2021), ("EUR", 2022)]

    def test_a_rate_of_a_day_of_the_base_year_concerns_nobody_else(self):
        day = dt.date(2020, 3, 1)
        ExchangeRate.objects.create(currency="EUR", kind="day", rate="1.30", first=day, last=day)

        assert marked() == []

    def test_a_corridor_concerns_the_cif_claims_between_its_countries(self, tie):
        one, two = sorted((place.country for place in tie.places.all()), key=lambda place: place.pk)
        CorridorFactor.objects.create(country_a=one, country_b=two, factor="1.10", source="customs study")

        assert marked() == EVERY
        rollup.settle()
        assert constants() == ["1090.91", "1000.00", "909.09", "833.33"]

    def test_another_corridor_concerns_nobody(self):
        one, two = (CountryFactory(iso_code=code) for code in ("XA", "XB"))
        CorridorFactor.objects.create(country_a=one, country_b=two, factor="1.10", source="customs study")

        assert marked() == []

    def test_places_of_a_tie_decide_its_corridor(self, tie):
        tie.partnership_places.all().delete()

        assert marked() == EVERY

    def test_a_place_that_comes_to_lie_in_another_country_changes_its_corridor(self, tie):
        here, there = tie.places.all()
        other = CountryFactory(iso_code="XA")
        one, two = sorted((here.country, other), key=lambda place: place.pk)
        CorridorFactor.objects.create(country_a=one, country_b=two, factor="1.10", source="customs study")
        assert marked() == []

        sql("UPDATE stakeholders_place SET country_id = %s WHERE id = %s", other.pk, there.pk)

        assert marked() == EVERY
        rollup.settle()
        assert constants() == ["1090.91", "1000.00", "909.09", "833.33"]
        assert rollup.check()["differences"] == 0

    def test_a_place_of_no_cif_claim_and_other_changes_of_a_place_concern_nobody(self, tie):
        sql("UPDATE stakeholders_place SET country_id = NULL, parent_id = NULL WHERE id = %s", CityFactory().pk)
        sql("UPDATE stakeholders_place SET name = 'Another', country_id = country_id")
        assert marked() == []

        sql("UPDATE outcomes_claim SET basis = 'FOB'")
        rollup.settle()
        sql("UPDATE stakeholders_place SET country_id = NULL, parent_id = NULL WHERE level = 'city'")

        assert marked() == []

    def test_after_any_of_them_stored_is_recomputed(self):
        PriceIndex.objects.filter(currency="EUR").delete()
        ExchangeRate.objects.all().delete()
        rollup.settle()

        assert constants() == [None, None, "943.40", "864.78"]
        assert {row.reason for row in Counted.objects.all()} == {"no_index", ""}
        assert rollup.check()["differences"] == 0
