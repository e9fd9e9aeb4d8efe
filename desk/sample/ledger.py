"""What people have done about outcomes of the sample: steps, a report told twice, two figures that were settled."""

import datetime as dt
from decimal import Decimal

from outcomes.models import Claim, GapCause, Outcome, SettledHow, Settlement, Share, Step, StepKind
from partnerships.models import Audience

VERIFIED = 3


def add_steps(claims):
    """Contracts and investments moved: a letter of intent, the contract, and what came of the older ones."""
    steps = []
    for claim in claims:
        if claim.outcome.indicator.code not in ("OC1", "OC6") or claim.side in ("buyer", "home"):
            continue
        day = claim.occurred_first
        way = [(StepKind.LETTER_OF_INTENT, day - dt.timedelta(days=110)), (StepKind.CONTRACT, day)]
        if claim.outcome.indicator.code == "OC6":
            way = [(kind, at - dt.timedelta(days=60)) for kind, at in way] + [(StepKind.REALISED, day)]
        steps += [Step(claim=claim, kind=kind, reached_first=at, reached_last=at) for kind, at in way]
    Step.objects.bulk_create(steps)


def add_twin(sample, claims):
    """The office noted what a chamber had reported: it waits in the review list for somebody to say what it is."""
    first = next(
        (claim for claim in claims if claim.currency == "USD" and claim.evidence == 2 and claim.amount), None
    )
    if first is None:
        return
    outcome = Outcome.objects.create(flow_key=f"sample:{first.partnership_id}:twin", indicator=first.outcome.indicator,
                                     sample=True)  # fmt: skip
    Share.objects.create(outcome=outcome, partnership=first.partnership)
    day = first.occurred_first + dt.timedelta(days=6)
    Claim.objects.create(
        outcome=outcome, partnership=first.partnership, organisation=sample.owner, owner=sample.owner,
        title=f"{first.title} (from the minutes)", side=first.side, amount=first.amount * Decimal("1.05"),
        currency=first.currency, occurred_first=day, occurred_last=day, learnt_on=min(day, sample.today),
        evidence=1, audience=Audience.PARTIES, sample=True, source="sample",
        created_by=sample.users["coordinator"],
    )  # fmt: skip


def settle_one(sample, claims):
    """Of the outcomes with two figures a quarter apart one is settled as right on both sides; the rest wait."""
    ends = {}
    for claim in claims:
        if claim.evidence == VERIFIED:
            ends.setdefault(claim.outcome_id, []).append(claim)
    for ours, theirs in (pair for pair in ends.values() if len(pair) == 2):
        if Decimal("0.8") < theirs.amount / ours.amount < Decimal("0.9"):
            Settlement.objects.create(
                outcome=ours.outcome, claim=ours, cause=GapCause.TIMING, how=SettledHow.BOTH_RIGHT,
                reason="Ours is the value of the contract, theirs what was delivered by December.",
                standing=sorted([ours.pk, theirs.pk]), by=sample.users["coordinator"], at=sample.now,
            )  # fmt: skip
            return
