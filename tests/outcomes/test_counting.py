"""Counting and roll-ups on the database: stored = recomputed, whoever changed the facts and however."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from outcomes.models import Claim, Counted, ExchangeRate, Outcome, RollUp, Share
from outcomes.services import rollup
from outcomes.services.counting import count_dirty
from partnerships.models import Audience, SeatRole
from tests.factories import (
    ClaimFactory,
    IndicatorFactory,
    OfficeFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
    ShareFactory,
)
from tests.outcomes.totals import added

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    """The office that records."""
    return OfficeFactory().organisation


@pytest.fixture
def tie(home):
    return tie_of(home)


def tie_of(*organisations):
    partnership = PartnershipFactory(between=[one.place for one in organisations])
    for organisation in organisations:
        SeatFactory(partnership=partnership, organisation=organisation, role=SeatRole.LEAD)
    return partnership


def claim(tie, owner, **more):
    return ClaimFactory(partnership=tie, owner=owner, **{"evidence": 3, **more})


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def empty(table):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql(f"TRUNCATE {table}")


def portfolio(owner):
    """{(indicator code, state, group): (n, nominal, contributed)} of an office, each outcome once."""
    rows = added("portfolio", owner=owner)
    return {(row.indicator.code, row.state, row.group): (row.n, row.nominal, row.contributed) for row in rows}


def assert_stored_is_recomputed():
    rollup.settle()

    assert rollup.check()["differences"] == 0


def test_a_claim_becomes_a_counted_outcome_and_a_figure(tie, home):
    made = claim(tie, home, amount="1000", currency="USD")

    rollup.settle()

    counted = Counted.objects.get()
    assert (counted.outcome, counted.partnership, counted.owner) == (made.outcome, tie, home)
    assert (counted.state, counted.group, counted.nominal) == ("one_sided", "verified", Decimal("1000.00"))
    assert (counted.month, counted.year) == (dt.date(2026, 3, 1), 2026)
    assert portfolio(home) == {("OC2", "one_sided", "verified"): (1, Decimal("1000.00"), None)}
    assert rollup.check() == {"rows": 1 + RollUp.objects.count(), "differences": 0}


def test_contributed_holds_stated_shares_only(tie, home):
    made = claim(tie, home, amount="1000")
    ShareFactory(outcome=made.outcome, partnership=tie, share=Decimal("0.4"), reason="introduced")

    rollup.settle()

    assert portfolio(home) == {("OC2", "one_sided", "verified"): (1, Decimal("1000.00"), Decimal("400.00"))}


def test_an_outcome_of_two_ties_counts_once_in_the_portfolio(home):
    first, second = tie_of(home), tie_of(home)
    outcome = OutcomeFactory()
    claim(first, home, outcome=outcome, amount="1000")
    ShareFactory(outcome=outcome, partnership=first, share=Decimal("0.5"))
    ShareFactory(outcome=outcome, partnership=second, share=Decimal("0.3"))

    rollup.settle()

    totals = [added("partnership", first), added("partnership", second), added("portfolio")]
    assert [[(row.n, row.nominal, row.contributed) for row in rows] for rows in totals] == [
        [(1, Decimal("1000.00"), Decimal("500.00"))],
        [(1, Decimal("1000.00"), Decimal("300.00"))],
        [(1, Decimal("1000.00"), Decimal("800.00"))],
    ]


def test_the_other_side_s_matching_report_does_not_double_the_figure(tie, home):
    outcome = OutcomeFactory()
    claim(tie, home, outcome=outcome, side="seller", amount="1000")
    claim(tie, home, outcome=outcome, side="buyer", amount="1020")

    rollup.settle()

    assert portfolio(home) == {("OC2", "agreed", "verified"): (1, Decimal("1010.00"), None)}


def test_what_is_not_verified_is_summed_apart(tie, home):
    claim(tie, home, evidence=1, amount="700")

    rollup.settle()

    [row] = added("portfolio")
    assert (row.state, row.group, row.nominal, row.reported) == ("reported", "reported", None, Decimal("700.00"))


def test_a_date_known_to_the_year_stays_at_the_year(tie, home):
    claim(tie, home, occurred_first=dt.date(2024, 1, 1), occurred_last=dt.date(2024, 12, 31))

    rollup.settle()

    [row] = added("portfolio")
    assert (row.year, row.month) == (2024, None)


@pytest.mark.parametrize(
    ("rates", "nominal", "source"),
    [
        ([("day", dt.date(2024, 5, 7), dt.date(2024, 5, 7), "1.10")], "110.00", "day"),
        ([("average", dt.date(2024, 5, 1), dt.date(2024, 5, 31), "1.20")], "120.00", "month"),
        ([("closing", dt.date(2024, 5, 7), dt.date(2024, 5, 7), "1.30")], None, "none"),
        ([("average", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "1.40")], None, "none"),
    ],
)
def test_a_dated_deal_takes_the_day_s_rate_or_its_month_s(tie, home, rates, nominal, source):
    claim(tie, home, amount="100", currency="EUR", occurred_first=dt.date(2024, 5, 7))
    for kind, first, last, rate in rates:
        ExchangeRate.objects.create(currency="EUR", kind=kind, first=first, last=last, rate=rate)

    rollup.settle()

    counted = Counted.objects.get()
    assert counted.nominal == (None if nominal is None else Decimal(nominal))
    assert counted.claims[0]["rate_source"] == source
    assert counted.state == ("one_sided" if nominal else "not_converted")


def test_a_rate_that_arrives_later_converts_what_waited_for_it(tie, home):
    claim(tie, home, amount="100", currency="EUR", occurred_first=dt.date(2024, 5, 7))
    claim(tie, home, amount="100", currency="EUR", occurred_first=dt.date(2023, 5, 7))
    rollup.settle()
    before = list(Counted.objects.values_list("state", flat=True))

    sql(
        "INSERT INTO outcomes_exchangerate (currency, first, last, kind, rate, source)"
        " VALUES ('EUR', '2024-05-01', '2024-05-31', 'average', 1.2, 'bank')"
    )
    rollup.settle()

    assert before == ["not_converted"] * 2
    assert sorted(Counted.objects.values_list("state", flat=True)) == ["not_converted", "one_sided"]


def test_an_office_s_figure_holds_only_claims_that_it_may_read(home):
    away = OfficeFactory().organisation
    tie = tie_of(home, away)
    outcome = OutcomeFactory()
    claim(tie, home, outcome=outcome, side="seller", amount="1000", audience=Audience.OFFICE)
    claim(tie, away, outcome=outcome, side="buyer", amount="1600", audience=Audience.SHARED)

    rollup.settle()

    seen = {row.owner_id: (row.state, row.nominal) for row in Counted.objects.all()}
    assert seen == {home.pk: ("disputed", None), away.pk: ("one_sided", Decimal("1600.00"))}


def test_a_figure_is_as_narrow_as_the_narrowest_claim_in_it(tie, home):
    outcome = OutcomeFactory()
    claim(tie, home, outcome=outcome, side="seller", audience=Audience.SHARED)
    claim(tie, home, outcome=outcome, side="buyer", audience=Audience.NAMED)

    rollup.settle()

    assert {row.audience for row in RollUp.objects.filter(owner=home)} == {"named"}


def test_a_shared_claim_enters_the_figure_of_the_other_lead_until_its_seat_goes(home):
    away = OfficeFactory().organisation
    tie = tie_of(home, away)
    claim(tie, home, audience=Audience.SHARED)
    rollup.settle()
    before = set(Counted.objects.values_list("owner", flat=True))

    tie.seats.filter(organisation=away).delete()
    rollup.settle()

    assert before == {home.pk, away.pk}
    assert set(Counted.objects.values_list("owner", flat=True)) == {home.pk}


@pytest.fixture
def filled(home):
    """Six outcomes on two ties in several states, settled."""
    ties = tie_of(home), tie_of(home)
    for number in range(6):
        outcome = OutcomeFactory(indicator=IndicatorFactory(code=["OC1", "OC2"][number % 2]))
        day = dt.date(2025, 1 + number, 3)
        claim(
            ties[number % 2], home, outcome=outcome, amount=100 * (number + 1), evidence=number % 5, occurred_first=day
        )
        claim(ties[0], home, outcome=outcome, amount=110 * (number + 1), side="buyer", evidence=3, occurred_first=day)
        ShareFactory(outcome=outcome, partnership=ties[0], share=Decimal("0.2") if number % 2 else None)
    rollup.settle()
    return ties


CHANGES = {
    "raw update of amounts": lambda: sql("UPDATE outcomes_claim SET amount = amount * 3 WHERE side = 'buyer'"),
    "raw delete": lambda: sql("DELETE FROM outcomes_share"),
    "bulk update of evidence": lambda: Claim.objects.filter(side="buyer").update(evidence=4),
    "bulk withdrawal": lambda: Claim.objects.filter(side="buyer").update(withdrawn_at=dt.datetime.now(dt.UTC)),
    "bulk move in time": lambda: Claim.objects.update(occurred_first="2024-02-01", occurred_last="2024-02-29"),
    "bulk delete": lambda: Claim.objects.filter(side="seller").delete(),
    "narrower audience": lambda: Claim.objects.filter(side="seller").update(audience="named"),
    "another indicator": lambda: Outcome.objects.update(indicator=IndicatorFactory(code="OC4")),
    "outcomes gone": lambda: Outcome.objects.filter(indicator__code="OC1").delete(),
    "bulk insert": lambda: Share.objects.bulk_create(
        [
            Share(outcome=outcome, partnership=Claim.objects.filter(side="seller").last().partnership, share="0.1")
            for outcome in Outcome.objects.filter(indicator__code="OC1")
        ],
        ignore_conflicts=True,
    ),
    "counted rows thrown away": lambda: sql("DELETE FROM outcomes_counted") or rollup.rebuild(),
    "counted table emptied": lambda: empty("outcomes_counted") or rollup.rebuild(),
    "share table emptied": lambda: empty("outcomes_share"),
    "another sector": lambda: sql("UPDATE outcomes_claim SET sector = 'C' WHERE side = 'buyer'"),
    "places of a tie gone": lambda: sql("DELETE FROM partnerships_partnershipplace WHERE position = 0"),
    "table of the ties' places emptied": lambda: empty("partnerships_partnershipplace"),
    "a city in another country": lambda: sql("UPDATE stakeholders_place SET country_id = NULL, parent_id = NULL"),
    "organisations of another kind": lambda: sql("UPDATE stakeholders_organisation SET kind = 'university'"),
    "sums thrown away": lambda: sql("DELETE FROM outcomes_rollup") or rollup.rebuild(),
    "reach of rows thrown away": lambda: sql("DELETE FROM outcomes_reachmember") or rollup.rebuild(),
    "reach table emptied": lambda: empty("outcomes_reachmember") or rollup.rebuild(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_stored_equals_recomputed_after(change, filled):
    change()

    assert_stored_is_recomputed()


def test_a_change_that_is_not_settled_is_a_difference(filled):
    sql("UPDATE outcomes_claim SET amount = amount * 3")

    assert rollup.check()["differences"] > 0


def test_a_stored_sum_that_somebody_changed_is_a_difference_until_the_rebuild(filled):
    sql("UPDATE outcomes_rollup SET n = n + 1")
    found = rollup.check()["differences"]

    rollup.rebuild()

    assert found == RollUp.objects.count()
    assert rollup.check()["differences"] == 0


def test_a_change_touches_only_its_own_groups(filled):
    untouched = set(RollUp.objects.exclude(month="2025-01-01").values_list("pk", flat=True))

    Claim.objects.filter(occurred_first="2025-01-03").update(amount=77)
    rollup.settle()

    assert untouched == set(RollUp.objects.exclude(month="2025-01-01").values_list("pk", flat=True))


def test_counting_what_did_not_change_writes_nothing(filled):
    before = list(Counted.objects.order_by("pk").values_list("pk", "counted_at"))

    sql("UPDATE outcomes_claim SET note = 'seen'")
    settled = rollup.settle()

    assert settled == {"flows": 6, "keys": 0}
    assert list(Counted.objects.order_by("pk").values_list("pk", "counted_at")) == before


def test_many_dirty_groups_are_settled_by_a_rebuild(filled, monkeypatch):
    monkeypatch.setattr(rollup, "MANY_KEYS", 2)

    sql("UPDATE outcomes_claim SET amount = amount + 1")

    assert_stored_is_recomputed()


def test_a_figure_beyond_all_columns_does_not_hold_up_the_queue(tie, home, caplog):
    claim(tie, home, amount="999999999999999999", currency="EUR", rate="9999999999")
    claim(tie, home, amount="5")

    rollup.settle()

    assert [row.nominal for row in Counted.objects.all()] == [Decimal("5.00")]
    assert "cannot be counted" in caplog.text


def test_counting_reads_the_same_number_of_times_for_one_outcome_and_for_ten(tie, home, django_assert_max_num_queries):
    count_dirty()
    for _ in range(10):
        claim(tie, home, currency="EUR")

    with django_assert_max_num_queries(18):
        count_dirty()
