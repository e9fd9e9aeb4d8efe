"""An office with five cities abroad: what whom next is tested on."""

import datetime as dt

from django.utils import timezone

from insights.models import Answer
from insights.services import answers
from partnerships.models import SeatRole, Standing
from stakeholders.access import Role
from stakeholders.models import PlaceFigure
from tests.factories import (
    CityFactory,
    CountryFactory,
    MembershipFactory,
    OfficeFactory,
    PartnershipFactory,
    SeatFactory,
)

NOW = timezone.make_aware(dt.datetime(2026, 11, 23, 12))
FAR = [("Near", "FR", 48.8, 2.3, 600_000), ("Mid", "FR", 50.6, 3.1, 900_000), ("Far", "DE", 52.5, 13.4, 3_600_000),
       ("Small", "DE", 50.0, 8.0, 90_000), ("Tied", "DE", 48.1, 11.6, 1_500_000)]  # fmt: skip


def cities_abroad():
    """{name: the city of FAR}, with flights to some and the economy of their countries."""
    cities = {
        name: CityFactory(
            name=name, country=CountryFactory(iso_code=code), lat=str(lat), lon=str(lon), population=people,
            time_zone="Europe/Paris",
        )
        for name, code, lat, lon, people in FAR
    }  # fmt: skip
    for name, value in (("Near", 80), ("Far", 200)):
        figure(cities[name], "flight_destinations_abroad", value)
    for code, value in (("FR", 3e12), ("DE", 4e12)):
        figure(CountryFactory(iso_code=code), "gdp", value)
    return cities


def office_with_cities():
    home = CityFactory(name="Home", country=CountryFactory(iso_code="GB"), lat="51.5", lon="-0.1", population=800_000)
    office = OfficeFactory(home=home)
    cities = cities_abroad()
    figure(cities["Near"], "green_score", 71)
    figure(CountryFactory(iso_code="DE"), "green_score", 64)
    tie = PartnershipFactory(between=[home, cities["Tied"]])
    seat = {"partnership": tie, "organisation": office.organisation, "side": home, "standing": Standing.KEPT}
    SeatFactory(**seat, role=SeatRole.LEAD)
    office.cities = cities
    return office


def figure(place, metric, value):
    PlaceFigure.objects.create(place=place, metric=metric, year=2024, value=value)


def member(office, role=Role.COORDINATOR):
    return MembershipFactory(organisation=office.organisation, role=role).user


def ranked(office, **options):
    asked = answers.ask("ranking", owner=office.organisation, by=member(office), at=NOW, options=options)
    answers.work(asked.pk)
    return Answer.objects.get(pk=asked.pk)
