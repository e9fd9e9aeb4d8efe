"""An office's figures as of an earlier day, from the claims: no later report rewrites them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps

from outcomes.models import Claim, Counted, PriceIndex, Share
from outcomes.queries.ledger import counted_as_of
from outcomes.services import rollup
from outcomes.services.joining import merge_outcomes
from partnerships.models import Audience, SeatRole
from tests.factories import (
    ClaimFactory,
    MembershipFactory,
    OfficeFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
    ShareFactory,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 12, 31)


@pytest.fixture
def home():
    return OfficeFactory().organisation


@pytest.fixture
def away():
    return OfficeFactory().organisation


@pytest.fixture
def tie(home, away):
    partnership = PartnershipFactory(between=[home.place, away.place])
    for organisation in (home, away):
        SeatFactory(partnership=partnership, organisation=organisation, role=SeatRole.LEAD)
    return partnership


def claim(tie, owner, **more):
    return ClaimFactory(partnership=tie, owner=owner, **{"evidence": 3, **more})


NOT_COMPARED = {"id", "counted_at", "reach"}
COMPARED = [field.attname for field in Counted._meta.concrete_fields if field.name not in NOT_COMPARED]


def contents(rows):
    return sorted([getattr(row, name) for name in COMPARED] for row in rows)


def test_as_of_today_it_is_what_is_stored(tie, home, away):
    outcome = OutcomeFactory()
    claim(tie, home, outcome=outcome, amount="100")
    claim(tie, away, outcome=outcome, side="buyer", amount="104", audience=Audience.SHARED)
    claim(tie, home, amount="7", evidence=1, occurred_last=dt.date(2026, 12, 31), occurred_first=dt.date(2026, 1, 1))
    ShareFactory(outcome=outcome, partnership=tie, share=Decimal("0.5"))
    rollup.settle()

    for office in (home, away):
        assert contents(counted_as_of(office, TODAY)) == contents(Counted.objects.filter(owner=office))


def test_only_claims_that_the_office_may_read_go_in(tie, home, away):
    claim(tie, away, amount="100")
    claim(tie, away, amount="200", audience=Audience.SHARED)

    assert [row.nominal for row in counted_as_of(home, TODAY)] == [Decimal("200.00")]


def test_a_report_of_a_later_day_does_not_rewrite_it(tie, home, away):
    first = claim(tie, home, amount="100", learnt_on=dt.date(2026, 4, 1))
    before = contents(counted_as_of(home, dt.date(2026, 6, 30)))

    claim(tie, away, outcome=first.outcome, side="buyer", amount="104", learnt_on=dt.date(2026, 7, 1),
          audience=Audience.SHARED)  # fmt: skip
    claim(tie, home, amount="900", learnt_on=dt.date(2026, 7, 1), occurred_first=dt.date(2026, 2, 1))
    Claim.objects.filter(pk=first.pk).update(withdrawn_at=dt.datetime(2026, 8, 1, tzinfo=dt.UTC))

    assert contents(counted_as_of(home, dt.date(2026, 6, 30))) == before
    assert [row.nominal for row in counted_as_of(home, TODAY)] == [Decimal("104.00"), Decimal("900.00")]


def test_known_on_may_be_another_day_than_as_of(tie, home):
    claim(tie, home, amount="100", occurred_first=dt.date(2026, 2, 1), learnt_on=dt.date(2026, 7, 1))

    assert counted_as_of(home, dt.date(2026, 6, 30)) == []
    assert [row.nominal for row in counted_as_of(home, dt.date(2026, 6, 30), TODAY)] == [Decimal("100.00")]


def test_a_share_stands_as_it_was_stated_then(tie, home):
    made = claim(tie, home, amount="100")
    share = ShareFactory(outcome=made.outcome, partnership=tie, share=Decimal("0.5"))
    events = share._meta.apps.get_model("outcomes", "ShareEvent").objects
    events.update(pgh_created_at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
    Share.objects.filter(pk=share.pk).update(share=Decimal("0.2"))
    events.filter(pgh_label="update").update(pgh_created_at=dt.datetime(2026, 8, 1, tzinfo=dt.UTC))

    found = [counted_as_of(home, day)[0].contributed for day in (dt.date(2026, 4, 30), dt.date(2026, 6, 30), TODAY)]

    assert found == [Decimal("50.00"), Decimal("50.00"), Decimal("20.00")]


def test_a_share_taken_away_later_stood_then(tie, home, away):
    second = PartnershipFactory(between=[home.place, away.place])
    SeatFactory(partnership=second, organisation=home, role=SeatRole.LEAD)
    made = claim(tie, home, amount="100")
    ShareFactory(outcome=made.outcome, partnership=tie, share=Decimal("0.5"))
    gone = ShareFactory(outcome=made.outcome, partnership=second, share=Decimal("0.25"))
    gone.delete()
    events = gone._meta.apps.get_model("outcomes", "ShareEvent").objects
    events.filter(pgh_label="delete").update(pgh_created_at=dt.datetime(2026, 8, 1, tzinfo=dt.UTC))

    parts = {row.partnership_id: row.contributed for row in counted_as_of(home, dt.date(2026, 6, 30))}

    assert parts == {tie.pk: Decimal("50.00"), second.pk: Decimal("25.00")}
    assert [row.partnership_id for row in counted_as_of(home, TODAY)] == [tie.pk]


def test_two_outcomes_that_became_one_later_were_two_then(tie, home):
    coordinator = MembershipFactory(organisation=home).user
    keep, gone = claim(tie, home, amount="100"), claim(tie, home, amount="100", side="buyer")
    for made, share in ((keep, "0.5"), (gone, "0.25")):
        ShareFactory(outcome=made.outcome, partnership=tie, share=Decimal(share))
    day = dt.date(2026, 6, 30)
    before = contents(counted_as_of(home, day))
    recorded = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    for name in ("ClaimEvent", "ShareEvent"):
        apps.get_model("outcomes", name).objects.update(pgh_created_at=recorded)

    merged_at = dt.datetime(2026, 8, 1, tzinfo=dt.UTC)
    merge_outcomes(keep.outcome, gone.outcome, by=coordinator, at=merged_at)
    for name in ("ClaimEvent", "ShareEvent"):
        events = apps.get_model("outcomes", name).objects
        events.exclude(pgh_created_at=recorded).update(pgh_created_at=merged_at)

    assert len(before) == 2
    assert contents(counted_as_of(home, day)) == before
    (row,) = counted_as_of(home, TODAY)
    assert (row.state, row.nominal, row.share) == ("agreed", Decimal("100.00"), Decimal("0.5"))


def test_constant_prices_of_a_year_on_request(tie, home):
    PriceIndex.objects.create(currency="USD", year=2026, value=125)
    claim(tie, home, amount="100")

    (row,) = counted_as_of(home, TODAY, base_year=2020)

    assert (row.nominal, row.constant) == (Decimal("100.00"), Decimal("80.00"))


def test_the_same_queries_for_one_outcome_and_for_ten(tie, home, django_assert_max_num_queries):
    for _ in range(10):
        claim(tie, home, currency="EUR")

    with django_assert_max_num_queries(10):
        rows = counted_as_of(home, TODAY)
        assert {row.indicator.code for row in rows} == {"OC2"}
