"""Who: a post changes hands, a double goes, an edit is put back, a page says who may do what; the tour shows all."""

import pytest
from django.urls import reverse

from activities.models import Activity
from partnerships.models import Partnership
from stakeholders.models import Organisation, OrganisationKind, Post
from tests.browser.test_main_job import Camera, sign_in
from tests.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLLOWS = "Inés Carranza"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1440", "390"])
def test_the_register_is_kept_by_whoever_comes_next(size, open_page, sample):
    camera = Camera(size)
    page = open_page(size)
    sign_in(page, *sample["coordinator"])
    tie = Partnership.objects.get(name__contains="Mexico City")

    # Who works with whom, and where a counterpart is missing.
    page.goto(f"/partnerships/{tie.slug}/layers/")
    page.get_by_role("heading", name="The network").wait_for()
    camera.take(page, "layers")

    # The liaison of the other side goes; who follows finds the whole of it on one page.
    post = Post.objects.filter(tie_contacts__partnership=tie).order_by("pk").first()
    page.goto(reverse("desk:change-holder", args=[post.pk]))
    page.get_by_label("Name, where not on file yet").fill(FOLLOWS)
    page.get_by_role("button", name="Save the holder").click()
    page.get_by_role("heading", name="Hand-over pack").wait_for()
    page.get_by_text(FOLLOWS).first.wait_for()
    camera.take(page, "handover")

    # The same chamber is typed once more: the page asks, both stand side by side, and one of them goes.
    chamber = Organisation.objects.filter(seats__partnership=tie, kind=OrganisationKind.CHAMBER).order_by("pk").first()
    page.goto(reverse("stakeholders:add-organisation"))
    page.get_by_label("Name", exact=True).fill(f"The {chamber.name}")
    page.get_by_label("Kind").select_option(OrganisationKind.CHAMBER)
    page.get_by_label("City", exact=True).fill(f"{chamber.place.name}")
    page.get_by_role("button", name="Add the organisation").click()
    page.get_by_role("heading", name="Looks like one that you know").wait_for()
    page.get_by_role("button", name="Add it anyway").click()
    page.wait_for_url(lambda url: "/new/" not in url)
    again = Organisation.objects.get(name=f"The {chamber.name}")
    page.goto(reverse("doubles:pairs"))
    page.locator("tr", has_text=again.name).get_by_role("link", name="Side by side").click()
    page.get_by_role("heading", name="Are these two one?").wait_for()
    camera.take(page, "doubles")
    page.get_by_role("button", name="Merge the right one into the left one").click()
    page.wait_for_url(lambda url: "/doubles/organisations/" not in url)
    assert Organisation.objects.filter(name__in=[chamber.name, again.name]).count() == 1

    # A wrong edit is put back from the history.
    activity = Activity.objects.filter(partnership=tie, owner__office__isnull=False).order_by("pk").first()
    title = activity.title
    page.goto(reverse("activities:edit", args=[activity.pk]))
    page.get_by_label("In one line, what happened?").fill("Wrong line")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**/activities/{activity.pk}/")
    page.goto(reverse("desk:history", args=["activities.activity", activity.pk]))
    page.get_by_role("heading", name="History").wait_for()
    camera.take(page, "history")
    page.get_by_role("link", name="Put this back").first.click()
    page.get_by_role("button", name="Put it back").click()
    page.get_by_text("Put back.").wait_for()
    activity.refresh_from_db()
    assert activity.title == title

    # What each role may do, from the table that the program asks.
    page.goto(reverse("desk:rights"))
    page.get_by_role("heading", level=1).wait_for()
    camera.take(page, "rights")
