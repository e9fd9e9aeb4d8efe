"""Whoever holds the address of a feed reads what its person may read at that moment, and nothing else."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from agreements.models import ClockTask, Deliverable
from partnerships.models import Audience
from partnerships.services.seats import end_tie, pause_tie, resume_tie
from reminders.models import Feed, FeedKind
from reminders.services.feeds import NotReadable, NotYourCalendar, Revoked, make_feed, renew_feed, revoke_feed
from stakeholders.models import Membership, StaffGrant, User
from stakeholders.models.links import hash_of
from tests.access.test_canary import narrow
from tests.access.world import build
from tests.factories import AgreementFactory, DeliverableFactory, MembershipFactory, SeatFactory, UserFactory
from tests.reminders.feed_scene import DAY, NOON, feed_for, make_scene, read, shown_to, titles


@pytest.fixture
def scene(db):
    scene = make_scene()
    for title, owed_by, audience in [
        ("Ours", scene.office, "office"), ("Theirs", scene.chamber, "parties"), ("All", scene.far, "shared"),
    ]:  # fmt: skip
        DeliverableFactory(
            agreement=scene.pact, owed_by=owed_by, audience=audience, title=title, due_on=NOON.date() + DAY
        )
    return scene


@pytest.mark.parametrize(
    ("who", "seen"), [("anna", ["All", "Ours", "Theirs"]), ("carla", ["Theirs"]), ("hans", ["All"])]
)
def test_ones_own_dates_are_what_ones_organisations_owe_and_what_ones_office_keeps(scene, who, seen):
    assert shown_to(getattr(scene, who)) == seen


@pytest.mark.parametrize(
    ("who", "seen"), [("anna", ["All", "Ours", "Theirs"]), ("carla", ["Theirs"]), ("hans", ["All"])]
)
@pytest.mark.parametrize("kind", [FeedKind.PARTNERSHIP, FeedKind.AGREEMENT])
def test_a_feed_of_a_tie_or_its_agreement_shows_what_its_person_may_read(scene, who, seen, kind):
    if who == "carla" and kind == FeedKind.AGREEMENT:
        seen = []  # she may not read the agreement itself
    target = scene.tie if kind == FeedKind.PARTNERSHIP else scene.pact

    assert shown_to(getattr(scene, who), kind, target) == seen


def test_a_feed_of_an_organisation_shows_what_it_owes_and_keeps(scene):
    assert shown_to(scene.anna, FeedKind.ORGANISATION, scene.chamber) == ["Theirs"]
    assert shown_to(scene.anna, FeedKind.ORGANISATION, scene.office) == ["All", "Ours", "Theirs"]
    assert shown_to(scene.hans, FeedKind.ORGANISATION, scene.office) == ["All"]


def test_an_item_does_not_name_an_agreement_that_its_reader_may_not_open(scene):
    [event] = read(feed_for(scene.carla)).events

    assert "Port pact" not in str(event["description"])


@pytest.mark.parametrize("kind", ["mine", "partnership", "agreement", "organisation"])
def test_who_is_taken_out_of_the_office_reads_nothing_there_any_more(scene, kind):
    target = {"mine": None, "partnership": scene.tie, "agreement": scene.pact, "organisation": scene.office}[kind]
    feed = feed_for(scene.anna, kind, target)
    before = titles(feed)

    Membership.objects.filter(user=scene.anna).update(until=timezone.localdate() - DAY)

    assert sorted(before) == ["All", "Ours", "Theirs"]
    assert titles(feed) == []


def test_what_is_narrowed_or_deleted_leaves_the_feed(scene):
    feed = feed_for(scene.hans)
    before = titles(feed)

    Deliverable.objects.filter(title="All").update(audience="office")
    narrowed = titles(feed)

    assert (before, narrowed) == (["All"], [])


@pytest.mark.parametrize("verb", [pause_tie, end_tie])
def test_a_tie_that_the_office_paused_or_ended_stands_in_none_of_its_peoples_feeds(scene, verb):
    feeds = [feed_for(scene.anna, kind, target) for kind, target in [
        ("mine", None), ("partnership", scene.tie), ("agreement", scene.pact), ("organisation", scene.chamber),
    ]]  # fmt: skip
    other = feed_for(scene.hans)
    why = {"reason": "an election", "on": None} if verb is pause_tie else {"reason": "no answer", "on": None}
    by = {"office": scene.office, "by": scene.anna, "at": NOON}

    verb(scene.tie, **by, **why)
    paused = [titles(feed) for feed in feeds], titles(other)
    resume_tie(scene.tie, **by, **why)

    assert paused == ([[], [], [], []], ["All"])
    assert sorted(titles(feeds[0])) == ["All", "Ours", "Theirs"]


def test_a_feed_is_made_only_of_what_its_person_may_read(scene):
    foreign = AgreementFactory(audience="office", owner=scene.far, partnership=scene.tie)
    stranger = UserFactory()

    with pytest.raises(NotReadable):
        feed_for(scene.anna, "agreement", foreign)
    with pytest.raises(NotReadable):
        feed_for(stranger, "partnership", scene.tie)
    with pytest.raises(NotYourCalendar):
        make_feed(scene.anna, "mine", None, by=scene.hans, at=NOON)
    assert not Feed.objects.exists()


def test_only_the_hash_of_the_address_is_kept(scene):
    feed, token = make_feed(scene.anna, "mine", None, by=scene.anna, at=NOON)

    assert len(token) >= 43  # 32 random bytes
    assert feed.token_hash == hash_of(token)
    assert token not in str(Feed.objects.values().get())
    assert "token_hash" not in {field.name for field in Feed.pgh_event_model._meta.get_fields()}


def test_a_new_address_ends_the_old_one(scene):
    feed, token = make_feed(scene.anna, "agreement", scene.pact, by=scene.anna, at=NOON)

    new, other = renew_feed(feed, by=scene.anna, at=NOON + DAY)

    feed.refresh_from_db()
    assert (feed.revoked_at, new.revoked_at) == (NOON + DAY, None)
    assert (new.kind, new.agreement, new.user) == ("agreement", scene.pact, scene.anna)
    assert [Client().get(reverse("reminders:calendar", args=[one])).status_code for one in (token, other)] == [410, 200]
    with pytest.raises(Revoked):
        renew_feed(feed, by=scene.anna, at=NOON)


def test_revoking_twice_keeps_the_first_moment_and_is_for_its_person_alone(scene):
    feed = feed_for(scene.anna)
    with pytest.raises(NotYourCalendar):
        revoke_feed(feed, by=scene.hans, at=NOON)

    revoke_feed(feed, by=scene.anna, at=NOON)
    revoke_feed(feed, by=scene.anna, at=NOON + DAY)

    feed.refresh_from_db()
    assert feed.revoked_at == NOON


def test_a_volunteer_limited_to_another_tie_reads_nothing_of_this_one(scene):
    volunteer = UserFactory()
    MembershipFactory(user=volunteer, organisation=scene.office, limited=True)

    assert shown_to(volunteer) == []
    assert shown_to(volunteer, FeedKind.PARTNERSHIP, scene.tie) == []


def test_hosting_staff_read_an_offices_dates_for_as_long_as_it_lets_them_in(scene):
    staff, now = UserFactory(is_staff=True), timezone.now()
    StaffGrant.objects.create(
        office=scene.office, user=staff, granted_by=scene.anna, reason="a fault", granted_at=now - DAY,
        ends_at=now + DAY,
    )  # fmt: skip
    feed = feed_for(staff, "partnership", scene.tie)
    before = titles(feed)

    StaffGrant.objects.update(revoked_at=now)

    assert (sorted(before), titles(feed)) == (["All", "Ours", "Theirs"], [])


def test_an_observer_of_the_tie_reads_nothing_in_its_feed(scene):
    watcher = MembershipFactory()
    SeatFactory(partnership=scene.tie, organisation=watcher.organisation, role="observer", side=scene.chicago)

    assert shown_to(watcher.user, FeedKind.PARTNERSHIP, scene.tie) == []


# --- The canary -------------------------------------------------------------------------------------------------------


@pytest.fixture
def world(db):
    """Everything of the foreign office falls on days that a feed covers."""
    world = build()
    today = timezone.localdate()
    Deliverable.objects.update(due_on=today)
    ClockTask.objects.update(due_on=today)
    Activity.objects.update(starts_first=today, starts_last=today)
    for (kind, _audience), record in world.records.items():
        if kind == "agreement":
            type(record).objects.filter(pk=record.pk).update(expires_on=today + dt.timedelta(days=90))
    return world


def heard_by(world, name):
    """Kinds of feed in which this person meets the odd word, each feed made without asking whether they may."""
    user, word = User.objects.get(pk=world.people[name].pk), world.word.encode()
    targets = [("mine", None), ("partnership", world.tie), ("organisation", world.organisations["office"])]
    targets += [("agreement", world.records["agreement", audience]) for audience in Audience]
    heard = set()
    for number, (kind, target) in enumerate(targets):
        token = f"{name} {number}"
        Feed.objects.create(
            user=user, kind=kind, token_hash=hash_of(token), created_at=NOON, **({kind: target} if target else {})
        )
        answer = Client().get(reverse("reminders:calendar", args=[token]))
        assert answer.status_code == 200
        if word in answer.content.replace(b"\r\n ", b""):
            heard.add(kind)
    return heard


def test_who_stands_outside_never_meets_the_word_in_any_feed(world):
    narrow(world, Audience.PUBLIC)
    names = ["third coordinator", "nobody", "staff", "former", "volunteer", "friends"]

    assert {name: heard_by(world, name) for name in names} == dict.fromkeys(names, set())


def test_the_other_side_never_meets_the_word_of_what_was_not_shared(world):
    narrow(world, Audience.PUBLIC, Audience.SHARED)
    names = ["far coordinator", "far chamber", "far port"]

    assert {name: heard_by(world, name) for name in names} == dict.fromkeys(names, set())


def test_the_office_itself_meets_the_word_in_every_kind_of_feed(world):
    assert heard_by(world, "coordinator") == {"mine", "partnership", "organisation", "agreement"}
