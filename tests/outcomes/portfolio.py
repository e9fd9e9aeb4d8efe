"""A small portfolio by chance: two offices, ties into three countries, claims of every kind, date and audience."""

import calendar
import datetime as dt
import random
from dataclasses import dataclass, field

from outcomes.services.rollup import settle
from partnerships.models import MembershipTie, SeatRole
from stakeholders.access import Role
from stakeholders.models import OrganisationKind
from tests.factories import (
    CityFactory,
    ClaimFactory,
    CountryFactory,
    IndicatorFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
    ShareFactory,
)

CODES = ("OC2", "OC6", "OC8", "OC13", "OC15")  # summed money twice, last of a project, last of a tie, mean of a tie
YEARS = (2024, 2025)
TODAY = dt.date(2026, 2, 10)


@dataclass
class Portfolio:
    office: object
    other_office: object
    ties: list = field(default_factory=list)
    bodies: list = field(default_factory=list)
    people: dict = field(default_factory=dict)

    @property
    def owner(self):
        return self.office.organisation


def portfolio():
    """Four ties of Chicago, two of them into Germany; the coordinator reads confidential records, the executive does
    not, the volunteer works on one tie only."""
    here = CityFactory(name="Chicago", country=CountryFactory(iso_code="US"))
    office = OfficeFactory(home=here, records_complete_from=dt.date(2020, 1, 1))
    cities = [CityFactory(name=name, country=CountryFactory(iso_code=code)) for name, code in
              [("Hamburg", "DE"), ("Bremen", "DE"), ("Osaka", "JP"), ("Milan", "IT")]]  # fmt: skip
    other = OfficeFactory(home=cities[0])
    chamber = OrganisationFactory(place=here, kind=OrganisationKind.CHAMBER)
    port = OrganisationFactory(place=here, kind=OrganisationKind.PORT)
    made = Portfolio(office, other, bodies=[office.organisation, chamber, port])
    for city in cities:
        tie = PartnershipFactory(between=[here, city], name=f"Chicago – {city.name}")
        SeatFactory(partnership=tie, organisation=office.organisation, role=SeatRole.LEAD)
        for body in (chamber, port):
            SeatFactory(partnership=tie, organisation=body)
        made.ties.append(tie)
    SeatFactory(partnership=made.ties[0], organisation=other.organisation, role=SeatRole.LEAD)
    body = office.organisation
    made.people = {
        "coordinator": MembershipFactory(organisation=body, confidential=True).user,
        "executive": MembershipFactory(organisation=body, role=Role.VIEWER).user,
        "far coordinator": MembershipFactory(organisation=other.organisation).user,
    }
    limited = MembershipFactory(organisation=body, role=Role.CONTRIBUTOR, limited=True)
    MembershipTie.objects.create(membership=limited, partnership=made.ties[1])
    made.people["volunteer"] = limited.user
    return made


def fill(made, seed, outcomes=24):
    """Outcomes by chance, counted and summed."""
    chance = random.Random(seed)
    for number in range(outcomes):
        code = chance.choice(CODES)
        outcome = OutcomeFactory(flow_key=f"{seed}-{number}", indicator=IndicatorFactory(code=code))
        ties = chance.sample(made.ties, chance.choice([1, 1, 1, 2, 3]))
        for tie in ties[1:]:
            ShareFactory(outcome=outcome, partnership=tie, share=chance.choice([None, "0.2"]))
        for side in chance.sample(["seller", "buyer"], chance.choice([1, 1, 2])):
            owner = made.owner if tie_is_ours(side, chance) else made.other_office.organisation
            first, last = day_by_chance(chance)
            ClaimFactory(
                outcome=outcome, partnership=ties[0] if owner == made.owner else made.ties[0], owner=owner,
                organisation=chance.choice(made.bodies) if owner == made.owner else owner, side=side,
                amount=chance.choice([None, "0", "100.50", "101.00", "250", "9999.99"]),
                currency=chance.choice(["USD", "USD", "USD", "XTS"]) if code in ("OC2", "OC6") else "",
                occurred_first=first, occurred_last=last, evidence=chance.choice([1, 2, 3, 3, 4]),
                audience=chance.choice(["named", "office", "parties", "shared"]),
                learnt_on=last + dt.timedelta(days=chance.randint(1, 200)),
            )  # fmt: skip
    settle()


def tie_is_ours(side, chance):
    return side == "seller" or chance.random() < 0.6


def day_by_chance(chance):
    """A day, a month, or only a year."""
    year, month = chance.choice(YEARS), chance.randint(1, 12)
    kind = chance.choice(["day", "month", "year"])
    if kind == "year":
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if kind == "month":
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    day = dt.date(year, month, chance.randint(1, 28))
    return day, day
