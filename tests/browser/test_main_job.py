"""The main job from end to end in a real browser, with a real worker; its pictures are the tour of docs/tour.md."""

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from django.urls import reverse

from agreements.models import Agreement, Amendment, Deliverable
from desk.models import Heartbeat
from outcomes.models import Claim, Indicator, RollUp
from partnerships.models import Partnership
from tests.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = dt.timedelta(days=1)
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


class Camera:
    """Takes the pictures of the tour when GEMEL_PICTURES is set and the screen is the desktop's."""

    def __init__(self, size):
        self.on = bool(os.environ.get("GEMEL_PICTURES")) and size is DESKTOP

    def take(self, page, name):
        if self.on:
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png")


def sign_in(page, address, password):
    page.goto("/accounts/login/")
    page.fill("input[name=login]", address)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")


def tile(page, name):
    """The words of a tile of the overview."""
    page.goto("/")
    return page.locator("article.kpi", has=page.get_by_role("heading", name=name, exact=True)).inner_text()


def link_in(text):
    return re.search(r"https?://\S+/(?:u|c)/[\w-]+/", text).group(0)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1440", "390"])
def test_from_an_activity_to_a_figure_that_opens_to_its_source(
    size, open_page, sample, worker, mailbox, wait_until, settings, live_server, client
):
    settings.GEMEL_URL = live_server.url
    camera = Camera(size)
    page = open_page(size)
    sign_in(page, *sample["coordinator"])
    before = tile(page, "Verified exports")
    camera.take(page, "overview")
    tie = Partnership.objects.get(name__contains="Hamburg")

    # The coordinator logs an activity.
    page.goto(f"/log/?p={tie.slug}")
    page.get_by_label("Meeting", exact=True).check(force=True)
    page.get_by_label("In one line, what happened?").fill("Berth talks with the harbour office")
    page.get_by_label("Today", exact=True).check(force=True)
    camera.take(page, "log")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/activities/*/")
    assert tie.activities.filter(title="Berth talks with the harbour office", audience="office").exists()

    # The worker is there to send mail; the coordinator sees the mail before it goes.
    worker.start()
    owed = Deliverable.objects.open().filter(agreement__partnership=tie, contact__isnull=False)
    item = owed.exclude(status="submitted").order_by("due_on")[0]
    page.goto(reverse("agreements:ask", args=[item.pk]))
    page.get_by_label("A line from you").fill("A few lines are enough.")
    page.get_by_role("button", name="See the mail").click()
    page.get_by_role("button", name="Send this mail").wait_for()
    assert item.title in page.locator("section", has=page.get_by_role("heading", name="The mail")).inner_text()
    camera.take(page, "ask")
    page.get_by_role("button", name="Send this mail").click()
    text = wait_until(lambda: mailbox(item.contact.email), seconds=60)

    # The partner, without an account, updates the deliverable.
    partner = open_page(size)
    partner.goto(link_in(text))
    camera.take(partner, "partner")
    card = partner.locator(f"#item-{item.pk}")
    card.get_by_label("Done", exact=True).check(force=True)
    card.locator("textarea").first.fill("The report is with the harbour master.")
    card.get_by_role("button", name="Send this update").click()
    partner.get_by_role("heading", name="Update sent").wait_for()
    camera.take(partner, "sent")

    # The coordinator accepts it.
    page.goto(reverse("agreements:deliverable", args=[item.pk]))
    page.get_by_role("button", name="Accept the deliverable").click()
    page.wait_for_load_state()
    item.refresh_from_db()
    assert item.status == "accepted"

    # A result is claimed, and the firm is asked; the worker has stopped in between.
    worker.stop()
    page.goto(reverse("outcomes:claim") + f"?p={tie.slug}")
    exports = Indicator.objects.get(code="OC2", office=None)
    page.get_by_label("What came of it?").select_option(str(exports.pk))
    page.get_by_label("In one line").fill("Berth sensors exported")
    page.get_by_label("Amount", exact=True).fill("250000")
    page.get_by_label("Currency").fill("USD")
    page.get_by_label("When did it happen?").fill(f"{item.accepted_at - DAY:%Y-%m-%d}")  # a day that is over everywhere
    page.get_by_label("Where?").fill("Hamburg")
    page.get_by_label("Who was involved?").fill("Halsted Instruments")
    page.get_by_role("button", name="Report the outcome").click()
    page.wait_for_load_state()
    claim = Claim.objects.get(title="Berth sensors exported")
    assert claim.evidence == 1

    # Without a worker the tile stays as it was, says so, and the health page fails.
    waiting = tile(page, "Verified exports")
    assert "being counted" in waiting
    assert amount_in(waiting) == amount_in(before)
    forget_heartbeat()
    assert client.get("/readyz").status_code == 503

    page.goto(reverse("outcomes:ask", args=[claim.outcome_id]))
    page.get_by_label("The firm", exact=True).check(force=True)
    page.get_by_label("E-mail address").fill("sales@halsted.example")
    page.get_by_label("Name of the person").fill("Devon Clarkson")
    page.get_by_role("button", name="Show me the mail").click()
    page.get_by_role("button", name="Send the mail").click()
    page.wait_for_load_state()
    worker.start()
    text = wait_until(lambda: mailbox("sales@halsted.example"), seconds=60)
    firm = open_page(size)
    firm.goto(link_in(text))
    firm.get_by_label("Yes, as stated").check(force=True)
    firm.get_by_label("Your name").fill("Devon Clarkson")
    camera.take(firm, "confirm")
    firm.get_by_role("button", name="Send the answer").click()
    firm.wait_for_load_state()

    # The worker counts it, the tile moves, and the figure opens to its source.
    verified = RollUp.objects.filter(group="verified", nominal__gt=0, indicator=claim.outcome.indicator)
    wait_until(verified.exists)
    wait_until(lambda: "being counted" not in tile(page, "Verified exports"), seconds=60, every=1)
    assert amount_in(tile(page, "Verified exports")) != amount_in(before)
    assert wait_until(lambda: client.get("/readyz").status_code == 200, seconds=60, every=1)
    page.locator("article.kpi", has=page.get_by_role("heading", name="Verified exports")).get_by_role("link").click()
    page.get_by_role("link", name="Berth sensors exported").wait_for()
    camera.take(page, "figure")
    page.get_by_role("link", name="Berth sensors exported").click()
    page.get_by_role("heading", name="Berth sensors exported").first.wait_for()
    page.goto(reverse("partnerships:detail", args=[tie.slug]))
    camera.take(page, "partnership")

    # What the council gets: the figures of this tie, and a report that stays as it is.
    page.goto(f"/partnerships/{tie.slug}/money/")
    camera.take(page, "dashboard")
    page.get_by_role("link", name="Freeze as a report").click()
    page.get_by_role("button", name="Freeze it").click()
    page.get_by_text("SHA-256").first.wait_for()
    camera.take(page, "report")

    # What was promised: the trade agreement under the pact of 1991, and the amendment that is being drafted.
    pact = Agreement.objects.get(title__contains="Global Cities", parent_relation="implements")
    page.goto(reverse("agreements:agreement", args=[pact.pk]))
    page.get_by_role("heading", name=pact.title).first.wait_for()
    camera.take(page, "agreement")
    draft = Amendment.objects.filter(agreement__parent=pact).latest("pk")
    page.goto(reverse("agreements:difference", args=[draft.agreement_id]))
    page.get_by_text("research groups").first.wait_for()
    camera.take(page, "difference")


def amount_in(text):
    return re.search(r"\$[\d.,]+\w?", text).group(0)


def forget_heartbeat():
    """As after a minute without a worker."""
    Heartbeat.objects.all().delete()


def test_the_tour_shows_pictures_that_exist():
    tour = (PICTURES.parent / "tour.md").read_text()

    named = re.findall(r"pictures/([\w-]+\.png)", tour)
    assert len(named) == len(set(named)) == 30
    assert [name for name in named if not (PICTURES / name).exists()] == []
