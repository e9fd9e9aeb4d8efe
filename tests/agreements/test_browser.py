"""The partner's page in Chromium, on a phone, with script and without."""

import re

import pytest
from django.utils import timezone

from agreements.services.links import ask_for_update
from stakeholders.models import OutgoingMail
from tests.agreements.scene import build
from tests.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_partner_sends_one_update_from_a_phone(open_page, live_server, javascript):
    scene = build()
    ask_for_update([scene.report, scene.contacts], person=scene.marisol, message="", by=scene.ana, at=timezone.now())
    path = re.search(r"/u/[\w-]+/", OutgoingMail.objects.get().text).group(0)
    page = open_page(PHONE, javascript=javascript)

    page.goto(path)
    card = page.locator(f"#item-{scene.report.pk}")
    card.get_by_role("radio", name="Done").check()
    card.get_by_role("button", name="Send this update").click()

    page.get_by_role("heading", name="Update sent").wait_for()
    assert page.get_by_text("Customs contact list").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    scene.report.refresh_from_db()
    assert scene.report.status == "submitted"
