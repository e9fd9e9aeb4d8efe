"""Importing claims: the ledger's facts."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from outcomes.models import Claim, Outcome, Share
from partnerships.models import Partnership, Seat
from tests.exchange.conftest import counts_of, faults_of

LEDGER = Path(__file__).with_name("ledger.csv").read_text()
HEADER = LEDGER.partition("\n")[0] + "\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]


def row(**cells):
    """One line of a file: a good claim of the exporters, but for what is given."""
    good = {
        "external_id": "c1", "flow_key": "F9", "partnership": "t1", "indicator": "OC2", "organisation": "exporters",
        "side": "seller", "amount": "1000", "currency": "USD", "occurred_on": "2022-05-04",
        "reported_on": "2022-06-01", "rate": "", "basis": "FOB", "evidence": "E3", "share": "",
    }  # fmt: skip
    return ",".join((good | cells)[name] for name in HEADER.strip().split(",")) + "\n"


def test_ledger_of_the_method_goes_in_once_however_often_it_is_imported(load):
    first = load("claims", LEDGER, "--commit")
    second = load("claims", LEDGER, "--commit")

    assert (first[0], counts_of(first[1])) == (0, (8, 0, 0, 0))
    assert (second[0], counts_of(second[1])) == (0, (0, 0, 8, 0))
    assert (Claim.objects.count(), Outcome.objects.count()) == (8, 5)
    assert {(s.outcome.flow_key, s.partnership.slug, s.share) for s in Share.objects.all()} == {
        ("F1", "hamburg-windhoek", Decimal("0.5")),
        ("F2", "hamburg-windhoek", Decimal("0.4")),
        ("F3", "hamburg-goteborg", Decimal("0.25")),
        ("F4", "hamburg-goteborg", Decimal("1")),
        ("F5", "goteborg-windhoek", Decimal("1")),
    }


def test_claim_says_what_its_row_says(load):
    load("claims", LEDGER, "--commit")

    claim = Claim.objects.get(external_id="F1s")
    assert (claim.amount, claim.currency, claim.rate, claim.basis, claim.side, claim.evidence) == (
        Decimal("1000000"), "EUR", Decimal("1.19"), "FOB", "seller", 3,
    )  # fmt: skip
    assert (claim.occurred_first, claim.occurred_last) == (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    assert (claim.learnt_on, claim.audience, claim.source) == (dt.date(2022, 2, 1), "parties", "manual")
    assert claim.title == "Goods exports to partner, ledger (F1)"
    assert claim.owner == claim.organisation


def test_organisation_without_a_seat_gets_one_on_the_side_of_its_place(load, atlas):
    load("claims", LEDGER, "--commit")

    tie = Partnership.objects.get(slug="hamburg-windhoek")
    seats = {(seat.organisation.name, seat.side.name, seat.role) for seat in tie.seats.all()}
    assert seats == {("Exporters", "Hamburg", "partner"), ("Importers", "Windhoek", "partner")}
    assert Seat.objects.count() == 6


def test_corrected_row_supersedes_and_the_former_stays(load):
    load("claims", LEDGER, "--commit")

    _, report = load("claims", LEDGER.replace("300000,USD", "310000,USD"), "--commit")

    former, standing = Claim.objects.filter(external_id="F5s").order_by("pk")
    assert counts_of(report) == (0, 1, 7, 0)
    assert (former.amount, former.superseded_by, standing.amount) == (300000, standing, 310000)
    assert list(Claim.objects.standing().filter(external_id="F5s")) == [standing]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"partnership": "nowhere"}, ("partnership", "unknown_partnership")),
        ({"organisation": "nobody"}, ("organisation", "unknown_organisation")),
        ({"indicator": "XX9"}, ("indicator", "unknown_indicator")),
        ({"indicator": "PR4"}, ("indicator", "not_claimable")),
        ({"organisation": "strangers"}, ("organisation", "neither_side")),
        ({"amount": ""}, ("amount", "required")),
        ({"amount": "-1"}, ("amount", "negative")),
        ({"amount": "1e6"}, ("amount", "not_a_number")),
        ({"amount": "1.005"}, ("amount", "too_precise")),
        ({"currency": ""}, ("currency", "required")),
        ({"currency": "ZZZ"}, ("currency", "unknown_currency")),
        ({"occurred_on": "2022-02-30"}, ("occurred_on", "not_a_date")),
        ({"occurred_on": "2999"}, ("occurred_on", "not_yet")),
        ({"reported_on": "2999-01-01"}, ("reported_on", "not_yet")),
        ({"rate": "0"}, ("rate", "out_of_range")),
        ({"basis": "EXW"}, ("basis", "not_in_list")),
        ({"evidence": "E5"}, ("evidence", "not_in_list")),
        ({"side": "middle"}, ("side", "not_in_list")),
        ({"share": "1.1"}, ("share", "out_of_range")),
        ({"share": "-0.1"}, ("share", "negative")),
    ],
)
def test_bad_cell_is_refused_by_row_column_and_code(load, cells, fault):
    status, report = load("claims", HEADER + row(**cells), "--commit")

    assert (status, faults_of(report)) == (1, [(1, *fault)])
    assert (Claim.objects.count(), Seat.objects.count()) == (0, 0)
