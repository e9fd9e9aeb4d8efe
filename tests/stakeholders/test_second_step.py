"""An organisation asks its members for a second step; the pages of one's own account."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stakeholders.models import SecondStepRule, SignedIn
from stakeholders.second_step import (
    GraceTooLong,
    NoSecondStepYourself,
    NotItsCoordinator,
    release_second_step,
    require_second_step,
)
from stakeholders.signed_in import device_words
from stakeholders.tokens import make_token
from tests.factories import MembershipFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def anna(office):
    return MembershipFactory(organisation=office.organisation, role="coordinator", user__email="anna@example.org").user


@pytest.fixture
def ben(office):
    user = MembershipFactory(organisation=office.organisation, role="contributor", user__email="ben@example.org").user
    user.set_password("tall green ships")
    user.save()
    return user


def give_app(user):
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


def ask(office, anna, days=0):
    give_app(anna)
    return require_second_step(office.organisation, holds_from=NOW.date() + dt.timedelta(days=days), by=anna, at=NOW)


def signed_in(user, **options):
    visitor = Client(**options)
    visitor.force_login(user)
    return visitor


def test_who_asks_has_a_second_step_and_is_a_coordinator(office, anna, ben):
    today = NOW.date()

    with pytest.raises(NoSecondStepYourself):
        require_second_step(office.organisation, holds_from=today, by=anna, at=NOW)
    with pytest.raises(NotItsCoordinator):
        require_second_step(office.organisation, holds_from=today, by=ben, at=NOW)
    give_app(anna)
    with pytest.raises(GraceTooLong):
        require_second_step(office.organisation, holds_from=today + dt.timedelta(days=61), by=anna, at=NOW)

    assert not SecondStepRule.objects.exists()


def test_a_member_without_one_is_led_to_set_one_up_until_it_is_there(office, anna, ben):
    ask(office, anna)
    visitor = signed_in(ben)

    led = visitor.get(reverse("stakeholders:organisations"))
    page = visitor.get(led["Location"]).content.decode()
    give_app(ben)
    after = visitor.get(reverse("stakeholders:organisations"))

    assert (led.status_code, led["Location"]) == (302, reverse("stakeholders:second-step-due"))
    assert str(office.organisation) in page
    assert after.status_code == 200


def test_a_session_and_a_token_of_the_api_are_refused_with_the_reason(office, anna, ben):
    _, key = make_token(ben, name="Export", by=ben, at=NOW)
    url = reverse("api-organisations-list")
    program = {"HTTP_AUTHORIZATION": f"Bearer {key}"}
    before = Client().get(url, **program).status_code
    ask(office, anna)

    by_session, by_token = signed_in(ben).get(url), Client().get(url, **program)

    assert (before, by_session.status_code, by_token.status_code) == (200, 403, 403)
    assert "second step" in by_session.json()["detail"]
    assert by_session.json() == by_token.json()


def test_until_the_day_nobody_is_stopped_and_the_account_says_when(office, anna, ben):
    ask(office, anna, days=14)
    visitor = signed_in(ben)

    answers = [visitor.get(reverse(name)) for name in ("stakeholders:organisations", "stakeholders:you")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "asks its members for a second step" in answers[1].content.decode()


def test_what_is_asked_no_longer_stops_nobody(office, anna, ben):
    ask(office, anna)

    release_second_step(office.organisation, by=anna, at=NOW)

    assert signed_in(ben).get(reverse("stakeholders:organisations")).status_code == 200


def test_a_coordinator_asks_on_the_page_and_sees_who_has_one(office, anna, ben):
    give_app(anna)
    visitor, url = signed_in(anna), reverse("stakeholders:second-step", args=[office.organisation.slug])

    page = visitor.get(url).content.decode()
    saved = visitor.post(url, {"grace": "7"})
    refused = signed_in(ben).get(url)

    assert (page.count("has one"), page.count("none yet")) == (1, 1)
    assert (saved.status_code, refused.status_code) == (302, 403)
    assert SecondStepRule.objects.get().holds_from == timezone.localdate() + dt.timedelta(days=7)


def test_one_browser_or_all_others_are_signed_out(ben):
    here, there, third = (signed_in(ben, HTTP_USER_AGENT=FIREFOX) for _ in range(3))
    for visitor in (here, there, third):
        visitor.get(reverse("stakeholders:you"))
    row = SignedIn.objects.get(session_key=there.session.session_key)

    page = here.get(reverse("stakeholders:you")).content.decode()
    here.post(reverse("stakeholders:end-session", args=[row.pk]))
    one = [visitor.get(reverse("stakeholders:you")).status_code for visitor in (here, there, third)]
    here.post(reverse("stakeholders:end-sessions"))
    all_others = [visitor.get(reverse("stakeholders:you")).status_code for visitor in (here, there, third)]

    assert page.count("last used on") >= 2
    assert (one, all_others) == ([200, 302, 200], [200, 302, 302])


def test_nobody_ends_another_s_session(anna, ben):
    own = signed_in(ben)
    own.get(reverse("stakeholders:you"))
    row = SignedIn.objects.get(user=ben)

    answer = signed_in(anna).post(reverse("stakeholders:end-session", args=[row.pk]))

    assert (answer.status_code, own.get(reverse("stakeholders:you")).status_code) == (404, 200)


def test_a_new_password_signs_out_the_other_browsers(ben):
    here, there = Client(), signed_in(ben)
    here.post(reverse("account_login"), {"login": ben.email, "password": "tall green ships"})
    given = {"oldpassword": "tall green ships", "password1": "other brown boats", "password2": "other brown boats"}

    here.post(reverse("account_change_password"), given)

    assert here.get(reverse("stakeholders:you")).status_code == 200
    assert there.get(reverse("stakeholders:you")).status_code == 302
    assert SignedIn.objects.filter(user=ben).count() == 1


def test_another_address_counts_once_it_is_confirmed_from_there(ben):
    visitor = Client()
    visitor.post(reverse("account_login"), {"login": ben.email, "password": "tall green ships"})
    visitor.post(reverse("account_reauthenticate"), {"password": "tall green ships"})

    visitor.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    visitor.post(reverse("account_email"), {"email": "new@example.org", "action_primary": ""})

    ben.refresh_from_db()
    assert ben.email == "ben@example.org"
    assert list(ben.emailaddress_set.values_list("email", "verified").order_by("email")) == [
        ("ben@example.org", True),
        ("new@example.org", False),
    ]


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed: the work by which a known address could be told from an unknown one."""

    count = 0

    def encode(self, *args, **kwargs):
        CountingHasher.count += 1
        return super().encode(*args, **kwargs)


def test_signing_in_tells_nobody_which_address_exists(ben, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    answers, work = [], []

    for email in ("ben@example.org", "eve@example.org"):
        CountingHasher.count = 0
        page = Client().post(reverse("account_login"), {"login": email, "password": "wrong"})
        answers.append((page.status_code, page.context["form"].errors.as_json()))
        work.append(CountingHasher.count)

    assert answers[0] == answers[1]
    assert work[0] == work[1] > 0


@pytest.mark.parametrize("email", ["ben@example.org", "eve@example.org"])
def test_who_guesses_is_stopped_whether_the_address_exists_or_not(ben, email):
    visitor = Client()
    for _ in range(5):
        visitor.post(reverse("account_login"), {"login": email, "password": "wrong"})

    right = visitor.post(reverse("account_login"), {"login": email, "password": "tall green ships"})

    assert "Too many failed login attempts" in right.content.decode()
    assert "_auth_user_id" not in visitor.session


def test_an_address_is_sent_five_links_an_hour_and_the_page_says_the_same_of_all_addresses(ben):
    answers = [Client().post(reverse("account_reset_password"), {"email": ben.email}) for _ in range(7)]
    unknown = Client().post(reverse("account_reset_password"), {"email": "eve@example.org"})

    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2
    assert (unknown.status_code, unknown["Location"]) == (302, answers[0]["Location"])


def test_the_administration_is_entered_by_the_same_door():
    answer = Client().get("/admin/login/?next=/admin/")

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_name_language_and_zone_are_changed_on_one_s_own_page():
    user = UserFactory()

    signed_in(user).post(reverse("stakeholders:you"), {"name": "Noor", "language": "en", "time_zone": "Asia/Tokyo"})

    user.refresh_from_db()
    assert (user.name, user.language, user.time_zone) == ("Noor", "en", "Asia/Tokyo")


def test_a_browser_is_named_in_two_words():
    assert (device_words(FIREFOX), device_words("curl/8")) == ("Firefox on Windows", "Unknown browser")
