"""A passkey in a real browser, with a device that Chromium plays: made, and then used instead of the password."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.factories import MembershipFactory, OfficeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_a_passkey_is_made_and_lets_in_without_the_password(desktop):
    user = MembershipFactory(organisation=OfficeFactory().organisation, user__email="anna@example.org").user
    user.set_password("tall green ships")
    user.save()
    page = desktop
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail address").fill("anna@example.org")
    page.get_by_label("Password", exact=True).fill("tall green ships")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/login/" not in url)

    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Password", exact=True).fill("tall green ships")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Its name").fill("Laptop at work")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.goto(reverse("stakeholders:you"))

    assert "Laptop at work" in page.locator("main").inner_text()
    assert Authenticator.objects.get(user=user, type="webauthn").wrap().name == "Laptop at work"
