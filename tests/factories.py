"""Records for tests, made by name: each factory makes what was asked for and nothing surprising."""

import datetime as dt
import functools

import factory
from django.contrib.auth.hashers import make_password
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from activities.models import Activity, ActivityKind, Participant
from agreements.models import Agreement, AgreementKind, AgreementStatus, Deliverable, Party
from outcomes.models import Claim, Indicator, Outcome, Share
from partnerships.models import Audience, Partnership, PartnershipPlace, Seat, SeatRole
from stakeholders.access import Role
from stakeholders.models import (
    Designation,
    Level,
    Membership,
    Office,
    Organisation,
    OrganisationKind,
    Person,
    Place,
    RegisterEntry,
    User,
)


@functools.cache
def hashed_password():
    """The hash of "correct horse", worked out once: a slow hash for each user would be most of a test's time."""
    return make_password("correct horse")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.LazyFunction(hashed_password)


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Place
        django_get_or_create = ("iso_code",)

    level = Level.COUNTRY
    iso_code = "US"
    country_code = factory.SelfAttribute("iso_code")
    name = factory.SelfAttribute("iso_code")


class CityFactory(DjangoModelFactory):
    class Meta:
        model = Place

    level = Level.CITY
    name = factory.Sequence(lambda n: f"City {n}")
    country = factory.SubFactory(CountryFactory)
    parent = factory.SelfAttribute("country")
    country_code = factory.SelfAttribute("country.iso_code")
    lat = "41.88000"
    lon = "-87.63000"
    time_zone = "UTC"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.LazyAttribute(lambda o: slugify(o.name))
    kind = OrganisationKind.OTHER
    place = factory.SubFactory(CityFactory)


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = Office
        skip_postgeneration_save = True

    home = factory.SubFactory(CityFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, kind=OrganisationKind.CITY_GOVERNMENT, place=factory.SelfAttribute("..home")
    )

    @factory.post_generation
    def designated(self, create, asked, **kwargs):
        """An office acts for its home, as each does that is opened; designated=False for one that does not."""
        if create and asked is not False:
            Designation.objects.create(office=self, place=self.home)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.COORDINATOR


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    owner = factory.SubFactory(OrganisationFactory)
    organisation = factory.SelfAttribute("owner")
    name = factory.Sequence(lambda n: f"Contact {n}")
    email = factory.Sequence(lambda n: f"contact{n}@example.org")


class PartnershipFactory(DjangoModelFactory):
    """between=[place, place]: the places of the tie; seats are made apart."""

    class Meta:
        model = Partnership
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Tie {n}")
    slug = factory.LazyAttribute(lambda o: slugify(o.name))

    @factory.post_generation
    def between(self, create, places, **kwargs):
        for position, place in enumerate(places or []):
            PartnershipPlace.objects.create(partnership=self, place=place, position=position)


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    partnership = factory.SubFactory(PartnershipFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    side = factory.SelfAttribute("organisation.place")
    role = SeatRole.PARTNER


class RegisterEntryFactory(DjangoModelFactory):
    class Meta:
        model = RegisterEntry


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    partnership = factory.SubFactory(PartnershipFactory)
    owner = factory.SubFactory(OrganisationFactory)
    kind = AgreementKind.SISTER_CITY
    title = factory.Sequence(lambda n: f"Agreement {n}")
    status = AgreementStatus.IN_FORCE
    audience = Audience.SHARED


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    side = factory.SelfAttribute("organisation.place")


class DeliverableFactory(DjangoModelFactory):
    class Meta:
        model = Deliverable

    agreement = factory.SubFactory(AgreementFactory)
    owner = factory.SelfAttribute("agreement.owner")
    owed_by = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Deliverable {n}")
    due_on = dt.date(2026, 6, 30)
    audience = Audience.PARTIES


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    partnership = factory.SubFactory(PartnershipFactory)
    owner = factory.SubFactory(OrganisationFactory)
    kind = ActivityKind.OFFICIAL_VISIT
    title = factory.Sequence(lambda n: f"Activity {n}")
    starts_first = dt.date(2026, 3, 1)
    starts_last = factory.SelfAttribute("starts_first")


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    side = factory.SelfAttribute("organisation.place")


class IndicatorFactory(DjangoModelFactory):
    """A shipped indicator by its code; made when the catalogue is not loaded."""

    class Meta:
        model = Indicator
        django_get_or_create = ("code", "version", "office")

    code = "OC2"
    version = 1
    office = None
    name = "goods exports to partner, ledger"
    unit = "currency"
    better = "up"
    over_time = "sum"
    over_places = "distinct"
    is_money = True


class OutcomeFactory(DjangoModelFactory):
    class Meta:
        model = Outcome

    flow_key = factory.Sequence(lambda n: f"flow-{n}")
    indicator = factory.SubFactory(IndicatorFactory)


class ShareFactory(DjangoModelFactory):
    class Meta:
        model = Share


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim

    outcome = factory.SubFactory(OutcomeFactory)
    partnership = factory.SubFactory(PartnershipFactory)
    owner = factory.SubFactory(OrganisationFactory)
    organisation = factory.SelfAttribute("owner")
    side = "seller"
    title = factory.Sequence(lambda n: f"Claim {n}")
    amount = "1000.00"
    currency = "USD"
    occurred_first = dt.date(2026, 3, 1)
    occurred_last = factory.SelfAttribute("occurred_first")
    learnt_on = dt.date(2026, 4, 1)
    evidence = 1
    audience = Audience.PARTIES
