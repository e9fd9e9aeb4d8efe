"""Lines of cost, budgets and funds: what is written, what is refused, what is never added."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from activities.models import BudgetLine, CostCategory, CostLine, Gift
from activities.queries_money import costs_of
from activities.services import gifts, money
from activities.services import refusals_money as refusals
from activities.services.activities import edit_activity, log_activity
from activities.services.facts_of import facts_of
from activities.services.refusals import UnknownCurrency
from desk.money import books
from outcomes.periods import year_of
from stakeholders.dates import PartialDate
from stakeholders.models import Office
from tests.activities.scene import NOW, facts
from tests.at_once import at_once
from tests.factories import PartnershipFactory

ON = PartialDate.day(dt.date(2026, 10, 3))


def spend(scene, **more):
    given = {"category": "travel", "amount": Decimal(100), "currency": "USD", "on": ON, **more}
    return money.add_line(scene.tie, scene.office, by=scene.ana, at=NOW, **given)


def fund_of(scene, **more):
    given = {
        "name": "Exchange fund", "source": "Foundation", "partnership": None, "amount": Decimal(150),
        "currency": "USD", "eligible_first": dt.date(2026, 1, 1), "eligible_last": dt.date(2026, 9, 30),
        "own_share": None, "conditions": "",
    }  # fmt: skip
    return money.write_fund(scene.office, by=scene.ana, at=NOW, **{**given, **more})


def budget(scene, amount, **more):
    given = {"year": 2026, "partnership": scene.tie, "category": "", "currency": "USD", "note": "", **more}
    return money.set_budget(scene.office, by=scene.ana, at=NOW, amount=Decimal(amount), **given)


def office(scene):
    return Office.objects.get(organisation=scene.office)


def test_the_form_of_an_activity_writes_one_line_and_reads_it_back(scene):
    said = facts(cost=Decimal("12.5"), currency="EUR", cost_borne_by="both")
    activity = log_activity(scene.tie, said, by=scene.ana, at=NOW)
    money.add_line(
        scene.tie, scene.office, by=scene.ana, at=NOW, category="hosting", amount=Decimal(3), currency="USD",
        activity=activity,
    )  # fmt: skip

    edit_activity(activity, facts_of(activity), by=scene.ana, at=NOW)

    lines = activity.cost_lines.order_by("pk").values_list("amount", "currency", "as_logged", "by_home", "by_away")
    assert list(lines) == [(Decimal("12.5"), "EUR", True, True, True), (Decimal(3), "USD", False, False, False)]
    assert CostLine.objects.for_user(scene.ana).count() == 2
    assert not CostLine.objects.for_user(scene.hanna).exists()
    assert not CostLine.objects.for_user(scene.carl).exists()


def test_a_cost_taken_out_of_the_form_takes_its_line_along(scene):
    activity = log_activity(scene.tie, facts(cost=Decimal(5), currency="EUR"), by=scene.ana, at=NOW)

    edit_activity(activity, facts(), by=scene.ana, at=NOW)

    assert not activity.cost_lines.exists()


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        ("us", (True, False)), ("them; us", (True, True)), ("Hamburg chamber", (False, True)),
        ("Chicago and Hamburg office", (True, True)), ("a sponsor", (False, False)), ("business", (False, False)),
        ("", (False, False)),
    ],
)  # fmt: skip
def test_sides_are_written_where_the_words_name_them_and_never_guessed(said, sides, scene):
    line = spend(scene, borne_by=said)

    assert (line.by_home, line.by_away) == sides


def test_a_cost_marks_its_tie_to_be_staged_anew(scene):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM outcomes_dirty_stage")
        spend(scene, borne_by="them")
        cursor.execute("SELECT DISTINCT partnership_id FROM outcomes_dirty_stage")

        assert cursor.fetchall() == [(scene.tie.pk,)]


def test_hours_at_a_worth_are_an_amount_and_hours_alone_are_none(scene):
    worth = spend(scene, amount=None, hours=Decimal(8), rate=Decimal("27.5"))
    alone = spend(scene, amount=None, currency="USD", hours=Decimal(4))

    assert (worth.amount, worth.currency) == (Decimal(220), "USD")
    assert (alone.amount, alone.currency) == (None, "")


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"amount": None}, refusals.NothingSpent),
        ({"amount": Decimal(-1)}, refusals.BelowNought),
        ({"hours": Decimal(-1)}, refusals.BelowNought),
        ({"currency": ""}, refusals.CurrencyMissing),
        ({"currency": "XXQ"}, UnknownCurrency),
        ({"on": None}, refusals.DayMissing),
    ],
)
def test_a_line_is_refused_by_name(more, refusal, scene):
    with pytest.raises(refusal):
        spend(scene, **more)

    assert not CostLine.objects.exists()


def test_activities_and_funds_of_others_are_refused(scene):
    theirs = log_activity(scene.tie, facts(), by=scene.hanna, at=NOW)
    other = PartnershipFactory(name="Chicago – Lyon", slug="chicago-lyon", between=[scene.here])

    with pytest.raises(refusals.ActivityOfAnotherTie):
        spend(scene, activity=theirs)
    with pytest.raises(refusals.FundOfAnother):
        spend(scene, fund=fund_of(scene, partnership=other))


def test_costs_stand_by_currency_and_kind_of_what_happened_between_two_days(scene):
    spend(scene)
    spend(scene, amount=Decimal(50))
    spend(scene, amount=Decimal(70), currency="EUR", category="hosting")
    spend(scene, amount=None, hours=Decimal(6), category="volunteers' hours")
    spend(scene, on=PartialDate.day(dt.date(2025, 3, 1)))
    planned = log_activity(
        scene.tie, facts(status="planned", cost=Decimal(9), currency="USD", starts=ON), by=scene.ana, at=NOW
    )

    rows = costs_of(scene.ana, scene.tie, dt.date(2026, 1, 1), dt.date(2026, 12, 31))

    assert [(row.currency, row.category, row.amount, row.hours, row.lines) for row in rows] == [
        ("EUR", CostCategory.HOSTING, Decimal(70), None, 1), ("USD", CostCategory.TRAVEL, Decimal(150), None, 2),
        ("", CostCategory.VOLUNTEERS, None, Decimal(6), 1),
    ]  # fmt: skip
    assert planned.cost_lines.count() == 1
    assert costs_of(scene.hanna, scene.tie) == []


def test_a_budget_tells_its_rest_and_holds_no_other_currency_against_it(scene):
    budget(scene, 120)
    budget(scene, 80, category="hosting")
    budget(scene, 40, currency="EUR")
    spend(scene, amount=Decimal(150))
    spend(scene, amount=Decimal(30), currency="EUR", category="hosting")

    rows = books.budget_rows(scene.ana, office(scene), year_of(2026, 1), scene.tie)

    assert [(row.line.category, row.line.currency, row.spent, row.rest, row.over, row.others) for row in rows] == [
        ("", "EUR", Decimal(30), Decimal(10), 0, {"USD": Decimal(150)}),
        ("", "USD", Decimal(150), Decimal(-30), Decimal(30), {"EUR": Decimal(30)}),
        ("hosting", "USD", None, Decimal(80), 0, {"EUR": Decimal(30)}),
    ]


def test_a_year_of_the_office_begins_in_its_own_month(scene):
    spend(scene, on=PartialDate.day(dt.date(2026, 6, 30)))
    spend(scene, on=PartialDate.day(dt.date(2026, 7, 1)), amount=Decimal(7))

    spans = [year_of(year, 7) for year in (2025, 2026)]

    assert [
        books.sums(books.costs(books.spent_of(scene.ana, office(scene), span))) for span in spans
    ] == [{"USD": Decimal(100)}, {"USD": Decimal(7)}]


def test_the_same_budget_twice_is_refused_and_changing_one_is_not(scene):
    first = budget(scene, 120)

    with pytest.raises(refusals.BudgetTwice):
        budget(scene, 10)
    changed = budget(scene, 130, line=first)

    assert (changed.pk, changed.amount) == (first.pk, Decimal(130))


@pytest.mark.django_db(transaction=True)
def test_of_two_budgets_set_at_once_one_is_refused(scene):
    refused = []

    def set_one(amount):
        try:
            budget(scene, amount)
        except refusals.BudgetTwice as refusal:
            refused.append(refusal)

    at_once(lambda: set_one(1), lambda: set_one(2), lambda: set_one(3))

    assert len(refused) == 2
    assert BudgetLine.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_cost_and_a_gift_sent_twice_at_once_are_written_once(scene):
    given = {
        "what": "Vase", "given": True, "on": ON, "activity": None, "giver": "", "giver_organisation": scene.office,
        "receiver": "Mayor", "receiver_organisation": None, "estimate": None, "currency": "", "estimated_by": "",
        "estimated_how": "", "became": "", "became_note": "", "approved_by": "", "approved_on": None,
    }  # fmt: skip

    def add_both():
        spend(scene, idempotency_key="one form")
        gifts.add_gift(scene.tie, scene.office, by=scene.ana, at=NOW, idempotency_key="another", **given)

    at_once(add_both, add_both)
    spend(scene, idempotency_key="the next form")

    assert CostLine.objects.count() == 2
    assert Gift.objects.count() == 1


def test_a_fund_tells_what_was_drawn_and_which_costs_lie_outside_its_dates(scene):
    fund = fund_of(scene)
    inside = spend(scene, fund=fund, on=PartialDate.day(dt.date(2026, 9, 30)))
    outside = spend(scene, fund=fund)
    doubtful = spend(scene, fund=fund, on=PartialDate.parse("2026"), amount=Decimal(1))

    found = books.fund_facts(scene.ana, fund)

    assert (found.spent, found.rest, found.over) == (Decimal(201), Decimal(-51), Decimal(51))
    assert found.outside == [doubtful, outside]
    assert inside in found.lines
    with pytest.raises(refusals.FundInUse):
        money.drop_fund(fund, by=scene.ana, at=NOW)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"name": " "}, refusals.NameMissing),
        ({"eligible_last": dt.date(2025, 1, 1)}, refusals.EndsBeforeItBegins),
        ({"own_share": Decimal(101)}, refusals.ShareUnlikely),
        ({"currency": ""}, refusals.CurrencyMissing),
    ],
)
def test_a_fund_is_refused_by_name(more, refusal, scene):
    with pytest.raises(refusal):
        fund_of(scene, **more)


def test_a_report_is_sent_once_and_not_ahead_of_time(scene):
    report = money.add_report(fund_of(scene), title="Final report", due_on=dt.date(2026, 12, 1), by=scene.ana, at=NOW)

    with pytest.raises(refusals.AheadOfToday):
        money.send_report(report, sent_on=dt.date(2027, 1, 1), by=scene.ana, at=NOW)
    money.send_report(report, sent_on=dt.date(2026, 10, 30), reference="R1", by=scene.ana, at=NOW)
    again = money.send_report(report, sent_on=dt.date(2026, 10, 31), by=scene.ana, at=NOW)

    assert (again.sent_on, again.reference) == (dt.date(2026, 10, 30), "R1")


def test_cost_per_verified_outcome_is_none_where_nothing_is_verified(scene):
    spend(scene)

    rows = books.per_outcome(scene.ana, office(scene), year_of(2026, 1), NOW.date(), scene.tie)

    assert [(row.currency, row.amount, row.n, row.each) for row in rows] == [("USD", Decimal(100), 0, None)]


def test_hours_whose_worth_no_column_holds_are_refused(scene):
    with pytest.raises(refusals.AmountUnlikely):
        spend(scene, amount=None, hours=Decimal(9_000_000), rate=Decimal(9_000_000_000))
