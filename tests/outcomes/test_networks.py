"""Networks of offices: who is in, what enters the sums, and that no sum tells of one firm."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.utils import timezone

from outcomes.models import ClaimFirm, NetworkMember
from outcomes.queries.networks import WITHHELD, entries_of, lines_of, may_be_told, networks_of
from outcomes.services.networks import AskedAlready, NotACoordinator, NotANetwork, ask_to_join, leave, let_in
from outcomes.withholding import is_withheld
from stakeholders.access import Role
from stakeholders.models import OrganisationKind, User
from tests.factories import (
    CityFactory,
    ClaimFactory,
    IndicatorFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
)

NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def network(db):
    return OrganisationFactory(kind=OrganisationKind.ASSOCIATION_OF_SISTER_CITIES, name="Ring of cities")


@pytest.fixture
def keeper(network):
    return MembershipFactory(organisation=network).user


def office_in(network, keeper):
    """An office of the network with its coordinator and one tie."""
    body = OfficeFactory(home=CityFactory()).organisation
    person = MembershipFactory(organisation=body).user
    member = ask_to_join(network, body, by=person, at=NOW)
    let_in(member, by=keeper, at=NOW)
    body.person, body.member = person, member
    body.tie = PartnershipFactory(between=[body.place, CityFactory()])
    SeatFactory(partnership=body.tie, organisation=body, role="lead")
    return body


def deal(office, firm, amount, month=2, audience="shared", code="OC2", evidence=3):
    claim = ClaimFactory(
        outcome=OutcomeFactory(indicator=IndicatorFactory(code=code)), partnership=office.tie, owner=office,
        amount=amount, occurred_first=dt.date(2025, month, 3), evidence=evidence, audience=audience,
    )  # fmt: skip
    if firm:
        ClaimFirm.objects.create(claim=claim, name=firm, registration=firm)
    return claim


def line(user, network, code="OC2"):
    return next(one for one in lines_of(entries_of(user, network), 2025) if one.indicator.code == code)


def test_an_office_is_in_only_once_its_coordinator_asked_and_the_network_let_it_in(network, keeper):
    body = OfficeFactory().organisation
    coordinator = MembershipFactory(organisation=body).user
    viewer = MembershipFactory(organisation=body, role=Role.VIEWER).user

    with pytest.raises(NotACoordinator):
        ask_to_join(network, body, by=viewer, at=NOW)
    member = ask_to_join(network, body, by=coordinator, at=NOW)
    with pytest.raises(AskedAlready):
        ask_to_join(network, body, by=coordinator, at=NOW)
    with pytest.raises(NotACoordinator):
        let_in(member, by=coordinator, at=NOW)
    assert not networks_of(coordinator).exists()

    let_in(member, by=keeper, at=NOW)
    assert list(networks_of(User.objects.get(pk=coordinator.pk))) == [network]

    leave(member, by=coordinator, at=NOW)
    assert not networks_of(User.objects.get(pk=viewer.pk)).exists()


def test_only_an_association_is_a_network(network):
    body = OfficeFactory().organisation
    coordinator = MembershipFactory(organisation=body).user

    with pytest.raises(NotANetwork):
        ask_to_join(OrganisationFactory(kind=OrganisationKind.CHAMBER), body, by=coordinator, at=NOW)


def test_only_what_members_share_or_publish_enters_and_each_outcome_once(network, keeper):
    one, other = office_in(network, keeper), office_in(network, keeper)
    for n, office in enumerate([one, one, other, other]):
        deal(office, f"firm {n}", 100)
    deal(one, "secret", 999, audience="office")
    deal(one, "between them", 999, audience="parties")
    stranger = OfficeFactory().organisation
    stranger.tie = one.tie
    deal(stranger, "not in", 999)
    same = deal(one, "twice", 100)
    ClaimFactory(
        outcome=same.outcome, partnership=one.tie, owner=other, side="buyer", amount=100, evidence=4, audience="shared",
        occurred_first=dt.date(2025, 2, 4),
    )  # fmt: skip

    found = line(keeper, network)

    assert found.parts["verified"] == Decimal(500)
    assert found.n_closed == 5


def test_two_firms_or_one_with_most_of_it_are_withheld(network, keeper):
    office = office_in(network, keeper)
    deal(office, "a", 100)
    deal(office, "b", 100)
    assert line(keeper, network).parts["verified"] == WITHHELD

    deal(office, "c", 100)
    assert line(keeper, network).parts["verified"] == Decimal(300)

    deal(office, "d", 10_000)
    assert line(keeper, network).parts["verified"] == WITHHELD


def test_a_member_cannot_take_its_own_records_off_a_sum_and_read_its_neighbours(network, keeper):
    one, other = office_in(network, keeper), office_in(network, keeper)
    for n in range(3):
        deal(one, f"own {n}", 100)
    deal(other, "neighbour", 70)

    assert line(keeper, network).parts["verified"] == Decimal(370)
    assert line(User.objects.get(pk=one.person.pk), network).parts["verified"] == WITHHELD


@pytest.mark.parametrize("seed", range(6))
def test_no_subtraction_of_what_is_shown_leaves_the_sum_of_a_single_firm(network, keeper, seed):
    chance = random.Random(seed)
    offices = [office_in(network, keeper) for _ in range(3)]
    for _ in range(chance.randint(6, 22)):
        deal(chance.choice(offices), f"firm {chance.randint(1, 7)}", chance.choice([0, 10, 100, 5000]),
             month=chance.randint(1, 12), evidence=chance.choice([1, 3, 3]))  # fmt: skip
    entries = [entry for entry in entries_of(keeper, network) if entry.part == "verified"]
    if not entries:
        return
    found = line(keeper, network)
    for shown, group in ((found.quarters, lambda e: e.quarter), (found.offices, lambda e: e.office)):
        hidden = {name for name, value in shown.items() if value == WITHHELD}
        for name, value in shown.items():
            part = [entry for entry in entries if group(entry) == name]
            assert value == WITHHELD or (value == sum(e.value for e in part) and may_be_told(part)), name
        left = [entry for entry in entries if group(entry) in hidden]
        if found.parts["verified"] != WITHHELD and left:
            assert not is_withheld([(entry.firm, entry.value) for entry in left])


def test_the_page_says_how_many_records_may_be_opened_and_who_is_in(network, keeper, client):
    office = office_in(network, keeper)
    for n in range(3):
        deal(office, f"firm {n}", 100)
    client.force_login(keeper)

    page = client.get(f"/dashboards/networks/{network.slug}/?year=2025").content.decode()

    assert "0 you may open, 3 closed" in page
    assert "$300" in page
    assert "firm 1" not in page


def test_joining_is_shown_first_and_asked_by_a_button(network, keeper, client):
    body = OfficeFactory().organisation
    coordinator = MembershipFactory(organisation=body).user
    tie = PartnershipFactory(between=[body.place, network.place])
    SeatFactory(partnership=tie, organisation=body)
    SeatFactory(partnership=tie, organisation=network, role="lead")
    client.force_login(coordinator)

    shown = client.get(f"/networks/?join={network.slug}").content.decode()
    client.post("/networks/", {"network": network.slug})

    assert "No title, firm or single amount goes out" in shown
    assert NetworkMember.objects.get().office == body
    assert timezone.now() > NetworkMember.objects.get().asked_at
