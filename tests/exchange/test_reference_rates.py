"""Shipped averages as rates of the reporting currency; what people imported stands."""

from decimal import Decimal

import pytest
from django.db import connection

from exchange.reference_rates import SOURCE, crossed, load_rates
from outcomes.models import ExchangeRate

ROWS = [
    {"currency": "GBP", "month": "2024-02", "per_eur_avg": "0.8"},
    {"currency": "JPY", "month": "2024-02", "per_eur_avg": "160"},
    {"currency": "USD", "month": "2024-02", "per_eur_avg": "1.08"},
    {"currency": "GBP", "month": "2024-03", "per_eur_avg": "0.75"},
]


def load(rows, reporting="USD"):
    with connection.cursor() as cursor:
        return load_rates(cursor, rows, reporting)


def rates():
    found = ExchangeRate.objects.order_by("currency", "first").values_list("currency", "first", "rate", "source")
    return [(currency, f"{first:%Y-%m}", rate, source) for currency, first, rate, source in found]


@pytest.mark.parametrize(
    ("reporting", "expected"),
    [
        ("USD", [("EUR", "1.0800000000"), ("GBP", "1.3500000000"), ("JPY", "0.0067500000")]),
        ("EUR", [("GBP", "1.2500000000"), ("JPY", "0.0062500000"), ("USD", "0.9259259259")]),
        ("XOF", []),
    ],
)
def test_each_currency_is_crossed_through_the_euro(reporting, expected):
    found = [(currency, first, last, str(rate)) for currency, first, last, rate in crossed(ROWS[:3], reporting)]

    assert found == [(currency, "2024-02-01", "2024-02-29", rate) for currency, rate in expected]


def test_a_month_without_the_reporting_currency_gives_no_rate():
    assert {first for _, first, _, _ in crossed(ROWS, "USD")} == {"2024-02-01"}


@pytest.mark.django_db
class TestLoading:
    def test_twice_changes_nothing(self):
        assert load(ROWS) == {"exchange_rates": 3, "exchange_rates_created": 3, "exchange_rates_changed": 0}
        assert load(ROWS) == {"exchange_rates": 3, "exchange_rates_created": 0, "exchange_rates_changed": 0}

    def test_a_rate_that_somebody_imported_is_not_overwritten(self):
        kept = ExchangeRate.objects.create(
            currency="GBP", first="2024-02-01", last="2024-02-29", kind="average", rate="1.30", source="Bank of England"
        )

        assert load(ROWS)["exchange_rates"] == 2
        kept.refresh_from_db()
        assert (kept.rate, kept.source) == (Decimal("1.30"), "Bank of England")

    def test_a_revised_average_is_taken_over(self):
        load(ROWS)

        report = load([{**ROWS[0], "per_eur_avg": "0.9"}, *ROWS[1:]])

        assert report["exchange_rates_changed"] == 1
        assert rates()[1] == ("GBP", "2024-02", Decimal("1.2000000000"), SOURCE)

    def test_another_reporting_currency_replaces_them_all(self):
        load(ROWS)

        load(ROWS, "GBP")

        assert [row[:3] for row in rates()] == [
            ("EUR", "2024-02", Decimal("0.8000000000")), ("EUR", "2024-03", Decimal("0.7500000000")),
            ("JPY", "2024-02", Decimal("0.0050000000")), ("USD", "2024-02", Decimal("0.7407407407")),
        ]  # fmt: skip
