"""Two tellings of one outcome: a new report joins what stands, two outcomes become one, or are said to be two."""

from dataclasses import replace
from decimal import Decimal

from django.db.models import Sum

from outcomes.enums import Side
from outcomes.models import Claim, Lead, NotTheSame, Outcome, Settlement, Share
from outcomes.queries.claims import may_change
from outcomes.queries.similar import reads_whole, standing_outcome
from outcomes.services import refusals
from outcomes.services.own_rate import rate_kept
from outcomes.services.waking import wake
from partnerships.models import Seat
from stakeholders.access import Permission
from stakeholders.dates import PartialDate
from stakeholders.verbs import verb

# Two indicators of one project: they share its flow, never mirror each other and are never summed (METHODS 5.7).
OF_ONE_PROJECT = {frozenset({"OC5", "OC6"})}
OTHER_END = {Side.SELLER: Side.BUYER, Side.BUYER: Side.SELLER, Side.HOME: Side.HOST, Side.HOST: Side.HOME}


def flow_for(indicator, user, *, flow_key, same_as=None):
    """The outcome that a new report tells of, locked where it stood already.

    flow_key: of a new one. same_as: an outcome that the person reads, of the same indicator or of the same project.
    Raises NotYoursToRead, AnotherIndicator.
    """
    if same_as is None:
        return standing_outcome(Outcome.objects.get_or_create(flow_key=flow_key, indicator=indicator)[0])
    same = standing_outcome(Outcome.objects.select_for_update(no_key=True).get(pk=same_as.pk))
    same = Outcome.objects.select_for_update(no_key=True).select_related("indicator").get(pk=same.pk)
    if not Outcome.objects.for_user(user).filter(pk=same.pk).exists():
        raise refusals.NotYoursToRead(same, field="same")
    if same.indicator_id == indicator.pk:
        return same
    if frozenset({same.indicator.code, indicator.code}) not in OF_ONE_PROJECT:
        raise refusals.AnotherIndicator(same, field="indicator")
    return standing_outcome(Outcome.objects.get_or_create(flow_key=same.flow_key, indicator=indicator)[0])


def find_own(outcome, organisation, side, user):
    """The standing report of this organisation and side, for the new one to correct; None where there is none.

    Raises AlreadyReported where there is one that the person may not change.
    """
    own = Claim.objects.standing().filter(outcome=outcome, organisation=organisation, side=side)
    own = own.exclude(source="confirmation").select_for_update(no_key=True).order_by("-evidence", "-pk").first()
    if own is None:
        return None
    if not may_change(user, own):
        raise refusals.AlreadyReported(own, field="same")
    return own


def as_told_before(facts, outcome, seat):
    """A short report of an outcome that stands already, with what it leaves out.

    Where the organisation has reported it, the title, dates and the rest stay as its own report has them, and what is
    new is an amount, papers and the activity. Where only the other side of the tie has, this one stands at the other
    end, so that the two figures are held against each other.
    """
    reports = Claim.objects.standing().filter(outcome=outcome).exclude(source="confirmation")
    reports = reports.order_by("-evidence", "-pk")
    own = reports.filter(organisation=seat.organisation_id).first()
    if own is None:
        theirs = Seat.objects.filter(partnership=seat.partnership_id).exclude(side=seat.side_id)
        reported = reports.filter(partnership=seat.partnership_id, organisation__in=theirs.values("organisation"))
        other = reported.first()
        return replace(facts, side=OTHER_END.get(other.side, facts.side)) if other else facts
    return replace(
        facts,
        title=own.title,
        occurred=PartialDate(own.occurred_first, own.occurred_last),
        amount=own.amount if facts.amount is None else facts.amount,
        currency=own.currency if facts.amount is None else facts.currency,
        **rate_kept(own, own.currency if facts.amount is None else facts.currency),
        basis=own.basis,
        side=own.side,
        sector=facts.sector or own.sector,
        note=facts.note or own.note,
    )


def check_shares(outcome, partnership, share):
    """Shares of one outcome add to at most one, this partnership's own aside. Raises SharesAboveOne."""
    if share is None:
        return
    others = Share.objects.filter(outcome=outcome).exclude(partnership=partnership)
    if (others.aggregate(sum=Sum("share"))["sum"] or Decimal(0)) + share > 1:
        raise refusals.SharesAboveOne(outcome, field="share")


@verb("outcome.merged")
def merge_outcomes(keep, gone, *, by, at):
    """Two outcomes turned out to be one: `keep` holds the reports of both from now on. Returns it.

    Reports, shares, origins and leads move; the emptied outcome stays as the way from its old address and flow key.
    Merging again changes nothing. Which of the two is emptied: the one whose every standing report is the person's to
    change, the given one first. Raises NotYoursToRead, AnotherIndicator, NotYoursToMerge, SharesAboveOne.
    """
    rows = Outcome.objects.filter(pk__in={keep.pk, gone.pk}).order_by("pk").select_for_update(no_key=True)
    rows = {row.pk: row for row in rows}
    keep, gone = rows[keep.pk], rows[gone.pk]
    if keep.pk == gone.pk or gone.merged_into_id == keep.pk:
        return keep
    if keep.merged_into_id == gone.pk:
        return gone
    readable = Outcome.objects.for_user(by).filter(pk__in=rows, merged_into=None)
    if readable.count() < 2:
        raise refusals.NotYoursToRead(gone)
    if keep.indicator_id != gone.indicator_id:
        raise refusals.AnotherIndicator(gone)
    if not reads_whole(by, gone):
        keep, gone = gone, keep
        if not reads_whole(by, gone):
            raise refusals.NotYoursToMerge(gone)
    move_shares(gone, keep)
    Claim.objects.filter(outcome=gone).update(outcome=keep)
    Lead.objects.filter(outcome=gone).update(outcome=keep)
    Settlement.objects.filter(outcome=gone).update(outcome=keep)
    Outcome.objects.filter(pk=gone.pk).update(merged_into=keep, merged_at=at)
    wake()
    return keep


def move_shares(gone, keep):
    """The stated share of each partnership goes along; of two stated ones `keep`'s stays. Raises SharesAboveOne."""
    stated = {row.partnership_id: row for row in keep.shares.all()}
    moved = list(gone.shares.all())
    gone.shares.all().delete()
    fresh = []
    for row in moved:
        kept = stated.get(row.partnership_id)
        if kept is None:
            fresh.append(Share(outcome=keep, partnership_id=row.partnership_id, share=row.share, reason=row.reason))
        elif kept.share is None and row.share is not None:
            kept.share, kept.reason = row.share, row.reason
            fresh.append(kept)
    known = {row.partnership_id: row.share for row in [*stated.values(), *fresh]}
    if sum((share for share in known.values() if share is not None), Decimal(0)) > 1:
        raise refusals.SharesAboveOne(keep)
    for row in fresh:
        row.save()


@verb("outcome.said_to_be_two")
def say_not_the_same(one, other, *, by, at):
    """They look alike and are two: the office that says so is not asked again. Returns the decisions.

    Said for each office whose report of either one the person may change. Raises NotYoursToRead.
    """
    pair = sorted((one.pk, other.pk))
    claims = Claim.objects.for_user(by, Permission.EDIT).standing().filter(outcome__in=pair)
    owners = sorted(set(claims.values_list("owner", flat=True)))
    if Outcome.objects.for_user(by).filter(pk__in=pair).count() < 2 or not owners:
        raise refusals.NotYoursToRead(one)
    return [
        NotTheSame.objects.get_or_create(
            owner_id=owner, one_id=pair[0], other_id=pair[1], defaults={"by": by, "at": at}
        )[0]
        for owner in owners
    ]
