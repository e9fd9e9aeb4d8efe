"""Which rate a claim is converted at (CONTRACTS 2)."""

import calendar
from datetime import date
from decimal import Decimal

import pytest

from outcomes.enums import RateSource
from outcomes.rates import RateBook, whole_month

DAY = date(2024, 2, 29)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def month(number, rate):
    return (
        "EUR",
        "average",
        date(2024, number, 1),
        date(2024, number, calendar.monthrange(2024, number)[1]),
        Decimal(rate),
    )


def year(rate):
    return "EUR", "average", *YEAR, Decimal(rate)


def book(*rows):
    return RateBook("USD", rows)


def test_the_claim_s_own_rate_comes_first():
    found = book(("EUR", "day", DAY, DAY, Decimal("1.1"))).rate_for("EUR", DAY, DAY, own=Decimal("1.5"))

    assert (found.value, found.source) == (Decimal("1.5"), RateSource.CLAIM)


def test_the_reporting_currency_is_one():
    assert book().rate_for("USD", DAY, DAY).value == 1


def test_a_day_takes_its_own_rate_before_its_month_s():
    rates = book(("EUR", "day", DAY, DAY, Decimal("1.1")), month(2, "1.2"))

    assert rates.rate_for("EUR", DAY, DAY).value == Decimal("1.1")
    assert rates.rate_for("EUR", date(2024, 2, 1), date(2024, 2, 1)).source == RateSource.MONTH


def test_a_month_takes_its_average():
    assert book(month(2, "1.2")).rate_for("EUR", date(2024, 2, 1), DAY).value == Decimal("1.2")


def test_a_year_takes_its_average_before_its_months():
    rates = book(year("1.3"), *(month(number, "1.2") for number in range(1, 13)))

    assert rates.rate_for("EUR", *YEAR).value == Decimal("1.3")


def test_a_year_without_an_average_takes_its_months_weighted_by_days():
    rates = book(*(month(number, "2" if number == 2 else "1") for number in range(1, 13)))

    found = rates.rate_for("EUR", *YEAR)

    assert found.value == (Decimal(366 - 29) + 2 * 29) / 366
    assert found.source == RateSource.MONTHS


@pytest.mark.parametrize(
    ("currency", "first", "last"),
    [
        ("EUR", *YEAR),  # eleven months of twelve
        ("GBP", DAY, DAY),
        ("EUR", date(2024, 12, 24), date(2024, 12, 24)),
        ("EUR", date(2024, 1, 15), date(2024, 3, 15)),  # cuts through months
    ],
)
def test_without_a_rate_nothing_is_guessed(currency, first, last):
    rates = book(*(month(number, "1") for number in range(1, 12)))

    assert rates.rate_for(currency, first, last).value is None


def test_only_a_date_within_one_month_has_a_month():
    assert whole_month(date(2024, 2, 1), DAY) == date(2024, 2, 1)
    assert whole_month(*YEAR) is None
    assert whole_month(date(2026, 4, 1), date(2026, 6, 30)) == date(2026, 4, 2)  # the mark of the quarter
    assert whole_month(date(2026, 5, 1), date(2026, 7, 31)) is None
