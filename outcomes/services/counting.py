"""Counting: dirty outcomes in, rows of Counted out (law 1). Safe to run twice, at once, or to be killed half-way."""

import logging
from dataclasses import dataclass

from django.db import DataError, connection, transaction

from outcomes import rules
from outcomes.models import Counted, Outcome
from outcomes.queries.gather import gather
from outcomes.rates import whole_month
from partnerships.models import Audience
from partnerships.models.records import WIDENING

logger = logging.getLogger(__name__)
BATCH = 500

# The same row locked twice waits; a row that another worker holds is left to it.
DRAIN = """
DELETE FROM outcomes_dirty_flow WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM outcomes_dirty_flow LIMIT %s FOR UPDATE SKIP LOCKED))
RETURNING outcome_id
"""
MARK_ALL = "INSERT INTO outcomes_dirty_flow (outcome_id) SELECT id FROM outcomes_outcome ORDER BY id"


def count_dirty(limit=BATCH):
    """Count one batch of dirty outcomes; the number of marks taken from the queue, nought when it is empty."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(DRAIN, [limit])
            marked = [outcome for (outcome,) in cursor.fetchall()]
            if None in marked:  # somebody emptied a table of facts
                cursor.execute(MARK_ALL)
        count_or_report(sorted({outcome for outcome in marked if outcome is not None}))
    return len(marked)


def count_or_report(ids):
    """Count these; where one of them cannot be counted (a figure beyond all columns), find it, say so and go on.

    It then counts for nothing until one of its facts changes, and the queue behind it is not held up.
    """
    try:
        with transaction.atomic():
            count_outcomes(ids)
    except (ArithmeticError, DataError):
        if len(ids) > 1:
            middle = len(ids) // 2
            count_or_report(ids[:middle])
            count_or_report(ids[middle:])
        else:
            logger.exception("Outcome %s cannot be counted", ids[0])
            Counted.objects.filter(outcome__in=ids).delete()


def mark_all():
    """Every outcome shall be counted anew: after a new rule version or another reporting currency."""
    with connection.cursor() as cursor:
        cursor.execute(MARK_ALL)


def count_outcomes(outcome_ids):
    """Write what these outcomes count for, in the caller's transaction. What is unchanged is left alone.

    The outcomes' rows are locked first and in order, then read: two workers on one outcome follow each other, and the
    later one reads what the earlier one left.
    """
    locked = list(
        Outcome.objects.filter(pk__in=outcome_ids).order_by("pk").select_for_update(no_key=True).values_list("pk")
    )
    ids = [pk for (pk,) in locked]
    fresh = {row_key(row): row for row in count_gathered(gather(ids))}
    stale, standing = [], set()
    for row in Counted.objects.filter(outcome__in=ids):
        key = row_key(row)
        if key in fresh and content(row) == content(fresh[key]):
            standing.add(key)
        else:
            stale.append(row.pk)
    if stale:
        Counted.objects.filter(pk__in=stale).delete()
    Counted.objects.bulk_create([row for key, row in fresh.items() if key not in standing], batch_size=1000)


COMPARED = [field.attname for field in Counted._meta.concrete_fields if field.name not in {"id", "counted_at"}]


def row_key(row):
    return row.outcome_id, row.partnership_id, row.owner_id


def content(row):
    return [getattr(row, name) for name in COMPARED]


def count_gathered(gathered):
    """Rows of Counted, not saved: for each outcome, each office that reads a claim of it, each tie of that view."""
    for flow in gathered.flows.values():
        owners = sorted(set().union(*(gathered.readers[claim.pk] for claim in flow.claims)))
        for owner in owners:
            seen = [claim for claim in flow.claims if owner in gathered.readers[claim.pk]]
            yield from count_view(flow, owner, seen, gathered)


@dataclass(frozen=True)
class Seen:
    """A claim with its rate, as the rule reads it and as the figure explains it."""

    claim: object
    rule: rules.Claim
    rate_source: str


def count_view(flow, owner, claims, gathered):
    """What the outcome counts for in one office's view; only claims it may read go in."""
    money = flow.outcome.indicator.is_money
    seen = {claim.pk: see(claim, money, gathered.rates) for claim in claims}
    shares = shares_of_view(flow, owner, claims, gathered.seated)
    found = [one.rule for one in seen.values()]
    counted = rules.count(found, money=money, shares=shares)
    if counted is None:
        return
    used = [seen[rule.key] for rule in rules.claims_used(found)]
    dated = min(used, key=lambda one: dating_order(one.claim)).claim
    for place, part in enumerate(counted.parts):
        yield Counted(
            outcome_id=flow.outcome.pk,
            partnership_id=part.partnership,
            indicator_id=flow.outcome.indicator_id,
            owner_id=owner,
            audience=audience_of(used, owner),
            month=whole_month(dated.occurred_first, dated.occurred_last),
            year=dated.occurred_last.year,
            occurred_last=dated.occurred_last,
            state=counted.state.value,
            group=rules.evidence_group(counted.evidence).value,
            reason=counted.reason.value,
            gap=counted.gap,
            nominal=counted.nominal,
            reported=counted.reported,
            share=part.share,
            share_stated=part.stated,
            in_portfolio=place == 0,
            contributed=part.contributed,
            rule_version=rules.RULE_VERSION,
            claims=[explain(one) for one in used],
        )


def see(claim, money, rates):
    rate = rates.rate_for(claim.currency, claim.occurred_first, claim.occurred_last, claim.rate)
    return Seen(
        claim,
        rules.Claim(
            side=claim.side,
            amount=claim.amount,
            evidence=claim.evidence,
            rate=rate.value,
            basis=claim.basis,
            reported_on=claim.learnt_on,
            external_id=claim.external_id or "",
            key=claim.pk,
        ),
        rate.source.value if money else "",
    )


def shares_of_view(flow, owner, claims, seated):
    """The ties of an office's view with their stated share: those of the claims it reads, and those it sits in."""
    ties = {claim.partnership_id for claim in claims}
    ties |= {tie for tie in flow.shares if (tie, owner) in seated}
    return [(tie, flow.shares.get(tie)) for tie in sorted(ties)]


def dating_order(claim):
    """The best supported claim dates the outcome; of equal ones the one that knows the day best, then the first."""
    return -claim.evidence, claim.occurred_last - claim.occurred_first, claim.occurred_first, claim.pk


def audience_of(used, owner):
    """The narrowest of the office's own claims that went in; others' claims stay in its own office."""
    own = [one.claim.audience for one in used if one.claim.owner_id == owner]
    return min(own or [Audience.OFFICE], key=WIDENING.index)


def explain(one):
    """What the explain page says of a claim that went in. Numbers as text: they are shown, never summed."""
    claim, rule = one.claim, one.rule
    return {
        "claim": claim.pk,
        "side": claim.side,
        "evidence": claim.evidence,
        "amount": None if claim.amount is None else str(claim.amount),
        "currency": claim.currency,
        "basis": claim.basis,
        "rate": str(rule.rate) if one.rate_source and rule.rate is not None else None,
        "rate_source": one.rate_source,
    }
