"""A contract that our chamber's firm confirmed, and the far chamber's own figure for it."""

import datetime as dt
from decimal import Decimal

from outcomes.models import Claim, ConfirmationAsk
from outcomes.services.claims import claim_outcome
from outcomes.services.confirmations import Answer, answer_by_link, ask_confirmation
from outcomes.services.counting import count_dirty
from outcomes.services.standing import latest
from tests.activities.scene import NOW, build
from tests.outcomes.test_claims import money

LATER = NOW + dt.timedelta(days=1)
Asked = ConfirmationAsk.Asked


def make(amount="1000000", theirs="600000", **more):
    """The scene with `claim`, ours as it stands, and `theirs`, the far chamber's claim of `theirs` dollars."""
    scene = build()
    claim = claim_outcome(
        scene.tie, scene.chamber, money(amount=Decimal(amount), **more), by=scene.carl, at=NOW
    )
    ask = ask_confirmation(claim, asked=Asked.FIRM, email="lucia@firm.example", by=scene.ana, at=NOW)
    answer_by_link(ask, Answer(is_right=True, name="Lucía Paz"), at=LATER)
    scene.claim = latest(Claim.objects.get(pk=claim.pk))
    far = ask_confirmation(
        scene.claim, asked=Asked.OTHER_SIDE, organisation=scene.far_chamber, email="hk@example.de", by=scene.ana, at=NOW
    )
    said = Answer(is_right=False, name="Jonas Beck", amount=Decimal(theirs), how_known="our member told us")
    scene.theirs = answer_by_link(far, said, at=LATER).own_claim
    scene.claim = latest(Claim.objects.get(pk=scene.claim.pk))
    scene.outcome = scene.claim.outcome
    return scene


def count_all():
    while count_dirty():
        pass
