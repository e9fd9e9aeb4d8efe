"""Importing exchange rates and price indices."""

import datetime as dt
from decimal import Decimal

import pytest

from outcomes.models import ExchangeRate, PriceIndex
from stakeholders.models import User
from tests.exchange.conftest import counts_of, faults_of

HEADER = "currency,on,rate,kind,source\n"

pytestmark = pytest.mark.django_db


def test_day_month_and_year_become_spans(load):
    rows = "eur,2021-03-04,1.2,,ECB\nEUR,2021-03,1.19,,ECB\n"
    rows += "EUR,2021,1.18,Average,\nEUR,2021-12-31,1.13,closing,\n"

    status, report = load("exchange_rates", HEADER + rows, "--commit", "--source", "treasury")

    assert (status, counts_of(report)) == (0, (4, 0, 0, 0))
    assert set(ExchangeRate.objects.values_list("first", "last", "kind", "rate", "source")) == {
        (dt.date(2021, 3, 4), dt.date(2021, 3, 4), "day", Decimal("1.2"), "ECB"),
        (dt.date(2021, 3, 1), dt.date(2021, 3, 31), "average", Decimal("1.19"), "ECB"),
        (dt.date(2021, 1, 1), dt.date(2021, 12, 31), "average", Decimal("1.18"), "treasury"),
        (dt.date(2021, 12, 31), dt.date(2021, 12, 31), "closing", Decimal("1.13"), "treasury"),
    }


def test_same_span_with_another_rate_is_changed_and_again_unchanged(load):
    load("exchange_rates", HEADER + "EUR,2021-03,1.19,,ECB\n", "--commit")

    first = load("exchange_rates", HEADER + "EUR,2021-03,1.20,,\n", "--commit")
    second = load("exchange_rates", HEADER + "EUR,2021-03,1.2,,\n", "--commit")

    assert [counts_of(first[1]), counts_of(second[1])] == [(0, 1, 0, 0), (0, 0, 1, 0)]
    assert (ExchangeRate.objects.get().rate, ExchangeRate.objects.get().source) == (Decimal("1.2"), "ECB")


def test_rate_of_small_money_keeps_ten_decimals(load):
    load("exchange_rates", HEADER + "VND,2021,0.0000438212345678,,\n", "--commit")

    assert ExchangeRate.objects.get().rate == Decimal("0.0000438212")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("ZZZ,2021,1,,", ("currency", "unknown_currency")),
        ("EUR,2021-02-30,1,,", ("on", "not_a_date")),
        ("EUR,,1,,", ("on", "required")),
        ("EUR,2021,0,,", ("rate", "out_of_range")),
        ("EUR,2021,-1,,", ("rate", "out_of_range")),
        ("EUR,2021,much,,", ("rate", "not_a_number")),
        ("EUR,2021,1,day,", ("kind", "conflict")),
        ("EUR,2021-05-05,1,average,", ("kind", "conflict")),
        ("EUR,2021,1,spot,", ("kind", "not_in_list")),
        ("USD,2021,1.1,,", ("rate", "conflict")),
    ],
)
def test_bad_rate_is_refused_by_row_column_and_code(load, row, fault):
    status, report = load("exchange_rates", HEADER + row + "\n", "--commit")

    assert (status, faults_of(report)) == (1, [(1, *fault)])
    assert not ExchangeRate.objects.exists()


def test_one_span_with_two_rates_is_refused_with_both_rows(load):
    _, report = load("exchange_rates", HEADER + "EUR,2021,1,,\nEUR,2021,2,,\n")

    assert faults_of(report) == [(1, "currency", "twice"), (2, "currency", "twice")]


@pytest.mark.parametrize(("dataset", "row"), [("exchange_rates", "EUR,2021,1,,"), ("price_index", "EUR,2021,100,,")])
def test_rates_and_indices_are_kept_by_platform_staff(load, dataset, row):
    User.objects.create_user("anna@example.org")
    header = HEADER if dataset == "exchange_rates" else "currency,year,value,x,y\n"

    _, report = load(dataset, header + row + "\n", "--commit", "--as", "anna@example.org")

    assert faults_of(report) == [(1, "currency", "not_allowed")]


def test_price_index_goes_in_once_and_a_revision_changes_it(load):
    rows = "currency,year,value\nUSD,2021,104.5\nUSD,2022,112\n"

    first = load("price_index", rows, "--commit")
    second = load("price_index", rows.replace("112", "112.1"), "--commit")

    assert [counts_of(first[1]), counts_of(second[1])] == [(2, 0, 0, 0), (0, 1, 1, 0)]
    values = PriceIndex.objects.order_by("year").values_list("value", flat=True)
    assert list(values) == [Decimal("104.5"), Decimal("112.1")]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("ZZZ,2021,100", ("currency", "unknown_currency")),
        ("EUR,21,100", ("year", "out_of_range")),
        ("EUR,2021-01,100", ("year", "not_a_number")),
        ("EUR,2021,0", ("value", "out_of_range")),
        ("EUR,2021,", ("value", "required")),
    ],
)
def test_bad_index_is_refused_by_row_column_and_code(load, row, fault):
    _, report = load("price_index", "currency,year,value\n" + row + "\n", "--commit")

    assert faults_of(report) == [(1, *fault)]
