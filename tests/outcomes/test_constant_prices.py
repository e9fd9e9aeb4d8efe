"""Constant prices, both ways, against the worked numbers of METHODS 5; net additional value."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.enums import Evidence, Reason, State
from outcomes.prices import Assumptions, Constant, PriceBook, Way, net_additional
from outcomes.rates import RateBook
from outcomes.rules import Claim, count

INDICES = {
    ("USD", 2021): "104.5", ("USD", 2022): "112.0", ("USD", 2023): "116.0",
    ("EUR", 2021): "102.1", ("EUR", 2022): "107.0", ("EUR", 2023): "113.0",
    ("GBP", 2021): "100.5", ("GBP", 2022): "105.8", ("GBP", 2023): "117.5",
}  # fmt: skip
BASE = (date(2020, 1, 1), date(2020, 12, 31))
BASE_RATES = [
    ("EUR", "average", *BASE, Decimal("1.14")),
    ("GBP", "average", *BASE, Decimal("1.28")),
]


def book(way=Way.OWN, *, base_year=2020, indices=INDICES, rates=BASE_RATES, into="USD"):
    found = {key: Decimal(value) for key, value in indices.items()}
    return PriceBook(RateBook("USD", rates, into=into), base_year, found, way)


def claim(prices, side, amount, currency, year, rate="1", basis="FOB", evidence=3):
    rate = None if rate is None else Decimal(rate)
    constant = prices.constant_for(currency, year, rate)
    return Claim(
        side, Decimal(amount), Evidence(evidence), rate, basis,
        constant=constant.factor, constant_reason=constant.reason,
    )  # fmt: skip


def led_1(prices):
    """{flow: (claims, share)} of METHODS 5, golden LED-1."""
    return {
        "F1": ([
            claim(prices, "seller", "1000000", "EUR", 2021, "1.19"),
            claim(prices, "buyer", "1310000", "USD", 2021, basis="CIF", evidence=4),
        ], "0.50"),
        "F2": ([
            claim(prices, "seller", "500000", "GBP", 2022, "1.24"),
            claim(prices, "buyer", "757900", "USD", 2022, basis="CIF"),
        ], "0.40"),
        "F3": ([claim(prices, "host", "4000000", "USD", 2023, evidence=4)], "0.25"),
        "F4": ([claim(prices, "seller", "800000", "EUR", 2023, "1.08", evidence=1)], "1.00"),
        "F5": ([
            claim(prices, "seller", "300000", "USD", 2022),
            claim(prices, "buyer", "480000", "USD", 2022, basis="CIF"),
        ], "1.00"),
    }  # fmt: skip


def test_golden_led_1_in_constant_prices():
    found = {}
    for flow, (claims, share) in led_1(book()).items():
        counted = count(claims, shares=[("t", Decimal(share))], of="constant")
        found[flow] = counted.state, counted.nominal, counted.constant, counted.parts[0].contributed

    assert found == {
        "F1": (State.AGREED, Decimal("1212924.53"), Decimal("1149591.54"), Decimal("574795.77")),
        "F2": (State.LOWER, Decimal("620000.00"), Decimal("604914.93"), Decimal("241965.97")),
        "F3": (State.ONE_SIDED, Decimal("4000000.00"), Decimal("3448275.86"), Decimal("862068.97")),
        "F4": (State.REPORTED, None, None, None),
        "F5": (State.DISPUTED, None, None, None),
    }


@pytest.mark.parametrize(("way", "constant"), [(Way.OWN, "6613299.67"), (Way.REPORTING, "6208546.44")])
def test_golden_fx_1_both_ways(way, constant):
    prices = book(way)
    flows = [("2000000", "EUR", 2021, "1.19"), ("3600000", "EUR", 2022, "1.05"), ("500000", "GBP", 2023, "1.29")]

    counted = [count([claim(prices, "seller", *flow)]) for flow in flows]

    assert sum(one.nominal for one in counted) == Decimal("6805000.00")
    assert sum(one.constant for one in counted) == Decimal(constant)


def test_golden_add_1():
    assumed = Assumptions(deadweight=Decimal("0.40"), leakage=Decimal("0.10"), displacement=Decimal("0.25"))

    assert net_additional(Decimal("10000000"), assumed) == Decimal("4050000")


def test_what_is_not_known_has_no_net_value():
    assert net_additional(None, Assumptions()) is None


@given(gross=st.decimals(min_value=0, max_value=10**9, places=2), parts=st.tuples(*[st.decimals(0, 1, places=3)] * 4))
def test_net_never_exceeds_gross_without_a_multiplier(gross, parts):
    assert 0 <= net_additional(gross, Assumptions(*parts)) <= gross


def test_the_side_is_chosen_on_nominal_values_and_then_taken_in_constant_ones():
    prices = book(indices={("EUR", 2022): "50", ("USD", 2022): "200"})
    dear_later = claim(prices, "seller", "100", "EUR", 2022, "1.00")
    cheap_later = claim(prices, "buyer", "120", "USD", 2022)

    counted = count([dear_later, cheap_later])

    assert (counted.state, counted.nominal) == (State.LOWER, Decimal("100.00"))
    assert counted.constant == Decimal("228.00")  # 100 × 100/50 × 1.14, though the other side's 60.00 is less


def test_without_a_base_year_there_is_no_constant_value_and_no_complaint():
    counted = count([claim(book(base_year=None), "seller", "100", "EUR", 2022, "1.10")])

    assert (counted.nominal, counted.constant, counted.reason) == (Decimal("110.00"), None, Reason.NONE)


def test_without_an_index_of_its_year_nominal_stands_and_the_reason_is_said():
    counted = count([claim(book(), "seller", "100", "EUR", 2019, "1.10")], shares=[("t", None)], of="constant")

    assert (counted.nominal, counted.constant, counted.reason) == (Decimal("110.00"), None, Reason.NO_INDEX)
    assert counted.parts[0].contributed is None


def test_without_a_rate_of_the_base_year_nominal_stands_and_the_reason_is_said():
    counted = count([claim(book(rates=[]), "seller", "100", "EUR", 2022, "1.10")])

    assert (counted.nominal, counted.constant, counted.reason) == (Decimal("110.00"), None, Reason.NO_BASE_RATE)


def test_deflating_after_conversion_needs_no_rate_of_the_base_year():
    prices = book(Way.REPORTING, rates=[])

    assert prices.constant_for("EUR", 2022, Decimal("1.12")) == Constant(Decimal(1))


def test_when_one_of_two_agreeing_sides_has_no_constant_value_the_flow_has_none():
    prices = book()
    counted = count([
        claim(prices, "seller", "100", "USD", 2022), claim(prices, "buyer", "100", "JPY", 2022),
    ])  # fmt: skip

    assert (counted.state, counted.nominal, counted.constant) == (State.AGREED, Decimal("100.00"), None)
    assert counted.reason == Reason.NO_INDEX


def test_an_index_whose_base_year_is_not_100_counts_by_its_ratio():
    prices = book(indices={("USD", 2015): "80", ("USD", 2020): "120", ("USD", 2022): "150"})

    assert prices.constant_for("USD", 2022, Decimal(1)) == Constant(Decimal("0.8"))


def test_the_base_year_itself_needs_no_index():
    assert book(indices={}).constant_for("EUR", 2020, None) == Constant(Decimal("1.14"))


def test_the_average_of_the_base_year_may_come_from_its_months():
    months = [
        ("EUR", "average", date(2023, month, 1), date(2023, month, last), Decimal(month))
        for month, last in enumerate([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 1)
    ]
    weighted = sum(rate * last.day for _, _, _, last, rate in months) / 365

    assert book(base_year=2023, rates=months).constant_for("EUR", 2023, None) == Constant(weighted)


def test_cif_is_taken_off_the_constant_value_too():
    counted = count([claim(book(), "buyer", "106", "USD", 2020, basis="CIF")])

    assert (counted.nominal, counted.constant) == (Decimal("100.00"), Decimal("100.00"))


def test_a_corridor_may_have_a_divisor_of_its_own():
    counted = count([Claim("buyer", Decimal(110), 3, basis="CIF", cif_factor=Decimal("1.10"))])

    assert counted.nominal == Decimal("100.00")


def test_indicators_without_money_have_no_constant_value():
    counted = count([claim(book(), "host", "120", "USD", 2022)], money=False)

    assert (counted.nominal, counted.constant, counted.reason) == (Decimal("120.00"), None, Reason.NONE)
