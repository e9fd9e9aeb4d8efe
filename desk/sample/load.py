"""Makes the sample office. The same day gives the same records: dates are counted back from it, chance is seeded."""

import base64
import datetime as dt
import hashlib
import hmac
import random
from dataclasses import dataclass, field

import pghistory
from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.utils.text import slugify

from desk.sample import bodies
from desk.sample.books import add_books
from desk.sample.choosing import add_weights
from desk.sample.inbox import add_requests
from desk.sample.measures import add_measures
from desk.sample.outcomes import add_outcomes
from desk.sample.posts import add_posts
from desk.sample.records import add_records
from desk.sample.reminding import add_reminders
from desk.sample.sharing import add_sharing
from desk.sample.ties import HOME, SOURCE, TIES
from desk.sample.visits import add_visits
from desk.sample.work import add_activities, add_agreements, add_deliverables
from outcomes.services.waking import wake
from partnerships.models import Partnership, PartnershipPlace, Seat, SeatRole, Standing, TieRecord
from stakeholders.access import Role
from stakeholders.models import (
    Designation,
    Membership,
    Office,
    Organisation,
    OrganisationKind,
    Person,
    Place,
    Post,
    PostHolding,
    RegisterEntry,
    User,
)
from stakeholders.models.names import Normalise
from stakeholders.verbs import Refusal

SEED = 2013
YEARS = 5


class NoReferencePlaces(Refusal):
    code = "no_reference"
    message = "The shipped places are not loaded. Run load_reference first."


@dataclass
class Sample:
    """What has been made so far. ties: (SampleTie, Partnership, {layer: Organisation}) in the order of TIES."""

    today: dt.date
    chance: random.Random
    now: dt.datetime = None
    office: Office = None
    users: dict = field(default_factory=dict)
    home: dict = field(default_factory=dict)
    ties: list = field(default_factory=list)
    contacts: dict = field(default_factory=dict)
    agreements: dict = field(default_factory=dict)
    deliverables: list = field(default_factory=list)
    activities: list = field(default_factory=list)

    @property
    def owner(self):
        return self.office.organisation

    def days_ago(self, days):
        return self.today - dt.timedelta(days=days)

    def at(self, day, hour=15):
        return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


def is_loaded():
    return Office.objects.filter(sample=True).exists()


def password_of(email):
    """A password of this installation for a sample person: follows from its secret key and is stored nowhere."""
    digest = hmac.new(settings.SECRET_KEY.encode(), email.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest)[:12].decode().lower()


def sign_ins():
    """[(role word, e-mail, password)] of the three sample people."""
    return [(role, email, password_of(email)) for role, email, _name in bodies.SIGN_INS]


def load(today, now):
    """Make the sample office, or nothing when it is there. Returns whether it was made."""
    if is_loaded():
        return False
    with transaction.atomic(), pghistory.context(verb="sample.loaded", sample=True):
        sample = Sample(today=today, chance=random.Random(SEED), now=now)
        add_office(sample)
        add_ties(sample)
        add_contacts(sample)
        add_agreements(sample)
        add_deliverables(sample)
        add_activities(sample)
        add_visits(sample)
        add_outcomes(sample)
        add_measures(sample)
        add_books(sample)
        add_posts(sample)
        add_sharing(sample, organisation)
        add_requests(sample)
        add_records(sample, organisation)
        add_weights(sample)
        add_reminders(sample)
        wake()
    return True


def organisation(name, kind, place):
    """A body of the sample under a name and a slug that are free: real offices may be here already."""
    if Organisation.objects.filter(place=place, normalised_name=Normalise(Value(name))).exists():
        name += " (sample)"
    slug = slugify(name)
    while Organisation.objects.filter(slug=slug).exists():
        slug += "-sample"
    return Organisation.objects.create(
        name=name,
        slug=slug,
        kind=kind,
        place=place,
        sample=True,
        source="sample",
        external_id=slug,
        language="en",
        time_zone=place.time_zone,
    )


def add_office(sample):
    home = Place.objects.filter(geonames_id=HOME).first()
    if home is None:
        raise NoReferencePlaces
    body = organisation(bodies.OFFICE, OrganisationKind.CITY_GOVERNMENT, home)
    sample.office = Office.objects.create(
        organisation=body, home=home, time_zone=home.time_zone or "America/Chicago", year_starts_in=1,
        aims=[Office.Aim.ECONOMY, Office.Aim.PEOPLE], mail_address="sister.cities@chicago.example",
        records_complete_from=sample.today.replace(day=1, month=1) - dt.timedelta(days=365 * (YEARS - 1)), sample=True,
    )  # fmt: skip
    Designation.objects.create(
        office=sample.office, place=home, authority="Invented for the sample", since=dt.date(2013, 1, 1)
    )
    sample.home = {"city": body}
    for key, name, kind in bodies.HOME_BODIES:
        sample.home[key] = organisation(name, kind, home)
    RegisterEntry.objects.bulk_create(
        [RegisterEntry(office=body, organisation=one) for key, one in sample.home.items() if key != "city"]
    )
    roles = {
        "coordinator": (body, Role.COORDINATOR, True),
        "partner": (sample.home["chamber"], Role.CONTRIBUTOR, False),
        "executive": (body, Role.VIEWER, False),
    }
    for role, email, name in bodies.SIGN_INS:
        user = User.objects.create_user(
            email, password_of(email), name=name, time_zone=sample.office.time_zone, sample=True,
            # On a machine of one's own somebody has to read the mails that are not sent.
            is_staff=settings.LOCAL and role == "coordinator",
        )  # fmt: skip
        where, held, confidential = roles[role]
        Membership.objects.create(user=user, organisation=where, role=held, confidential=confidential)
        sample.users[role] = user


def add_ties(sample):
    home = sample.office.home
    places = Place.objects.in_bulk([tie.geonames_id for tie in TIES], field_name="geonames_id")
    for tie in TIES:
        place = places[tie.geonames_id]
        since = dt.date(tie.since, 1, 1), dt.date(tie.since, 12, 31)
        partnership = partnership_of(home, place, tie, since)
        TieRecord.objects.create(
            partnership=partnership, source=SOURCE, external_id=str(tie.geonames_id), name_a=home.name,
            name_b=tie.name, country_code_a=home.country_code, country_code_b=place.country_code, kind="sister city",
            since_first=since[0], since_last=since[1],
        )  # fmt: skip
        seats = [seat(partnership, sample.owner, home, SeatRole.LEAD, sample, tie)]
        here = [key for key in bodies.LAYERS_OF[tie.lively] if key != "city"]
        seats += [seat(partnership, sample.home[key], home, SeatRole.PARTNER, sample) for key in here]
        away = {}
        for key, kind, pattern in bodies.AWAY_KINDS:
            if key in bodies.LAYERS_OF[tie.lively]:
                away[key] = organisation(bodies.away_name(tie.name, key, pattern), kind, place)
                role = SeatRole.LEAD if key == "city" else SeatRole.PARTNER
                seats.append(seat(partnership, away[key], place, role, sample))
        Seat.objects.bulk_create(seats)
        RegisterEntry.objects.bulk_create(
            [RegisterEntry(office=sample.owner, organisation=one) for one in away.values()]
        )
        sample.ties.append((tie, partnership, away))


def partnership_of(home, place, tie, since):
    """The tie on record between the two places, or one of the sample's own."""
    found = Partnership.objects.filter(places=home).filter(places=place).order_by("pk").first()
    if found:
        Partnership.objects.filter(pk=found.pk, since_first=None).update(since_first=since[0], since_last=since[1])
        return found
    name = f"{home.name} – {tie.name}"
    slug = slugify(f"{home.name} {tie.name}")
    while Partnership.objects.filter(slug=slug).exists():
        slug += "-sample"
    made = Partnership.objects.create(name=name, slug=slug, since_first=since[0], since_last=since[1], sample=True)
    PartnershipPlace.objects.bulk_create(
        [PartnershipPlace(partnership=made, place=one, position=n) for n, one in enumerate((home, place))]
    )
    return made


def seat(partnership, body, side, role, sample, tie=None):
    """A seat; the office's own carries its word and its standing. Where a real office leads a side, it stays so."""
    if role == SeatRole.LEAD and Seat.objects.filter(partnership=partnership, side=side, role=role).exists():
        role = SeatRole.PARTNER
    made = Seat(partnership=partnership, organisation=body, side=side, role=role, sample=True, consented_at=sample.now)
    if tie:
        made.word = tie.word
        if tie.paused:
            made.standing = Standing.PAUSED
            made.standing_first = made.standing_last = dt.date(2022, 3, 1)
            made.standing_reason = "The city council paused the tie."
            made.standing_authority = "City council"
    return made


def add_contacts(sample):
    """A person at each organisation that owes or answers, holding its liaison post."""
    index = 0
    for _tie, _partnership, away in sample.ties:
        for body in away.values():
            add_contact(sample, body, index)
            index += 1
    for key, body in sample.home.items():
        if key != "city":
            add_contact(sample, body, index)
            index += 1


def add_contact(sample, body, index):
    name = bodies.person_name(index)
    address = slugify(name).replace("-", ".")
    person = Person.objects.create(
        owner=sample.owner, organisation=body, name=name, email=f"{address}.{index}@{body.slug[:40]}.example",
        language="en", time_zone=body.time_zone, sample=True,
    )  # fmt: skip
    post = Post.objects.create(organisation=body, title="International liaison", sample=True)
    PostHolding.objects.create(post=post, person=person, since=sample.days_ago(900 - index))
    sample.contacts[body.pk] = person
