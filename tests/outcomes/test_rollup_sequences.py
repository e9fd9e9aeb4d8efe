"""After any sequence of changes the sums settled step by step, settled at once and rebuilt are the same rows."""

import datetime as dt

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from outcomes.models import Claim, ExchangeRate, Outcome, Share
from outcomes.services import rollup, sums
from partnerships.models import PartnershipPlace, Seat, SeatRole
from stakeholders.models import Organisation, Place
from tests.factories import (
    CityFactory,
    ClaimFactory,
    CountryFactory,
    IndicatorFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
)

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
number = st.integers(0, 3)
STORED = {
    "outcomes_rollup": sums.COLUMNS,
    "outcomes_total": sums.TOTAL_COLUMNS,
    "outcomes_yearlytotal": sums.YEAR_COLUMNS,
    "outcomes_largetotal": "owner_id, level, member",
}


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else None


def stored():
    """The rows of each table of sums."""
    return [sql(f"SELECT {columns} FROM {table} ORDER BY {columns}") for table, columns in STORED.items()]


def add(world, which, amount):
    tie, outcome = world.ties[which % 3], world.outcomes[amount % 4]
    day = dt.date(2024, 1 + which, 9)
    side = ["seller", "buyer"][which % 2]
    if not Claim.objects.standing().filter(outcome=outcome, side=side, partnership=tie).exists():
        ClaimFactory(
            outcome=outcome, partnership=tie, owner=world.home, organisation=world.bodies[amount % 3], side=side,
            amount=amount * 100, currency=["USD", "EUR"][which % 2], evidence=amount + 1, occurred_first=day,
            audience=["parties", "named", "shared", "office"][which],
        )  # fmt: skip


def correct(world, which, amount):
    old = Claim.objects.standing().order_by("pk").first()
    if old:
        new = ClaimFactory(
            outcome=old.outcome, partnership=old.partnership, owner=old.owner, side=old.side, amount=amount * 77,
            evidence=3, organisation=old.organisation, occurred_first=old.occurred_first,
        )  # fmt: skip
        Claim.objects.filter(pk=old.pk).update(superseded_by=new)


def withdraw(world, which, amount):
    Claim.objects.filter(outcome=world.outcomes[which]).update(withdrawn_at=NOW if amount % 2 else None)


def share(world, which, amount):
    Share.objects.update_or_create(
        outcome=world.outcomes[amount], partnership=world.ties[which % 3], defaults={"share": amount / 10 or None}
    )


def rate(world, which, amount):
    if amount:
        first, last = dt.date(2024, 1 + which, 1), dt.date(2024, 2 + which, 1) - dt.timedelta(1)
        ExchangeRate.objects.update_or_create(
            currency="EUR", kind="average", first=first, last=last, defaults={"rate": amount}
        )
    else:
        ExchangeRate.objects.all().delete()


def seat(world, which, amount):
    if amount % 2:
        Seat.objects.filter(partnership=world.ties[which % 3], organisation=world.away).delete()
    elif not Seat.objects.filter(partnership=world.ties[which % 3], organisation=world.away).exists():
        SeatFactory(partnership=world.ties[which % 3], organisation=world.away, role=SeatRole.LEAD)


def move_city(world, which, amount):
    country = world.countries[amount % 2]
    Place.objects.filter(pk=world.cities[which].pk).update(country=country, parent=country)


def move_tie(world, which, amount):
    PartnershipPlace.objects.filter(partnership=world.ties[which % 3], position=1).delete()
    if amount:
        PartnershipPlace.objects.create(partnership=world.ties[which % 3], place=world.cities[amount], position=1)


def change_kind(world, which, amount):
    kind = ["port authority", "university", "company", "chamber of commerce"][amount]
    Organisation.objects.filter(pk=world.bodies[which % 3].pk).update(kind=kind)


def raw(world, which, amount):
    sql("UPDATE outcomes_claim SET amount = amount + %s, sector = %s WHERE outcome_id %% 2 = %s",
        amount, "CH"[which % 2], which % 2)  # fmt: skip


def empty(world, which, amount):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sums_of_all = "outcomes_total, outcomes_yearlytotal, outcomes_rollup"
    tables = ["outcomes_share", "outcomes_counted", "outcomes_exchangerate", sums_of_all]
    sql(f"TRUNCATE {tables[which]}")
    if which in (1, 3):  # nobody marks what somebody threw away of the copies themselves
        rollup.mark_all()
        sql("INSERT INTO outcomes_dirty_key (owner_id) VALUES (NULL)")


def delete(world, which, amount):
    Outcome.objects.get(pk=world.outcomes[which].pk).claims.all().delete()


CHANGES = [
    add, add, add, correct, withdraw, share, rate, seat, move_city, move_tie, change_kind,
    raw, empty, delete,
]  # fmt: skip
changes = st.lists(st.tuples(st.sampled_from(CHANGES), number, number, st.booleans()), min_size=3, max_size=14)


class World:
    """Two offices, three ties into two countries, four outcomes; one of the ties has both places in one country."""

    def __init__(self):
        self.countries = [CountryFactory(iso_code="US"), CountryFactory(iso_code="DE")]
        self.cities = [CityFactory(country=self.countries[n // 2]) for n in range(4)]
        self.home = OfficeFactory(organisation__place=self.cities[0]).organisation
        self.away = OfficeFactory(organisation__place=self.cities[2]).organisation
        self.ties = [PartnershipFactory(between=[self.cities[0], self.cities[n]]) for n in (1, 2, 3)]
        for tie in self.ties:
            SeatFactory(partnership=tie, organisation=self.home, role=SeatRole.LEAD)
        self.bodies = [self.home, OrganisationFactory(), OrganisationFactory(kind="port authority")]
        codes = ["OC1", "OC1", "OC2", "OC2"]
        self.outcomes = [OutcomeFactory(indicator=IndicatorFactory(code=code)) for code in codes]


def of_both(rows, large):
    """Of totals, those of members that were large before and after."""
    return [row for row in rows if (row[0], *member_of(row)) in large]


def member_of(row):
    """(level, member) of a total by month, by year."""
    return row[6:8] if len(row) == 12 else row[1:3]


class Sequences(TestCase):
    def setUp(self):
        patch = pytest.MonkeyPatch()
        patch.setattr(sums, "LARGE", 1)
        self.addCleanup(patch.undo)

    @settings(max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(changes)
    def test_step_by_step_at_once_and_anew_give_equal_rows(self, steps):
        world = World()
        for number in range(4):
            add(world, number, number)
            add(world, 0, number)
        rollup.rebuild()

        for change, which, amount, settle in steps:
            change(world, which, amount)
            if settle:
                rollup.settle()
        rollup.settle()
        alike, *totals, large = stored()
        found = rollup.check()
        rollup.rebuild()
        alike_anew, *totals_anew, large_anew = stored()
        both = set(large) & set(large_anew)

        assert found["differences"] == 0
        assert alike_anew == alike
        assert [of_both(rows, both) for rows in totals_anew] == [of_both(rows, both) for rows in totals]


@pytest.mark.django_db
def test_one_batch_and_many_small_ones_give_equal_rows(monkeypatch):
    monkeypatch.setattr(sums, "LARGE", 1)
    world = World()
    for which in range(4):
        for amount in range(4):
            add(world, which, amount)
    rollup.rebuild()
    once = stored()

    for table in ("outcomes_rollup", "outcomes_total", "outcomes_yearlytotal"):
        sql(f"DELETE FROM {table}")
    sql(f"INSERT INTO outcomes_dirty_key ({sums.ALIKE}) SELECT {sums.ALIKE} FROM outcomes_counted")
    rollup.settle(key_batch=1)

    assert once == stored()
    assert all(once)


@pytest.mark.django_db
def test_what_left_a_large_total_is_taken_out_of_it(monkeypatch):
    monkeypatch.setattr(sums, "LARGE", 1)
    world = World()
    for which in range(4):
        for amount in range(4):
            add(world, which, amount)
    rollup.rebuild()
    before = stored()

    sql("UPDATE outcomes_claim SET withdrawn_at = now()")
    rollup.settle()

    assert stored() == [[], [], [], before[3]]
    assert all(before)
