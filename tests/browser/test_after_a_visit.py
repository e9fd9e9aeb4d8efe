"""What follows a visit, from the sheet that is taken along to the paper for the council; the tour shows it."""

import pytest
from django.urls import reverse

from activities.models import Activity, Delegation
from partnerships.models import Partnership
from tests.activities.scene import PNG
from tests.browser.test_main_job import Camera, sign_in
from tests.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1440", "390"])
def test_a_visit_is_prepared_held_logged_and_put_before_the_council(size, open_page, sample, wait_until):
    camera = Camera(size)
    page = open_page(size)
    sign_in(page, *sample["coordinator"])
    visit = Delegation.objects.get()
    tie = Partnership.objects.get(name__contains="Mexico City")

    # Before it: the brief that is taken along.
    page.goto(reverse("activities:delegation-brief", args=[visit.pk]))
    page.get_by_role("heading", name="Last three meetings").wait_for()
    page.get_by_role("heading", name="To raise").wait_for()
    camera.take(page, "brief")

    # On the way back: a log with a photo, where they went by one tap.
    page.goto(f"/log/?p={tie.slug}")
    page.locator("label.opt-b", has_text="Visit").first.click()
    page.get_by_label("In one line, what happened?").fill("Council visit to the freight terminal")
    page.locator("label.opt-b", has_text="We went to Mexico City").click()
    page.set_input_files("#id_photo", {"name": "quay.png", "mimeType": "image/png", "buffer": PNG})
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/activities/*/")
    activity = Activity.objects.get(title="Council visit to the freight terminal")
    assert (activity.direction, activity.place.name, activity.files.count()) == ("out", "Mexico City", 1)

    # What it costs, and how far the tie is.
    page.goto(reverse("desk:tie-ledger", args=[tie.slug]))
    page.get_by_role("heading", level=1).wait_for()
    camera.take(page, "money")
    page.goto(f"/partnerships/{tie.slug}/stage/")
    page.get_by_text("Reciprocity", exact=False).first.wait_for()
    camera.take(page, "stage")

    # What the council is asked.
    page.goto(reverse("desk:review", args=[tie.slug]))
    page.get_by_role("heading", level=1).wait_for()
    camera.take(page, "review")
    page.goto("/import/")
    page.get_by_role("heading", name="Bring in a file").wait_for()
    camera.take(page, "import")
