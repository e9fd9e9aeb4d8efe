"""The style guide as people see it. The fixture open_page also fails on a CSP violation or a request elsewhere."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What stands out of the screen on its right, save for parts that scroll by themselves.
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !e.closest(".scroll, .tabs");
}).map((e) => e.tagName + "." + e.getAttribute("class"))"""


@pytest.fixture
def guide(open_page, live_server):
    """guide(size) opens the style guide as a member of the staff."""
    staff = get_user_model().objects.create_user(
        email="staff@example.org", password="a long pass phrase", is_staff=True
    )
    client = Client()
    client.force_login(staff)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}

    def open_guide(size, **options):
        page = open_page(size, **options)
        page.context.add_cookies([cookie])
        page.goto("/styleguide/")
        return page

    return open_guide


@pytest.mark.parametrize("size", [DESKTOP, PHONE, {"width": 320, "height": 640}], ids=lambda size: str(size["width"]))
def test_nothing_is_wider_than_the_screen(guide, size):
    page = guide(size)

    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_one_rendition_of_a_chart_is_shown_for_each_width(guide):
    page = guide(DESKTOP)
    wide = [page.locator(".wide-c").first.is_visible(), page.locator(".narrow").first.is_visible()]
    page.set_viewport_size(PHONE)
    narrow = [page.locator(".wide-c").first.is_visible(), page.locator(".narrow").first.is_visible()]

    assert (wide, narrow) == ([True, False], [False, True])


def test_the_land_is_drawn_under_the_arcs(guide):
    page = guide(DESKTOP)

    box = page.evaluate(
        "(() => { const b = document.querySelector('.map .land').getBBox(); return [b.width, b.height] })()"
    )

    assert box[0] > 900
    assert box[1] > 300


def test_the_theme_button_changes_the_page_and_the_choice_stays(guide):
    page = guide(DESKTOP, color_scheme="light")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.click("[data-act=theme]")

    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert before != after
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_theme_button_works_without_script(guide):
    page = guide(DESKTOP, javascript=False)

    page.click("[data-act=theme]")

    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.url.endswith("/styleguide/")


def test_the_menu_of_a_phone_opens_without_script(guide):
    page = guide(PHONE, javascript=False)

    page.click(".tabbar button")

    assert page.locator("#more .nav").is_visible()


def test_a_refused_form_takes_the_focus_to_its_summary(guide):
    page = guide(DESKTOP)

    assert page.evaluate("document.activeElement.dataset.errorSummary") == ""


def test_print_is_light_and_without_menus(guide):
    page = guide(DESKTOP, color_scheme="dark")

    page.emulate_media(media="print")

    assert not page.locator(".side").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
