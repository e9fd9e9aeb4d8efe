"""An office whose records are complete from a day, and its ties: what the time to the first outcome is tested on."""

import datetime as dt

from agreements.models import AgreementKind
from insights.models import Answer
from insights.services import answers
from outcomes.services.rollup import settle
from partnerships.models import Audience, SeatRole, Standing
from stakeholders.models import OrganisationKind
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    CityFactory,
    ClaimFactory,
    CountryFactory,
    IndicatorFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    ParticipantFactory,
    PartnershipFactory,
    PartyFactory,
    SeatFactory,
)
from tests.insights.ranking_world import NOW, member

COMPLETE = dt.date(2000, 1, 1)
YEAR = dt.timedelta(days=365.25)


def office_since(day=COMPLETE):
    office = OfficeFactory(home=CityFactory(name="Home"))
    office.records_complete_from = day
    office.save()
    return office


def tie(
    office, name, signed=None, *, years=None, standing=Standing.KEPT, ended=None, chamber=False, active=None,
    kind=AgreementKind.SISTER_CITY, countries=("US",),
):  # fmt: skip
    """One that the office keeps. signed: day. years: from then to a verified outcome. ended: day. chamber: whether one
    is party to the agreement. active: years from signature to an activity with a chamber. kind: of the agreement.
    countries: codes of those of the other sides; the office itself lies in the US."""
    others = [CityFactory(name=f"City of {name}", country=CountryFactory(iso_code=code)) for code in countries]
    kept = PartnershipFactory(name=name, between=[office.home, *others])
    SeatFactory(
        partnership=kept, organisation=office.organisation, side=office.home, role=SeatRole.LEAD, standing=standing,
        standing_first=ended, standing_last=ended,
    )  # fmt: skip
    if signed:
        agreement(office, kept, signed, chamber=chamber, kind=kind)
    if years is not None:
        outcome(office, kept, signed + years * YEAR)
    if active is not None:
        visit = ActivityFactory(
            partnership=kept, owner=office.organisation, starts_first=signed + active * YEAR, place_text="town hall"
        )
        ParticipantFactory(activity=visit, organisation=OrganisationFactory(kind=OrganisationKind.CHAMBER))
    return kept


def agreement(office, kept, signed, *, chamber=False, **more):
    made = AgreementFactory(
        partnership=kept, owner=office.organisation, signed_last=signed,
        **{"audience": Audience.OFFICE, "signed_first": signed, **more},
    )  # fmt: skip
    PartyFactory(agreement=made, organisation=office.organisation)
    if chamber:
        PartyFactory(agreement=made, organisation=OrganisationFactory(kind=OrganisationKind.CHAMBER))
    return made


def outcome(office, kept, day, *, evidence=3):
    ClaimFactory(
        outcome=OutcomeFactory(indicator=IndicatorFactory(code="OC2")), partnership=kept, owner=office.organisation,
        evidence=evidence, occurred_first=day, learnt_on=day + dt.timedelta(days=30), audience=Audience.OFFICE,
    )  # fmt: skip


def ties(office, years, *, ends=0, chamber=(), trade=(), abroad=(), first=2001):
    """One tie for each entry of years (None: no outcome yet), signed in January of 2001, 2002, …; then ends more, that
    ended four years on. chamber, trade, abroad: places of those with a chamber as a party, with a trade agreement, and
    with Germany."""
    made = [
        tie(
            office, f"Tie of {first + k}", dt.date(first + k, 1, 10), years=one, chamber=k in chamber,
            kind=AgreementKind.TRADE if k in trade else AgreementKind.SISTER_CITY,
            countries=["DE" if k in abroad else "US"],
        )
        for k, one in enumerate(years)
    ]  # fmt: skip
    for k in range(ends):
        signed = dt.date(first + k, 6, 1)
        made.append(tie(office, f"Over {k}", signed, standing=Standing.ENDED, ended=signed + 4 * YEAR))
    return made


def worked(office):
    settle()
    asked = answers.ask("conversion", owner=office.organisation, by=member(office), at=NOW)
    answers.work(asked.pk)
    return Answer.objects.get(pk=asked.pk)
