"""Reports that may tell of one outcome twice: before a report is saved, and in a review list after imports.

Alike are two standing reports of one indicator, of the same partnership, or of the same organisation on two ties that
lead to the same country (a city's and its region's), at most 60 days apart and at most 25 % apart in the reporting
currency; an amount that is missing, or has no rate, does not tell them apart. Two periods that do not overlap (July and
August) are two figures. The figure of a period (outcomes.spells) has a flow key that names its tie and period: two of
them are two, and of another tie nothing is like one. Only what the person may read is compared.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, When

from outcomes import rules
from outcomes.enums import State
from outcomes.models import Claim, NotTheSame, Outcome
from outcomes.queries.gather import rate_book, stored_terms
from partnerships.models import PartnershipPlace
from partnerships.models.keys import keys_of
from stakeholders.access import Permission

NEAR = dt.timedelta(days=60)
CLOSE = Decimal("0.25")
SHOWN = 5
PAIRS = 200

# Two equality joins with a date range each, so that both can be hashed; an OR would compare everything with everything.
PAIRS_SQL = """
WITH mine AS MATERIALIZED ({mine}), theirs AS MATERIALIZED ({theirs}),
pairs AS (
  SELECT a.outcome_id AS a, b.outcome_id AS b, a.id AS mine, b.id AS other, a.owner_id
  FROM mine a JOIN theirs b ON a.indicator = b.indicator AND a.partnership_id = b.partnership_id
  WHERE {alike} AND NOT (a.of_period AND b.of_period)
  UNION
  SELECT a.outcome_id, b.outcome_id, a.id, b.id, a.owner_id
  FROM mine a JOIN theirs b ON a.indicator = b.indicator AND a.organisation_id = b.organisation_id
  WHERE {alike} AND a.partnership_id <> b.partnership_id AND NOT a.of_period AND NOT b.of_period AND {same_country}
)
SELECT p.a, p.b, p.mine, p.other FROM pairs p
WHERE NOT EXISTS (SELECT 1 FROM outcomes_notthesame n WHERE n.owner_id = p.owner_id
                  AND n.one_id = LEAST(p.a, p.b) AND n.other_id = GREATEST(p.a, p.b))
ORDER BY GREATEST(p.mine, p.other) DESC, p.mine
LIMIT %s
"""
ALIKE_SQL = """a.outcome_id <> b.outcome_id
  AND a.occurred_first <= b.occurred_last + 60 AND b.occurred_first <= a.occurred_last + 60
  AND (a.occurred_first = a.occurred_last OR b.occurred_first = b.occurred_last
       OR (a.occurred_first <= b.occurred_last AND b.occurred_first <= a.occurred_last))
  AND (a.amount IS NULL OR b.amount IS NULL OR a.currency <> b.currency
       OR abs(a.amount - b.amount) * 2 <= 0.25 * (a.amount + b.amount))"""


SAME_COUNTRY_SQL = """EXISTS (
  SELECT 1 FROM stakeholders_organisation o JOIN stakeholders_place home ON home.id = o.place_id
  JOIN partnerships_partnershipplace pa ON pa.partnership_id = a.partnership_id
  JOIN stakeholders_place one ON one.id = pa.place_id AND one.country_code <> home.country_code
  JOIN partnerships_partnershipplace pb ON pb.partnership_id = b.partnership_id
  JOIN stakeholders_place other ON other.id = pb.place_id AND other.country_code = one.country_code
  WHERE o.id = a.organisation_id)"""
OF_PERIOD = r"^\d+:[^:]+:\d{4}(-Q[1-4]|-\d{2})?$"  # flow keys of outcomes.spells


@dataclass(frozen=True)
class Pair:
    """Two outcomes that may be one. mine: a report that the person may change; other: one that they read."""

    mine: Claim
    other: Claim


def as_reported(facts, partnership, organisation):
    """A report as it would stand (facts of services.claims), not saved: to hold it beside others."""
    row = Claim(
        partnership=partnership, organisation=organisation, title=facts.title, side=facts.side, amount=facts.amount,
        currency=facts.currency if facts.indicator.is_money else "", rate=facts.rate, basis=facts.basis,
        occurred_first=facts.occurred.first, occurred_last=facts.occurred.last,
    )  # fmt: skip
    row.indicator = facts.indicator
    return row


def value_of(claim, rates):
    """In the reporting currency (or the indicator's unit), free on board; None without amount or rate."""
    if claim.amount is None or not claim.currency:
        return claim.amount
    rate = rates.rate_for(claim.currency, claim.occurred_first, claim.occurred_last, claim.rate).value
    read = rules.Claim(side=claim.side, amount=claim.amount, evidence=0, rate=rate, basis=claim.basis)
    return rules.claim_value(read)


def mark_without_rate(claims):
    """Each report gets `unconverted`: "not_converted" where its amount waits for an exchange rate, else ""."""
    rates = rate_book(claims, stored_terms())
    for claim in claims:
        waits = bool(claim.currency) and claim.amount is not None and value_of(claim, rates) is None
        claim.unconverted = State.NOT_CONVERTED if waits else ""


def amounts_alike(one, other, rates):
    values = value_of(one, rates), value_of(other, rates)
    if None in values:
        return True
    gap = rules.mirror_gap(*values)
    return gap is not None and gap <= CLOSE


def readable(user, permission=Permission.VIEW):
    """Standing reports that the person reads, of outcomes that were not merged into others."""
    return Claim.objects.for_user(user, permission).standing().filter(outcome__merged_into=None)


def similar_claims(user, new, *, exclude=None):
    """Reports like a new one, the newest first, one for each outcome, at most five.

    new: an unsaved Claim with partnership, organisation, side, amount, currency, basis, its dates and `indicator`.
    exclude: outcome that it is already.
    """
    one_day = new.occurred_first == new.occurred_last
    near = Q(occurred_first__lte=new.occurred_last + NEAR, occurred_last__gte=new.occurred_first - NEAR)
    if not one_day:
        overlaps = Q(occurred_first__lte=new.occurred_last, occurred_last__gte=new.occurred_first)
        near &= overlaps | Q(occurred_first=F("occurred_last"))
    of_period = Q(outcome__flow_key__regex=OF_PERIOD)
    places = PartnershipPlace.objects.filter(partnership=new.partnership_id)
    away = set(places.values_list("place__country_code", flat=True)) - {new.organisation.place.country_code}
    there = PartnershipPlace.objects.filter(partnership=OuterRef("partnership"), place__country_code__in=away)
    same = Q(partnership=new.partnership_id) | (Q(organisation=new.organisation_id) & Q(Exists(there)) & ~of_period)
    found = readable(user).filter(same, near, outcome__indicator=new.indicator)
    if exclude is not None:
        found = found.exclude(outcome=exclude)
    found = list(found.select_related("organisation", "partnership", "outcome__indicator").order_by("-pk")[:200])
    rates = rate_book([new, *found], stored_terms())
    alike = {}
    for claim in found:
        if amounts_alike(new, claim, rates):
            alike.setdefault(claim.outcome_id, claim)
    return list(alike.values())[:SHOWN]


def undecided_pairs(user):
    """Pairs of outcomes that look alike and of which nobody in the owner's office has said yet what they are.

    One of each pair is the person's to change. At most 200, the newest first, each two outcomes once.
    """
    columns = (
        "id", "outcome_id", "partnership_id", "organisation_id", "owner_id", "amount", "currency", "occurred_first",
        "occurred_last",
    )  # fmt: skip
    if not keys_of(user).with_permission(Permission.EDIT).held:
        return []
    parts, parameters = {}, []
    for name, permission in (("mine", Permission.EDIT), ("theirs", Permission.VIEW)):
        rows = readable(user, permission).order_by().annotate(
            indicator=F("outcome__indicator_id"),
            of_period=Case(When(outcome__flow_key__regex=OF_PERIOD, then=True), default=False),
        )
        statement, given = rows.values(*columns, "indicator", "of_period").query.sql_with_params()
        parts[name] = statement
        parameters += given
    with connection.cursor() as cursor:
        cursor.execute(PAIRS_SQL.format(alike=ALIKE_SQL, same_country=SAME_COUNTRY_SQL, **parts), [*parameters, PAIRS])
        rows = cursor.fetchall()
    ids = {pk for *_, mine, other in rows for pk in (mine, other)}
    claims = {
        claim.pk: claim
        for claim in Claim.objects.for_user(user)
        .filter(pk__in=ids)
        .select_related("organisation", "partnership", "outcome__indicator")
    }
    rates = rate_book(list(claims.values()), stored_terms())
    found = {}
    for one, two, mine, other in rows:
        key = min(one, two), max(one, two)
        if key not in found and amounts_alike(claims[mine], claims[other], rates):
            found[key] = Pair(claims[mine], claims[other])
    return list(found.values())


def said_not_the_same(user, one, other):
    """Whether somebody said already that these two are two."""
    first, second = sorted((one.pk, other.pk))
    return NotTheSame.objects.for_user(user).filter(one=first, other=second).exists()


def reads_whole(user, outcome, permission=Permission.EDIT):
    """Whether each standing report of the outcome is the person's to change."""
    standing = Claim.objects.standing().filter(outcome=outcome)
    allowed = Claim.objects.for_user(user, permission).standing().filter(outcome=outcome)
    return standing.count() == allowed.count()


def standing_outcome(outcome):
    """The outcome that holds the reports today: itself, or the one it was merged into."""
    while outcome.merged_into_id:
        outcome = Outcome.objects.get(pk=outcome.merged_into_id)
    return outcome
