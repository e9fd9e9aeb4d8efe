"""Settling two figures: take over theirs, ask them to confirm ours, or leave both standing. The rule is not bent."""

from django.utils import timezone

from outcomes.enums import Evidence
from outcomes.models import GapCause, Outcome, SettledHow, Settlement
from outcomes.queries.settlement import TO_RECONCILE, mirror_of, settled
from outcomes.services import refusals
from outcomes.services.confirmations import Asked, ask_confirmation
from outcomes.services.own_rate import rate_kept
from outcomes.services.standing import locked, supersede
from outcomes.services.waking import wake
from partnerships.models import Audience
from stakeholders.verbs import verb


def open_mirror(claim, cause, reason, at):
    """(the report locked, its mirror) while the two figures wait for a decision.

    Raises CauseUnknown, ReasonMissing, NothingToSettle, AlreadySettled.
    """
    if cause not in GapCause.values:
        raise refusals.CauseUnknown(claim, field="cause")
    if not reason.strip():
        raise refusals.ReasonMissing(claim, field="reason")
    claim = locked(claim)
    mirror = mirror_of(Outcome.objects.select_related("indicator").get(pk=claim.outcome_id), claim.owner_id)
    if mirror is None or mirror.state not in TO_RECONCILE or mirror.ours is None or mirror.ours.claim.pk != claim.pk:
        if settled_before(claim):
            raise refusals.AlreadySettled(claim)
        raise refusals.NothingToSettle(claim)
    if settled(claim.outcome, claim.owner_id, mirror.standing, at):
        raise refusals.AlreadySettled(claim)
    return claim, mirror


def settled_before(claim):
    return Settlement.objects.filter(outcome=claim.outcome_id, claim=claim).exists()


def keep(claim, mirror, how, cause, reason, *, by, at, ask=None):
    audience = Audience.NAMED if claim.audience == Audience.NAMED else Audience.OFFICE
    return Settlement.objects.create(
        outcome_id=claim.outcome_id, claim=claim, audience=audience, cause=cause, how=how, reason=reason.strip()[:500],
        ask=ask, standing=list(mirror.standing), by=by, at=at,
    )  # fmt: skip


@verb("settlement.theirs_taken")
def take_theirs(claim, *, cause, reason, by, at):
    """The office takes over the other side's figure: its own report is corrected to it, with the reason.

    The evidence of the new row is that of any corrected figure: its papers, not the confirmation of the former
    amount. So the other side's confirmed figure counts from now on. Raises the refusals of `open_mirror`.
    """
    claim, mirror = open_mirror(claim, cause, reason, at)
    theirs = mirror.theirs.claim
    made = keep(claim, mirror, SettledHow.THEIRS, cause, reason, by=by, at=at)
    documented = claim.files.exists()
    supersede(
        claim,
        amount=theirs.amount,
        currency=theirs.currency,
        **rate_kept(theirs, theirs.currency),
        basis=theirs.basis,
        note="\n".join(part for part in (claim.note, reason.strip()) if part),
        evidence=Evidence.DOCUMENTED if documented else Evidence.SELF_REPORTED,
        acknowledged_at=None,
        checked_at=None,
        checked_by_id=None,
        learnt_on=timezone.localdate(at),
        created_by_id=by.pk,
    )
    wake()
    return made


@verb("settlement.both_kept")
def leave_both(claim, *, cause, reason, by, at):
    """Two figures, both right, as they measure two things: it stays as the rule counts it and asks nobody any more.

    It asks again once a report of either side changes. Raises the refusals of `open_mirror`.
    """
    claim, mirror = open_mirror(claim, cause, reason, at)
    return keep(claim, mirror, SettledHow.BOTH_RIGHT, cause, reason, by=by, at=at)


@verb("settlement.asked")
def settle_by_asking(claim, *, cause, reason, by, at, **ask):
    """Ask the other side to confirm our figure; until they answer it asks nobody here.

    ask: as for ask_confirmation, of an organisation of the other side or the firm. Raises the refusals of
    `open_mirror` and of `check_ask`.
    """
    claim, mirror = open_mirror(claim, cause, reason, at)
    sent = ask_confirmation(claim, **{"asked": Asked.OTHER_SIDE, **ask}, by=by, at=at)
    return keep(claim, mirror, SettledHow.ASKED, cause, reason, by=by, at=at, ask=sent)
