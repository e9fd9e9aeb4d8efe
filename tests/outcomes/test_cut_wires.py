"""Each write of a verb fails in turn: afterwards the database is as before (STYLE 6)."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from outcomes.models import Claim, ClaimFile, Lead, LeadMove, Outcome, Settlement, Share, Step, ThirdPartyRecord
from outcomes.services.claims import claim_outcome
from outcomes.services.joining import merge_outcomes
from outcomes.services.leads import decide_lead, open_lead
from outcomes.services.proofs import decide_record, hand_in_record
from outcomes.services.settlements import leave_both, settle_by_asking, take_theirs
from stakeholders.models import OutgoingMail
from tests.activities.scene import NOW
from tests.factories import UserFactory
from tests.outcomes.test_claims import PDF, money
from tests.outcomes.two_sides import make

WATCHED = (
    Claim, ClaimFile, Lead, LeadMove, Outcome, Settlement, Share, Step, ThirdPartyRecord, OutgoingMail,
)  # fmt: skip
WHY = {"cause": "timing", "reason": "another year"}


@pytest.fixture
def scene(db):
    found = make()
    found.twin = claim_outcome(found.tie, found.office, money(share=Decimal("0.5")), by=found.ana, at=NOW)
    found.lead = open_lead(found.tie, code_name="Pike", by=found.ana, at=NOW)
    paper = SimpleUploadedFile("register.pdf", PDF)
    found.record = hand_in_record(found.twin, "Register", "7", paper, by=found.ana, at=NOW)
    found.staff = UserFactory(is_staff=True)
    return found


def merge(scene, now):
    merge_outcomes(scene.outcome, scene.twin.outcome, **now)


def take(scene, now):
    take_theirs(scene.claim, **WHY, **now)


def leave(scene, now):
    leave_both(scene.claim, **WHY, **now)


def ask(scene, now):
    settle_by_asking(scene.claim, **WHY, organisation=scene.far_chamber, email="x@example.de", **now)


def decide(scene, now):
    decide_lead(scene.lead, scene.office, money(title="Built", step="contract"), **now)


def accept(scene, now):
    decide_record(scene.record, accepted=True, by=scene.staff, at=NOW)


def snapshot():
    return {model: list(model.objects.order_by("pk").values()) for model in WATCHED}


@pytest.mark.parametrize("verb", [merge, take, leave, ask, decide, accept])
def test_a_fault_in_any_write_leaves_everything_as_it_was(scene, monkeypatch, verb):
    before = snapshot()
    real_save, real_update = models.Model.save, models.QuerySet.update
    for broken in range(1, 30):
        writes = iter(range(1, 200))

        def failing(real, broken=broken, writes=writes):
            def write(*args, **kwargs):
                if next(writes) == broken:
                    raise ConnectionError("the wire was cut")
                return real(*args, **kwargs)

            return write

        with monkeypatch.context() as patch:
            patch.setattr(models.Model, "save", failing(real_save))
            patch.setattr(models.QuerySet, "update", failing(real_update))
            try:
                verb(scene, {"by": scene.ana, "at": NOW})
            except ConnectionError:
                assert snapshot() == before
            else:
                break

    assert broken > 1
    assert snapshot() != before
