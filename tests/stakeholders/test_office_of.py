import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from stakeholders.queries import office_of
from tests.factories import MembershipFactory, OfficeFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_office_of_a_member_is_found_in_one_query(django_assert_num_queries):
    office = OfficeFactory()
    user = MembershipFactory(organisation=office.organisation, role="viewer").user

    with django_assert_num_queries(1):
        found = office_of(user)
        assert (found, found.organisation, found.home, found.role) == (
            office,
            office.organisation,
            office.home,
            "viewer",
        )


def test_a_chamber_is_no_office():
    user = MembershipFactory(organisation=OrganisationFactory()).user

    assert office_of(user) is None


def test_a_full_membership_comes_before_a_limited_one():
    user = UserFactory()
    limited, full = OfficeFactory(), OfficeFactory()
    MembershipFactory(user=user, organisation=limited.organisation, limited=True)
    MembershipFactory(user=user, organisation=full.organisation)

    assert office_of(user) == full


def test_a_membership_that_has_ended_does_not_count():
    yesterday = dt.date.today() - dt.timedelta(days=2)
    user = MembershipFactory(organisation=OfficeFactory().organisation, until=yesterday).user

    assert office_of(user) is None


def test_nobody_has_no_office():
    assert office_of(AnonymousUser()) is None
