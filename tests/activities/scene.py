"""Chicago and Hamburg on one tie, each with its office and a chamber; people who work for them."""

import datetime as dt
from types import SimpleNamespace

from django.test import Client

from activities.models import ActivityKind
from activities.services.activities import Facts
from partnerships.models import SeatRole
from stakeholders.access import Role
from stakeholders.dates import PartialDate
from stakeholders.models import OrganisationKind
from tests.factories import (
    CityFactory,
    CountryFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegisterEntryFactory,
    SeatFactory,
    UserFactory,
)

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
TODAY = NOW.date()
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def member(organisation, role, name, **more):
    user = UserFactory(name=name, email=f"{name}@example.org")
    MembershipFactory(user=user, organisation=organisation, role=role, **more)
    return user


def build():
    here = CityFactory(name="Chicago", country=CountryFactory(iso_code="US"))
    there = CityFactory(name="Hamburg", country=CountryFactory(iso_code="DE"))
    kinds = OrganisationKind
    office = OrganisationFactory(name="Chicago office", place=here, kind=kinds.CITY_GOVERNMENT)
    far = OrganisationFactory(name="Hamburg office", place=there, kind=kinds.CITY_GOVERNMENT)
    OfficeFactory(home=here, organisation=office)
    OfficeFactory(home=there, organisation=far)
    chamber = OrganisationFactory(name="Chicago chamber", place=here, kind=kinds.CHAMBER)
    rival = OrganisationFactory(name="Chicago rival", place=here, kind=kinds.CHAMBER)
    far_chamber = OrganisationFactory(name="Hamburg chamber", place=there, kind=kinds.CHAMBER)
    stranger = OrganisationFactory(name="Stranger", place=there)
    known = OrganisationFactory(name="Lake Foods", place=here, kind=kinds.COMPANY)
    RegisterEntryFactory(office=office, organisation=known)
    tie = PartnershipFactory(name="Chicago – Hamburg", slug="chicago-hamburg", between=[here, there])
    for body, role in [
        (office, SeatRole.LEAD), (far, SeatRole.LEAD), (chamber, SeatRole.PARTNER), (rival, SeatRole.PARTNER),
        (far_chamber, SeatRole.PARTNER),
    ]:  # fmt: skip
        SeatFactory(partnership=tie, organisation=body, role=role)
    return SimpleNamespace(
        here=here, there=there, office=office, far=far, chamber=chamber, rival=rival, far_chamber=far_chamber,
        stranger=stranger, known=known, tie=tie,
        ana=member(office, Role.COORDINATOR, "ana", confidential=True),
        ben=member(office, Role.CONTRIBUTOR, "ben"),
        eve=member(office, Role.VIEWER, "eve"),
        carl=member(chamber, Role.CONTRIBUTOR, "carl"),
        rita=member(rival, Role.CONTRIBUTOR, "rita"),
        hanna=member(far, Role.COORDINATOR, "hanna", confidential=True),
        nobody=UserFactory(name="nobody", email="nobody@example.org"),
    )  # fmt: skip


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def facts(**more):
    given = {"kind": ActivityKind.BUSINESS_MEETING, "title": "Lease terms agreed", "starts": PartialDate.day(TODAY)}
    return Facts(**{**given, **more})
