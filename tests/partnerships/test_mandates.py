"""Only a designated office moves agreements and standing; a pause stops at once what goes to the other side."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.services.activities import Facts, log_activity
from agreements.models import UpdateLink
from agreements.services.links import ask_for_update
from agreements.services.moves import move_agreement
from partnerships.models import Seat, SeatRole, Standing, Stop
from partnerships.services.mandate import NoMandate
from partnerships.services.seats import pause_tie, publish_statement, resume_tie
from stakeholders.dates import PartialDate
from stakeholders.designations import AuthorityMissing, NotStaff, end_designation, give_designation
from stakeholders.mail import send_due
from stakeholders.models import Designation, OrganisationKind, OutgoingMail
from tests.factories import (
    AgreementFactory,
    CityFactory,
    DeliverableFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def tie():
    here, there = CityFactory(), CityFactory()
    found = PartnershipFactory(between=[here, there])
    found.office, found.port = OfficeFactory(home=here), OrganisationFactory(place=there)
    SeatFactory(partnership=found, organisation=found.office.organisation, role=SeatRole.LEAD)
    SeatFactory(partnership=found, organisation=found.port)
    found.anna = MembershipFactory(organisation=found.office.organisation).user
    found.agreement = AgreementFactory(partnership=found, owner=found.office.organisation)
    return found


def suspend(tie, now):
    return move_agreement(
        tie.agreement, to="suspended", on=timezone.localdate(now), reason="rest", by=tie.anna, at=now
    )


def pause(tie, now):
    return pause_tie(
        tie, office=tie.office.organisation, reason="War", authority="Council", by=tie.anna, at=now
    )


def test_without_a_designation_neither_agreement_nor_standing_moves(tie, now):
    staff = UserFactory(is_staff=True)
    end_designation(Designation.objects.get(), by=staff, at=now)

    with pytest.raises(NoMandate):
        suspend(tie, now)
    with pytest.raises(NoMandate):
        pause(tie, now)

    Designation.objects.all().delete()
    give_designation(tie.office, tie.office.home, authority="Statute", by=staff, at=now)
    assert suspend(tie, now).status == "suspended"


def test_an_association_logs_and_moves_neither_agreement_nor_standing(tie, now):
    friends = OrganisationFactory(place=tie.office.home, kind=OrganisationKind.ASSOCIATION_OF_SISTER_CITIES)
    SeatFactory(partnership=tie, organisation=friends)
    fay = MembershipFactory(organisation=friends).user
    pact = AgreementFactory(partnership=tie, owner=friends)
    who = {"by": fay, "at": now}

    with pytest.raises(NoMandate):
        move_agreement(pact, to="suspended", on=timezone.localdate(now), reason="rest", **who)
    with pytest.raises(NoMandate):
        pause_tie(tie, office=friends, reason="War", authority="Board", **who)
    given = {"kind": "cultural event", "title": "Summer fair", "starts": PartialDate.day(timezone.localdate(now))}
    assert log_activity(tie, Facts(**given), **who).owner == friends


def test_a_designated_office_moves_both_and_a_port_without_an_office_its_own(tie, now):
    pia = MembershipFactory(organisation=tie.port).user

    assert suspend(tie, now).status == "suspended"
    assert pause(tie, now).standing == Standing.PAUSED
    assert pause_tie(
        tie, office=tie.port, reason="Rebuilding", authority="Board", by=pia, at=now
    ).standing == Standing.PAUSED


def test_designations_are_given_by_staff_on_a_named_authority(tie, now):
    given = {"office": tie.office, "place": CityFactory(), "at": now}

    with pytest.raises(NotStaff):
        give_designation(authority="Statute", by=tie.anna, **given)
    with pytest.raises(AuthorityMissing):
        give_designation(authority=" ", by=UserFactory(is_staff=True), **given)


def test_a_pause_ends_the_links_and_the_waiting_mail_and_keeps_what_that_was(tie, now):
    item = DeliverableFactory(agreement=tie.agreement, owed_by=tie.port, due_on=timezone.localdate(now))
    person = PersonFactory(owner=tie.office.organisation, organisation=tie.port, name="Captain")
    link = ask_for_update([item], person=person, message="", by=tie.anna, at=now)

    seat = pause(tie, now)
    sent = send_due(now, send=lambda mail: None)

    assert (sent, UpdateLink.objects.get(pk=link.pk).revoked_at) == (0, now)
    assert OutgoingMail.objects.get().problem == "stopped"
    assert Stop.objects.get(seat=seat).what == [{"kind": "update links", "n": 1, "names": ["Captain"]}]
    resume_tie(tie, office=tie.office.organisation, by=tie.anna, at=now + dt.timedelta(hours=1))
    assert UpdateLink.objects.get(pk=link.pk).revoked_at == now


def test_a_mail_written_while_the_tie_was_being_paused_is_stopped_when_it_is_taken_to_be_sent(tie, now):
    item = DeliverableFactory(agreement=tie.agreement, owed_by=tie.port, due_on=timezone.localdate(now))
    person = PersonFactory(owner=tie.office.organisation, organisation=tie.port)
    ask_for_update([item], person=person, message="", by=tie.anna, at=now)
    Seat.objects.filter(organisation=tie.office.organisation).update(standing=Standing.PAUSED)

    assert send_due(now, send=lambda mail: None) == 0


def test_a_statement_is_read_by_others_once_it_is_published_and_another_standing_takes_it_back(client, tie, now):
    far = MembershipFactory(organisation=tie.port).user
    who = {"office": tie.office.organisation, "by": tie.anna, "at": now}
    page = reverse("partnerships:detail", args=[tie.slug])
    client.force_login(far)
    pause_tie(tie, reason="War", authority="Council", statement="We rest it for now.", **who)
    assert "We rest it for now." not in client.get(page).content.decode()

    publish_statement(tie, statement="We rest it for now.", **who)
    assert "We rest it for now." in client.get(page).content.decode()

    resume_tie(tie, **who)
    assert "We rest it for now." not in client.get(page).content.decode()


def test_the_pages_tell_what_stops_and_why_nothing_moves(client, tie, now):
    client.force_login(tie.anna)
    url = reverse("partnerships:standing", args=[tie.slug])
    asked = client.post(url, {"standing": "paused", "reason": "War"})
    assert asked.status_code == 422
    done = client.post(url, {"standing": "paused", "reason": "War", "authority": "Council"})
    assert (done.status_code, done["Location"]) == (302, url)
    assert "What this stopped" in client.get(url).content.decode()
    Designation.objects.all().delete()

    assert "is not designated to act for" in client.get(url).content.decode()
    assert "holds no designation today" in client.get(reverse("partnerships:mandates")).content.decode()
    moves = client.get(reverse("agreements:move-agreement", args=[tie.agreement.pk])).content.decode()
    assert "is not designated to act for" in moves
