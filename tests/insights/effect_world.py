"""An office, its exports to countries with and without a tie, and what they are tested on."""

import datetime as dt
import math

from agreements.models import AgreementStatus
from insights.models import Answer, TradeFlow
from insights.services import answers
from partnerships.models import Audience, Standing
from tests.factories import (
    AgreementFactory,
    CityFactory,
    CountryFactory,
    OfficeFactory,
    PartnershipFactory,
    SeatFactory,
)
from tests.insights.ranking_world import NOW, member

YEARS = range(2004, 2020)
SIGNED = {"A": 2009, "B": 2013}
TIED = [f"A{letter}" for letter in "CDEFGI"] + [f"B{letter}" for letter in "ABDEFG"]
FREE = [f"C{letter}" for letter in "ACDFGHIKLMNO"]


def office_that_exports(*, tied=TIED, free=FREE, effect=0.2, level="home"):
    """effect: of the logarithm, from signature on. level: whose exports: home, region or country."""
    region = CityFactory(level="region", name="Shire", country=CountryFactory(iso_code="GB"))
    home = CityFactory(name="Home", country=CountryFactory(iso_code="GB"), parent=region)
    office = OfficeFactory(home=home)
    for code in tied:
        tie_with(office, city_in(code), dt.date(SIGNED[code[0]], 5, 1))
    origin = {"home": home, "region": region, "country": home.country}[level]
    export(origin, {code: SIGNED[code[0]] for code in tied} | dict.fromkeys(free), effect)
    return office


def city_in(code):
    return CityFactory(name=f"City of {code}", country=CountryFactory(iso_code=code))


def tie_with(office, city, signed=None, standing=Standing.KEPT, **agreement):
    tie = PartnershipFactory(between=[office.home, city])
    SeatFactory(
        partnership=tie, organisation=office.organisation, side=office.home, role="lead", standing=standing
    )
    if signed:
        given = {"owner": office.organisation, "audience": Audience.OFFICE, "status": AgreementStatus.IN_FORCE}
        AgreementFactory(partnership=tie, signed_first=signed, signed_last=signed, **given | agreement)
    return tie


def export(origin, countries, effect):
    """Levels by country, a common trend, a little that repeats itself, and the effect from the signature on."""
    flows = []
    for number, (code, signed) in enumerate(countries.items()):
        for year in YEARS:
            wobble = 0.05 * math.sin(1.7 * number + 2.3 * year)
            ln = 10 + 0.3 * (number % 7) + 0.04 * (year - 2004) + wobble
            ln += effect if signed and year >= signed else 0
            flows.append(TradeFlow(
                origin=origin, destination=CountryFactory(iso_code=code), year=year, value=round(math.exp(ln), 2),
                currency="USD",
            ))  # fmt: skip
    TradeFlow.objects.bulk_create(flows)


def worked(office, key="effect"):
    asked = answers.ask(key, owner=office.organisation, by=member(office), at=NOW)
    answers.work(asked.pk)
    return Answer.objects.get(pk=asked.pk)
