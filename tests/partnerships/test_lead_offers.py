"""One lead a tie and side: offered to another office of the place, taken or not, settled by staff without a mandate."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.history.reading import history_of
from desk.timeline import page_of
from desk.work import Desk, gather_work
from partnerships.models import LeadOffer, Partnership, Seat, SeatRole, Standing
from partnerships.services import lead
from partnerships.services.refusals import NotYourOffice, ReasonMissing
from stakeholders.designations import NotStaff
from stakeholders.models import Designation, User
from stakeholders.queries import office_of
from tests.factories import (
    CityFactory,
    MembershipFactory,
    OfficeFactory,
    PartnershipFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


class Scene:
    """Friends lead for their city; the city office of the same place is designated too and holds no seat."""

    def __init__(self):
        home, there = CityFactory(name="Tampere"), CityFactory(name="Osaka")
        self.tie = PartnershipFactory(name="Tampere – Osaka", between=[home, there])
        self.friends, self.city = OfficeFactory(home=home), OfficeFactory(home=home)
        self.far = OfficeFactory(home=there)
        self.seat = SeatFactory(
            partnership=self.tie, organisation=self.friends.organisation, side=home, role=SeatRole.LEAD,
            standing=Standing.PAUSED, standing_reason="quokkaberg", standing_authority="Council",
            standing_first=dt.date(2024, 1, 1), standing_last=dt.date(2024, 1, 1),
        )  # fmt: skip
        SeatFactory(partnership=self.tie, organisation=self.far.organisation, role=SeatRole.LEAD)
        self.fay, self.cleo, self.hana = (
            MembershipFactory(organisation=office.organisation).user for office in (self.friends, self.city, self.far)
        )
        self.staff, self.now = UserFactory(is_staff=True), timezone.now()

    def offer(self, **more):
        given = {"office": self.friends.organisation, "taker": self.city.organisation, "reason": "A new statute"}
        return lead.offer_lead(self.tie, **{**given, "by": self.fay, "at": self.now, **more})

    def settle(self, **more):
        given = {"taker": self.city.organisation, "reason": "Its designation ended", "by": self.staff, "at": self.now}
        return lead.settle_lead(self.seat, **{**given, **more})

    def leads(self):
        """{organisation: role} of the side of Tampere."""
        rows = Seat.objects.filter(partnership=self.tie, side=self.friends.home)
        return {row.organisation: row.role for row in rows.select_related("organisation")}

    def undesignate(self, office):
        Designation.objects.filter(office=office).update(until=timezone.localdate() - dt.timedelta(days=1))


@pytest.fixture
def scene():
    return Scene()


def test_nothing_changes_until_the_other_office_accepts_and_then_the_two_change_places(scene):
    offer = scene.offer()
    before = scene.leads()

    lead.accept_lead(offer, by=scene.cleo, at=scene.now)
    lead.accept_lead(offer, by=scene.cleo, at=scene.now)

    assert before == {scene.friends.organisation: "lead"}
    assert scene.leads() == {scene.friends.organisation: "partner", scene.city.organisation: "lead"}


def test_the_new_lead_goes_on_with_the_standing_and_not_with_what_the_former_wrote_of_it(scene):
    lead.accept_lead(scene.offer(), by=scene.cleo, at=scene.now)

    seat = Seat.objects.get(partnership=scene.tie, organisation=scene.city.organisation)
    assert (seat.standing, seat.standing_first, seat.standing_authority) == ("paused", dt.date(2024, 1, 1), "Council")
    assert seat.standing_reason == ""


def test_an_office_with_a_seat_keeps_its_own_standing_when_it_takes_the_lead(scene):
    SeatFactory(partnership=scene.tie, organisation=scene.city.organisation, side=scene.city.home)

    lead.accept_lead(scene.offer(), by=scene.cleo, at=scene.now)

    assert Seat.objects.get(organisation=scene.city.organisation).standing == Standing.KEPT
    assert scene.leads()[scene.city.organisation] == "lead"


def test_a_declined_and_a_withdrawn_offer_leave_the_lead_where_it_is_and_are_settled(scene):
    declined = lead.decline_lead(scene.offer(), by=scene.cleo, at=scene.now)
    taken_back = lead.withdraw_lead(scene.offer(), by=scene.fay, at=scene.now)

    assert (declined.state, taken_back.state) == ("declined", "withdrawn")
    assert scene.leads() == {scene.friends.organisation: "lead"}
    for offer in (declined, taken_back):
        with pytest.raises(lead.OfferSettled):
            lead.accept_lead(offer, by=scene.cleo, at=scene.now)


def test_the_lead_offers_once_with_a_reason_to_an_office_that_acts_for_the_place(scene):
    other = OfficeFactory(home=scene.friends.home)
    first = scene.offer()

    assert scene.offer() == first
    for refusal, more in [
        (lead.OfferedAlready, {"taker": other.organisation}),
        (lead.NotDesignated, {"taker": scene.far.organisation}),
        (lead.NotTheLead, {"taker": scene.friends.organisation}),
        (ReasonMissing, {"reason": " "}),
        (NotYourOffice, {"by": scene.cleo}),
    ]:
        with pytest.raises(refusal):
            scene.offer(**more)


def test_only_the_office_it_is_offered_to_answers_and_only_while_it_is_designated(scene):
    offer = scene.offer()

    with pytest.raises(NotYourOffice):
        lead.accept_lead(offer, by=scene.fay, at=scene.now)
    with pytest.raises(NotYourOffice):
        lead.withdraw_lead(offer, by=scene.cleo, at=scene.now)
    scene.undesignate(scene.city)
    with pytest.raises(lead.NotDesignated):
        lead.accept_lead(offer, by=scene.cleo, at=scene.now)
    assert scene.leads() == {scene.friends.organisation: "lead"}


def test_a_lead_whose_designation_has_ended_may_still_hand_it_over(scene):
    scene.undesignate(scene.friends)

    lead.accept_lead(scene.offer(), by=scene.cleo, at=scene.now)

    assert scene.leads()[scene.city.organisation] == "lead"


def test_staff_settle_it_only_where_the_leads_designation_has_ended(scene):
    waiting = scene.offer()
    with pytest.raises(lead.LeadHasMandate):
        scene.settle()
    scene.undesignate(scene.friends)
    with pytest.raises(NotStaff):
        scene.settle(by=scene.cleo)

    done = scene.settle()

    waiting.refresh_from_db()
    assert (waiting.state, done.state, done.settled_by) == ("withdrawn", "accepted", scene.staff)
    assert scene.leads() == {scene.friends.organisation: "partner", scene.city.organisation: "lead"}


def test_my_work_timeline_and_history_show_it_to_the_two_offices_and_not_to_the_other_side(scene):
    lead.accept_lead(offer := scene.offer(), by=scene.cleo, at=scene.now)
    LeadOffer.objects.filter(pk=offer.pk).update(state="offered", settled_at=None)

    found = {}
    for name, user in {"fay": scene.fay, "cleo": scene.cleo, "hana": scene.hana}.items():
        user = User.objects.get(pk=user.pk)
        groups = gather_work(Desk(user, office_of(user)), scene.now)
        work = [group.key for group in groups for item in group.items if item.title == "Lead of Tampere – Osaka"]
        timeline = [entry for entry in page_of(user, scene.tie).entries if entry.type == "lead"]
        entries = history_of(Partnership, scene.tie.pk, user, scene.tie)
        told = [entry for entry in entries if entry.verb == "tie.lead_offered"]
        found[name] = (work, len(timeline), len(told))

    assert found == {"fay": (["waiting"], 1, 1), "cleo": (["later"], 1, 1), "hana": ([], 0, 0)}


def test_the_pages_walk_from_the_offer_to_the_new_lead(client, scene):
    page, tie = (reverse(f"partnerships:{name}", args=[scene.tie.slug]) for name in ("lead", "detail"))
    client.force_login(scene.fay)
    assert page in client.get(tie).content.decode()
    assert client.post(page, {"taker": scene.far.pk, "reason": "x"}).status_code == 422
    offered = client.post(page, {"taker": scene.city.pk, "reason": "A new statute"})
    offer = LeadOffer.objects.get()
    url = reverse("partnerships:lead-offer", args=[offer.pk])
    assert offered["Location"] == url
    assert "Take the offer back" in client.get(url).content.decode()
    assert "Waits for an answer" in client.get(page).content.decode()

    client.force_login(scene.cleo)
    shown = client.get(url).content.decode()
    done = client.post(reverse("partnerships:accept-lead", args=[offer.pk]), follow=True).content.decode()

    assert "Accept the lead" in shown
    assert "A new statute" in shown
    assert "Your office leads this partnership now." in done
    assert "Accept the lead" not in done
    assert scene.leads()[scene.city.organisation] == "lead"
    client.force_login(scene.hana)
    assert client.get(url).status_code == 404


def test_staff_find_leads_without_a_designation_on_the_page_of_mandates(client, scene):
    client.force_login(scene.staff)
    page, settle = reverse("partnerships:mandates"), reverse("partnerships:settle-lead", args=[scene.seat.pk])
    before = client.get(page).content.decode()
    scene.undesignate(scene.friends)

    after = client.get(page).content.decode()
    client.post(settle, {"taker": scene.city.pk, "reason": "Its designation ended"})

    assert settle not in before
    assert settle in after
    assert scene.leads()[scene.city.organisation] == "lead"
