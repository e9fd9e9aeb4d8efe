"""Every page whose address holds a period, filters or a comparison can be kept under a name."""

import html

import pytest

from outcomes.models import Claim, SavedView
from outcomes.services.claims import claim_outcome
from outcomes.services.rollup import settle
from tests.activities.scene import NOW, build
from tests.outcomes.test_claim_pages import client_of
from tests.outcomes.test_claims import money
from tests.outcomes.two_sides import count_all

PAGES = [
    "/?year=2025&compare=period", "/dashboards/layers/chamber/?year=2026&quarter=3",
    "/dashboards/organisations/{known}/?year=2026", "/dashboards/places/{there}/?year=2026&compare=target",
    "/partnerships/chicago-hamburg/money/?year=2026&indicator=OC1", "/figures/OC1/?year=2026&step=no_rate",
    "/figures/ties/?year=2026", "/figures/promises/?year=2026", "/additionality/?year=2026", "/targets/?year=2026",
    "/outcomes/?state=agreed&partnership=chicago-hamburg", "/leads/?stage=lost", "/partnerships/?q=Ham",
    "/activities/?q=visit", "/deliverables/?state=late", "/organisations/?q=chamber",
]  # fmt: skip


@pytest.fixture
def scene(db):
    scene = build()
    claim_outcome(scene.tie, scene.chamber, money(), by=scene.ana, at=NOW)
    Claim.objects.update(evidence=3)
    count_all()
    settle()
    return scene


def address(scene, page):
    return page.format(known=scene.known.slug, there=scene.there.pk)


@pytest.mark.parametrize("page", PAGES)
def test_it_is_kept_with_its_query_and_opens_again(scene, page):
    ana, url = client_of(scene.ana), address(scene, page)
    path, query = url.split("?")

    shown = ana.get(url).content.decode()
    assert f'name="path" value="{path}"' in shown
    assert f'name="query" value="{html.escape(query)}"' in shown
    back = ana.post("/views/", {"name": "Kept", "path": path, "query": query})

    assert back.url == url
    assert ana.get(f"/views/{SavedView.objects.get().pk}/").url == url
    assert shown.count("Save this view") == 2  # the button that opens, and the one that saves


def test_people_outside_an_office_are_offered_none(scene):
    carl = client_of(scene.carl)

    for url in ("/outcomes/?state=agreed", "/partnerships/", "/activities/", "/deliverables/", "/organisations/"):
        answer = carl.get(url)
        assert (answer.status_code, "Save this view" in answer.content.decode()) == (200, False), url
