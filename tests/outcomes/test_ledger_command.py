"""`manage.py ledger` on facts in the database (CONTRACTS 2)."""

import datetime as dt
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from outcomes.models import CorridorFactor, ExchangeRate, PriceIndex
from partnerships.models import SeatRole, TieRecord
from tests.factories import (
    CityFactory,
    ClaimFactory,
    CountryFactory,
    IndicatorFactory,
    MembershipFactory,
    OfficeFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
    ShareFactory,
)

pytestmark = pytest.mark.django_db

RATES = {("EUR", 2021): "1.19", ("GBP", 2022): "1.24", ("EUR", 2023): "1.08", ("EUR", 2020): "1.14",
         ("GBP", 2020): "1.28"}  # fmt: skip
INDICES = {"USD": ["104.5", "112.0", "116.0"], "EUR": ["102.1", "107.0", "113.0"], "GBP": ["100.5", "105.8", "117.5"]}


def run(*options):
    """(exit status, JSON document, numbers as Decimal)."""
    out = StringIO()
    try:
        call_command("ledger", "--json", *options, stdout=out, stderr=StringIO())
        status = 0
    except CommandError as refused:
        status = refused.returncode
    return status, json.loads(out.getvalue(), parse_float=Decimal, parse_int=Decimal)


def ledger(*options, as_of="2026-12-31"):
    status, found = run("--as-of", as_of, *options)
    assert status == 0
    return found


def flows(found, *names):
    return [tuple(flow[name] for name in names) for flow in found["flows"]]


@pytest.fixture
def home():
    return OfficeFactory().organisation


@pytest.fixture
def tie(home):
    return tie_of(home)


def tie_of(organisation, *places):
    partnership = PartnershipFactory(between=[organisation.place, *places])
    SeatFactory(partnership=partnership, organisation=organisation, role=SeatRole.LEAD)
    return partnership


def year(number):
    return {"occurred_first": dt.date(number, 1, 1), "occurred_last": dt.date(number, 12, 31)}


def claim(tie, owner, flow, *, indicator="OC2", share=None, **more):
    outcome = OutcomeFactory._meta.model.objects.filter(flow_key=flow).first()
    outcome = outcome or OutcomeFactory(flow_key=flow, indicator=IndicatorFactory(code=indicator))
    if share is not None and not outcome.shares.filter(partnership=tie).exists():
        ShareFactory(outcome=outcome, partnership=tie, share=Decimal(share))
    return ClaimFactory(partnership=tie, owner=owner, outcome=outcome, **{"evidence": 3, **more})


@pytest.fixture
def prices():
    for (currency, number), rate in RATES.items():
        first, last = year(number).values()
        ExchangeRate.objects.create(currency=currency, first=first, last=last, kind="average", rate=rate)
    for currency, values in INDICES.items():
        for number, value in enumerate(values, 2021):
            PriceIndex.objects.create(currency=currency, year=number, value=value)


@pytest.fixture
def led_1(home, prices):
    """The five flows of golden LED-1 on three ties; rates are looked up by year."""
    one, two, three = (tie_of(home) for _ in range(3))
    claim(one, home, "F1", share="0.5", amount="1000000", currency="EUR", basis="FOB", **year(2021))
    claim(one, home, "F1", side="buyer", amount="1310000", basis="CIF", evidence=4, **year(2021))
    claim(one, home, "F2", share="0.4", amount="500000", currency="GBP", basis="FOB", **year(2022))
    claim(one, home, "F2", side="buyer", amount="757900", basis="CIF", **year(2022))
    claim(two, home, "F3", indicator="OC6", share="0.25", side="host", amount="4000000", evidence=4, **year(2023))
    claim(two, home, "F4", share="1", amount="800000", currency="EUR", basis="FOB", evidence=1, **year(2023))
    claim(three, home, "F5", share="1", amount="300000", basis="FOB", **year(2022))
    claim(three, home, "F5", side="buyer", amount="480000", basis="CIF", **year(2022))
    return one, two, three


def test_golden_led_1_to_the_cent(led_1):
    found = ledger("--base-year", "2020")

    one, two, three = (Decimal(tie.pk) for tie in led_1)
    assert found["flows"] == [
        {
            "flow_key": flow, "indicator": indicator, "partnership": tie, "state": state, "reason": None,
            "gap": gap and Decimal(gap), "nominal": nominal and Decimal(nominal),
            "constant": constant and Decimal(constant), "share": Decimal(share),
            "contributed": contributed and Decimal(contributed),
        }
        for flow, indicator, tie, state, gap, nominal, constant, share, contributed in [
            # METHODS 5 prints 0.037805 for F1, the logarithm of the ratio; its own formula gives 0.037800.
            ("F1", "OC2", one, "agreed", "0.037800", "1212924.53", "1149591.54", "0.5", "574795.77"),
            ("F2", "OC2", one, "lower", "0.142322", "620000.00", "604914.93", "0.4", "241965.97"),
            ("F3", "OC6", two, "one_sided", None, "4000000.00", "3448275.86", "0.25", "862068.97"),
            ("F4", "OC2", two, "reported", None, None, None, "1", None),
            ("F5", "OC2", three, "disputed", "0.406015", None, None, "1", None),
        ]
    ]  # fmt: skip
    assert found["totals"] == [
        {"indicator": "OC2", "nominal": Decimal("1832924.53"), "constant": Decimal("1754506.47"),
         "contributed": Decimal("816761.74")},
        {"indicator": "OC6", "nominal": Decimal("4000000.00"), "constant": Decimal("3448275.86"),
         "contributed": Decimal("862068.97")},
    ]  # fmt: skip
    assert (found["reported_as_given"], found["not_converted"]) == (Decimal("9521900.00"), 0)


def test_without_a_base_year_shares_are_of_the_nominal_value(led_1):
    found = ledger()

    assert flows(found, "flow_key", "constant", "contributed")[:2] == [
        ("F1", None, Decimal("606462.27")), ("F2", None, Decimal("248000.00")),
    ]  # fmt: skip
    assert found["totals"][0]["constant"] is None


@pytest.mark.parametrize(("way", "constant"), [("own", "6613299.67"), ("reporting", "6208546.44")])
def test_golden_fx_1_both_ways(tie, home, prices, way, constant):
    for flow, amount, currency, number, rate in [
        ("A", "2000000", "EUR", 2021, "1.19"), ("B", "3600000", "EUR", 2022, "1.05"),
        ("C", "500000", "GBP", 2023, "1.29"),
    ]:  # fmt: skip
        claim(tie, home, flow, amount=amount, currency=currency, rate=rate, **year(number))

    found = ledger("--base-year", "2020", "--constant", way)

    assert found["totals"] == [
        {"indicator": "OC2", "nominal": Decimal("6805000.00"), "constant": Decimal(constant),
         "contributed": Decimal(constant)},
    ]  # fmt: skip


def test_two_equal_amounts_are_two_flows_and_both_count(tie, home):
    claim(tie, home, "A", amount="1000")
    claim(tie, home, "B", amount="1000")

    assert ledger()["totals"][0]["nominal"] == Decimal("2000.00")


def test_two_child_rows_do_not_count_a_flow_twice(home):
    first, second = tie_of(home), tie_of(home)
    made = claim(first, home, "A", amount="1000", share="0.5")
    ShareFactory(outcome=made.outcome, partnership=second, share=Decimal("0.3"))
    for name in ("one.pdf", "two.pdf"):
        made.files.create(name=name, content_type="application/pdf", size=1, sha256=name)

    found = ledger()

    assert flows(found, "partnership", "nominal", "contributed") == [
        (first.pk, Decimal("1000.00"), Decimal("500.00")), (second.pk, Decimal("1000.00"), Decimal("300.00")),
    ]  # fmt: skip
    assert found["totals"] == [
        {"indicator": "OC2", "nominal": Decimal("1000.00"), "constant": None, "contributed": Decimal("800.00")}
    ]


def test_a_corrected_claim_counts_once_with_its_latest_amount(tie, home):
    former = claim(tie, home, "A", amount="1000")
    later = claim(tie, home, "A", amount="900", learnt_on=dt.date(2026, 6, 1))
    type(former).objects.filter(pk=former.pk).update(superseded_by=later)

    assert flows(ledger(), "state", "nominal") == [("one_sided", Decimal("900.00"))]
    assert flows(ledger("--known-on", "2026-05-31"), "nominal") == [(Decimal("1000.00"),)]


def test_a_withdrawn_claim_counts_until_the_day_it_was_withdrawn(tie, home):
    claim(tie, home, "A", amount="1000", withdrawn_at=dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC))

    assert ledger()["flows"] == []
    assert flows(ledger("--known-on", "2026-05-31"), "nominal") == [(Decimal("1000.00"),)]


def test_a_year_counts_from_its_last_day_and_a_month_likewise(tie, home):
    claim(tie, home, "month", occurred_first=dt.date(2025, 3, 1), occurred_last=dt.date(2025, 3, 31))
    claim(tie, home, "year", **year(2025))

    found = {day: flows(ledger(as_of=day), "flow_key") for day in ("2025-03-30", "2025-03-31", "2025-12-31")}

    assert found == {"2025-03-30": [], "2025-03-31": [("month",)], "2025-12-31": [("month",), ("year",)]}


def test_what_was_reported_later_is_not_known_earlier(tie, home):
    claim(tie, home, "A", amount="100", learnt_on=dt.date(2026, 4, 1))
    claim(tie, home, "A", side="buyer", amount="104", learnt_on=dt.date(2026, 5, 1))

    found = [flows(ledger("--known-on", day), "state", "nominal") for day in ("2026-03-31", "2026-04-30", "2026-05-01")]

    assert found == [[], [("one_sided", Decimal("100.00"))], [("agreed", Decimal("102.00"))]]


def test_a_missing_rate_is_said_and_never_guessed(tie, home):
    claim(tie, home, "A", amount="100", currency="EUR")
    claim(tie, home, "B", amount="100", currency="EUR")
    claim(tie, home, "B", side="buyer", amount="120")

    found = ledger()

    assert flows(found, "state", "reason", "nominal", "contributed") == [
        ("not_converted", "no_rate", None, None),
        ("one_sided", "other_side_not_converted", Decimal("120.00"), Decimal("120.00")),
    ]  # fmt: skip
    assert (found["reported_as_given"], found["not_converted"]) == (Decimal("120.00"), 2)


def test_nought_is_a_value_and_a_blank_is_none(tie, home):
    claim(tie, home, "blank", amount=None)
    claim(tie, home, "nought", amount="0")
    claim(tie, home, "noughts", amount="0")
    claim(tie, home, "noughts", side="buyer", amount="0")

    assert flows(ledger(), "flow_key", "state", "reason", "gap", "nominal") == [
        ("blank", "not_converted", "no_amount", None, None),
        ("nought", "one_sided", None, None, Decimal("0.00")),
        ("noughts", "agreed", None, Decimal("0.000000"), Decimal("0.00")),
    ]


def test_a_joint_claim_speaks_for_both_sides_and_is_given_once(tie, home):
    claim(tie, home, "A", side="joint", amount="250")

    found = ledger()

    assert flows(found, "state", "gap", "nominal") == [("agreed", Decimal("0.000000"), Decimal("250.00"))]
    assert found["reported_as_given"] == Decimal("250.00")


def test_cif_is_divided_by_the_factor_of_its_corridor(home):
    abroad = CityFactory(country=CountryFactory(iso_code="CL"))
    usual, dear = tie_of(home, CityFactory(country=CountryFactory(iso_code="DE"))), tie_of(home, abroad)
    pair = sorted([home.place.country, abroad.country], key=lambda place: place.pk)
    CorridorFactor.objects.create(country_a=pair[0], country_b=pair[1], factor="1.10", source="customs study 2024")
    claim(usual, home, "A", side="buyer", amount="106", basis="CIF")
    claim(dear, home, "B", side="buyer", amount="110", basis="CIF")

    assert flows(ledger(), "nominal") == [(Decimal("100.00"),), (Decimal("100.00"),)]


def test_another_currency_is_crossed_at_the_same_date(tie, home):
    for currency, rate in (("EUR", "1.20"), ("GBP", "1.50")):
        day = dt.date(2026, 3, 1)
        ExchangeRate.objects.create(currency=currency, first=day, last=day, kind="day", rate=rate)
    claim(tie, home, "dollars", amount="120", currency="USD")
    claim(tie, home, "euros", amount="100", currency="EUR", rate="1.30")
    claim(tie, home, "pounds", amount="100", currency="GBP")
    claim(tie, home, "undated", amount="100", currency="GBP", occurred_last=dt.date(2026, 3, 2))

    found = ledger("--currency", "EUR")

    assert found["currency"] == "EUR"
    assert flows(found, "flow_key", "nominal") == [
        ("dollars", Decimal("100.00")), ("euros", Decimal("100.00")), ("pounds", Decimal("125.00")), ("undated", None),
    ]  # fmt: skip


def test_without_money_the_amount_counts_and_nothing_is_deflated(tie, home):
    jobs = IndicatorFactory(code="OC8", is_money=False, unit="FTE")
    outcome = OutcomeFactory(indicator=jobs)
    ClaimFactory(partnership=tie, owner=home, outcome=outcome, amount="12", currency="", evidence=3)

    found = ledger("--base-year", "2020")

    assert flows(found, "nominal", "constant") == [(Decimal("12.00"), None)]
    assert found["reported_as_given"] == 0


def test_announced_and_realised_of_one_project_stay_two_flows(tie, home):
    for code in ("OC5", "OC6"):
        outcome = OutcomeFactory(flow_key="plant", indicator=IndicatorFactory(code=code))
        ClaimFactory(partnership=tie, owner=home, outcome=outcome, amount="100", evidence=3)

    assert [(row["indicator"], row["nominal"]) for row in ledger()["totals"]] == [("OC5", 100), ("OC6", 100)]


def test_one_partnership_by_number_slug_or_external_id(home):
    first, second = tie_of(home), tie_of(home)
    TieRecord.objects.create(partnership=second, source="county", external_id="t2", name_a="A", name_b="B")
    claim(first, home, "A", amount="100")
    claim(second, home, "B", amount="200")

    found = [ledger("--partnership", str(word)) for word in (second.pk, second.slug, "t2")]

    assert [flows(one, "flow_key") for one in found] == [[("B",)]] * 3
    assert {one["reported_as_given"] for one in found} == {Decimal("200.00")}


def test_a_person_sees_the_flows_of_claims_they_may_read(tie, home):
    reader = MembershipFactory(organisation=home).user
    stranger = OfficeFactory().organisation
    claim(tie, home, "ours", amount="100")
    claim(tie_of(stranger), stranger, "theirs", amount="200")

    assert flows(ledger("--as", reader.email), "flow_key") == [("ours",)]
    assert flows(ledger(), "flow_key") == [("ours",), ("theirs",)]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], "wrong_date"),
        (["--as-of", "31.12.2026"], "wrong_date"),
        (["--as-of", "2026-02-30"], "wrong_date"),
        (["--as-of", "2026-12-31", "--known-on", "soon"], "wrong_date"),
        (["--as-of", "2026-12-31", "--base-year", "20"], "wrong_year"),
        (["--as-of", "2026-12-31", "--constant", "both"], "wrong_constant"),
        (["--as-of", "2026-12-31", "--currency", "EURO"], "unknown_currency"),
        (["--as-of", "2026-12-31", "--partnership", "nowhere"], "unknown_partnership"),
        (["--as-of", "2026-12-31", "--as", "nobody@example.org"], "unknown_person"),
    ],
)
def test_a_wrong_call_is_refused_with_its_reason(options, code):
    status, found = run(*options)

    assert (status, found["error"]["code"]) == (2, code)


def test_an_empty_ledger_is_a_ledger():
    found = ledger("--known-on", "2026-01-01")

    assert (found["known_on"], found["flows"], found["totals"]) == ("2026-01-01", [], [])
    assert (found["reported_as_given"], found["not_converted"]) == (0, 0)


def test_in_words_for_a_terminal(led_1):
    out = StringIO()

    call_command("ledger", "--as-of", "2026-12-31", stdout=out)

    assert "F3 OC6 on" in out.getvalue()
    assert "9,521,900.00" in out.getvalue()
