"""The page behind a figure: its bars reconcile and open to their records; tile, waterfall and list say the same."""

import csv
import datetime as dt
import io
import random
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outcomes import waterfall
from outcomes.enums import COUNTING_STATES
from outcomes.models import ExchangeRate, Indicator
from outcomes.periods import year_of
from outcomes.queries import figures
from outcomes.queries.proof import proof_of
from outcomes.queries.scopes import layer_scope, organisation_scope, place_scope, programme_scope, tie_scope
from outcomes.services.rollup import settle
from outcomes.services.targets import set_target
from outcomes.views.explain_indicator import ties_in
from outcomes.waterfall import Step
from partnerships.models import Audience, MembershipTie, SeatRole
from stakeholders.access import Role
from tests.factories import (
    ClaimFactory,
    IndicatorFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
    ShareFactory,
    UserFactory,
)
from tests.outcomes.totals import added

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year - 1
SPAN = year_of(YEAR, 1)


@pytest.fixture
def office(db):
    return OfficeFactory()


def member(office, role=Role.COORDINATOR, **more):
    return MembershipFactory(user=UserFactory(), organisation=office.organisation, role=role, **more).user


def tie_of(office, *others):
    bodies = [office.organisation, *others]
    tie = PartnershipFactory(between=[body.place for body in bodies])
    for body in bodies:
        SeatFactory(partnership=tie, organisation=body, role=SeatRole.LEAD)
    return tie


def claim(office, tie, outcome, amount, **more):
    facts = {
        "evidence": 3, "currency": "USD", "side": "seller", "basis": "FOB",
        "occurred_first": dt.date(YEAR, 3, 1), "occurred_last": dt.date(YEAR, 3, 31), **more,
    }  # fmt: skip
    amount = None if amount is None else Decimal(amount)
    return ClaimFactory(partnership=tie, owner=office.organisation, outcome=outcome, amount=amount, **facts)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def page_of(user, query=""):
    return client_of(user).get(f"/figures/OC2/?year={YEAR}{query}").content.decode()


def table(user, query):
    text = client_of(user).get(f"/figures/OC2/?year={YEAR}&format=csv{query}").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_bar_opens_to_its_records_and_they_add_up_to_it(office):
    tie, exports = tie_of(office, OrganisationFactory()), IndicatorFactory(code="OC2")
    pair = OutcomeFactory(indicator=exports)
    claim(office, tie, pair, 1000)
    claim(office, tie, pair, 1272, side="buyer", basis="CIF")
    claim(office, tie, OutcomeFactory(indicator=exports), 50, evidence=1)
    claim(office, tie, OutcomeFactory(indicator=exports), 70, currency="KES")
    settle()
    person = member(office)

    page = page_of(person)
    sums = {
        step: sum(Decimal(row["value"] or 0) for row in table(person, f"&step={step}"))
        for step in ("reported", "not_verified", "freight", "lower", "copy", "mirrored", "no_rate")
    }

    assert sums == {
        "reported": 2322, "not_verified": 50, "freight": 72, "lower": 200, "copy": 1000, "mirrored": 1000, "no_rate": 0,
    }  # fmt: skip
    assert "1 without a value" in page
    assert "Verified exports: $1,000" in page
    assert "freight and insurance" in page
    assert 'href="/figures/OC2/?year=' in page


def test_rates_stand_with_their_span_and_source(office):
    tie, exports = tie_of(office), IndicatorFactory(code="OC2")
    ExchangeRate.objects.create(
        currency="EUR", first=dt.date(YEAR, 3, 1), last=dt.date(YEAR, 3, 31), rate=Decimal("1.25"),
        source="Central bank, monthly average",
    )  # fmt: skip
    claim(office, tie, OutcomeFactory(indicator=exports), 1000, currency="EUR")
    settle()

    page = page_of(member(office))

    assert "Central bank, monthly average" in page
    assert f"March {YEAR}" in page
    assert re.search(r">1\.25<", page)


def test_constant_prices_follow_the_base_year(office, settings):
    from outcomes.models import PriceIndex

    settings.GEMEL_BASE_YEAR = YEAR - 1
    PriceIndex.objects.create(currency="USD", year=YEAR, value=125)
    tie, exports = tie_of(office), IndicatorFactory(code="OC2")
    shared = OutcomeFactory(indicator=exports)
    ShareFactory(outcome=shared, partnership=tie, share=Decimal("0.5"))
    claim(office, tie, shared, 1000)
    settle()
    person = member(office)

    constant, nominal = page_of(person), page_of(person, "&prices=nominal")

    assert [row["value"] for row in table(person, "&step=prices")] == ["200.00"]
    assert [row["value"] for row in table(person, "&step=contributed")] == ["400.00"]
    assert [row["value"] for row in table(person, "&step=contributed&prices=nominal")] == ["500.00"]
    assert "In constant prices" in constant
    assert "In constant prices" not in nominal


def test_a_step_that_is_none_and_prices_that_are_none_are_not_there(office):
    IndicatorFactory(code="OC2")
    client = client_of(member(office))

    assert client.get("/figures/OC2/?step=nonsense").status_code == 404
    assert client.get("/figures/OC999/").status_code == 404


def test_a_day_asked_for_shows_what_was_known_then(office):
    tie, exports = tie_of(office), IndicatorFactory(code="OC2")
    early, late = dt.date(YEAR, 4, 1), dt.date(YEAR, 9, 1)
    claim(office, tie, OutcomeFactory(indicator=exports), 1000, learnt_on=early)
    claim(office, tie, OutcomeFactory(indicator=exports), 300, learnt_on=late)
    settle()
    person = member(office)

    then, now = page_of(person, f"&as_of={YEAR}-06-30"), page_of(person)

    assert "Verified exports: $1,000" in then
    assert "As it was known on" in then
    assert "Verified exports: $1,300" in now


def test_what_is_too_wide_to_be_taken_apart_says_so_and_is_listed_all_the_same(office, monkeypatch):
    monkeypatch.setattr("outcomes.views.explain_indicator.MOST_FLOWS", 1)
    tie, exports = tie_of(office), IndicatorFactory(code="OC2")
    for amount in (1000, 300):
        claim(office, tie, OutcomeFactory(indicator=exports), amount)
    settle()
    person = member(office)

    page = page_of(person)

    assert "More than 1 records stand behind it" in page
    assert "Verified exports: $1,300" in page
    assert len(table(person, "")) == 2


def test_a_limited_member_sees_only_the_ties_named(office):
    exports = IndicatorFactory(code="OC2")
    ties = [tie_of(office), tie_of(office)]
    for tie, amount in zip(ties, (1000, 300), strict=True):
        claim(office, tie, OutcomeFactory(indicator=exports), amount)
    settle()
    membership = MembershipFactory(user=UserFactory(), organisation=office.organisation, role=Role.VIEWER, limited=True)
    MembershipTie.objects.create(membership=membership, partnership=ties[1])

    assert "Verified exports: $300" in page_of(membership.user)


# --- Any set of flows -------------------------------------------------------------------------------------------------


def fill(office, draw):
    """Random flows on three ties: both sides, all bases, currencies without a rate, shares, months and whole years."""
    exports = IndicatorFactory(code="OC2")
    bodies = [OrganisationFactory(kind=kind) for kind in ("port authority", "university", "port authority")]
    ties = [tie_of(office, body) for body in bodies]
    ExchangeRate.objects.create(
        currency="EUR", first=dt.date(YEAR, 3, 1), last=dt.date(YEAR, 3, 31), rate=Decimal("1.0837")
    )
    for _n in range(25):
        outcome = OutcomeFactory(indicator=exports)
        used = draw.sample(ties, draw.randint(1, 2))
        for tie in used:
            if draw.random() < 0.6:
                share = draw.choice([None, Decimal("0.3"), Decimal("0.5")])
                ShareFactory(outcome=outcome, partnership=tie, share=share)
        for side in draw.sample(["seller", "buyer", "joint"], draw.randint(1, 2)):
            whole = draw.random() < 0.2
            claim(
                office, draw.choice(used), outcome, draw.choice([None, 0, draw.randint(1, 10**6), 1000]),
                side=side, evidence=draw.randint(0, 4), basis=draw.choice(["FOB", "CIF", "none"]),
                currency=draw.choice(["USD", "USD", "EUR", "KES"]),
                organisation=draw.choice([*bodies, office.organisation]),
                audience=draw.choice([Audience.OFFICE, Audience.PARTIES, Audience.NAMED]),
                occurred_first=dt.date(YEAR, 1 if whole else 3, 1), occurred_last=dt.date(YEAR, 12 if whole else 3, 31),
            )  # fmt: skip
    settle()
    return ties, bodies


@pytest.mark.parametrize("seed", range(6))
def test_tile_waterfall_and_list_say_the_same_at_every_scope_for_every_role(office, seed):
    ties, bodies = fill(office, random.Random(seed))
    exports, organisation = Indicator.objects.get(code="OC2"), office.organisation
    people = [member(office), member(office, Role.VIEWER, confidential=True), member(office, Role.CONTRIBUTOR)]
    stranger = member(OfficeFactory())
    scopes = [
        programme_scope(), tie_scope(people[0], ties[0].slug), place_scope(bodies[1].place_id), layer_scope("port"),
        organisation_scope(people[0], office.organisation.slug), place_scope(office.organisation.place.country_id),
    ]  # fmt: skip

    for user in people:
        for scope in scopes:
            figure = figures.Sums(user, organisation, ["OC2"], scope=scope).figure("OC2", SPAN)
            rows = list(figures.counted_rows(user, organisation, "OC2", SPAN, scope))
            counting = [row for row in rows if row.state in COUNTING_STATES]
            ties_here = None if scope.is_programme else ties_in(user, organisation, scope, rows, None)
            proof = proof_of(user, exports, rows, ties=ties_here)
            found = {bar.step: bar for bar in proof.bars}

            assert waterfall.unexplained(proof.bars) == []
            assert Step.WAITING not in found
            assert (figure.verified or 0) == found[Step.MIRRORED].value == sum(row.nominal for row in counting)
            assert figure.n == found[Step.MIRRORED].n == len(counting)
            assert all(
                sum((entry.value or 0 for entry in proof.behind(bar.step)), Decimal(0)) == bar.value
                for bar in proof.bars
            )
    assert list(figures.counted_rows(stranger, organisation, "OC2", SPAN)) == []


@pytest.mark.parametrize("seed", range(3))
def test_contributed_in_the_waterfall_is_contributed_in_the_roll_ups(office, seed):
    ties, _bodies = fill(office, random.Random(100 + seed))
    person, organisation = member(office, confidential=True), office.organisation
    exports = Indicator.objects.get(code="OC2")

    for scope in (programme_scope(), tie_scope(person, ties[0].slug), layer_scope("port")):
        rows = list(figures.counted_rows(person, organisation, "OC2", SPAN, scope))
        proof = proof_of(person, exports, rows, ties=ties_in(person, organisation, scope, rows, None))
        stored = [row.contributed for row in added(scope.level, scope.member, owner=organisation, year=YEAR)]

        contributed = next(bar.value for bar in proof.bars if bar.step == Step.CONTRIBUTED)
        assert contributed == sum((value for value in stored if value is not None), Decimal(0))


def test_a_year_s_figure_is_read_from_that_year_on(office):
    tie, exports = tie_of(office), IndicatorFactory(code="OC2")
    claim(office, tie, OutcomeFactory(indicator=exports), 100)
    settle()
    person = member(office)
    set_target(office.organisation, exports, YEAR, Decimal(200), by=person, at=timezone.now())

    for address in (f"/figures/OC2/?year={YEAR}", f"/targets/?year={YEAR}"):
        with CaptureQueriesContext(connection) as queries:
            assert client_of(person).get(address).status_code == 200
        stored = r'FROM "outcomes_(rollup|total|yearlytotal)"'
        read = [query["sql"] for query in queries if re.search(stored, query["sql"])]

        assert read, address
        assert all(f'"year" >= {YEAR}' in sql for sql in read), address
