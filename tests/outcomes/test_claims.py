from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities.services.activities import log_activity
from outcomes.enums import Evidence
from outcomes.models import Claim, ClaimFirm, Counted, Indicator, Lead, Outcome, Share
from outcomes.queries.claims import outcomes_from
from outcomes.services import refusals
from outcomes.services.claims import Facts, claim_outcome, correct_claim, withdraw_claim
from outcomes.services.counting import count_dirty
from outcomes.services.leads import open_lead
from partnerships.models import Audience
from stakeholders.dates import PartialDate
from tests.activities.scene import NOW, build
from tests.activities.scene import facts as activity_facts

PDF = b"%PDF-1.4\n%%EOF"


@pytest.fixture
def scene(db):
    return build()


def money(**more):
    given = {
        "indicator": Indicator.objects.get(code="OC1"),
        "title": "Lease signed",
        "occurred": PartialDate.parse("2026-10"),
        "amount": Decimal("1200000"),
        "currency": "USD",
    }
    return Facts(**{**given, **more})


def claim(scene, by=None, organisation=None, **more):
    return claim_outcome(scene.tie, organisation or scene.office, money(**more), by=by or scene.ana, at=NOW)


def paper():
    return SimpleUploadedFile("contract.pdf", PDF)


def test_a_chamber_reports_for_itself_and_no_competitor_reads_it(scene):
    made = claim(scene, by=scene.carl, organisation=scene.chamber)

    assert (made.owner, made.organisation, made.audience) == (scene.office, scene.chamber, Audience.PARTIES)
    readers = {name for name in ("ana", "ben", "eve", "carl", "rita", "hanna", "nobody")
               if Claim.objects.for_user(getattr(scene, name)).exists()}  # fmt: skip
    assert readers == {"ana", "ben", "eve", "carl"}
    assert not Outcome.objects.for_user(scene.rita).exists()


def test_the_screen_makes_the_flow_key_and_sending_twice_makes_one_claim(scene):
    first = claim_outcome(scene.tie, scene.office, money(), by=scene.ana, at=NOW, idempotency_key="k")
    again = claim_outcome(scene.tie, scene.office, money(), by=scene.ana, at=NOW, idempotency_key="k")
    other = claim(scene)

    assert first == again
    assert first.outcome.flow_key != other.outcome.flow_key
    assert Claim.objects.count() == 2


def test_evidence_follows_from_what_is_given(scene):
    bare = claim(scene)
    told = claim(scene, where="Pilsen", names="Ana Ruiz")
    shown = claim_outcome(scene.tie, scene.office, money(), by=scene.ana, at=NOW, files=[paper()])

    assert (bare.evidence, told.evidence, shown.evidence) == (0, 1, 2)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"title": " "}, refusals.TitleMissing),
        ({"amount": None}, refusals.AmountMissing),
        ({"amount": Decimal(-1)}, refusals.NegativeAmount),
        ({"currency": ""}, refusals.CurrencyMissing),
        ({"currency": "XXQ"}, refusals.UnknownCurrency),
        ({"occurred": PartialDate.parse("2027")}, refusals.NotYet),
        ({"evidence": Evidence.CONFIRMED}, refusals.EvidenceIsEarned),
        ({"evidence": Evidence.THIRD_PARTY}, refusals.EvidenceIsEarned),
        ({"share": Decimal("1.01")}, refusals.ShareOutOfRange),
        ({"audience": Audience.PUBLIC}, refusals.AudienceUnknown),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(scene, more, refusal):
    with pytest.raises(refusal):
        claim(scene, **more)

    assert (Outcome.objects.count(), Claim.objects.count(), Share.objects.count()) == (0, 0, 0)


def test_what_the_system_works_out_is_claimed_by_nobody(scene):
    with pytest.raises(refusals.NotClaimable):
        claim(scene, indicator=Indicator.objects.get(code="OC10"))


@pytest.mark.parametrize("person", ["eve", "nobody"])
def test_nobody_reports_without_a_seat_and_the_right(scene, person):
    with pytest.raises(refusals.NoSeat):
        claim(scene, by=getattr(scene, person))


def test_one_reports_for_ones_own_side_and_never_for_the_other(scene):
    assert claim(scene, organisation=scene.chamber).organisation == scene.chamber
    with pytest.raises(refusals.NotYourOrganisation):
        claim(scene, organisation=scene.far)
    with pytest.raises(refusals.NotYourOrganisation):
        claim(scene, by=scene.carl, organisation=scene.rival)
    with pytest.raises(refusals.AudienceTooNarrow):
        claim(scene, by=scene.carl, organisation=scene.chamber, audience=Audience.OFFICE)


def test_what_it_came_through_must_be_readable_and_of_the_tie(scene):
    activity = log_activity(scene.tie, activity_facts(organisations=[scene.office]), by=scene.ana, at=NOW)

    made = claim(scene, activity=activity)

    assert (made.evidence, made.origins.get().activity) == (1, activity)
    assert outcomes_from(activity, scene.ana).get() == made.outcome
    with pytest.raises(refusals.FromAnotherTie):
        claim(scene, by=scene.carl, organisation=scene.chamber, activity=activity)


def test_the_firm_is_read_by_named_people_only(scene):
    claim(scene, by=scene.carl, organisation=scene.chamber, firm_name="Mercado Lago")

    readers = {name for name in ("ana", "ben", "eve", "carl", "rita", "hanna")
               if ClaimFirm.objects.for_user(getattr(scene, name)).exists()}  # fmt: skip
    assert readers == {"ana", "carl"}


def test_a_correction_is_another_row_that_stands_in_its_place(scene):
    first = claim_outcome(scene.tie, scene.office, money(firm_name="Firm"), by=scene.ana, at=NOW, files=[paper()])
    Claim.objects.filter(pk=first.pk).update(evidence=3, external_id="crm-1")

    same = correct_claim(first, money(title="Lease of 2026"), reason="clearer", by=scene.ana, at=NOW)
    fresh = correct_claim(same, money(amount=Decimal(5)), reason="typing error", by=scene.ana, at=NOW)

    assert (same.evidence, fresh.evidence) == (3, 2)
    assert Claim.objects.standing().get() == fresh
    assert (fresh.external_id, fresh.amount, fresh.firm.name) == ("crm-1", 5, "Firm")
    assert fresh.files.get().file.read() == PDF
    first.refresh_from_db()
    assert (first.superseded_by, first.amount) == (same, 1200000)


def test_what_was_corrected_or_withdrawn_is_not_corrected_again(scene):
    first = claim(scene)
    with pytest.raises(refusals.ReasonMissing):
        correct_claim(first, money(), reason=" ", by=scene.ana, at=NOW)
    with pytest.raises(refusals.NotClaimable):
        other = money(indicator=Indicator.objects.get(code="OC2"))
        correct_claim(first, other, reason="kind", by=scene.ana, at=NOW)

    fresh = correct_claim(first, money(), reason="again", by=scene.ana, at=NOW)
    with pytest.raises(refusals.AlreadyCorrected):
        correct_claim(first, money(), reason="again", by=scene.ana, at=NOW)
    with pytest.raises(refusals.AlreadyCorrected):
        withdraw_claim(first, reason="wrong", by=scene.ana, at=NOW)
    with pytest.raises(refusals.ReasonMissing):
        withdraw_claim(fresh, reason="", by=scene.ana, at=NOW)
    withdraw_claim(fresh, reason="wrong", by=scene.ana, at=NOW)
    assert withdraw_claim(fresh, reason="other", by=scene.ana, at=NOW).withdrawn_reason == "wrong"
    with pytest.raises(refusals.AlreadyWithdrawn):
        correct_claim(fresh, money(), reason="again", by=scene.ana, at=NOW)


def test_a_withdrawn_claim_counts_no_longer(scene):
    made = claim(scene)
    while count_dirty():
        pass
    assert Counted.objects.get(owner=scene.office).state == "reported"

    withdraw_claim(made, reason="wrong", by=scene.ana, at=NOW)
    while count_dirty():
        pass

    assert not Counted.objects.exists()


def test_a_lead_is_read_by_who_opened_it_and_by_confidants(scene):
    open_lead(scene.tie, code_name="Blue crane", by=scene.ben, at=NOW)

    readers = {name for name in ("ana", "ben", "eve", "hanna") if Lead.objects.for_user(getattr(scene, name)).exists()}
    assert readers == {"ana", "ben"}
    with pytest.raises(refusals.CodeNameMissing):
        open_lead(scene.tie, code_name=" ", by=scene.ben, at=NOW)
    with pytest.raises(refusals.NoSeat):
        open_lead(scene.tie, code_name="Blue crane", by=scene.eve, at=NOW)
