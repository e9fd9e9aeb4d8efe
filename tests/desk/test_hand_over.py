import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.models import Delegation, NextStep
from agreements.services.signing import add_signature
from desk.handover import services
from desk.handover.pack import pack_of
from desk.handover.subject import of_person, of_post, of_user
from desk.models import HandOver
from desk.work import Desk, gather_work
from partnerships.models import TieContact
from stakeholders.dates import PartialDate
from stakeholders.models import Post, PostHolding, ProtocolNote, RegisterEntry
from stakeholders.queries import office_of
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    DeliverableFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartyFactory,
    PersonFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


class Scene:
    """An office that works with a port, whose harbour master is Ana; Ben may follow. Cora is a colleague who leaves."""

    def __init__(self):
        self.today = timezone.localdate()
        self.office = OfficeFactory(time_zone="UTC")
        self.body = self.office.organisation
        self.port = OrganisationFactory(name="Port of Osaka")
        RegisterEntry.objects.create(office=self.body, organisation=self.port)
        self.tie = self.add_tie()
        self.coordinator, self.cora, self.dan = (
            MembershipFactory(organisation=self.body, role=role).user
            for role in ("coordinator", "contributor", "contributor")
        )
        self.post = Post.objects.create(organisation=self.port, title="Harbour master")
        self.ana, self.ben = (
            PersonFactory(owner=self.body, organisation=self.port, name=name) for name in ("Ana Ito", "Ben Ode")
        )
        self.held = PostHolding.objects.create(post=self.post, person=self.ana, since=dt.date(2020, 1, 1))
        self.activity = ActivityFactory(
            partnership=self.tie, owner=self.body, title="Port days", created_by=self.coordinator
        )
        self.agreement = AgreementFactory(
            partnership=self.tie, owner=self.body, status="in force", expires_on=self.today + 90 * DAY
        )
        self.promise = DeliverableFactory(
            agreement=self.agreement, owner=self.body, owed_by=self.port, contact=self.ana, title="Berth list"
        )
        self.step = NextStep.objects.create(activity=self.activity, text="Send the minutes", user=self.cora)
        self.asked = NextStep.objects.create(activity=self.activity, text="Name a date", person=self.ana)
        self.visit = Delegation.objects.create(
            partnership=self.tie, owner=self.body, direction="in", title="Return visit", lead=self.cora
        )
        self.who = {"by": self.coordinator, "at": timezone.now()}

    def add_tie(self):
        tie = PartnershipFactory(between=[self.office.home, self.port.place])
        SeatFactory(partnership=tie, organisation=self.body, side=self.office.home, role="lead")
        SeatFactory(partnership=tie, organisation=self.port)
        return tie

    def client(self, user=None):
        client = Client()
        client.force_login(user or self.coordinator)
        return client

    def pack(self, subject=None):
        subject = subject or of_post(self.coordinator, self.post, self.today)
        return pack_of(self.coordinator, office_of(self.coordinator), subject, self.today)

    def work(self, user):
        groups = gather_work(Desk(user, office_of(user)), timezone.now())
        return [item.title for group in groups for item in group.items if "Hand-over" in item.title]


@pytest.fixture
def scene():
    return Scene()


def test_the_pack_of_a_post_tells_what_was_promised_owed_met_and_ends(scene):
    ProtocolNote.objects.create(owner=scene.body, post=scene.post, address="Captain")
    TieContact.objects.create(partnership=scene.tie, owner=scene.body, post=scene.post)

    pack = scene.pack()

    assert [row["tie"] for row in pack.ties] == [scene.tie]
    assert [row.title for row in pack.theirs] == ["Berth list"]
    assert [(row.text, row.mine) for row in pack.steps] == [("Name a date", True), ("Send the minutes", False)]
    assert [row.title for _tie, rows in pack.met for row in rows] == ["Port days"]
    assert [one.names for one in pack.people] == ["Ana Ito"]
    assert [(name, note.address) for name, note in pack.notes] == [("Harbour master, Port of Osaka", "Captain")]
    assert [row.pk for row in pack.expiring] == [scene.agreement.pk]
    assert [row.title for row in pack.visits] == ["Return visit"]


def test_a_pack_of_three_ties_asks_as_often_as_a_pack_of_one(scene):
    with CaptureQueriesContext(connection, ) as one:
        scene.pack()
    for _n in range(2):
        tie = scene.add_tie()
        ActivityFactory(partnership=tie, owner=scene.body)
        TieContact.objects.create(partnership=tie, owner=scene.body, post=scene.post)
    TieContact.objects.create(partnership=scene.tie, owner=scene.body, post=scene.post)

    with CaptureQueriesContext(connection) as three:
        pack = scene.pack()

    assert len(pack.ties) == 3
    assert len(three) <= len(one) + 6  # the posts that the contacts name, read twice; nothing by tie


def test_changing_the_holder_leads_to_the_pack_and_my_work_shows_it_until_it_is_put_away(scene):
    client = scene.client()

    sent = client.post(
        f"/posts/{scene.post.pk}/holder/",
        {"person": scene.ben.pk, "on": "2026-05-01", "former": [scene.held.pk], "why": "Retired"},
    )

    assert (sent.status_code, sent["Location"]) == (302, f"/handover/posts/{scene.post.pk}/")
    page = client.get(sent["Location"]).content.decode()
    assert all(word in page for word in ("Berth list", "Send the minutes", "Ben Ode", "Retired", "Port days"))
    assert scene.work(scene.dan) == ["Hand-over pack for Harbour master, Port of Osaka"]
    client.post(f"/handover/{HandOver.objects.get().pk}/done/")
    assert scene.work(scene.dan) == []


def test_a_pack_leaves_my_work_after_thirty_days(scene):
    services.vacate(scene.held, office=scene.office, on=scene.today, **scene.who)
    assert scene.work(scene.dan)

    HandOver.objects.update(made_at=timezone.now() - 31 * DAY)

    assert scene.work(scene.dan) == []


def test_a_name_that_is_new_becomes_a_contact_and_holds_the_post(scene):
    sent = scene.client().post(
        f"/posts/{scene.post.pk}/holder/", {"name": "Eve Abe", "on": "2026-05-01", "former": [scene.held.pk]}
    )

    assert sent.status_code == 302
    now = PostHolding.objects.get(post=scene.post, until=None)
    assert (now.person.name, now.person.owner, now.since) == ("Eve Abe", scene.body, dt.date(2026, 5, 1))


def test_what_was_typed_stays_where_nobody_is_named(scene):
    sent = scene.client().post(f"/posts/{scene.post.pk}/holder/", {"on": "2026-05-01", "why": "Retired"})

    assert sent.status_code == 422
    assert "Say who follows" in sent.content.decode()
    assert "Retired" in sent.content.decode()


def test_an_election_day_shows_who_leaves_before_it_ends_anything(scene):
    client, page = scene.client(), f"/organisations/{scene.port.slug}/election-day/"
    given = {"on": scene.today.isoformat(), "holdings": [scene.held.pk], "why": "Election"}

    shown = client.post(page, given).content.decode()

    assert "1 holder leaves" in shown
    assert PostHolding.objects.filter(until=None).count() == 1
    client.post(page, {**given, "sure": "1"})
    assert PostHolding.objects.get().until == scene.today
    assert HandOver.objects.get().person == scene.ana


def test_what_a_colleague_had_taken_on_passes_on_together(scene):
    subject = of_user(scene.coordinator, scene.office, scene.cora, scene.today)

    _row, moved = services.hand_on(subject, office=scene.office, to_user=scene.dan, **scene.who)

    scene.step.refresh_from_db()
    scene.visit.refresh_from_db()
    assert (moved, scene.step.user, scene.visit.lead) == (2, scene.dan, scene.dan)
    assert scene.work(scene.dan) == [f"Hand-over pack for {scene.cora}"]


def test_what_a_contact_was_asked_about_passes_to_the_successor(scene):
    TieContact.objects.create(partnership=scene.tie, owner=scene.body, person=scene.ana)
    subject = of_person(scene.coordinator, scene.ana, scene.today)

    _row, moved = services.hand_on(subject, office=scene.office, to_person=scene.ben, **scene.who)

    scene.promise.refresh_from_db()
    scene.asked.refresh_from_db()
    assert (moved, scene.promise.contact, scene.asked.person) == (3, scene.ben, scene.ben)
    assert TieContact.objects.get().person == scene.ben


def test_work_passes_to_nobody_outside_the_office(scene):
    subject = of_user(scene.coordinator, scene.office, scene.cora, scene.today)
    stranger = MembershipFactory().user

    with pytest.raises(services.NotOfYourOffice):
        services.hand_on(subject, office=scene.office, to_user=stranger, **scene.who)
    with pytest.raises(services.ToThemselves):
        services.hand_on(subject, office=scene.office, to_user=scene.cora, **scene.who)


def test_whoever_left_the_office_with_open_work_stands_on_the_page_of_hand_overs(scene):
    scene.cora.memberships.all().delete()

    page = scene.client().get("/handover/").content.decode()

    assert "Work that was left behind" in page
    assert f"/handover/colleagues/{scene.cora.pk}/pass-on/" in page


def test_a_signature_by_a_post_keeps_the_name_of_that_day_when_the_holder_changes(scene):
    draft = AgreementFactory(partnership=scene.tie, owner=scene.body, status="approved", expires_on=None)
    party = PartyFactory(agreement=draft, organisation=scene.port, side=scene.port.place)

    signature = add_signature(
        party, post=scene.post, signed=PartialDate.day(scene.today - DAY), **scene.who
    )
    services.hand_over_post(
        scene.post, office=scene.office, person=scene.ben, on=scene.today, former=[scene.held], **scene.who
    )

    signature.refresh_from_db()
    assert (signature.post, signature.person_name) == (scene.post, "Ana Ito")


def test_a_tie_names_a_post_and_marks_it_vacant(scene):
    client = scene.client()
    client.post(f"/partnerships/{scene.tie.slug}/contacts/", {"purpose": "signs", "post": scene.post.pk})
    assert "Ana Ito" in client.get(f"/partnerships/{scene.tie.slug}/").content.decode()

    services.vacate(scene.held, office=scene.office, on=scene.today - DAY, **scene.who)

    page = client.get(f"/partnerships/{scene.tie.slug}/").content.decode()
    assert "Harbour master" in page
    assert "Vacant" in page
    assert "Ana Ito" not in page
    client.post(f"/partnerships/contacts/{TieContact.objects.get().pk}/drop/")
    assert not TieContact.objects.exists()
