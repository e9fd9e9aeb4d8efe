"""Chicago and Mexico City on one tie; the port of the far side owes two things and has one contact."""

import datetime as dt
from types import SimpleNamespace

from partnerships.models import SeatRole
from stakeholders.access import Role
from stakeholders.models import OrganisationKind
from tests.factories import (
    AgreementFactory,
    CityFactory,
    CountryFactory,
    DeliverableFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    PersonFactory,
    RegisterEntryFactory,
    SeatFactory,
    UserFactory,
)

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
PDF = b"%PDF-1.7\n" + b"0" * 64


def member(organisation, role, name):
    user = UserFactory(name=name.title(), email=f"{name}@example.org")
    MembershipFactory(user=user, organisation=organisation, role=role)
    return user


def build():
    here = CityFactory(name="Chicago", country=CountryFactory(iso_code="US"))
    there = CityFactory(name="Mexico City", country=CountryFactory(iso_code="MX"))
    office = OrganisationFactory(name="City of Chicago", place=here, kind=OrganisationKind.CITY_GOVERNMENT)
    far = OrganisationFactory(name="Ciudad de México", place=there, kind=OrganisationKind.CITY_GOVERNMENT)
    port = OrganisationFactory(name="Puerto Valle", place=there, kind=OrganisationKind.PORT)
    stranger = OrganisationFactory(name="Stranger", place=there)
    OfficeFactory(home=here, organisation=office)
    RegisterEntryFactory(office=office, organisation=port)
    tie = PartnershipFactory(name="Chicago – Mexico City", slug="chicago-mexico-city", between=[here, there])
    SeatFactory(partnership=tie, organisation=office, role=SeatRole.LEAD)
    SeatFactory(partnership=tie, organisation=far, role=SeatRole.LEAD)
    SeatFactory(partnership=tie, organisation=port)
    agreement = AgreementFactory(partnership=tie, owner=office, title="Memorandum of the two cities")
    marisol = PersonFactory(owner=office, organisation=port, name="Marisol Treviño", email="marisol@port.example")
    report = DeliverableFactory(
        agreement=agreement, owed_by=port, title="Cold-chain pilot report", due_on=NOW.date() + 8 * DAY,
        quantity_goal=200, quantity=96, unit="Reefer containers moved", contact=marisol,
    )  # fmt: skip
    contacts = DeliverableFactory(
        agreement=agreement, owed_by=port, title="Customs contact list", due_on=NOW.date() + 54 * DAY
    )
    return SimpleNamespace(
        here=here, there=there, office=office, far=far, port=port, stranger=stranger, tie=tie, agreement=agreement,
        report=report, contacts=contacts, marisol=marisol,
        ana=member(office, Role.COORDINATOR, "ana"),
        ben=member(office, Role.COORDINATOR, "ben"),
        eve=member(office, Role.VIEWER, "eve"),
        pia=member(port, Role.CONTRIBUTOR, "pia"),
        fara=member(far, Role.COORDINATOR, "fara"),
        nobody=UserFactory(name="Nobody", email="nobody@example.org"),
    )  # fmt: skip
