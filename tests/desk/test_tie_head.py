"""The head of a partnership's page says what its money page says."""

import datetime as dt

import pytest

from desk import ties
from outcomes.services import rollup
from partnerships.models import Partnership
from tests.factories import (
    ClaimFactory,
    IndicatorFactory,
    MembershipFactory,
    OfficeFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 1)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def tie(office):
    tie = PartnershipFactory()
    SeatFactory(partnership=tie, organisation=office.organisation)
    return tie


def claim(tie, office, amount, outcome=None, **more):
    outcome = outcome or OutcomeFactory(indicator=IndicatorFactory(code="OC2"))
    return ClaimFactory(
        outcome=outcome, partnership=tie, owner=office.organisation, amount=amount, currency="USD",
        occurred_first=dt.date(2026, 3, 2), **more,
    )  # fmt: skip


def test_two_figures_that_stand_against_each_other_are_in_no_amount(office, tie):
    user = MembershipFactory(organisation=office.organisation).user
    claim(tie, office, 1000, evidence=3)
    claim(tie, office, 300, evidence=1)
    disputed = claim(tie, office, 5000, evidence=3, side="seller").outcome
    claim(tie, office, 9000, outcome=disputed, evidence=3, side="buyer")
    claim(tie, office, 70, evidence=3, rate=None).outcome.claims.update(currency="XTS")
    rollup.settle()

    year, figure = ties.exports_of(user, office, Partnership.objects.get(pk=tie.pk), TODAY)

    assert year == "FY 2026"
    assert (figure.verified, figure.unverified, figure.n) == (1000, 300, 1)
