"""Golden LED-1 (METHODS 5) from files to the ledger, to the cent."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.exchange.test_import_claims import LEDGER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]

INDEX = {
    "USD": (100, 104.5, 112, 116), "EUR": (100, 102.1, 107, 113), "GBP": (100, 100.5, 105.8, 117.5),
}  # fmt: skip
RATES = "currency,on,rate\nEUR,2020,1.14\nGBP,2020,1.28\n"


@pytest.fixture
def ledger(load):
    """ledger(*options) -> the document, of what was imported from LED-1 and the files beside it."""
    index = "currency,year,value\n" + "".join(
        f"{currency},{2020 + n},{value}\n" for currency, values in INDEX.items() for n, value in enumerate(values)
    )
    assert load("price_index", index, "--commit")[0] == 0
    assert load("exchange_rates", RATES, "--commit")[0] == 0
    assert load("claims", LEDGER, "--commit")[0] == 0

    def run(*options):
        out = StringIO()
        call_command("ledger", "--as-of", "2024-12-31", "--base-year", "2020", "--json", *options, stdout=out)
        return json.loads(out.getvalue())

    return run


def test_imported_ledger_gives_the_golden_figures_to_the_cent(ledger):
    document = ledger()

    names = ("state", "nominal", "constant", "contributed")
    assert {flow["flow_key"]: tuple(flow[name] for name in names) for flow in document["flows"]} == {
        "F1": ("agreed", 1212924.53, 1149591.54, 574795.77),
        "F2": ("lower", 620000.00, 604914.93, 241965.97),
        "F3": ("one_sided", 4000000.00, 3448275.86, 862068.97),
        "F4": ("reported", None, None, None),
        "F5": ("disputed", None, None, None),
    }
    assert {total["indicator"]: total["contributed"] for total in document["totals"]} == {
        "OC2": 816761.74, "OC6": 862068.97,
    }  # fmt: skip
    assert (document["reported_as_given"], document["not_converted"]) == (9521900.00, 0)


def test_second_import_and_a_correction_that_is_taken_back_leave_the_ledger_as_it_was(ledger, load):
    before = ledger()

    load("claims", LEDGER, "--commit")
    load("claims", LEDGER.replace("300000,USD", "310000,USD"), "--commit")
    between = ledger()
    load("claims", LEDGER, "--commit")

    assert between["reported_as_given"] == before["reported_as_given"] + 10000
    assert ledger() == before
