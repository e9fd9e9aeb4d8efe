"""How a tie stands with one office, and who else sits in it."""

import datetime as dt

import pytest

from partnerships.models import SeatRole, Standing
from partnerships.services.refusals import (
    NotAPlaceOfTheTie,
    NotFromHere,
    NotSeated,
    NotYourOffice,
    OtherSideNeedsConsent,
    ReasonMissing,
    SideHasLead,
)
from partnerships.services.seats import end_tie, explore_tie, pause_tie, resume_tie, seat_organisation
from stakeholders.dates import PartialDate
from tests.factories import (
    CityFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def tie():
    """A tie that offices of both sides keep; `who`: what a verb needs of the first."""
    here, there = CityFactory(), CityFactory()
    found = PartnershipFactory(between=[here, there])
    found.here, found.there = here, there
    found.office, found.other = OfficeFactory(home=here).organisation, OfficeFactory(home=there).organisation
    for organisation in (found.office, found.other):
        SeatFactory(partnership=found, organisation=organisation, role=SeatRole.LEAD)
    found.who = {"office": found.office, "by": MembershipFactory(organisation=found.office).user, "at": NOON}
    return found


def standing_of(tie, organisation):
    return tie.seats.get(organisation=organisation).standing


def test_a_pause_is_of_one_side_alone(tie):
    on = PartialDate.parse("2026-05")

    seat = pause_tie(tie, reason="War", authority="Council", conditions="Peace", on=on, **tie.who)

    assert (seat.standing, seat.standing_reason, seat.standing_authority) == (Standing.PAUSED, "War", "Council")
    assert (seat.standing_first, seat.standing_last) == (dt.date(2026, 5, 1), dt.date(2026, 5, 31))
    assert standing_of(tie, tie.other) == Standing.KEPT


def test_a_paused_tie_is_taken_up_again_and_an_ended_one_explored(tie):
    pause_tie(tie, reason="War", **tie.who)
    resume_tie(tie, **tie.who)
    assert standing_of(tie, tie.office) == Standing.KEPT

    end_tie(tie, reason="Council decision", **tie.who)
    explore_tie(tie, **tie.who)
    assert standing_of(tie, tie.office) == Standing.EXPLORING


def test_pausing_twice_keeps_the_first_reason(tie):
    pause_tie(tie, reason="War", **tie.who)

    assert pause_tie(tie, reason="Other", **tie.who).standing_reason == "War"


@pytest.mark.parametrize("step", [pause_tie, end_tie])
def test_pausing_and_ending_need_a_reason(tie, step):
    with pytest.raises(ReasonMissing):
        step(tie, reason=" ", **tie.who)


def test_an_ended_tie_cannot_be_paused(tie):
    end_tie(tie, reason="Council decision", **tie.who)

    with pytest.raises(NotFromHere):
        pause_tie(tie, reason="War", **tie.who)


def test_a_kept_tie_is_not_explored(tie):
    with pytest.raises(NotFromHere):
        explore_tie(tie, **tie.who)


@pytest.mark.parametrize("step", [pause_tie, end_tie, resume_tie, explore_tie])
def test_nobody_moves_the_other_side(tie, step):
    with pytest.raises(NotYourOffice):
        step(tie, office=tie.other, reason="x", by=tie.who["by"], at=NOON)


def test_without_a_seat_nothing_stands(tie):
    office = OfficeFactory(home=tie.here).organisation
    anna = MembershipFactory(organisation=office).user

    with pytest.raises(NotSeated):
        pause_tie(tie, office=office, reason="x", by=anna, at=NOON)


def test_an_organisation_of_the_own_side_takes_a_seat_once(tie):
    port = OrganisationFactory(place=tie.here)

    first = seat_organisation(tie, organisation=port, **tie.who)
    second = seat_organisation(tie, organisation=port, **tie.who)

    assert first == second
    assert (first.side, first.role, first.standing) == (tie.here, SeatRole.PARTNER, Standing.KEPT)


def test_an_organisation_of_the_other_side_is_seated_only_with_its_consent(tie):
    port = OrganisationFactory(place=tie.there)

    with pytest.raises(OtherSideNeedsConsent):
        seat_organisation(tie, organisation=port, **tie.who)
    with pytest.raises(OtherSideNeedsConsent):
        seat_organisation(tie, organisation=OrganisationFactory(), side=tie.there, **tie.who)
    seat = seat_organisation(tie, organisation=port, side=tie.there, consented_at=NOON, **tie.who)

    assert (seat.side, seat.consented_at) == (tie.there, NOON)


def test_a_seat_stands_on_a_side_of_the_tie(tie):
    with pytest.raises(NotAPlaceOfTheTie):
        seat_organisation(tie, organisation=OrganisationFactory(), side=CityFactory(), **tie.who)


def test_a_second_lead_of_a_side_is_refused(tie):
    with pytest.raises(SideHasLead):
        seat_organisation(tie, organisation=OrganisationFactory(place=tie.here), role=SeatRole.LEAD, **tie.who)


def test_a_stranger_seats_nobody(tie):
    with pytest.raises(NotYourOffice):
        seat_organisation(
            tie, organisation=OrganisationFactory(place=tie.here), office=tie.office, by=UserFactory(), at=NOON
        )
