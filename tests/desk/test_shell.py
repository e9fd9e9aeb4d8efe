import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from desk.context import Shell, shell
from outcomes.queries import remembered
from stakeholders.models import Office
from stakeholders.queries import office_of
from tests.factories import (
    AgreementFactory,
    DeliverableFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    request.office = office_of(user)
    return request


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def tie(office):
    made = PartnershipFactory(between=[office.home])
    SeatFactory(partnership=made, organisation=office.organisation, role="lead")
    return made


@pytest.fixture
def anna(office):
    return MembershipFactory(organisation=office.organisation, user__name="Anna Reyes").user


def owe(tie, office, days, **changes):
    agreement = AgreementFactory(partnership=tie, owner=office.organisation)
    due_on = timezone.localdate() + dt.timedelta(days=days)
    return DeliverableFactory(agreement=agreement, due_on=due_on, **changes)


def test_it_counts_what_is_overdue_what_waits_and_what_is_kept(office, tie, anna):
    owe(tie, office, -3)
    owe(tie, office, 3)
    owe(tie, office, 3, owed_by=office.organisation)
    owe(tie, office, -3, status="submitted")
    owe(tie, office, -3, status="cancelled")

    badges = Shell(request_of(anna)).badges

    assert badges == {"deliverables": 1, "my_work": 3, "partnerships": 1}


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "Asia/Kathmandu"])  # midnight at :00, :30 and :15 of UTC
def test_what_is_kept_of_a_dashboard_does_not_outlast_the_day(office, tie, anna, monkeypatch, zone):
    monkeypatch.setattr(remembered, "SLOW", -1)  # each answer is kept
    Office.objects.update(time_zone=zone)
    item = owe(tie, office, 0)
    midnight = dt.datetime.combine(item.due_on + DAY, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)
    found = []
    for now in (midnight - dt.timedelta(minutes=1), midnight):
        request = request_of(anna)
        remembered.version_for(request.user)
        found.append(Shell(request, now).badges["deliverables"])

    assert found == [0, 1]


def test_it_names_the_office_the_person_and_the_role(office, anna):
    found = Shell(request_of(anna))

    assert found.office == office.organisation.name
    assert found.person == {"name": "Anna Reyes", "initials": "AR", "role": "Coordinator"}
    assert found.closed == set()


def test_a_chamber_has_its_own_name_and_no_programme(tie):
    chamber = OrganisationFactory(name="Chamber of Osaka")
    user = MembershipFactory(organisation=chamber, role="contributor").user

    found = Shell(request_of(user))

    assert (found.office, found.person["role"]) == ("Chamber of Osaka", "Contributor")
    assert {"desk:home", "insights:stages", "desk:settings"} <= found.closed
    assert "partnerships" not in found.badges


def test_a_viewer_has_no_log_in_the_menu(office):
    user = MembershipFactory(organisation=office.organisation, role="viewer").user

    assert Shell(request_of(user)).closed == {"desk:log", "desk:settings", "exchange:import"}


def test_it_takes_at_most_three_queries_beside_the_person_s_own(office, tie, anna, django_assert_max_num_queries):
    from partnerships.models.keys import keys_of

    request = request_of(anna)
    keys_of(anna)

    with django_assert_max_num_queries(3):
        drawn = Shell(request)
        assert (drawn.badges["partnerships"], drawn.office, drawn.views) == (1, office.organisation.name, [])


def test_the_name_of_the_office_alone_asks_nothing_further(anna, django_assert_num_queries):
    request = request_of(anna)

    with django_assert_num_queries(0):
        assert shell(request)["shell"].office == request.office.organisation.name


def test_nobody_has_an_empty_shell():
    for request in (request_of(AnonymousUser()), RequestFactory().get("/")):
        drawn = Shell(request)
        assert (drawn.office, drawn.sample, drawn.person, drawn.badges) == ("", False, {}, {})
        assert (drawn.closed, drawn.views, drawn.data_date) == (set(), [], None)


def test_a_person_without_an_office_has_a_name_all_the_same():
    assert Shell(request_of(UserFactory(name="New Person"))).person["name"] == "New Person"
