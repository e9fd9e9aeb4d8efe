"""Signing in with the city's own account, against a provider that runs beside the test."""

import re
from html import unescape

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from stakeholders.models import User
from tests.factories import UserFactory
from tests.stakeholders.openid_provider import Provider

pytestmark = pytest.mark.django_db
ANNA = {"sub": "a-1", "email": "Anna@example.org", "email_verified": True, "name": "Anna"}


@pytest.fixture
def provider(settings):
    with Provider() as running:
        settings.SOCIALACCOUNT_PROVIDERS = running.settings()
        settings.GEMEL_OPENID = {"name": "City of Anywhere"}
        yield running


@pytest.fixture
def anna():
    user = UserFactory(email="anna@example.org")
    user.set_password("tall green ships")
    user.save()
    return user


def go_there_and_back(visitor, **changes):
    """Press the button, say yes there, come back; the answer of the page one comes back to."""
    start = visitor.post(reverse("openid_connect_login", args=["city"]), {"next": "/organisations/"})
    there = unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', start.content.decode()).group(1))
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    return visitor.get(back.removeprefix("http://testserver"), **changes)


def test_the_first_time_the_verified_address_finds_the_account_and_then_the_provider_s_name_does(provider, anna):
    provider.person = ANNA
    first = Client()
    answer = go_there_and_back(first)
    provider.person = {**ANNA, "email": "anna.reyes@example.org"}
    second = Client()
    go_there_and_back(second)

    assert (answer.status_code, answer["Location"]) == (302, "/organisations/")
    assert [visitor.session["_auth_user_id"] for visitor in (first, second)] == [str(anna.pk)] * 2
    assert provider.asked["code_challenge_method"] == "S256"
    anna.refresh_from_db()
    assert (anna.email, anna.check_password("tall green ships")) == ("anna@example.org", True)


@pytest.mark.parametrize(
    "changes",
    [{"email_verified": False}, {"email_verified": "true"}, {"email": "eve@example.org"}, {"email": None}],
    ids=["unverified", "said as a word", "unknown", "no address"],
)
def test_nobody_gets_in_or_gets_an_account_by_any_other_address(provider, anna, changes):
    provider.person = {**ANNA, **changes}
    visitor = Client()

    page = visitor.get(go_there_and_back(visitor)["Location"]).content.decode()

    assert "No account here belongs to that sign-in" in page
    assert "_auth_user_id" not in visitor.session
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_a_token_signed_by_another_key_lets_nobody_in(provider, anna):
    provider.person = ANNA
    provider.forge()
    visitor = Client()

    answer = go_there_and_back(visitor)

    assert answer["Location"] == reverse("account_login")
    assert "_auth_user_id" not in visitor.session


def test_a_closed_account_stays_closed(provider, anna):
    User.objects.filter(pk=anna.pk).update(is_active=False)
    provider.person = ANNA
    visitor = Client()

    go_there_and_back(visitor)

    assert "_auth_user_id" not in visitor.session


def test_the_button_is_there_and_another_house_s_link_starts_nothing(provider):
    page = Client().get(reverse("account_login")).content.decode()
    started = Client().get(reverse("openid_connect_login", args=["city"]))

    assert "Sign in with City of Anywhere" in page
    assert started["Location"] == reverse("account_login")
