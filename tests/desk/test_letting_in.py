"""Platform staff read what an office lets them read: for a reason, some days, and no longer than it likes."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from activities.models import Activity
from desk.people import letting_in
from stakeholders.access import Role
from stakeholders.models import StaffGrant, StaffLook
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    OfficeFactory,
    PartnershipFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/settings/staff/"


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def anna(office):
    return MembershipFactory(organisation=office.organisation, role=Role.COORDINATOR).user


@pytest.fixture
def host():
    return UserFactory(name="Host", email="host@example.org", is_staff=True)


@pytest.fixture
def activity(office):
    tie = PartnershipFactory()
    SeatFactory(partnership=tie, organisation=office.organisation, role="lead")
    return ActivityFactory(partnership=tie, owner=office.organisation, audience="office")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def reads(user, activity):
    return Activity.objects.for_user(type(user).objects.get(pk=user.pk)).filter(pk=activity.pk).exists()


def test_they_read_from_yes_to_no_and_both_stay_on_the_page(anna, host, activity):
    page, before = client_of(anna), reads(host, activity)

    let_in = page.post(PAGE, {"email": "HOST@example.org", "days": 2, "reason": "A figure that looks wrong"})
    during = reads(host, activity)
    told = page.get(PAGE).content.decode()
    page.post(f"{PAGE}{StaffGrant.objects.get().pk}/end/")

    assert (before, let_in.status_code, during, reads(host, activity)) == (False, 302, True, False)
    assert "A figure that looks wrong" in told
    assert "ended by your office" in page.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"email": "stranger@example.org"}, letting_in.NotStaff),
        ({"days": 8}, letting_in.TooLong),
        ({"days": 0}, letting_in.TooLong),
        ({"reason": " "}, letting_in.ReasonMissing),
    ],
)
def test_only_staff_for_a_reason_and_at_most_seven_days(office, anna, host, given, refusal):
    UserFactory(email="stranger@example.org")
    whole = {"email": host.email, "days": 7, "reason": "Look", "by": anna, "at": timezone.now()} | given

    with pytest.raises(refusal):
        letting_in.let_staff_in(office.organisation, **whole)

    assert not StaffGrant.objects.exists()


def test_staff_let_nobody_in_and_another_office_s_coordinator_neither(office, host):
    other = MembershipFactory(organisation=OfficeFactory().organisation, role=Role.COORDINATOR).user
    for by in (host, other):
        with pytest.raises(letting_in.NotYourRecords):
            letting_in.let_staff_in(
                office.organisation, email=host.email, days=1, reason="Look", by=by, at=timezone.now()
            )


def test_nobody_is_let_in_twice_at_once_and_what_has_ended_ends_no_more(office, anna, host):
    now, given = timezone.now(), {"email": host.email, "days": 1, "reason": "Look", "by": anna}
    grant = letting_in.let_staff_in(office.organisation, at=now, **given)
    with pytest.raises(letting_in.LetInAlready):
        letting_in.let_staff_in(office.organisation, at=now, **given)

    later = now + dt.timedelta(days=2)

    with pytest.raises(letting_in.OverAlready):
        letting_in.shut_staff_out(grant, by=anna, at=later)
    assert letting_in.let_staff_in(office.organisation, at=later, **given).pk != grant.pk


@pytest.fixture
def grant(office, anna, host):
    return letting_in.let_staff_in(
        office.organisation, email=host.email, days=1, reason="Look", by=anna, at=timezone.now()
    )


def test_every_page_they_open_is_written_down_for_the_office_and_no_search_with_it(anna, host, activity, grant):
    staff, page = client_of(host), f"/activities/{activity.pk}/"
    for address in (page, "/activities/?q=Rotterdam", "/api/v1/activities/", "/activities/0/"):
        staff.get(address)

    told = client_of(anna).get(f"{PAGE}{grant.pk}/opened/").content.decode()

    opened = set(grant.looks.values_list("address", flat=True))
    assert opened == {page, "/activities/", "/api/v1/activities/"}, "what was not found was not opened"
    assert all(f'href="{address}"' in told for address in opened)
    assert "Rotterdam" not in told
    assert "opened 3 pages" in client_of(anna).get(PAGE).content.decode()


def test_what_they_open_before_and_after_is_not_written_down(anna, host, activity, grant):
    letting_in.shut_staff_out(grant, by=anna, at=timezone.now())
    client_of(host).get("/activities/")
    client_of(UserFactory(is_staff=True)).get("/activities/")
    client_of(anna).get(f"/activities/{activity.pk}/")

    assert not StaffLook.objects.exists()


def test_one_office_at_a_time_so_that_no_log_holds_the_addresses_of_another(anna, host, grant):
    other, now = OfficeFactory(), timezone.now()
    bea = MembershipFactory(organisation=other.organisation, role=Role.COORDINATOR).user
    given = {"email": host.email, "days": 1, "reason": "Look", "by": bea}

    with pytest.raises(letting_in.WithAnotherOffice):
        letting_in.let_staff_in(other.organisation, at=now, **given)

    letting_in.shut_staff_out(grant, by=anna, at=now)
    assert letting_in.let_staff_in(other.organisation, at=now, **given)


def test_members_of_an_office_are_let_in_by_no_other_and_who_becomes_one_shows_no_address(office, anna, host, grant):
    MembershipFactory(organisation=OfficeFactory().organisation, user=host)

    client_of(host).get("/activities/")

    assert list(grant.looks.values_list("address", flat=True)) == [""]
    letting_in.shut_staff_out(grant, by=anna, at=timezone.now())
    with pytest.raises(letting_in.WithAnotherOffice):
        letting_in.let_staff_in(
            office.organisation, email=host.email, days=1, reason="Look", by=anna, at=timezone.now()
        )
