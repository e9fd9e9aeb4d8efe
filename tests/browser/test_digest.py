"""A digest as a mail program shows it: nothing is loaded from anywhere, it fits a phone, and it is in the tour."""

import datetime as dt

import pytest
from django.utils import timezone

from reminders.services.ledger import plan
from reminders.services.telling import tell_due
from stakeholders.models import OutgoingMail
from tests.browser.test_main_job import Camera
from tests.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LETTER = {"width": 760, "height": 1080}


@pytest.fixture
def letters(sample):
    """{address: the longest of their digests}."""
    noon = timezone.now().replace(hour=12, minute=0)
    for days in range(5):
        plan(noon + dt.timedelta(days=days))
        tell_due(noon + dt.timedelta(days=days + 1))
    mails = OutgoingMail.objects.exclude(html="")
    return {mail.to: mail for mail in sorted(mails, key=lambda mail: (mail.text.count("\n- "), mail.pk))}


@pytest.mark.parametrize("size", [LETTER, PHONE], ids=["letter", "390"])
def test_a_digest_fits_the_screen_and_says_what_its_text_says(size, sample, letters, open_page):
    mail = letters[sample["coordinator"][0]]
    page = open_page(size, javascript=False)

    page.set_content(mail.html)

    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    shown = " ".join(page.inner_text("body").split())
    first = next(line for line in mail.text.splitlines() if line.startswith("- "))
    for word in first.removeprefix("- ").replace("(", " ").replace(")", " ").replace(":", " ").split():
        assert word in shown
    camera = Camera(DESKTOP if size is LETTER else size)
    camera.take(page, "digest")
    if camera.on:
        print(mail.text)


def test_a_contact_without_account_gets_one_link_to_one_page(sample, letters, open_page, client):
    mail = next(mail for to, mail in letters.items() if to.endswith("prairie-state-university.example"))
    address = next(word for word in mail.text.split() if "/u/" in word)

    page = client.get("/u/" + address.split("/u/")[1])

    assert page.status_code == 200
    for line in mail.text.splitlines():
        if line.startswith("- "):
            title = line.split(": ", 1)[1].rsplit(" (", 1)[0]
            assert title in page.content.decode()
