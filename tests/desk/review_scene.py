"""An office whose council reviews a tie, for the tests of its packs."""

import datetime as dt
from decimal import Decimal

from django.test import Client
from django.utils import timezone

from activities.models import CostLine
from desk.models import ReviewPack
from desk.review.frame import Frame
from desk.review.pack import pack_of
from outcomes.models import ClaimFirm
from outcomes.services.rollup import settle
from stakeholders.access import Role
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    ClaimFactory,
    IndicatorFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    ParticipantFactory,
    PartnershipFactory,
    PartyFactory,
    SeatFactory,
    UserFactory,
)

TODAY = timezone.localdate()


class Scene:
    """An office and a port on one side, a city on the other; a tie between them with an agreement."""

    def __init__(self):
        self.office = OfficeFactory(time_zone="UTC")
        self.body = self.office.organisation
        self.far = OrganisationFactory(name="City of Elsewhere")
        self.port = OrganisationFactory(name="Our port", kind="port authority", place=self.body.place)
        self.tie = PartnershipFactory(between=[self.body.place, self.far.place])
        for body, role in ((self.body, "lead"), (self.far, "lead"), (self.port, "partner")):
            SeatFactory(partnership=self.tie, organisation=body, side=body.place, role=role)
        self.coordinator = self.member(Role.COORDINATOR)
        self.executive = self.member(Role.VIEWER)
        self.address = f"/reviews/tie/{self.tie.slug}/"

    def member(self, role, **more):
        return MembershipFactory(user=UserFactory(), organisation=self.body, role=role, **more).user

    def client(self, person):
        client = Client()
        client.force_login(person)
        return client

    def agreement(self, **more):
        facts = {
            "expires_on": TODAY + dt.timedelta(days=200), "notice_days": 90, "renewal": "automatic",
            "renewal_months": 12, "signed_first": dt.date(2020, 5, 1), "signed_last": dt.date(2020, 5, 1),
        }  # fmt: skip
        made = AgreementFactory(partnership=self.tie, owner=self.body, **{**facts, **more})
        PartyFactory(agreement=made, organisation=self.body)
        return made

    def visit(self, *, day=None, cost=None, currency="USD", **more):
        made = ActivityFactory(partnership=self.tie, owner=self.body, starts_first=day or TODAY, **more)
        ParticipantFactory(activity=made, organisation=self.port)
        if cost is not None:
            CostLine.objects.create(owner=self.body, partnership=self.tie, activity=made, amount=cost,
                                    currency=currency, category="travel")  # fmt: skip
        return made

    def export(self, amount, firm, evidence=3, **more):
        outcome = OutcomeFactory(indicator=IndicatorFactory(code="OC2"))
        made = ClaimFactory(outcome=outcome, partnership=self.tie, owner=self.body, evidence=evidence,
                            amount=Decimal(amount), occurred_first=TODAY, **more)  # fmt: skip
        ClaimFirm.objects.create(claim=made, name=firm)
        return made

    def pack(self, user=None):
        return pack_of(Frame(user or self.coordinator, self.office, self.tie, TODAY))

    def freeze(self, **typed):
        settle()
        response = self.client(self.coordinator).post(f"{self.address}write/", {"do": "freeze", **typed})
        assert response.status_code == 302, response.content.decode()
        return ReviewPack.objects.latest("number")
