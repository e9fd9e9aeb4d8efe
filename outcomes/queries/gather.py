"""What counting reads: the standing claims of a set of outcomes, who may read which, rates, prices and shares.

A handful of statements for any number of outcomes.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q

from outcomes import rules
from outcomes.known import known_claims
from outcomes.models import Claim, CorridorFactor, ExchangeRate, Outcome, PriceIndex, Share
from outcomes.prices import PriceBook, Way
from outcomes.queries.merged import merged_later, outcomes_then
from outcomes.queries.prices_then import rows_on
from outcomes.queries.shares import shares_on
from outcomes.rates import RateBook
from partnerships.models import Audience, PartnershipPlace, Seat, SeatRole
from stakeholders.models import Office

TO_PARTIES = {Audience.PARTIES, Audience.SHARED, Audience.PUBLIC}
TO_LEADS = {Audience.SHARED, Audience.PUBLIC}

# Plain tuples instead of records: building the records would cost more than counting them.
READ = [
    "pk", "outcome_id", "partnership_id", "organisation_id", "owner_id", "audience", "side", "amount", "currency",
    "rate", "basis", "occurred_first", "occurred_last", "learnt_on", "evidence", "external_id", "withdrawn_at",
    "superseded_by_id", "created_at", "sector",
]  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """In what money, in prices of which year, and of which day to count.

    into: currency of the answer. base_year: None for no constant prices. as_of: only what had happened by then.
    known_on: only what had been reported by then; None is everything that stands now.
    """

    into: str
    base_year: int | None = None
    way: Way = Way.OWN
    as_of: dt.date | None = None
    known_on: dt.date | None = None


def stored_terms():
    """What Counted holds: the reporting currency, prices of GEMEL_BASE_YEAR, everything that stands now."""
    return Terms(settings.GEMEL_CURRENCY, settings.GEMEL_BASE_YEAR)


@dataclass
class Flow:
    """One outcome with all that stands on it. shares: {partnership id: stated share or None}."""

    outcome: object
    claims: list = field(default_factory=list)
    shares: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Gathered:
    """flows: {outcome id: Flow}. readers: {claim id: organisations whose view the claim enters}.
    seated: {(partnership id, organisation id)}. corridors: {partnership id: CIF divisor} where it is not the usual one.
    reaches: {key: Reach} of the rows made so far.
    """

    flows: dict
    readers: dict
    seated: set
    prices: PriceBook
    corridors: dict
    reaches: dict = field(default_factory=dict)

    @property
    def rates(self):
        return self.prices.rates


def gather(outcome_ids, terms=None, claims=None):
    """Everything that counting these outcomes needs; withdrawn and superseded claims stay in history.

    terms: those of the stored figures where none are given. claims: a query to take the claims from, where they are
    not all to go in.
    """
    terms = terms or stored_terms()
    merged = merged_later(outcome_ids, terms.known_on) if terms.known_on else {}
    outcomes = Outcome.objects.filter(pk__in=[*outcome_ids, *merged]).select_related("indicator").order_by("pk")
    flows = {outcome.pk: Flow(outcome) for outcome in outcomes}
    found = Claim.objects.all() if claims is None else claims
    if terms.known_on is None:
        found = found.filter(withdrawn_at=None, superseded_by=None)
    rows = found.filter(outcome__in=list(flows)).order_by("pk").values_list(*READ, named=True)
    standing = known_claims(list(rows), as_of=terms.as_of, known_on=terms.known_on)
    elsewhere = outcomes_then(merged, terms.known_on)
    for claim in standing:
        flows[elsewhere.get(claim.pk, claim.outcome_id)].claims.append(claim)
    for outcome, partnership, share in shares_of(list(flows), terms.known_on, merged):
        flows[outcome].shares[partnership] = share
    ties = {claim.partnership_id for claim in standing} | {tie for flow in flows.values() for tie in flow.shares}
    seats = list(Seat.objects.filter(partnership__in=ties).values_list("partnership", "organisation", "role"))
    return Gathered(
        flows,
        readers_of(standing, seats),
        {(tie, organisation) for tie, organisation, _ in seats},
        price_book(standing, terms),
        corridors_of(standing, terms.known_on),
    )


def shares_of(outcome_ids, known_on, merged):
    if known_on is not None:
        first = {}
        for kept, at in merged.values():
            first[kept] = min(at, first.get(kept, at))
        return shares_on(outcome_ids, known_on, first)
    return Share.objects.filter(outcome__in=outcome_ids).values_list("outcome", "partnership", "share")


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


def price_book(claims, terms):
    """The rates and indices that these claims may need on these terms."""
    rates = rate_book(claims, terms)
    if terms.base_year is None:
        return PriceBook(rates)
    currencies = {claim.currency for claim in claims} | {terms.into}
    years = {claim.occurred_last.year for claim in claims} | {terms.base_year}
    needed = Q(currency__in=currencies, year__in=years)
    rows = rows_on(PriceIndex, terms.known_on, ("currency", "year", "value"), needed)
    indices = {(currency, year): value for currency, year, value in rows}
    return PriceBook(rates, terms.base_year, indices, terms.way)


def rate_book(claims, terms):
    """The rates at which these claims are converted, and the base year's."""
    reporting, into, base = settings.GEMEL_CURRENCY, terms.into, terms.base_year
    crossed = into != reporting
    open_claims = claims if crossed else [claim for claim in claims if claim.rate is None]
    currencies = {claim.currency for claim in open_claims} | ({into} if crossed else set())
    spans = []
    if currencies - {reporting, ""} and open_claims:
        first = min(claim.occurred_first for claim in open_claims)
        spans.append((currencies, first, max(claim.occurred_last for claim in open_claims)))
    if base is not None:
        every = {claim.currency for claim in claims} | {into}
        spans.append((every, dt.date(base, 1, 1), dt.date(base, 12, 31)))
    if not spans or not claims:
        return RateBook(reporting, into=into)
    needed = (Q(currency__in=names, first__lte=last, last__gte=first) for names, first, last in spans)
    of_flows = reduce(or_, needed) & ~Q(kind=ExchangeRate.Kind.CLOSING)
    rows = rows_on(ExchangeRate, terms.known_on, ("currency", "kind", "first", "last", "rate"), of_flows)
    return RateBook(reporting, rows, into=into)


def corridors_of(claims, known_on=None):
    """{partnership: divisor} of the ties of CIF claims between two countries with a factor of their own."""
    ties = {claim.partnership_id for claim in claims if claim.basis == rules.Basis.CIF}
    if not ties:
        return {}
    rows = rows_on(CorridorFactor, known_on, ("country_a", "country_b", "factor"))
    factors = {frozenset(pair): factor for *pair, factor in rows}
    if not factors:
        return {}
    countries = defaultdict(set)
    places = PartnershipPlace.objects.filter(partnership__in=ties)
    for tie, country, place in places.values_list("partnership", "place__country", "place"):
        countries[tie].add(country or place)
    return {tie: factors[frozenset(pair)] for tie, pair in countries.items() if frozenset(pair) in factors}
