"""The list and the calendar of deliverables in Chromium, on a desk and on a phone."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from agreements.services.deliverables import update_deliverable
from tests.agreements.scene import DAY, build
from tests.conftest import DESKTOP, PHONE
from tests.factories import DeliverableFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signed_in(open_page, live_server):
    scene = build()
    for number in range(5):
        DeliverableFactory(
            agreement=scene.agreement, owed_by=scene.port, title=f"Report {number}", due_on=dt.date(2026, 11, 12)
        )
    update_deliverable(
        scene.report, answer="more time", until=scene.report.due_on + 30 * DAY, by=scene.pia, at=timezone.now()
    )
    client = Client()
    client.force_login(scene.ana)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
              "url": live_server.url}  # fmt: skip

    def go(size, path, **more):
        page = open_page(size, **more)
        page.context.add_cookies([cookie])
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        return page

    return scene, go


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_list_calendar_and_item_show_without_scrolling_sideways(signed_in, size):
    scene, go = signed_in

    for path in ("/deliverables/", "/deliverables/calendar/?month=2026-11", f"/deliverables/{scene.report.pk}/"):
        page = go(size, path)
        assert page.get_by_role("heading", level=1).count() == 1


def test_ticked_rows_are_moved_together_without_script(signed_in):
    scene, go = signed_in
    page = go(DESKTOP, "/deliverables/?q=Report", javascript=False)

    for number in range(2):
        page.get_by_role("checkbox", name=f"Report {number}").check()
    page.get_by_label("New date").fill("2027-05-01")
    page.get_by_role("button", name="Move to the new date").click()

    page.get_by_text("2 deliverables moved").wait_for()
    assert scene.agreement.deliverables.filter(due_on="2027-05-01").count() == 2
