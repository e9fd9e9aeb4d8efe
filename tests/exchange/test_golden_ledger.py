"""The worked ledgers of METHODS 5 from files to the last cent: import, then `ledger`."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

LED_1 = Path(__file__).with_name("ledger.csv").read_text()
RATES = "currency,on,rate,kind,source\nEUR,2020,1.14,average,by hand\nGBP,2020,1.28,average,by hand\n"
INDICES = (
    "currency,year,value\nUSD,2020,100\nUSD,2021,104.5\nUSD,2022,112.0\nUSD,2023,116.0\n"
    "EUR,2021,102.1\nEUR,2022,107.0\nEUR,2023,113.0\nGBP,2021,100.5\nGBP,2022,105.8\nGBP,2023,117.5\n"
)
FX_1 = (
    "external_id,flow_key,partnership,indicator,organisation,side,amount,currency,occurred_on,reported_on,rate,basis,"
    "evidence,share\n"
    "a,A,t1,OC2,exporters,seller,2000000,EUR,2021,2022-02-01,1.19,FOB,E3,\n"
    "b,B,t1,OC2,exporters,seller,3600000,EUR,2022,2023-02-01,1.05,FOB,E3,\n"
    "c,C,t1,OC2,exporters,seller,500000,GBP,2023,2024-02-01,1.29,FOB,E3,\n"
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]


@pytest.fixture
def imported(load):
    def run(claims):
        for dataset, text in (("claims", claims), ("exchange_rates", RATES), ("price_index", INDICES)):
            status, report = load(dataset, text, "--commit")
            assert (status, report["rejected"]) == (0, 0)

    return run


def ledger(*options):
    out = StringIO()
    call_command("ledger", "--as-of", "2025-01-01", "--json", *options, stdout=out)
    return json.loads(out.getvalue(), parse_float=Decimal)


def test_led_1(imported):
    imported(LED_1)

    found = ledger("--base-year", "2020")

    values = ("flow_key", "state", "gap", "nominal", "constant", "share", "contributed")
    assert [tuple(flow[name] and str(flow[name]) for name in values) for flow in found["flows"]] == [
        # METHODS 5 prints 0.037805 for F1, the logarithm of the ratio; its own formula gives 0.037800.
        ("F1", "agreed", "0.037800", "1212924.53", "1149591.54", "0.500000", "574795.77"),
        ("F2", "lower", "0.142322", "620000.00", "604914.93", "0.400000", "241965.97"),
        ("F3", "one_sided", None, "4000000.00", "3448275.86", "0.250000", "862068.97"),
        ("F4", "reported", None, None, None, "1.000000", None),
        ("F5", "disputed", "0.406015", None, None, "1.000000", None),
    ]
    assert [tuple(map(str, total.values())) for total in found["totals"]] == [
        ("OC2", "1832924.53", "1754506.47", "816761.74"), ("OC6", "4000000.00", "3448275.86", "862068.97"),
    ]  # fmt: skip
    assert (str(found["reported_as_given"]), found["not_converted"]) == ("9521900.00", 0)


def test_led_1_as_it_was_known_before_the_buyers_reported(imported):
    imported(LED_1)

    found = ledger("--known-on", "2022-02-15")

    assert [(flow["flow_key"], flow["state"], flow["nominal"]) for flow in found["flows"]] == [
        ("F1", "one_sided", Decimal("1190000.00"))
    ]


def test_led_1_on_one_partnership(imported):
    imported(LED_1)

    assert [flow["flow_key"] for flow in ledger("--partnership", "t2")["flows"]] == ["F3", "F4"]


@pytest.mark.parametrize(("way", "constant"), [("own", "6613299.67"), ("reporting", "6208546.44")])
def test_fx_1(imported, way, constant):
    imported(FX_1)

    (total,) = ledger("--base-year", "2020", "--constant", way)["totals"]

    assert (total["nominal"], total["constant"]) == (Decimal("6805000.00"), Decimal(constant))
