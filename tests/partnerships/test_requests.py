"""A letter that asks for a tie: recorded once, held against dated criteria, decided, and read by one office alone."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.models import Criteria, RequestState, Seat, Standing, TieRequest
from partnerships.services import requests as services
from stakeholders.access import Role
from tests.factories import CityFactory, MembershipFactory, OfficeFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def anna(office):
    return MembershipFactory(organisation=office.organisation).user


@pytest.fixture
def letter(office, anna):
    return services.record_request(
        office.organisation, kind="letter", place=CityFactory(name="Tampere"), received_on=NOON.date(),
        text="Dear city", sender="A mayor", by=anna, at=NOON, key="once",
    )  # fmt: skip


def test_the_same_form_sent_twice_is_one_request(office, anna, letter):
    again = services.record_request(
        office.organisation, kind="letter", place=letter.place, received_on=NOON.date(), text="Dear city", by=anna,
        at=NOON, key="once",
    )  # fmt: skip

    assert again == letter
    assert TieRequest.objects.count() == 1


def test_exploring_makes_the_tie_with_that_standing_and_links_it(office, anna, letter):
    found = services.explore_request(letter, reason="Fits", authority="Mayor", by=anna, at=NOON)

    seat = Seat.objects.get(partnership=found.partnership, organisation=office.organisation)
    assert (found.state, seat.standing, seat.standing_authority) == (RequestState.EXPLORING, "exploring", "Mayor")
    assert set(found.partnership.places.all()) == {office.home, letter.place}


def test_a_tie_that_is_kept_already_stays_kept(office, anna, letter):
    services.add_tie_by_hand(
        office=office.organisation, places=[office.home, letter.place], by=anna, at=NOON
    )

    found = services.explore_request(letter, by=anna, at=NOON)

    assert found.partnership.seats.get().standing == Standing.KEPT


def test_a_no_keeps_its_reason_and_drafts_an_answer_that_does_not_tell_it(anna, letter):
    with pytest.raises(services.ReasonMissing):
        services.decline_request(letter, reason=" ", by=anna, at=NOON)

    found = services.decline_request(letter, reason="Too far", by=anna, at=NOON)

    assert (found.state, found.reason) == (RequestState.DECLINED, "Too far")
    assert "Dear A mayor" in found.answer
    assert "Too far" not in found.answer
    with pytest.raises(services.DecidedAlready):
        services.explore_request(letter, by=anna, at=NOON)


def test_a_request_keeps_the_version_of_the_criteria_it_was_held_against(office, anna, letter):
    who = {"by": anna, "at": NOON}
    first = services.write_criteria(office.organisation, texts=["Is there a port?", ""], **who)
    services.answer_criteria(letter, answers={first.questions.get().pk: ("partly", "a small one")}, **who)
    second = services.write_criteria(office.organisation, texts=["Is there a university?"], **who)

    found = services.answer_criteria(letter, answers={first.questions.get().pk: ("yes", "")}, **who)

    assert found.criteria == first
    assert [one.fit for one in found.answers.all()] == ["yes"]
    assert list(Criteria.objects.values_list("number", flat=True)) == [second.number, first.number]


def test_the_inbox_is_walked_by_its_coordinator_and_closed_to_others(client, office, anna):
    client.force_login(anna)
    place = CityFactory(name="Oulu")
    given = {
        "kind": "letter", "place": "Oulu", "received_on": "2026-06-01", "asked_form": "friendship", "text": "Dear",
        "key": "k",
    }  # fmt: skip
    made = client.post(reverse("partnerships:new-request"), given)
    found = TieRequest.objects.get(place=place)
    page = reverse("partnerships:request", args=[found.pk])

    assert (made.status_code, made["Location"]) == (302, page)
    assert "Oulu" in client.get(reverse("partnerships:requests")).content.decode()
    assert "Oulu" in client.get(reverse("desk:my-work")).content.decode()
    client.post(reverse("partnerships:criteria"), {"texts": "Is there a port?"})
    refused = client.post(reverse("partnerships:decide-request", args=[found.pk]), {"decision": "declined"})
    assert refused.status_code == 409
    done = client.post(reverse("partnerships:decide-request", args=[found.pk]), {"decision": "exploring"})
    assert done.status_code == 302
    assert "Is there a port?" in client.get(page).content.decode()
    viewer = MembershipFactory(organisation=office.organisation, role=Role.VIEWER).user
    client.force_login(viewer)
    assert client.get(page).status_code == 200
    assert client.post(reverse("partnerships:reopen-request", args=[found.pk])).status_code == 403
    client.force_login(MembershipFactory(organisation=OfficeFactory().organisation).user)
    assert client.get(page).status_code == 404
