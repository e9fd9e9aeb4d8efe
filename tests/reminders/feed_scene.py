"""Chicago keeps a tie with Hamburg and its chamber owes something: the smallest scene in which feeds differ."""

import datetime as dt
from types import SimpleNamespace

from icalendar import Calendar

from partnerships.models import SeatRole
from reminders.feeds.contents import calendar_of
from reminders.models import Feed, FeedKind
from reminders.services.feeds import make_feed
from stakeholders.access import Role
from stakeholders.models import OrganisationKind, User
from tests.factories import (
    AgreementFactory,
    CityFactory,
    CountryFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartyFactory,
    RegisterEntryFactory,
    SeatFactory,
    UserFactory,
)

NOON = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
BASE = "http://localhost:8000"
OF_THE_TIE = " · Chicago – Hamburg"  # stands behind the titles in calendars of many ties


def make_scene():
    chicago = CityFactory(name="Chicago", country=CountryFactory(iso_code="US"))
    hamburg = CityFactory(name="Hamburg", country=CountryFactory(iso_code="DE"), lat="53.55", lon="9.99")
    body = OrganisationFactory(name="Chicago office", place=chicago, kind=OrganisationKind.CITY_GOVERNMENT)
    office = OfficeFactory(organisation=body, home=chicago, time_zone="America/Chicago")
    chamber = OrganisationFactory(name="Chicago chamber", place=chicago, kind=OrganisationKind.CHAMBER)
    far = OrganisationFactory(name="Hamburg office", place=hamburg, kind=OrganisationKind.CITY_GOVERNMENT)
    tie = PartnershipFactory(name="Chicago – Hamburg", slug="chicago-hamburg", between=[chicago, hamburg])
    seat = SeatFactory(partnership=tie, organisation=body, role=SeatRole.LEAD)
    SeatFactory(partnership=tie, organisation=chamber)
    SeatFactory(partnership=tie, organisation=far, role=SeatRole.LEAD)
    RegisterEntryFactory(office=body, organisation=chamber)
    pact = AgreementFactory(partnership=tie, owner=body, title="Port pact")
    PartyFactory(agreement=pact, organisation=body)
    return SimpleNamespace(
        chicago=chicago, hamburg=hamburg, office=body, own=office, chamber=chamber, far=far, tie=tie, seat=seat,
        pact=pact, anna=member(body, "anna"), carla=member(chamber, "carla"), hans=member(far, "hans"),
    )  # fmt: skip


def member(organisation, name, role=Role.COORDINATOR):
    user = UserFactory(name=name, email=f"{name}@example.org", time_zone="America/Chicago")
    MembershipFactory(user=user, organisation=organisation, role=role)
    return user


def feed_for(user, kind=FeedKind.MINE, target=None):
    return make_feed(user, kind, target, by=user, at=NOON)[0]


def read(feed, at=NOON):
    """The calendar as a client sees it: the feed and its person are fetched anew, as each request does."""
    return Calendar.from_ical(calendar_of(Feed.objects.select_related("user").get(pk=feed.pk), at))


def events(feed, at=NOON):
    """{key: event} of a feed."""
    return {str(event["uid"]).split("@")[0]: event for event in read(feed, at).events}


def title_of(event):
    """Its title, without the tie behind it."""
    return str(event["summary"]).removesuffix(OF_THE_TIE)


def titles(feed, at=NOON):
    return [title_of(event) for event in read(feed, at).events]


def shown_to(user, kind=FeedKind.MINE, target=None, at=NOON):
    """Titles that a feed would show to this person, whether or not they may make it."""
    of = {} if kind == FeedKind.MINE else {kind: target}
    person = User.objects.get(pk=user.pk)
    return sorted(
        title_of(event)
        for event in Calendar.from_ical(calendar_of(Feed(user=person, kind=kind, created_at=NOON, **of), at)).events
    )
