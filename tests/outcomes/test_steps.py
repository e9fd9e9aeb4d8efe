from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from outcomes.models import Claim, ClaimFirm, Step, ThirdPartyRecord
from outcomes.services import refusals
from outcomes.services.claims import claim_outcome, correct_claim
from outcomes.services.proofs import check_claim, decide_record, hand_in_record
from outcomes.services.standing import latest
from outcomes.services.steps import reach_step
from stakeholders.dates import PartialDate
from stakeholders.models import Membership, StaffGrant
from tests.activities.scene import NOW, build
from tests.factories import MembershipFactory, UserFactory
from tests.outcomes.test_claim_pages import client_of
from tests.outcomes.test_claims import PDF, money


@pytest.fixture
def scene(db):
    found = build()
    found.claim = claim_outcome(
        found.tie, found.chamber,
        money(step="letter of intent", step_reached=PartialDate.parse("2026-05"), firm_name="Lake Foods",
              registration="HRB 1234"),
        by=found.carl, at=NOW,
    )  # fmt: skip
    found.staff = UserFactory(name="staff", is_staff=True)
    return found


def steps(claim):
    return [(step.kind, str(PartialDate(step.reached_first, step.reached_last))) for step in claim.steps.all()]


def paper():
    return SimpleUploadedFile("register.pdf", PDF)


def hand_in(scene, **more):
    given = {"issuer": "Register of companies", "number": "R-77", "file": paper(), "by": scene.carl, "at": NOW}
    return hand_in_record(scene.claim, **{**given, **more})


def test_an_outcome_moves_step_by_step_and_a_correction_keeps_its_steps(scene):
    reach_step(scene.claim, "contract", PartialDate.parse("2026-10-03"), by=scene.carl, at=NOW)

    fresh = correct_claim(scene.claim, money(amount=Decimal("1300000")), reason="more", by=scene.ana, at=NOW)

    assert steps(fresh) == [("letter of intent", "2026-05"), ("contract", "2026-10-03")]
    assert ClaimFirm.objects.get(claim=fresh).registration == "HRB 1234"


def test_a_step_told_again_is_redated_and_changes_no_figure(scene):
    reach_step(scene.claim, "letter of intent", PartialDate.parse("2026-04"), by=scene.carl, at=NOW)

    assert steps(scene.claim) == [("letter of intent", "2026-04")]
    assert Claim.objects.count() == 1


def test_steps_have_an_order_and_do_not_lie_ahead(scene):
    def reach(kind, reached):
        return reach_step(scene.claim, kind, PartialDate.parse(reached), by=scene.carl, at=NOW)

    with pytest.raises(refusals.StepsOutOfOrder):
        reach("contract", "2026-04")
    with pytest.raises(refusals.NotYet):
        reach("realised", "2027")
    with pytest.raises(refusals.StepUnknown):
        reach("handshake", "2026-06")
    reach("contract", "2026")
    reach("realised", "2026-09")
    with pytest.raises(refusals.StepsOutOfOrder):
        reach("letter of intent", "2026-10")


def test_the_page_shows_the_way_and_takes_the_next_step(scene):
    carl, url = client_of(scene.carl), reverse("outcomes:step", args=[scene.claim.pk])

    wrong = carl.post(url, {"step": "contract", "reached": "soon"})
    late = carl.post(url, {"step": "contract", "reached": "2026-04"})
    done = carl.post(url, {"step": "contract", "reached": "2026-06"})

    assert (wrong.status_code, late.status_code, done.status_code) == (422, 409, 302)
    page = carl.get(done.url).content.decode()
    assert page.index("Letter of intent") < page.index("June 2026")
    assert client_of(scene.ben).post(url, {"step": "realised", "reached": "2026-07"}).status_code == 403
    assert client_of(scene.hanna).post(url, {"step": "realised", "reached": "2026-07"}).status_code == 404
    assert Step.objects.count() == 2


def test_a_third_partys_paper_is_e2_until_staff_have_seen_it(scene):
    record = hand_in(scene)

    assert record.claim.evidence == 2
    assert hand_in_record(record.claim, "Register of companies", "R-77", paper(), by=scene.carl, at=NOW) == record
    decide_record(record, accepted=True, by=scene.staff, at=NOW)
    decide_record(record, accepted=True, by=scene.staff, at=NOW)
    assert Claim.objects.standing().get().evidence == 4


def test_who_may_not_lift_a_report_to_e4(scene):
    record = hand_in(scene)
    with pytest.raises(refusals.StaffOnly):
        decide_record(record, accepted=True, by=scene.ana, at=NOW)
    MembershipFactory(user=scene.staff, organisation=scene.office)
    with pytest.raises(refusals.VerifierIsReporter):
        decide_record(record, accepted=True, by=scene.staff, at=NOW)
    ThirdPartyRecord.objects.update(handed_in_by=UserFactory(is_staff=True))
    with pytest.raises(refusals.VerifierIsReporter):
        decide_record(record, accepted=True, by=ThirdPartyRecord.objects.get().handed_in_by, at=NOW)
    other = UserFactory(is_staff=True)
    with pytest.raises(refusals.ReasonMissing):
        decide_record(record, accepted=False, by=other, at=NOW)
    decide_record(record, accepted=False, why_not="another firm", by=other, at=NOW)
    with pytest.raises(refusals.AlreadyDecided):
        decide_record(record, accepted=True, by=other, at=NOW)
    assert Claim.objects.standing().get().evidence == 2


def test_a_paper_needs_its_number_and_itself_and_counts_for_the_figure_it_was_handed_in_for(scene):
    with pytest.raises(refusals.NumberMissing):
        hand_in(scene, number=" ")
    with pytest.raises(refusals.DocumentMissing):
        hand_in(scene, file=None)
    record = hand_in(scene)
    correct_claim(record.claim, money(amount=Decimal(5)), reason="wrong", by=scene.ana, at=NOW)

    with pytest.raises(refusals.AlreadyCorrected):
        decide_record(record, accepted=True, by=scene.staff, at=NOW)


def test_staff_decide_on_the_page_once_the_office_let_them_in(scene):
    record = hand_in(scene)
    client, url = client_of(scene.staff), reverse("outcomes:decide-record", args=[record.pk])
    assert client.post(url, {"accepted": "yes"}).status_code == 404
    now = timezone.now()
    StaffGrant.objects.create(
        office=scene.office, user=scene.staff, granted_by=scene.ana, reason="a paper", granted_at=now,
        ends_at=now + timezone.timedelta(days=1),
    )  # fmt: skip

    page = client.get(reverse("outcomes:outcome", args=[scene.claim.outcome_id])).content.decode()
    assert "does the paper show" in page
    client.post(url, {"accepted": "yes"})

    assert client_of(scene.ana).post(url, {"accepted": "yes"}).status_code == 403
    assert latest(Claim.objects.get(pk=scene.claim.pk)).evidence == 4


def test_the_office_looks_itself_and_that_is_no_verification(scene):
    made = claim_outcome(scene.tie, scene.office, money(title="Second"), by=scene.ana, at=NOW)
    with pytest.raises(refusals.VerifierIsReporter):
        check_claim(made, by=scene.ana, at=NOW)
    url = reverse("outcomes:check-claim", args=[made.pk])
    assert client_of(scene.ana).post(url).status_code == 409
    Membership.objects.filter(organisation=scene.office).exclude(user=scene.ana).delete()

    done = client_of(scene.ana).post(url)

    assert "checked by the office itself" in client_of(scene.ana).get(done.url).content.decode()
    assert Claim.objects.get(pk=made.pk).evidence == made.evidence == 0
