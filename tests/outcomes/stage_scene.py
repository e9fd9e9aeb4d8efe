"""A tie on which stages are tried: the office, the city abroad, a university and a chamber there."""

import datetime as dt
from dataclasses import dataclass

from activities.models import CostLine
from outcomes.queries.stage_facts import gather_stage_facts
from outcomes.services import rollup
from outcomes.services.staging import restage
from partnerships.models import SeatRole, StageResult
from stakeholders.models import OrganisationKind
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    ClaimFactory,
    DeliverableFactory,
    IndicatorFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    ParticipantFactory,
    PartnershipFactory,
    PartyFactory,
    SeatFactory,
)

AS_OF = dt.date(2025, 1, 1)


@dataclass
class Scene:
    office: object
    abroad: object
    university: object
    chamber: object
    tie: object
    agreement: object

    def activity(self, *guests, on, kind="official visit", **more):
        """One with the office, the city abroad and these guests."""
        owner = self.office.organisation
        made = ActivityFactory(
            partnership=self.tie, owner=owner, starts_first=on, kind=kind, **{"place_text": "town hall", **more}
        )
        for guest in (owner, self.abroad, *guests):
            ParticipantFactory(activity=made, organisation=guest)
        return made

    def exchanges(self, *guests, out=0, into=0):
        return [
            self.activity(*guests, on=dt.date(2024, 3, 1 + n), kind="training", direction="out" if n < out else "in")
            for n in range(out + into)
        ]

    def plan(self):
        plan = AgreementFactory(partnership=self.tie, owner=self.office.organisation, kind="work plan")
        for body in (self.office.organisation, self.abroad):
            PartyFactory(agreement=plan, organisation=body)

    def money(self, on=dt.date(2024, 5, 1), by_home=True, by_away=True):
        return CostLine.objects.create(
            owner=self.office.organisation, partnership=self.tie, amount=100, currency="USD", on_first=on, on_last=on,
            borne_by="both", by_home=by_home, by_away=by_away,
        )  # fmt: skip

    def outcome(self, year, code="OC2", by=None, **more):
        return ClaimFactory(**{
            "outcome": OutcomeFactory(indicator=IndicatorFactory(code=code)), "partnership": self.tie, "evidence": 3,
            "owner": self.office.organisation, "organisation": by or self.office.organisation,
            "occurred_first": dt.date(year, 3, 1), "learnt_on": dt.date(2024, 6, 1), **more,
        })  # fmt: skip

    def reported(self):
        """The other side answered on a promise of its own."""
        self.outcome(2015, by=self.abroad, evidence=1)

    def staged(self, as_of=AS_OF):
        rollup.settle()
        restage(self.office, as_of)
        return StageResult.objects.get(partnership=self.tie, owner=self.office.organisation, current=True)

    def facts(self, as_of=AS_OF, **more):
        return gather_stage_facts(self.office, as_of, **more)[self.tie.pk]

    def promise(self, body, **more):
        return DeliverableFactory(agreement=self.agreement, owed_by=body, **more)


def make_scene():
    office = OfficeFactory(records_complete_from=dt.date(2015, 1, 1))
    abroad = OrganisationFactory(kind=OrganisationKind.CITY_GOVERNMENT)
    tie = PartnershipFactory(between=[office.home, abroad.place])
    for body in (office.organisation, abroad):
        SeatFactory(partnership=tie, organisation=body, role=SeatRole.LEAD)
    university = OrganisationFactory(kind=OrganisationKind.UNIVERSITY, place=abroad.place)
    chamber = OrganisationFactory(kind=OrganisationKind.CHAMBER, place=abroad.place)
    return Scene(office, abroad, university, chamber, tie, AgreementFactory(partnership=tie, owner=office.organisation))
