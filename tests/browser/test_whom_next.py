"""Whom next, as a coordinator does it: gathered by the worker, weighed, opened, put into a brief of one page."""

import re

import pytest

from insights.models import Brief
from partnerships.models import SeatRole, Standing
from stakeholders.models import Office
from tests.browser.test_main_job import sign_in
from tests.browser.test_prints import sheets
from tests.conftest import DESKTOP, PHONE
from tests.factories import PartnershipFactory, SeatFactory
from tests.insights.ranking_world import cities_abroad

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEAREST = "Mid"  # of these cities, seen from Chicago


@pytest.fixture
def abroad(sample):
    return cities_abroad()


def gathered(page):
    page.goto("/learn/")
    page.get_by_role("link", name="Whom next?").click()
    page.get_by_role("link", name="Choose candidates").first.click()
    page.get_by_role("button", name="Gather their figures").click()
    page.locator("table.ranks").wait_for(timeout=60_000)


def first(page):
    return page.locator("table.ranks tbody th[scope=row]").first.inner_text().split()[0]


def number(text):
    return float(re.search(r"[\d.]+", text).group(0))


def test_a_coordinator_weighs_opens_a_row_and_saves_a_brief_that_stands_on_the_tie(open_page, sample, worker, abroad):
    page = open_page(DESKTOP)
    sign_in(page, *sample["coordinator"])
    worker.start()
    gathered(page)
    worker.stop()
    assert first(page) == "Far"

    # Distance alone counts: another order, and the address holds it.
    for box in page.locator("#weights input[type=number]").all():
        name = box.get_attribute("name")
        box.evaluate("(box, value) => { box.value = value }", "100" if name == "w-distance" else "0")
    with page.expect_navigation(url="**w-distance=100**"):
        page.locator("#weights button[type=submit]").click()
    assert first(page) == NEAREST

    # A row opens into its sum.
    page.get_by_text(f"The sum of {NEAREST}").click()
    opened = page.locator("tr.sum").first
    parts = [row.locator("td").last.inner_text() for row in opened.locator("tbody tr").all()]
    points = number(opened.locator("tfoot td").inner_text())
    assert sum(number(part) for part in parts) == pytest.approx(points, abs=0.2)

    # A set of the office, and a brief under it.
    page.get_by_role("link", name="Trade and connections").click()
    page.get_by_role("link", name="Save a brief").click()
    page.get_by_label("Title").fill("A port on the other side")
    page.get_by_label("In your own words").fill("Their chamber has asked for us twice.")
    page.get_by_role("button", name="Save the brief").click()
    page.wait_for_url("**/ranking/briefs/*/")
    assert "Their chamber has asked for us twice." in page.locator("main").inner_text()
    assert sheets(page) == 1

    # The tie that follows bears the brief as its reason.
    brief = Brief.objects.get()
    office = Office.objects.get(sample=True)
    tie = PartnershipFactory(between=[office.home, brief.places.get(rank=1).place])
    SeatFactory(
        partnership=tie, organisation=office.organisation, side=office.home, standing=Standing.KEPT, role=SeatRole.LEAD
    )
    page.goto(f"/partnerships/{tie.slug}/")
    page.get_by_role("link", name="A port on the other side").click()
    page.wait_for_url(f"**/ranking/briefs/{brief.pk}/")


def test_without_scripts_the_weights_are_sent_by_their_button_and_nothing_is_wider_than_a_phone(
    open_page, sample, worker, abroad
):
    page = open_page(PHONE, javascript=False)
    sign_in(page, *sample["coordinator"])
    worker.start()
    page.goto("/ranking/candidates/")
    page.get_by_role("button", name="Gather their figures").click()
    page.locator("table.ranks").wait_for(timeout=60_000)
    worker.stop()
    boxes = page.locator("#weights input[type=number]")
    for at in range(boxes.count()):
        boxes.nth(at).fill("100" if boxes.nth(at).get_attribute("name") == "w-distance" else "0")
    page.get_by_role("button", name="Rank anew").click()

    assert first(page) == NEAREST
    box = page.locator("main").bounding_box()
    assert box["width"] <= PHONE["width"]
