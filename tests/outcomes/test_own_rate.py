"""A report's own exchange rate, with its source and day: typed folded away, checked, used by figures."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from outcomes.models import Claim, Counted
from outcomes.services import refusals
from outcomes.services.claims import claim_outcome, correct_claim
from tests.activities.scene import NOW, build
from tests.outcomes.test_claim_pages import client_of, new_url, typed
from tests.outcomes.test_claims import money
from tests.outcomes.two_sides import count_all

OWN = {"rate": "0.0016234567", "rate_source": "Bank of the firm", "rate_on": "2026-10-02"}


@pytest.fixture
def scene(db):
    return build()


def in_francs(scene, **more):
    return typed(scene, **{"amount": "1000000", "currency": "xof", **more})


def report(scene, **more):
    given = {"amount": Decimal(1_000_000), "currency": "XOF", "rate": Decimal("0.0016"), "rate_source": "The contract"}
    return claim_outcome(scene.tie, scene.chamber, money(**{**given, **more}), by=scene.carl, at=NOW)


def test_it_is_typed_kept_shown_and_converts_the_figure(scene):
    ana = client_of(scene.ana)
    assert "An exchange rate of its own" in ana.get(new_url(scene)).content.decode()

    made = ana.post(new_url(scene), in_francs(scene, **OWN))

    claim = Claim.objects.get()
    assert (claim.rate, claim.rate_source, claim.rate_on) == (
        Decimal("0.0016234567"), "Bank of the firm", dt.date(2026, 10, 2)
    )  # fmt: skip
    page = ana.get(made.url).content.decode()
    assert "1 XOF = 0.0016234567 USD, Bank of the firm, 2 October 2026" in page
    Claim.objects.update(evidence=3)
    count_all()
    row = Counted.objects.get(in_portfolio=True, owner=scene.office)
    assert (row.state, row.nominal, row.claims[0]["rate_source"]) == ("one_sided", Decimal("1623.46"), "claim")


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"rate": "0", "rate_source": "x"}, "rate", "A rate is above nought"),
        ({"rate": "much", "rate_source": "x"}, "rate", "Write the number as"),
        ({"rate": "0.0016"}, "rate_source", "Say where the rate is from"),
        ({"rate_source": "The contract"}, "rate", "Write the rate too"),
        ({"rate": "0.0016", "rate_source": "x", "rate_on": "2999-01-01"}, "rate_on", "lies ahead"),
        ({"rate": "1.1", "rate_source": "x", "currency": "USD"}, "rate", "in another currency than USD"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_fields_stay_open(scene, sent, field, words):
    answer = client_of(scene.ana).post(new_url(scene), {**in_francs(scene), **sent})

    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])
    assert 'data-other-currency="USD" open' in answer.content.decode()
    assert not Claim.objects.exists()


def test_a_correction_starts_with_the_rate_and_changes_or_drops_it(scene):
    made = report(scene)
    ana, url = client_of(scene.ana), reverse("outcomes:correct", args=[made.pk])
    assert 'value="0.0016"' in ana.get(url).content.decode()

    ana.post(url, in_francs(scene, reason="the bank's rate", rate="0.0017", rate_source="The bank"))

    fresh = Claim.objects.standing().get()
    assert (fresh.rate, fresh.rate_source) == (Decimal("0.0017"), "The bank")
    ana.post(reverse("outcomes:correct", args=[fresh.pk]), in_francs(scene, reason="in dollars", currency="USD"))
    last = Claim.objects.standing().get()
    assert (last.currency, last.rate, last.rate_source) == ("USD", None, "")


def test_a_rate_that_stands_without_a_source_may_stay_but_not_change(scene):
    made = report(scene)
    Claim.objects.filter(pk=made.pk).update(rate_source="")
    made.refresh_from_db()
    stays = money(amount=Decimal(2_000_000), currency="XOF", rate=made.rate)
    with pytest.raises(refusals.RateSourceMissing):
        changed = money(amount=Decimal(2_000_000), currency="XOF", rate=Decimal("0.2"))
        correct_claim(made, changed, reason="x", by=scene.ana, at=NOW)

    assert correct_claim(made, stays, reason="x", by=scene.ana, at=NOW).rate == Decimal("0.0016")


def test_the_api_takes_and_tells_it(scene):
    sent = {
        "partnership": scene.tie.slug, "organisation": scene.chamber.pk, "indicator": "OC1", "title": "Lease",
        "amount": "1000000", "currency": "XOF", "occurred": "2026-10", "side": "seller", "rate": "0.0016",
    }  # fmt: skip
    ana = client_of(scene.ana)
    refused = ana.post("/api/v1/claims/", sent, content_type="application/json")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "rate_source")

    made = ana.post("/api/v1/claims/", {**sent, "rate_source": "The bank"}, content_type="application/json")

    assert (made.status_code, made.json()["rate"], made.json()["rate_source"]) == (201, "0.0016000000", "The bank")
