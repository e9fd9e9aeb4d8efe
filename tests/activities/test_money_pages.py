"""Pages of the books: typed, refused beside the field, read by the office alone."""

from decimal import Decimal

from activities.models import BudgetLine, CostLine, Fund, Gift, GiftLimit
from tests.activities.scene import client_of


def line_form(**more):
    return {"category": "travel", "what": "Flights", "amount": "1,200.50", "currency": "usd", "on": "2026-10", **more}


def test_a_cost_is_typed_changed_and_taken_out(scene):
    client = client_of(scene.ana)
    address = "/partnerships/chicago-hamburg/money/"

    refused = client.post(f"{address}lines/new/", line_form(currency=""))
    saved = client.post(f"{address}lines/new/", line_form())
    line = CostLine.objects.get()
    shown = client.get(f"{address}ledger/?year=2026").content.decode()
    changed = client.post(f"/money/lines/{line.pk}/", line_form(amount="7", what="Trains"))
    line.refresh_from_db()

    assert (refused.status_code, "Name the currency." in refused.content.decode()) == (422, True)
    assert (saved.status_code, changed.status_code) == (302, 302)
    assert "Flights" in shown
    assert "1,200.50" in shown
    assert (line.what, line.amount, line.currency) == ("Trains", Decimal(7), "USD")
    assert client.post(f"/money/lines/{line.pk}/drop/").status_code == 302
    assert not CostLine.objects.exists()


def test_only_who_may_write_writes(scene):
    new = "/partnerships/chicago-hamburg/money/lines/new/"

    assert client_of(scene.ben).post(new, line_form()).status_code == 302
    assert client_of(scene.eve).post(new, line_form()).status_code == 403
    line = CostLine.objects.get()
    assert client_of(scene.eve).get("/partnerships/chicago-hamburg/money/ledger/?year=2026").status_code == 200
    assert client_of(scene.hanna).get(f"/money/lines/{line.pk}/").status_code == 404
    assert "Flights" not in client_of(scene.hanna).get(
        "/partnerships/chicago-hamburg/money/ledger/?year=2026"
    ).content.decode()
    assert client_of(scene.ben).get("/money/budgets/new/").status_code == 403


def test_budget_fund_report_and_rule_are_typed_and_stand_on_the_page_of_the_office(scene):
    client = client_of(scene.ana)

    client.post("/money/budgets/new/", {
        "year": "2026", "partnership": scene.tie.pk, "category": "", "amount": "1000", "currency": "USD",
    })  # fmt: skip
    client.post("/partnerships/chicago-hamburg/money/lines/new/", line_form())
    client.post("/money/funds/new/", {
        "name": "Bridge", "source": "Foundation", "amount": "500", "currency": "USD", "eligible_first": "2026-01-01",
    })  # fmt: skip
    fund = Fund.objects.get()
    client.post(f"/money/funds/{fund.pk}/reports/", {"title": "First report", "due_on": "2026-12-01"})
    client.post("/money/limits/new/", {
        "name": "Code", "given": "no", "limit": "50", "currency": "USD", "by_year": "yes", "days": "30",
        "filed_with": "Clerk", "law": "1-2",
    })  # fmt: skip
    page = client.get("/money/?year=2026").content.decode()

    assert (BudgetLine.objects.count(), GiftLimit.objects.count()) == (1, 1)
    assert "$200.50 over budget" in page
    assert all(text in page for text in ("Bridge", "First report", "Code"))
    report = fund.reports.get()
    assert client.post(f"/money/reports/{report.pk}/sent/", {"sent_on": "2999-10-01"}).status_code == 422
    assert client.post(f"/money/reports/{report.pk}/sent/", {"sent_on": "2026-10-01"}).status_code == 302
    assert client.get(f"/money/funds/{fund.pk}/").status_code == 200


def test_a_gift_is_typed_and_stands_on_the_page_of_the_tie(scene):
    client = client_of(scene.ana)

    refused = client.post("/partnerships/chicago-hamburg/money/gifts/new/", {"what": "Bell", "given": "no"})
    saved = client.post("/partnerships/chicago-hamburg/money/gifts/new/", {
        "what": "Bell", "given": "no", "on": "2026-05-01", "giver": "Mayor", "giver_organisation": scene.far.pk,
        "receiver_organisation": scene.office.pk,
    })  # fmt: skip
    page = client.get("/partnerships/chicago-hamburg/money/ledger/").content.decode()

    told = client.get("/partnerships/chicago-hamburg/timeline/").content.decode()

    assert (refused.status_code, saved.status_code) == (422, 302)
    assert "Gift received: Bell" in told
    assert Gift.objects.get().giver_name == "Mayor, Hamburg office"
    assert "Bell" in page


def test_a_shipped_rule_fills_the_form_and_is_saved_as_the_offices_own(scene):
    page = client_of(scene.ana).get("/money/limits/new/?rule=us-foreign-gifts").content.decode()

    assert "5 U.S.C. 7342" in page
    assert not GiftLimit.objects.exists()
