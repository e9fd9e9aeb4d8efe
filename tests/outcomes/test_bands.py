"""A band is a band: it may confirm what is claimed and is never a figure itself."""

from decimal import Decimal

import pytest
from django.urls import reverse

from outcomes import bands
from outcomes.models import Claim, Confirmation, Indicator
from outcomes.services import refusals
from outcomes.services.claims import claim_outcome
from outcomes.services.confirmations import Answer, answer_by_link
from tests.activities.scene import NOW
from tests.outcomes.test_claim_pages import client_of
from tests.outcomes.test_claims import money
from tests.outcomes.test_confirmations import LATER, ask, ask_chamber, make_scene, standing

HOLDS = "1000000-5000000"  # of 1,200,000
OTHER = "100000-500000"
HIDDEN = ("date", "indicator")


@pytest.fixture
def scene(db):
    return make_scene()


def say(asked, **more):
    return answer_by_link(asked, Answer(is_right=True, name="Lucía Paz", **more), at=LATER)


def ours(scene):
    return standing(scene)["Chicago chamber"]


@pytest.mark.parametrize("amount", ["0", "9999.99", "10000", "49999", "123456", "100000000", "999999999999"])
def test_each_amount_lies_in_exactly_one_band_of_each_list(amount):
    for known in (bands.MONEY_BANDS, bands.COUNT_BANDS):
        assert sum(bands.contains(band, Decimal(amount)) for band in known) == 1


def test_a_band_reads_as_people_say_it():
    assert bands.words(HOLDS, "EUR") == "1,000,000 to under 5,000,000 EUR"
    assert bands.words("0-10000", "EUR") == "under 10,000 EUR"
    assert bands.words("n10000-", unit="TEU") == "10,000 or more TEU"
    assert bands.words("") == ""


def test_a_band_that_holds_the_amount_confirms_it_and_is_no_figure(scene):
    given = say(ask(scene, chosen=HIDDEN), band=HOLDS)

    assert (ours(scene).evidence, ours(scene).amount) == (3, Decimal("1200000.00"))
    assert (given.band, given.amount, given.currency, given.own_claim) == (HOLDS, None, "USD", None)
    assert Claim.objects.standing().count() == 1


def test_a_band_beside_the_amount_confirms_nothing_and_makes_no_claim(scene):
    say(ask(scene, chosen=HIDDEN), band=OTHER)

    assert ours(scene) == scene.claim
    assert Claim.objects.count() == 1


def test_a_yes_to_what_was_not_shown_confirms_nothing(scene):
    say(ask(scene, chosen=HIDDEN))

    assert ours(scene) == scene.claim


def test_a_yes_that_a_band_contradicts_confirms_nothing(scene):
    say(ask(scene), band=OTHER)

    assert ours(scene) == scene.claim


def test_another_organisation_may_confirm_by_a_band_without_a_claim_of_its_own(scene):
    say(ask_chamber(scene, chosen=HIDDEN), band=HOLDS, how_known="Our member told us.")

    assert ours(scene).evidence == 3
    assert set(standing(scene)) == {"Chicago chamber"}


def test_the_first_amount_is_the_firms_where_nobody_had_said_one(scene):
    later = claim_outcome(
        scene.tie, scene.chamber, money(amount=None, title="Second"), by=scene.carl, at=NOW, amount_later=True
    )
    asked = ask(scene, claim=later)
    with pytest.raises(refusals.CurrencyMissing):
        say(asked, amount=Decimal("800000"))
    with pytest.raises(refusals.UnknownCurrency):
        say(asked, amount=Decimal("800000"), currency="QQQ")

    say(asked, amount=Decimal("800000"), currency="EUR")

    fresh = Claim.objects.standing().get(title="Second")
    assert (fresh.amount, fresh.currency, fresh.evidence) == (Decimal("800000.00"), "EUR", 3)


def test_bands_of_money_are_for_money(scene):
    with pytest.raises(refusals.BandUnknown):
        say(ask(scene, chosen=HIDDEN), band="n1-10")
    with pytest.raises(refusals.BandUnknown):
        say(ask(scene, chosen=HIDDEN), band="a lot")
    assert not Confirmation.objects.exists()


def test_the_page_offers_bands_and_the_outcome_shows_one_as_a_band(scene):
    asked = ask(scene, chosen=HIDDEN)
    url = reverse("outcomes:confirm", args=[asked.token])
    page = client_of(scene.nobody).get(url).content.decode()
    assert "1,000,000 to under 5,000,000 USD" in page
    assert "1,200,000" not in page
    both = {"is_right": "yes", "name": "Lucía", "band": HOLDS, "amount": "1200000"}

    assert client_of(scene.nobody).post(url, both).status_code == 422
    client_of(scene.nobody).post(url, {"is_right": "yes", "name": "Lucía", "band": HOLDS})

    shown = client_of(scene.ana).get(reverse("outcomes:outcome", args=[scene.claim.outcome_id])).content.decode()
    assert "in the band 1,000,000 to under 5,000,000 USD" in shown
    assert "1,000,000 to under 5,000,000 USD" in client_of(scene.nobody).get(url).content.decode()


def test_counted_things_have_bands_of_their_own(scene):
    jobs = claim_outcome(
        scene.tie, scene.chamber,
        money(indicator=Indicator.objects.get(code="OC8"), amount=Decimal(40), currency="", title="Jobs"),
        by=scene.carl, at=NOW,
    )  # fmt: skip

    say(ask(scene, claim=jobs, chosen=HIDDEN), band="n10-50")

    assert Claim.objects.standing().get(title="Jobs").evidence == 3
