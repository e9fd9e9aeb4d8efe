import re

import pytest
from django.conf import settings as live
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.utils.translation import override

from tests.drawing.test_components import FORBIDDEN, Nesting


@pytest.fixture
def staff(db):
    return get_user_model().objects.create_user(email="staff@example.org", password="a long pass phrase", is_staff=True)


@pytest.fixture
def page(client, staff):
    client.force_login(staff)
    return client.get("/styleguide/").content.decode()


def test_the_style_guide_is_for_staff(client, staff):
    outside = client.get("/styleguide/")
    client.force_login(staff)
    inside = client.get("/styleguide/")

    assert (outside.status_code, inside.status_code) == (302, 200)
    assert "/accounts/login/" in outside["Location"]


def test_the_style_guide_is_whole_html_within_the_policy(page):
    nesting = Nesting(page.replace("<!doctype html>", ""))

    assert not FORBIDDEN.search(page)
    assert nesting.faults == []
    assert sorted({name for name in nesting.ids if nesting.ids.count(name) > 1}) == []


def test_a_page_has_one_heading_a_skip_link_and_landmarks(page):
    assert '<a class="skip" href="#main">' in page
    assert page.count("<main ") == 1
    assert page.count("<h1>Style guide</h1>") == 1
    assert 'aria-label="Main"' in page


def test_htmx_may_neither_evaluate_nor_add_styles(page):
    config = re.search(r"<meta name=\"htmx-config\" content='([^']+)'", page).group(1)

    assert '"allowEval":false' in config
    assert '"includeIndicatorStyles":false' in config
    assert '{"code":"409|422","swap":true}' in config


def test_the_theme_comes_from_the_cookie_and_from_nothing_else(client, staff):
    client.force_login(staff)

    plain = client.get("/styleguide/").content.decode()
    client.cookies["theme"] = "dark"
    dark = client.get("/styleguide/").content.decode()
    client.cookies["theme"] = '"><script>'
    odd = client.get("/styleguide/").content.decode()

    assert "data-theme" not in plain.split("<head>")[0]
    assert 'data-theme="dark"' in dark
    assert "data-theme" not in odd.split("<head>")[0]


def test_choosing_a_theme_works_without_script_and_goes_back(client):
    answer = client.post("/look/theme/", {"theme": "dark", "next": "/method/"})

    assert (answer.status_code, answer["Location"]) == (302, "/method/")
    assert answer.cookies["theme"].value == "dark"
    assert client.get("/look/theme/").status_code == 405


def test_choosing_a_theme_never_leads_to_another_site(client):
    answer = client.post("/look/theme/", {"theme": "light", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"


def test_choosing_the_system_forgets_the_cookie(client):
    client.cookies["theme"] = "dark"

    answer = client.post("/look/theme/", {"theme": "system", "next": "/"})

    assert answer.cookies["theme"].value == ""


def test_the_land_outline_is_kept_for_ever(client):
    answer = client.get("/map/land/-88.svg")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert b'<g id="land">' in answer.content


@pytest.mark.parametrize("address", ["/map/land/181.svg", "/map/land/x.svg", "/map/land/-9999.svg"])
def test_an_outline_beyond_the_globe_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "410", "429", "500"])
def test_an_error_page_says_what_happened_even_without_a_request(name):
    html = render_to_string(f"{name}.html")

    assert not FORBIDDEN.search(html)
    assert Nesting(html.replace("<!doctype html>", "")).faults == []
    assert html.count("<h1>") == 1
    assert "!" not in re.sub(r"<[^>]*>", "", html.replace("<!doctype html>", ""))


def test_an_unknown_address_answers_404_with_a_way_on(client):
    answer = client.get("/no-such-page/")

    assert answer.status_code == 404
    assert b"This page is not here" in answer.content


def test_pages_are_right_to_left_in_arabic():
    with override("ar"):
        html = render_to_string("404.html")

    assert '<html lang="ar" dir="rtl">' in html


def test_every_file_named_by_the_stylesheet_is_there():
    folder = live.BASE_DIR / "static" / "css"
    named = re.findall(r"url\(([^)]+)\)", (folder / "app.css").read_text())

    assert len(named) >= 4
    assert [name for name in named if not (folder / name).resolve().exists()] == []
