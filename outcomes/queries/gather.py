"""What counting reads: the standing claims of a set of outcomes, who may read which, rates and shares.

A handful of statements for any number of outcomes.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings

from outcomes.models import Claim, ExchangeRate, Outcome, Share
from outcomes.rates import RateBook
from partnerships.models import Audience, Seat, SeatRole
from stakeholders.models import Office

TO_PARTIES = {Audience.PARTIES, Audience.SHARED, Audience.PUBLIC}
TO_LEADS = {Audience.SHARED, Audience.PUBLIC}


@dataclass
class Flow:
    """One outcome with all that stands on it. shares: {partnership id: stated share or None}."""

    outcome: object
    claims: list = field(default_factory=list)
    shares: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Gathered:
    """flows: {outcome id: Flow}. readers: {claim id: organisations whose view the claim enters}.
    seated: {(partnership id, organisation id)}."""

    flows: dict
    readers: dict
    seated: set
    rates: RateBook


def gather(outcome_ids):
    """Everything that counting these outcomes needs; withdrawn and superseded claims stay in history."""
    outcomes = Outcome.objects.filter(pk__in=outcome_ids).select_related("indicator")
    flows = {outcome.pk: Flow(outcome) for outcome in outcomes}
    claims = list(Claim.objects.standing().filter(outcome__in=flows).order_by("pk"))
    for claim in claims:
        flows[claim.outcome_id].claims.append(claim)
    for share in Share.objects.filter(outcome__in=flows):
        flows[share.outcome_id].shares[share.partnership_id] = share.share
    ties = {claim.partnership_id for claim in claims} | {tie for flow in flows.values() for tie in flow.shares}
    seats = list(Seat.objects.filter(partnership__in=ties).values_list("partnership", "organisation", "role"))
    return Gathered(
        flows,
        readers_of(claims, seats),
        {(tie, organisation) for tie, organisation, _ in seats},
        rate_book(claims),
    )


def readers_of(claims, seats):
    """Into whose figures each claim goes: its owner's; and, where its audience admits them, those of the offices that
    claim it or lead a side of its tie (ARCHITECTURE 4). People of other bodies read lists, not figures."""
    leads = defaultdict(set)
    for tie, organisation, role in seats:
        if role == SeatRole.LEAD:
            leads[tie].add(organisation)
    wider = {}
    for claim in claims:
        found = wider[claim.pk] = set()
        if claim.audience in TO_PARTIES:
            found.add(claim.organisation_id)
        if claim.audience in TO_LEADS:
            found |= leads[claim.partnership_id]
    candidates = set().union(*wider.values())
    offices = set(Office.objects.filter(organisation__in=candidates).values_list("organisation", flat=True))
    return {claim.pk: {claim.owner_id} | (wider[claim.pk] & offices) for claim in claims}


def rate_book(claims):
    """The rates that these claims may need."""
    open_claims = [claim for claim in claims if claim.rate is None and claim.currency != settings.GEMEL_CURRENCY]
    if not open_claims:
        return RateBook(settings.GEMEL_CURRENCY)
    rows = (
        ExchangeRate.objects.exclude(kind=ExchangeRate.Kind.CLOSING)
        .filter(
            currency__in={claim.currency for claim in open_claims},
            first__lte=max(claim.occurred_last for claim in open_claims),
            last__gte=min(claim.occurred_first for claim in open_claims),
        )
        .values_list("currency", "kind", "first", "last", "rate")
    )
    return RateBook(settings.GEMEL_CURRENCY, rows)
