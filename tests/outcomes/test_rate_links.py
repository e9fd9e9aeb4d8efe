"""What waits for an exchange rate leads those who may bring one in to the page where they do."""

from decimal import Decimal

import pytest
from django.urls import reverse

from outcomes.models import Claim
from outcomes.services.claims import claim_outcome
from outcomes.services.rollup import settle
from stakeholders.models import User
from tests.activities.scene import NOW, build
from tests.outcomes.test_claim_pages import client_of, new_url, typed
from tests.outcomes.test_claims import money
from tests.outcomes.two_sides import count_all

LINK = "Bring in the rate"


@pytest.fixture
def scene(db):
    scene = build()
    scene.claims = [
        claim_outcome(scene.tie, body, money(amount=Decimal(n), currency="XOF"), by=scene.ana, at=NOW)
        for body, n in ((scene.chamber, 1_000_000), (scene.office, 1_000_001))
    ]
    Claim.objects.update(evidence=3)
    count_all()
    settle()
    return scene


def pages(scene):
    outcome = reverse("outcomes:outcome", args=[scene.claims[0].outcome_id])
    explained = reverse("outcomes:explain", args=["OC1"]) + "?year=2026"
    return [outcome, reverse("outcomes:list"), reverse("outcomes:review"), explained]


def test_those_who_keep_rates_find_the_way_on_every_page(scene):
    User.objects.filter(pk=scene.ana.pk).update(is_staff=True)
    ana = client_of(User.objects.get(pk=scene.ana.pk))

    for url in pages(scene):
        page = ana.get(url).content.decode()
        assert f'<a href="{reverse("exchange:rates")}">{LINK}</a>' in page, url
    asked = ana.post(new_url(scene), typed(scene, amount="1,000,000", currency="XOF", title="Again"))
    assert LINK in asked.content.decode()


def test_others_read_that_it_is_not_converted_and_are_sent_nowhere(scene):
    ana = client_of(scene.ana)

    for url in pages(scene):
        page = ana.get(url).content.decode()
        assert "not converted" in page.lower(), url
        assert LINK not in page, url


def test_what_only_lacks_its_amount_waits_for_no_rate(scene):
    Claim.objects.update(amount=None, currency="")
    count_all()
    settle()
    User.objects.filter(pk=scene.ana.pk).update(is_staff=True)
    ana = client_of(User.objects.get(pk=scene.ana.pk))

    for url in pages(scene):
        assert LINK not in ana.get(url).content.decode(), url
