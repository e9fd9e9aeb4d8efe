"""What an earlier figure was converted with: rates, indices and corridor factors as they were known on that day."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps

from outcomes.models import CorridorFactor, ExchangeRate, PriceIndex
from outcomes.queries.ledger import counted_as_of
from outcomes.queries.rates_used import sources_of
from outcomes.rates import SHIPPED_SOURCE
from partnerships.models import SeatRole
from tests.factories import ClaimFactory, CountryFactory, OfficeFactory, PartnershipFactory, SeatFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 6, 30)
MAY, AUGUST = (dt.datetime(2026, month, 1, tzinfo=dt.UTC) for month in (5, 8))
MARCH = {"first": dt.date(2026, 3, 1), "last": dt.date(2026, 3, 31)}


@pytest.fixture
def home():
    return OfficeFactory().organisation


@pytest.fixture
def tie(home):
    away = OfficeFactory(home__country=CountryFactory(iso_code="DE")).organisation
    partnership = PartnershipFactory(between=[home.place, away.place])
    SeatFactory(partnership=partnership, organisation=home, role=SeatRole.LEAD)
    return partnership


def claim(tie, owner, **more):
    facts = {"evidence": 3, "amount": "100", "currency": "KES", "learnt_on": dt.date(2026, 4, 1), **more}
    return ClaimFactory(
        partnership=tie, owner=owner, occurred_first=MARCH["first"], occurred_last=MARCH["last"], **facts
    )  # fmt: skip


def rate(value, **more):
    return ExchangeRate.objects.create(**{"currency": "KES", "rate": Decimal(value), **MARCH, **more})


def told(row, moment, label="insert"):
    """The history of a row as if this had been recorded at that moment."""
    events = apps.get_model("outcomes", f"{type(row).__name__}Event").objects
    events.filter(pgh_obj=row.pk, pgh_label=label).update(pgh_created_at=moment)


def value(owner, day=DAY, field="nominal", **more):
    (row,) = counted_as_of(owner, day, **more)
    return getattr(row, field)


def test_a_rate_that_is_added_later_converts_nothing_of_an_earlier_day(tie, home):
    claim(tie, home)
    added = rate("0.01")
    told(added, AUGUST)

    (then,) = counted_as_of(home, DAY)

    assert (then.state, then.nominal) == ("not_converted", None)
    assert value(home, dt.date(2026, 9, 1)) == 1


def test_a_rate_that_is_changed_or_taken_away_later_stands_as_it_was(tie, home):
    claim(tie, home)
    changed = rate("0.01")
    told(changed, MAY)
    ExchangeRate.objects.filter(pk=changed.pk).update(rate=Decimal("0.02"))
    told(changed, AUGUST, "update")

    assert (value(home), value(home, dt.date(2026, 9, 1))) == (1, 2)

    key = changed.pk
    changed.delete()
    changed.pk = key
    told(changed, dt.datetime(2026, 10, 1, tzinfo=dt.UTC), "delete")
    assert (value(home), value(home, dt.date(2026, 9, 1))) == (1, 2)
    assert value(home, dt.date(2026, 10, 2)) is None


def test_a_row_whose_currency_was_corrected_stands_under_the_one_it_had(tie, home):
    claim(tie, home)
    wrong = rate("0.01", currency="TZS")
    told(wrong, MAY)
    ExchangeRate.objects.filter(pk=wrong.pk).update(currency="KES")
    told(wrong, AUGUST, "update")

    assert (value(home), value(home, dt.date(2026, 9, 1))) == (None, 1)


def test_the_averages_that_came_with_the_installation_are_known_from_the_end_of_their_month(tie, home):
    claim(tie, home)
    first = rate("0.01", source=SHIPPED_SOURCE)
    later = ExchangeRate.objects.create(
        currency="UGX", rate=Decimal("0.5"), source=SHIPPED_SOURCE, first=dt.date(2026, 3, 1), last=dt.date(2026, 3, 31)
    )
    told(first, AUGUST)
    told(later, dt.datetime(2026, 9, 1, tzinfo=dt.UTC))
    claim(tie, home, currency="UGX")

    def nominals(day):
        return sorted(row.nominal or 0 for row in counted_as_of(home, day))

    assert nominals(DAY) == [0, 1]
    assert nominals(dt.date(2026, 9, 2)) == [1, 50]
    assert counted_as_of(home, dt.date(2026, 3, 30)) == []


def test_a_price_index_stands_as_it_was_known(tie, home):
    claim(tie, home, currency="USD")
    index = PriceIndex.objects.create(currency="USD", year=2026, value=125)
    told(index, MAY)
    PriceIndex.objects.filter(pk=index.pk).update(value=200)
    told(index, AUGUST, "update")

    found = [value(home, day, "constant", base_year=2020) for day in (DAY, dt.date(2026, 9, 1))]

    assert found == [80, 50]


def test_a_corridor_s_factor_stands_as_it_was_known(tie, home):
    claim(tie, home, currency="USD", side="buyer", basis="CIF", amount="110")
    countries = sorted((place.country for place in tie.places.all()), key=lambda country: country.pk)
    factor = CorridorFactor.objects.create(
        country_a=countries[0], country_b=countries[1], factor=Decimal("1.1"), source="Ours"
    )  # fmt: skip
    told(factor, AUGUST)

    assert (value(home), value(home, dt.date(2026, 9, 1))) == (Decimal("103.77"), Decimal("100.00"))


def test_the_page_names_the_source_that_the_rate_had_then():
    named = rate("0.01", source="Bank, first table")
    told(named, MAY)
    ExchangeRate.objects.filter(pk=named.pk).update(source="Bank, revised")
    told(named, AUGUST, "update")

    found = [sources_of({"KES"}, [MARCH["first"]], [MARCH["last"]], day)[0][-1] for day in (DAY, None)]

    assert found == ["Bank, first table", "Bank, revised"]
