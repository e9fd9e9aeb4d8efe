import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.models import ActivityAccount, ActivityAsk, Participant
from activities.services.accounts import Account, answer_by_link
from activities.services.asking import frozen
from desk.work import Desk, gather_work
from outcomes.models import ConfirmationAsk
from stakeholders.queries import office_of
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    ClaimFactory,
    DeliverableFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


class World:
    """An office and a port on one tie, with an agreement of the office."""

    def __init__(self):
        self.today = timezone.localdate()
        self.office = OfficeFactory()
        self.port = OrganisationFactory(name="Port of Osaka")
        self.tie = PartnershipFactory(between=[self.office.home, self.port.place])
        SeatFactory(partnership=self.tie, organisation=self.office.organisation, role="lead")
        SeatFactory(partnership=self.tie, organisation=self.port)
        self.agreement = AgreementFactory(partnership=self.tie, owner=self.office.organisation)
        self.anna = MembershipFactory(organisation=self.office.organisation).user
        self.keiko = MembershipFactory(organisation=self.port, role="contributor").user

    def owe(self, title, days, by=None, **changes):
        due_on = self.today + days * DAY
        return DeliverableFactory(
            agreement=self.agreement, owed_by=by or self.port, title=title, due_on=due_on, **changes
        )

    def groups(self, user):
        found = gather_work(Desk(user, office_of(user)), timezone.now())
        return {group.key: [item.title for item in group.items] for group in found if group.items}


@pytest.fixture
def world():
    return World()


def test_each_deliverable_stands_in_one_group(world):
    home = world.office.organisation
    world.owe("late of the port", -2)
    world.owe("late of ours", -1, by=home)
    world.owe("ours this week", 7, by=home)
    world.owe("ours later", 8, by=home)
    world.owe("the port's next", 3)
    world.owe("sent in", -5, status="submitted")
    world.owe("done with", -5, status="cancelled")

    assert world.groups(world.anna) == {
        "late": ["late of the port", "late of ours"],
        "week": ["ours this week"],
        "later": ["ours later"],
        "waiting": ["the port's next"],
        "confirm": ["sent in"],
    }


def test_the_port_sees_what_it_owes_and_nothing_of_the_office(world):
    world.owe("ours this week", 7, by=world.office.organisation)
    world.owe("figures", 3)
    world.owe("sent in", 1, status="submitted")
    ActivityFactory(
        partnership=world.tie, owner=world.office.organisation, status="planned", starts_first=world.today - DAY
    )

    assert world.groups(world.keiko) == {"week": ["figures"], "waiting": ["sent in"]}


def test_planned_activities_of_the_past_wait_for_word(world):
    home = world.office.organisation
    ActivityFactory(partnership=world.tie, owner=home, title="visit", status="planned", starts_first=world.today - DAY)
    ActivityFactory(partnership=world.tie, owner=home, title="fair", status="planned", starts_first=world.today)
    ActivityFactory(partnership=world.tie, owner=home, title="past", starts_first=world.today - DAY)

    assert world.groups(world.anna) == {"late": ["visit"]}


def test_a_claim_waits_for_us_until_somebody_is_asked_and_for_them_afterwards(world):
    home = world.office.organisation
    claim = ClaimFactory(partnership=world.tie, owner=home, title="contract", evidence=2)
    ClaimFactory(partnership=world.tie, owner=home, title="verified", evidence=3)
    ClaimFactory(partnership=world.tie, owner=home, title="withdrawn", evidence=2, withdrawn_at=timezone.now())
    before = world.groups(world.anna)

    ConfirmationAsk.objects.create(
        claim=claim, asked="firm", email="f@example.org", token_hash="x", ends_at=timezone.now() + DAY
    )

    assert (before, world.groups(world.anna)) == ({"confirm": ["contract"]}, {"waiting": ["contract"]})


def test_an_activity_that_another_lead_offered_waits_for_our_word(world):
    other = OfficeFactory(home=world.port.place)
    SeatFactory(partnership=world.tie, organisation=other.organisation, role="lead")
    offered = {"partnership": world.tie, "owner": other.organisation, "audience": "shared"}
    ActivityFactory(title="their fair", offered_at=timezone.now(), **offered)
    ActivityFactory(title="not offered", **offered)

    assert world.groups(world.anna) == {"confirm": ["their fair"]}


def test_what_the_other_side_was_asked_waits_for_it_and_what_it_told_otherwise_waits_for_us(world):
    home = world.office.organisation
    other = OfficeFactory(home=world.port.place).organisation
    activity = ActivityFactory(partnership=world.tie, owner=home, title="fair", people=20)
    ask = ActivityAsk.objects.create(
        activity=activity, organisation=other, email="f@example.org", token_hash="x", fields=frozen(activity),
        ends_at=timezone.now() + DAY,
    )
    before = world.groups(world.anna)

    answer_by_link(ask, Account("own account", people=90), name="F", at=timezone.now())

    assert (before, world.groups(world.anna)) == ({"waiting": ["fair"]}, {"confirm": ["fair"]})


def test_an_offer_that_we_answered_waits_no_longer_until_it_changes(world):
    other = OfficeFactory(home=world.port.place)
    SeatFactory(partnership=world.tie, organisation=other.organisation, role="lead")
    activity = ActivityFactory(
        title="their fair", partnership=world.tie, owner=other.organisation, audience="shared", people=20,
        offered_at=timezone.now(),
    )
    ActivityAccount.objects.create(
        activity=activity, organisation=world.office.organisation, answer="not us", asked=frozen(activity),
        by_name="A", at=timezone.now(),
    )
    before = world.groups(world.anna)

    activity.people = 30
    activity.save()

    assert (before, world.groups(world.anna)) == ({}, {"confirm": ["their fair"]})


def test_a_stranger_has_nothing_to_do(world):
    world.owe("figures", 3)
    stranger = MembershipFactory(organisation=OfficeFactory().organisation).user

    assert world.groups(stranger) == {}


def test_actions_are_offered_to_those_who_may_do_them(world):
    world.owe("figures", 3)
    viewer = MembershipFactory(organisation=world.port, role="viewer").user

    offered = [
        [action["label"] for group in gather_work(Desk(user), timezone.now()) for item in group.items
         for action in item.actions]
        for user in (world.keiko, viewer)
    ]  # fmt: skip

    assert offered == [["Update"], []]


def test_more_rows_cost_no_more_queries(world):
    def asked(rows):
        for number in range(rows):
            world.owe(f"figures {number}", number - 3)
            ClaimFactory(partnership=world.tie, owner=world.office.organisation, evidence=2)
            ActivityFactory(partnership=world.tie, owner=world.office.organisation, created_by=world.anna)
        with CaptureQueriesContext(connection) as queries:
            gather_work(Desk(world.anna, office_of(world.anna)), timezone.now())
        return len(queries)

    of_one, of_seven = asked(1), asked(6)

    assert of_seven <= of_one  # fewer: some answers are kept for the process


def test_a_log_without_place_or_other_side_is_to_be_completed_by_whoever_wrote_it(world):
    mine = {"partnership": world.tie, "owner": world.office.organisation, "created_by": world.anna}
    whole = ActivityFactory(title="whole", **mine)
    lonely = ActivityFactory(title="lonely", place_text="Town hall", **mine)
    ActivityFactory(title="somewhere", **{**mine, "created_by": world.keiko})
    world.tie.activities.filter(pk=whole.pk).update(place_text="Town hall", place=None)
    Participant.objects.create(activity=whole, organisation=world.port)
    Participant.objects.create(activity=lonely, organisation=world.office.organisation)

    found = gather_work(Desk(world.anna, office_of(world.anna)), timezone.now())

    (item,) = [item for group in found for item in group.items if item.note == "to complete"]
    assert item.title == "lonely"
    assert "who came from the other side" in item.text
    assert "where it was" not in item.text


class TestPage:
    def test_it_can_be_empty_and_says_so(self, client, world):
        client.force_login(world.anna)

        assert "Nothing waits for you today." in client.get("/my-work/").content.decode()

    def test_it_shows_the_groups_with_their_counts(self, client, world):
        world.owe("Container figures", -9)
        client.force_login(world.anna)

        page = client.get("/my-work/").content.decode()

        assert "Container figures" in page
        assert "9 days late" in page
        assert "Port of Osaka owes it" in page

    def test_somebody_who_belongs_nowhere_learns_whom_to_ask(self, client, world):
        from tests.factories import UserFactory

        client.force_login(UserFactory())

        assert "You belong to no office yet" in client.get("/my-work/").content.decode()
