"""Signing in and the type-ahead in a real browser, under the policy of DESIGN 3 (open_page fails on a refusal)."""

import pytest
from django.urls import reverse

from tests.conftest import DESKTOP, PHONE
from tests.factories import CityFactory, CountryFactory, MembershipFactory, OfficeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def anna():
    office = OfficeFactory()
    user = MembershipFactory(organisation=office.organisation, user__email="anna@example.org").user
    user.set_password("tall green ships")
    user.save()
    return user


def sign_in(page, next_page="/my-work/"):
    page.goto(f"{reverse('account_login')}?next={next_page}")
    page.get_by_label("E-mail address").fill("anna@example.org")
    page.get_by_label("Password", exact=True).fill("tall green ships")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{next_page}")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_signing_in_leads_to_my_work(open_page, anna, size, javascript):
    page = open_page(size, javascript=javascript)

    sign_in(page)

    assert page.get_by_role("heading", level=1).inner_text() == "My work"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_is_wider_than_the_screen(open_page, anna, size):
    page = open_page(size)
    sign_in(page)

    wide = []
    for path in ("/organisations/", "/organisations/new/", "/settings/office/", "/search/?q=port", "/accounts/email/"):
        page.goto(path)
        if not fits(page):
            wide.append(path)

    assert wide == []


def test_a_city_is_offered_as_one_types_and_taken(desktop, anna):
    CityFactory(name="Mombasa", country=CountryFactory(iso_code="KE", name="Kenya"))
    sign_in(desktop, "/organisations/new/")

    desktop.get_by_label("City", exact=True).press_sequentially("momb")
    offered = desktop.locator("datalist option").first
    offered.wait_for(state="attached")
    desktop.get_by_label("City", exact=True).fill(offered.get_attribute("value"))
    desktop.get_by_label("Name", exact=True).fill("Kenya Ports Authority")
    desktop.get_by_label("Kind").select_option("Port authority")
    desktop.get_by_role("button", name="Add the organisation").click()
    desktop.wait_for_url("**/organisations/kenya-ports-authority/")

    assert desktop.get_by_role("heading", level=1).inner_text() == "Kenya Ports Authority"
    assert "Mombasa, Kenya" in desktop.locator("main").inner_text()


def test_the_app_s_code_is_drawn_by_a_page_of_ours(desktop, anna):
    sign_in(desktop)
    desktop.goto(reverse("mfa_activate_totp"))
    desktop.get_by_label("Password", exact=True).fill("tall green ships")
    desktop.get_by_role("button", name="Go on").click()

    picture = desktop.locator("img.qr")
    picture.wait_for()

    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
