"""The page in a real browser: it shows, it fits, and the policy is in force."""

import pytest

from tests.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1440", "390"])
def test_the_sign_in_page_shows_without_a_refusal_and_without_sideways_scrolling(open_page, size):
    page = open_page(size)

    page.goto("/accounts/login/")

    assert page.locator("input[type=email], input[name=login]").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_it_shows_without_script_too(open_page):
    page = open_page(PHONE, javascript=False)

    page.goto("/accounts/login/")

    assert page.locator("input[name=login]").is_visible()


def test_a_style_in_the_page_is_refused_and_counted(open_page, wait_until):
    page = open_page()
    page.goto("/accounts/login/")

    page.evaluate("document.body.setAttribute('style', 'color: red')")
    wait_until(lambda: page.evaluate("1") and open_page.faults)

    assert all("style-src" in fault for fault in open_page.faults)
    assert page.evaluate("document.body.style.color") == ""
    open_page.faults.clear()


def test_a_request_to_elsewhere_is_counted(open_page, wait_until):
    page = open_page()
    page.goto("/accounts/login/")

    page.evaluate("fetch('http://127.0.0.1:9/x').catch(() => 0)")
    wait_until(lambda: page.evaluate("1") and open_page.faults)

    assert any("connect-src" in fault or "request to" in fault for fault in open_page.faults)
    open_page.faults.clear()
