"""Taking ties over, adding them by hand, their name and form."""

import contextlib
import datetime as dt
import threading

import pytest
from django.db import connection

from partnerships.models import Form, MembershipTie, Partnership, Seat, SeatRole, Standing, TieRecord
from partnerships.services import ties
from partnerships.services.refusals import (
    NameMissing,
    NotSeated,
    NotYourOffice,
    NotYourPlace,
    SameTieExists,
    SideHasLead,
    TieWithItself,
    UnknownForm,
)
from partnerships.services.ties import add_tie_by_hand, change_form, keep_tie, rename_tie
from stakeholders.access import Role
from stakeholders.dates import PartialDate
from stakeholders.models import OldSlug
from tests.factories import (
    CityFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    SeatFactory,
    UserFactory,
)

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def here(db):
    return CityFactory(name="Hamburg")


@pytest.fixture
def there(db):
    return CityFactory(name="Nairobi")


@pytest.fixture
def office(here):
    return OfficeFactory(home=here).organisation


@pytest.fixture
def anna(office):
    return MembershipFactory(organisation=office).user


@pytest.fixture
def recorded(here, there):
    """A tie on record: a source speaks of it, nobody keeps it."""
    tie = PartnershipFactory(between=[here, there])
    TieRecord.objects.create(partnership=tie, source="list", external_id="1", name_a="Hamburg", name_b="Nairobi")
    return tie


def test_an_office_that_takes_a_tie_over_leads_it_on_its_side(recorded, office, anna, here):
    seat = keep_tie(recorded, office=office, by=anna, at=NOON)

    assert (seat.organisation, seat.side, seat.role, seat.standing) == (office, here, SeatRole.LEAD, Standing.KEPT)
    assert recorded.seats.count() == 1


def test_keeping_twice_makes_one_seat(recorded, office, anna):
    first = keep_tie(recorded, office=office, by=anna, at=NOON)
    second = keep_tie(recorded, office=office, by=anna, at=NOON)

    assert first == second


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR])
def test_only_a_coordinator_keeps_a_tie(recorded, office, role):
    ben = MembershipFactory(organisation=office, role=role).user

    with pytest.raises(NotYourOffice):
        keep_tie(recorded, office=office, by=ben, at=NOON)


def test_a_coordinator_of_another_office_keeps_nothing_here(recorded, office):
    with pytest.raises(NotYourOffice):
        keep_tie(recorded, office=office, by=MembershipFactory().user, at=NOON)


def test_a_limited_coordinator_manages_the_named_tie_alone(recorded, office, here):
    membership = MembershipFactory(organisation=office, limited=True)
    MembershipTie.objects.create(membership=membership, partnership=recorded)
    other = PartnershipFactory(between=[here, CityFactory()])

    keep_tie(recorded, office=office, by=membership.user, at=NOON)

    with pytest.raises(NotYourOffice):
        keep_tie(other, office=office, by=membership.user, at=NOON)


def test_an_office_keeps_no_tie_of_other_places(office, anna, there):
    tie = PartnershipFactory(between=[there, CityFactory()])

    with pytest.raises(NotYourPlace):
        keep_tie(tie, office=office, by=anna, at=NOON)


def test_a_side_has_one_lead(recorded, office, anna, here):
    SeatFactory(partnership=recorded, organisation=OrganisationFactory(place=here), role=SeatRole.LEAD)

    with pytest.raises(SideHasLead):
        keep_tie(recorded, office=office, by=anna, at=NOON)


def test_the_lead_of_the_other_side_is_no_hindrance(recorded, office, anna, there):
    SeatFactory(partnership=recorded, organisation=OrganisationFactory(place=there), role=SeatRole.LEAD)

    assert keep_tie(recorded, office=office, by=anna, at=NOON).role == SeatRole.LEAD


@pytest.mark.parametrize("turned", [False, True])
def test_a_tie_by_hand_finds_the_one_on_record_in_either_order(recorded, office, anna, here, there, turned):
    places = [there, here] if turned else [here, there]

    seat = add_tie_by_hand(office=office, places=places, by=anna, at=NOON)

    assert (seat.partnership, Partnership.objects.count()) == (recorded, 1)


def test_a_tie_by_hand_of_another_form_is_another_tie(recorded, office, anna, here, there):
    since = PartialDate.parse("1994")

    seat = add_tie_by_hand(office=office, places=[here, there], form=Form.FRIENDSHIP, since=since, by=anna, at=NOON)

    made = seat.partnership
    assert made != recorded
    assert (made.name, made.form) == ("Hamburg – Nairobi", Form.FRIENDSHIP)
    assert (made.since_first, made.since_last) == (dt.date(1994, 1, 1), dt.date(1994, 12, 31))
    assert set(made.places.all()) == {here, there}


def test_adding_by_hand_twice_makes_one_tie(office, anna, here, there):
    first = add_tie_by_hand(office=office, places=[here, there], by=anna, at=NOON)
    second = add_tie_by_hand(office=office, places=[there, here], by=anna, at=NOON)

    assert (first, Partnership.objects.count()) == (second, 1)


def test_a_tie_of_three_places_is_not_the_tie_of_two(recorded, office, anna, here, there):
    seat = add_tie_by_hand(office=office, places=[here, there, CityFactory()], by=anna, at=NOON)

    assert seat.partnership != recorded


def test_a_place_has_no_tie_with_itself(office, anna, here):
    with pytest.raises(TieWithItself):
        add_tie_by_hand(office=office, places=[here, here], by=anna, at=NOON)


def test_an_unknown_form_is_refused(office, anna, here, there, recorded):
    keep_tie(recorded, office=office, by=anna, at=NOON)

    with pytest.raises(UnknownForm):
        add_tie_by_hand(office=office, places=[here, there], form="marriage", by=anna, at=NOON)
    with pytest.raises(UnknownForm):
        change_form(recorded, form="marriage", office=office, by=anna, at=NOON)


def test_a_tie_by_hand_needs_a_place_of_the_office_and_leaves_nothing_behind(office, anna, there):
    with pytest.raises(NotYourPlace):
        add_tie_by_hand(office=office, places=[there, CityFactory()], by=anna, at=NOON)

    assert not Partnership.objects.exists()


def test_a_renamed_tie_leaves_a_signpost(recorded, office, anna):
    keep_tie(recorded, office=office, by=anna, at=NOON)
    old = recorded.slug

    renamed = rename_tie(recorded, name="Hamburg and Nairobi", office=office, by=anna, at=NOON)

    assert renamed.slug == "hamburg-and-nairobi"
    assert OldSlug.objects.get(kind="partnership", slug=old).object_id == recorded.pk


def test_a_tie_needs_a_name(recorded, office, anna):
    with pytest.raises(NameMissing):
        rename_tie(recorded, name="  ", office=office, by=anna, at=NOON)


def test_without_a_seat_nothing_is_renamed(recorded, office, anna):
    with pytest.raises(NotSeated):
        rename_tie(recorded, name="Other", office=office, by=anna, at=NOON)
    with pytest.raises(NotSeated):
        change_form(recorded, form=Form.FRIENDSHIP, office=office, by=anna, at=NOON)


def test_the_form_changes_unless_these_places_have_such_a_tie(recorded, office, anna, here, there):
    keep_tie(recorded, office=office, by=anna, at=NOON)

    changed = change_form(recorded, form=Form.FRIENDSHIP, office=office, by=anna, at=NOON)
    assert changed.form == Form.FRIENDSHIP

    PartnershipFactory(between=[there, here])
    with pytest.raises(SameTieExists):
        change_form(recorded, form=Form.PARTNERSHIP, office=office, by=anna, at=NOON)


def test_another_office_of_the_place_may_not_rename(recorded, office, anna):
    keep_tie(recorded, office=office, by=anna, at=NOON)

    with pytest.raises(NotYourOffice):
        rename_tie(recorded, name="Other", office=office, by=UserFactory(), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_offices_of_a_place_that_keep_at_once_leave_one_lead(monkeypatch):
    here, there = CityFactory(), CityFactory()
    tie = PartnershipFactory(between=[here, there])
    offices = [OfficeFactory(home=here).organisation for _ in range(2)]
    people = [MembershipFactory(organisation=office).user for office in offices]
    together, found = threading.Barrier(2), []
    look = ties.own_side

    def look_and_wait(*args):
        side = look(*args)
        # The lock keeps the second out, and the first goes on alone.
        with contextlib.suppress(threading.BrokenBarrierError):
            together.wait(timeout=1)
        return side

    monkeypatch.setattr(ties, "own_side", look_and_wait)

    def keep(office, person):
        try:
            found.append(keep_tie(tie, office=office, by=person, at=NOON))
        except Exception as problem:
            found.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=keep, args=pair) for pair in zip(offices, people, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {type(one) for one in found} == {Seat, SideHasLead}
    assert tie.seats.count() == 1
