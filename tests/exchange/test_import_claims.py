"""Importing claims: the ledger's facts."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import Workbook

from outcomes.models import Claim, Outcome, Share
from outcomes.queries.claims import is_being_counted
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


def test_pair_of_places_names_the_tie_in_either_order(load):
    rows = row(partnership="geonames:2911298|geonames:3352136")
    rows += row(external_id="c2", flow_key="F8", partnership="geonames:3352136 | geonames:2911298")

    status, _ = load("claims", HEADER + rows, "--commit")

    assert status == 0
    assert {claim.partnership.slug for claim in Claim.objects.all()} == {"hamburg-windhoek"}


def test_pair_that_has_two_ties_is_an_error_that_lists_them(load):
    load("ties", "place_a,place_b,kind\ngeonames:2911298,geonames:3352136,friendship\n", "--commit")

    _, report = load("claims", HEADER + row(partnership="geonames:2911298|geonames:3352136"))

    assert faults_of(report) == [(1, "partnership", "ambiguous")]
    assert "friendship" in report["errors"][0]["message"]


def test_day_of_report_left_blank_is_the_day_of_import(load):
    load("claims", HEADER + row(reported_on=""), "--commit")

    _, again = load("claims", HEADER + row(reported_on=""), "--commit")

    assert Claim.objects.get().learnt_on == timezone.localdate()
    assert counts_of(again) == (0, 0, 1, 0)


def test_nought_is_a_value(load):
    load("claims", HEADER + row(amount="0"), "--commit")

    assert Claim.objects.get().amount == 0


def test_what_is_no_money_takes_no_currency_rate_or_basis(load):
    status, _ = load("claims", HEADER + row(indicator="OC8", amount="12.5", rate="1.1"), "--commit")

    claim = Claim.objects.get()
    assert status == 0
    assert (claim.amount, claim.currency, claim.rate, claim.basis) == (Decimal("12.5"), "", None, "none")


def test_words_of_lists_are_read_in_any_case(load):
    status, _ = load("claims", HEADER + row(side="SELLER", basis="cif", evidence="e3", currency="usd"), "--commit")

    claim = Claim.objects.get()
    assert (status, claim.side, claim.basis, claim.evidence, claim.currency) == (0, "seller", "CIF", 3, "USD")


def test_same_id_with_other_content_is_refused_in_both_rows(load):
    _, report = load("claims", HEADER + row() + row(amount="2"))

    assert faults_of(report) == [(1, "external_id", "twice"), (2, "external_id", "twice")]


def test_same_row_twice_counts_once(load):
    _, report = load("claims", HEADER + row() + row(), "--commit")

    assert counts_of(report) == (1, 0, 1, 0)
    assert Claim.objects.count() == 1


def test_preview_writes_nothing(load):
    status, report = load("claims", LEDGER)

    assert (status, report["committed"], counts_of(report)) == (0, False, (8, 0, 0, 0))
    assert (Claim.objects.count(), Outcome.objects.count(), Seat.objects.count()) == (0, 0, 0)


def test_json_lines_and_a_sheet_say_the_same_as_the_csv_file(load, tmp_path):
    lines = [line.split(",") for line in LEDGER.strip().splitlines()]
    text = "\n".join(json.dumps(dict(zip(lines[0], cells, strict=True))) for cells in lines[1:])
    book = Workbook()
    for cells in lines:
        book.active.append([float(cell) if cell.replace(".", "", 1).isdigit() else cell for cell in cells])
    book.save(tmp_path / "ledger.xlsx")

    first = load("claims", LEDGER, "--commit")
    second = load("claims", text, "--commit", name="ledger.jsonl")
    third = load("claims", (tmp_path / "ledger.xlsx").read_bytes(), "--commit", name="again.xlsx")

    assert [counts_of(one[1]) for one in (first, second, third)] == [(8, 0, 0, 0), (0, 0, 8, 0), (0, 0, 8, 0)]


def test_history_says_which_import_it_was(load):
    load("claims", HEADER + row(), "--commit", "--source", "customs")

    event = Claim.pgh_event_model.objects.get()
    assert {key: event.pgh_context.metadata[key] for key in ("verb", "via", "source")} == {
        "verb": "claims.imported", "via": "import", "source": "customs",
    }  # fmt: skip


def test_what_was_imported_waits_to_be_counted(load):
    load("claims", HEADER + row(), "--commit")

    assert is_being_counted(Outcome.objects.get())


def test_same_flow_under_two_indicators_is_two_outcomes(load):
    rows = row(indicator="OC5", flow_key="plant") + row(external_id="c2", indicator="OC6", flow_key="plant")

    load("claims", HEADER + rows, "--commit")

    assert set(Outcome.objects.values_list("flow_key", "indicator__code")) == {("plant", "OC5"), ("plant", "OC6")}
