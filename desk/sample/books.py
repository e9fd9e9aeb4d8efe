"""The books of the sample: a few further lines of cost, a budget, a fund with a report, two gifts and a rule. All made
up."""

import datetime as dt
from decimal import Decimal

from activities.bearers import resolve
from activities.models import (
    BudgetLine,
    CostCategory,
    CostLine,
    Fund,
    FundReport,
    Gift,
    GiftFate,
    GiftFiling,
    GiftLimit,
)
from outcomes.periods import year_start

LINES = (
    (CostCategory.TRAVEL, "Flights for two", Decimal("1840.00"), "USD", None, "us"),
    (CostCategory.HOSTING, "Dinner for the guests", Decimal("620.50"), "USD", None, "us"),
    (CostCategory.EVENTS, "Hall for an evening", Decimal("900.00"), "EUR", None, "them"),
    (CostCategory.VOLUNTEERS, "Guides of the friendship society", None, "", Decimal(36), "us"),
)


def add_books(sample):
    """Costs of the liveliest tie in this year, of which one lies outside the days of the fund."""
    _tie, partnership, away = max(sample.ties, key=lambda row: row[0].lively)
    owner, today = sample.owner, sample.today
    begin = dt.date(today.year, 1, 1)
    fund = Fund.objects.create(
        owner=owner, name="Bridges between cities", source="An invented foundation", amount=Decimal(5000),
        currency="USD", eligible_first=begin, eligible_last=sample.days_ago(20), own_share=Decimal(20), sample=True,
        conditions="Travel and hosting only. Invented for the sample.",
    )  # fmt: skip
    FundReport.objects.create(fund=fund, title="Report on the year", due_on=today + dt.timedelta(days=25))
    lines = [
        CostLine(
            owner=owner, partnership=partnership, category=category, what=what, amount=amount, currency=currency,
            hours=hours, borne_by=payer, on_first=sample.days_ago(10 * n + 5), on_last=sample.days_ago(10 * n + 5),
            fund=fund if category in (CostCategory.TRAVEL, CostCategory.HOSTING) else None,
        )
        for n, (category, what, amount, currency, hours, payer) in enumerate(reversed(LINES))
    ]  # fmt: skip
    resolve([line.pk for line in CostLine.objects.bulk_create(lines)])
    year = year_start(today, sample.office.year_starts_in).year
    BudgetLine.objects.create(
        owner=owner, partnership=partnership, year=year, amount=Decimal(12000), currency="USD",
        note="Invented for the sample",
    )  # fmt: skip
    GiftLimit.objects.create(
        owner=owner, name="Invented house rule on gifts", limit=Decimal(100), currency="USD", by_year=True, days=30,
        filed_with="The office’s own register", law="Invented for the sample: no law",
    )  # fmt: skip
    common = {"owner": owner, "partnership": partnership, "currency": "USD", "estimated_by": "Protocol desk",
              "estimated_how": "Price of a like thing", "sample": True}  # fmt: skip
    Gift.objects.create(
        **common, what="A glazed bowl", given=False, giver="Mayor", giver_organisation=away["city"],
        receiver_organisation=owner, on_first=sample.days_ago(9), on_last=sample.days_ago(9), estimate=Decimal(140),
        became=GiftFate.DISPLAYED, became_note="Shelf in the office",
    )  # fmt: skip
    Gift.objects.create(
        **common, what="A print of the harbour", given=True, giver_organisation=owner, receiver="Mayor",
        receiver_organisation=away["city"], on_first=sample.days_ago(9), on_last=sample.days_ago(9),
        estimate=Decimal(60), approved_by="Head of the office", approved_on=sample.days_ago(12),
    )  # fmt: skip


def books_of(bodies):
    """What is taken out with these offices, in the order in which it can go."""
    return [
        model.objects.filter(owner__in=bodies) for model in (GiftFiling, GiftLimit, Gift, CostLine, BudgetLine, Fund)
    ]
