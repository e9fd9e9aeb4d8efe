"""Members of an organisation of any kind."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.people import services
from stakeholders.access import Role
from stakeholders.models import Membership, OutgoingMail
from stakeholders.services import LastCoordinator, invite_member
from tests.factories import (
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegisterEntryFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def anna():
    """The only coordinator of a chamber, which is no office."""
    return MembershipFactory(organisation=OrganisationFactory(name="Chamber of Ulm"), role=Role.COORDINATOR)


def invite(anna, **facts):
    given = {"email": "ben@ulm.example", "name": "Ben", "role": Role.VIEWER} | facts
    return services.invite(anna.organisation, by=anna.user, at=timezone.now(), **given)


def change(member, by, **facts):
    given = {"role": member.role, "since": member.since, "until": None, "confidential": False, "ties": None} | facts
    return services.change_member(member, by=by, at=timezone.now(), **given)


def test_a_chamber_invites_a_volunteer_for_one_partnership(anna):
    tie = PartnershipFactory()
    SeatFactory(partnership=tie, organisation=anna.organisation)
    until = timezone.localdate() + 30 * DAY

    ben = invite(anna, until=until, confidential=True, ties=[tie])

    assert (ben.limited, ben.confidential, ben.until) == (True, True, until)
    assert [row.partnership for row in ben.ties.all()] == [tie]
    assert OutgoingMail.objects.filter(to="ben@ulm.example").count() == 1


def test_sending_again_and_withdrawing_end_the_earlier_link(anna):
    ben = invite(anna)
    first = ben.user.password

    services.send_again(ben, by=anna.user, at=timezone.now())
    ben.user.refresh_from_db()
    second = ben.user.password
    services.withdraw(ben, by=anna.user, at=timezone.now())
    ben.user.refresh_from_db()

    assert len({first, second, ben.user.password}) == 3
    assert not Membership.objects.filter(user=ben.user).exists()


def test_sending_again_and_withdrawing_leave_the_link_of_another_body_s_invitation(anna):
    ben = invite(anna)
    other = MembershipFactory(organisation=OrganisationFactory(name="Port of Ulm", slug="port"), role=Role.COORDINATOR)
    theirs = services.invite(
        other.organisation, by=other.user, at=timezone.now(), email=ben.user.email, name="Ben", role=Role.VIEWER
    )
    link = theirs.user.password

    services.send_again(ben, by=anna.user, at=timezone.now())
    services.withdraw(ben, by=anna.user, at=timezone.now())

    ben.user.refresh_from_db()
    assert ben.user.password == link


def test_who_has_signed_in_has_no_invitation_left(anna):
    ben = invite(anna)
    ben.user.last_login = timezone.now()
    ben.user.save()

    with pytest.raises(services.SignedInAlready):
        services.withdraw(ben, by=anna.user, at=timezone.now())


def test_the_last_coordinator_gets_no_last_day_and_does_not_leave(anna):
    with pytest.raises(LastCoordinator):
        change(anna, anna.user, until=timezone.localdate() + 30 * DAY)
    with pytest.raises(LastCoordinator):
        services.leave(anna, by=anna.user, at=timezone.now())


def test_another_coordinator_whose_time_ends_does_not_suffice(anna):
    second = MembershipFactory(organisation=anna.organisation, until=timezone.localdate() + DAY)

    with pytest.raises(LastCoordinator):
        services.leave(anna, by=anna.user, at=timezone.now())
    change(second, anna.user)

    assert services.leave(anna, by=anna.user, at=timezone.now()).until < timezone.localdate()


def test_staff_give_the_first_coordinator_and_never_themselves_nor_a_second(anna):
    staff, bare = UserFactory(is_staff=True), OrganisationFactory()
    asked = {"name": "", "role": Role.COORDINATOR, "by": staff, "at": timezone.now()}

    with pytest.raises(services.NotYourself):
        services.invite(bare, email=staff.email, **asked)
    services.invite(bare, email="first@port.example", **asked)
    for organisation in (bare, anna.organisation):
        with pytest.raises(services.NotYourMembers):
            services.invite(organisation, email="next@port.example", **asked)


def test_the_page_shows_former_members_and_lets_a_viewer_only_leave(anna, client):
    today = timezone.localdate()
    gone = MembershipFactory(organisation=anna.organisation, since=today - 9 * DAY, until=today - DAY)
    carl = MembershipFactory(organisation=anna.organisation, role=Role.VIEWER)
    address = reverse("desk:members", args=[anna.organisation.slug])
    client.force_login(carl.user)

    page = client.get(address)

    assert [row.pk for row in page.context["former"]] == [gone.pk]
    assert client.get(reverse("desk:member", args=[anna.organisation.slug, anna.pk])).status_code == 404
    assert client.post(f"{address}{carl.pk}/act/", {"act": "leave"}).status_code == 302
    assert client.get(address).status_code == 404


def test_a_coordinator_invites_and_changes_on_the_pages(anna, client):
    client.force_login(anna.user)
    address = reverse("desk:members", args=[anna.organisation.slug])

    sent = client.post(address, {"name": "Ben", "email": "ben@ulm.example", "role": "viewer"})
    ben = Membership.objects.get(user__email="ben@ulm.example")
    saved = client.post(f"{address}{ben.pk}/", {"role": "contributor", "confidential": "on"})
    refused = client.post(f"{address}{anna.pk}/", {"role": "viewer"})

    ben.refresh_from_db()
    assert (sent.status_code, saved.status_code, refused.status_code) == (302, 302, 409)
    assert (ben.role, ben.confidential) == (Role.CONTRIBUTOR, True)
    assert client.get(address).status_code == client.get(f"{address}{ben.pk}/").status_code == 200


def test_staff_do_not_raise_themselves_where_nobody_coordinates(anna):
    staff = UserFactory(is_staff=True)
    own = MembershipFactory(organisation=OrganisationFactory(), user=staff, role=Role.VIEWER)

    with pytest.raises(services.NotYourself):
        change(own, staff, role=Role.COORDINATOR)

    assert Membership.objects.get(pk=own.pk).role == Role.VIEWER


def test_whoever_comes_back_by_the_settings_has_no_right_of_before(anna):
    ben = invite(anna, confidential=True)
    services.end_member(ben, by=anna.user, at=timezone.now())

    invite_member(services.host_of(anna.organisation), email=ben.user.email, name="Ben", role=Role.VIEWER,
                  by=anna.user, at=timezone.now())  # fmt: skip

    ben.refresh_from_db()
    assert (ben.confidential, ben.limited, ben.until) == (False, False, None)


def test_a_member_finds_the_members_from_the_page_of_the_organisation_and_others_do_not(client, anna):
    office = OfficeFactory()
    RegisterEntryFactory(office=office.organisation, organisation=anna.organisation)
    page = reverse("stakeholders:organisation", args=[anna.organisation.slug])
    members = reverse("desk:members", args=[anna.organisation.slug])
    client.force_login(MembershipFactory(organisation=office.organisation).user)
    theirs = client.get(page)

    client.force_login(anna.user)

    assert members in client.get(page).content.decode()
    assert (theirs.status_code, members in theirs.content.decode()) == (200, False)


def test_the_partnerships_of_an_invitation_stand_folded_until_it_is_limited(client, anna):
    SeatFactory(partnership=PartnershipFactory(name="Ulm – Osaka"), organisation=anna.organisation)
    page = reverse("desk:members", args=[anna.organisation.slug])
    client.force_login(anna.user)

    empty = client.get(page).content.decode()
    limited = client.post(page, {"name": "Ben", "limited": "on"}).content.decode()

    assert '<details class="data"><summary>Only for some partnerships' in empty
    assert '<details class="data" open><summary>Only for some partnerships' in limited
    assert "Ulm – Osaka" in empty


def test_settings_lead_to_mandates_criteria_and_hand_overs(client):
    office = OfficeFactory()
    client.force_login(MembershipFactory(organisation=office.organisation).user)

    page = client.get(reverse("desk:settings")).content.decode()

    for name in ("partnerships:mandates", "partnerships:criteria", "desk:hand-overs"):
        assert f'href="{reverse(name)}"' in page
        assert client.get(reverse(name)).status_code == 200
