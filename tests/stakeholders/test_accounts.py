"""Sign-in, sign-out and passwords, through allauth in our own look."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone

from stakeholders.mail import send_due
from stakeholders.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SCRIPT = r"<script(?![^>]*(?:\bsrc=|type=.application/json))"  # data in the page is no script
UNSAFE = re.compile(rf"style=|<style|onclick=|javascript:|{SCRIPT}", re.IGNORECASE)


@pytest.fixture
def anna():
    return UserFactory(email="anna@example.org", name="Anna Reyes")


@pytest.fixture
def with_password(anna):
    anna.set_password("tall green ships")
    anna.save()
    return anna


def sign_in(client, **changes):
    given = {"login": "anna@example.org", "password": "tall green ships", **changes}
    return client.post(reverse("account_login"), given)


def type_password_again(client):
    client.post(reverse("account_reauthenticate"), {"password": "tall green ships"})


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_right_password_opens_the_overview(client, with_password):
    answer = sign_in(client, login="ANNA@example.org")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(with_password.pk)


def test_a_wrong_password_keeps_the_address_and_says_what_is_wrong(client, with_password):
    answer = sign_in(client, password="wrong")

    page = answer.content.decode()
    assert 'value="anna@example.org"' in page
    assert "There is a problem" in page
    assert "<title>Problem:" in page
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("next_page", "expected"),
    [
        ("/organisations/", "/organisations/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_house(client, with_password, next_page, expected):
    answer = sign_in(client, next=next_page)

    assert answer["Location"] == expected


def test_nobody_signs_up(client):
    page = client.get(reverse("account_signup"))
    client.post(
        reverse("account_signup"), {"email": "x@example.org", "password1": "tall green ships", "password2": "x"}
    )

    assert "By invitation" in page.content.decode()
    assert not User.objects.filter(email="x@example.org").exists()


def test_signing_out_asks_for_a_press(client, with_password):
    sign_in(client)

    client.get(reverse("account_logout"))
    still = "_auth_user_id" in client.session
    client.post(reverse("account_logout"))

    assert (still, "_auth_user_id" in client.session) == (True, False)


def test_a_new_password_comes_by_a_link_that_works_once(client, with_password):
    client.post(reverse("account_reset_password"), {"email": "anna@example.org"})
    send_due(timezone.now())
    text = outbox.outbox[0].body
    link = next(word for word in text.split() if "/password/reset/key/" in word).removeprefix("http://testserver")
    page = client.get(link, follow=True)
    given = {"password1": "other brown boats", "password2": "other brown boats"}
    saved = client.post(page.request["PATH_INFO"], given, follow=True)
    client.logout()

    again = client.get(link, follow=True).content.decode()
    sign_in(client, password="other brown boats")

    assert "Password saved" in saved.content.decode()
    assert "This link has ended" in again
    assert client.session["_auth_user_id"] == str(with_password.pk)


def test_an_unknown_address_gets_the_same_page(client, with_password):
    pages = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).content.decode()
        for email in ("anna@example.org", "nobody@example.org")
    ]
    send_due(timezone.now())

    assert [re.sub(r'token": "\w+|value="\w{64}"', "", page) for page in pages][0].count("Link sent") >= 1
    assert "Link sent" in pages[1]
    told = {tuple(message.to): "nobody signs in there" in message.body for message in outbox.outbox}
    assert told == {("anna@example.org",): False, ("nobody@example.org",): True}


def test_a_weak_password_is_refused(client, with_password):
    sign_in(client)

    given = {"oldpassword": "tall green ships", "password1": "12345", "password2": "12345"}
    answer = client.post(reverse("account_change_password"), given)

    assert "too short" in answer.content.decode()


def test_two_step_sign_in_asks_for_the_app_s_code(client, with_password):
    sign_in(client)
    type_password_again(client)
    page = client.get(reverse("mfa_activate_totp"))
    picture = client.get(reverse("stakeholders:totp-qr"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    client.logout()
    Authenticator.objects.filter(type="totp").update(last_used_at=None)

    first = sign_in(client)
    half_way = "_auth_user_id" in client.session

    assert (picture["Content-Type"], b"<svg" in picture.content) == ("image/svg+xml", True)
    assert Authenticator.objects.filter(user=with_password, type="totp").count() == 1
    assert (first["Location"], half_way) == (reverse("mfa_authenticate"), False)


def test_the_picture_of_the_secret_is_there_only_while_it_is_set_up(client, with_password):
    sign_in(client)

    assert client.get(reverse("stakeholders:totp-qr")).status_code == 404


OPEN = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
SIGNED_IN = [
    "account_logout", "account_email", "account_change_password", "mfa_index", "mfa_activate_totp",
    "account_reauthenticate", "mfa_add_webauthn", "mfa_list_webauthn", "stakeholders:you",
]  # fmt: skip


@pytest.mark.parametrize("name", OPEN + SIGNED_IN)
def test_account_pages_carry_nothing_that_the_policy_forbids(client, with_password, name):
    if name in SIGNED_IN:
        sign_in(client)
        type_password_again(client)

    answer = client.get(reverse(name))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert UNSAFE.findall(page) == []
    assert 'class="brand"' in page
    assert page.count("<h1") == 1
