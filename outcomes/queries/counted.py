"""From gathered facts to rows of Counted, not saved: one rule for what is stored, checked and shown as of a day."""

from dataclasses import dataclass

from outcomes import rules
from outcomes.models import Counted, Reach
from outcomes.rates import whole_month
from partnerships.models import Audience
from partnerships.models.records import WIDENING


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
    seen = {claim.pk: see(claim, money, gathered) for claim in claims}
    shares = shares_of_view(flow, owner, claims, gathered.seated)
    found = [one.rule for one in seen.values()]
    counted = rules.count(found, money=money, shares=shares)
    if counted is None:
        return
    used = [seen[rule.key] for rule in rules.claims_used(found)]
    dated = min(used, key=lambda one: dating_order(one.claim)).claim
    ties = [part.partnership for part in counted.parts]
    for place, part in enumerate(counted.parts):
        yield Counted(
            outcome_id=flow.outcome.pk,
            partnership_id=part.partnership,
            reach=reach_of(ties[: place + 1], used, gathered.reaches),
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
            constant=counted.constant,
            reported=counted.reported,
            share=part.share,
            share_stated=part.stated,
            in_portfolio=place == 0,
            contributed=part.contributed,
            rule_version=rules.RULE_VERSION,
            claims=[explain(one) for one in used],
        )


def reach_of(ties, used, known):
    """Which totals the row of the last of these ties enters; not saved. The sector is that of the claim that dates
    the outcome, else of the next best supported one that states it. known: {key: Reach}, rows that are alike share one.
    """
    dated = [one.claim for one in used if one.claim.sector]
    sector = min(dated, key=dating_order).sector if dated else ""
    organisations = tuple(sorted({one.claim.organisation_id for one in used}))
    key = ties[-1], tuple(ties[:-1]), organisations, sector
    if key not in known:
        known[key] = Reach(partnership_id=key[0], earlier=list(key[1]), organisations=list(key[2]), sector=sector)
    return known[key]


def see(claim, money, gathered):
    rate = gathered.rates.rate_for(claim.currency, claim.occurred_first, claim.occurred_last, claim.rate)
    constant = gathered.prices.constant_for(claim.currency, claim.occurred_last.year, rate.value)
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
            cif_factor=gathered.corridors.get(claim.partnership_id, rules.CIF_TO_FOB),
            constant=constant.factor,
            constant_reason=constant.reason,
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
        **({"divisor": str(rule.cif_factor)} if claim.basis == rules.Basis.CIF else {}),
        **({"constant_factor": str(rule.constant)} if one.rate_source and rule.constant is not None else {}),
    }
