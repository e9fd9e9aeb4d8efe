"""Which indicators and dimensions an office may use, and what outcomes say by category."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Left, Length

from outcomes.models import Claim, ClaimPart, Dimension, Indicator

RESULTS = "^(OC|OP|IM)"  # shipped results, outputs and adopted practices: what people report as an outcome


def results_of(office, *, keep=None):
    """Indicators that people of this office report as an outcome: shipped ones, results first, then the office's own.

    office: Organisation or None. keep: one that stays among them though it is retired, as of a report to correct.
    """
    found = Q(office=None, code__regex=RESULTS)
    if office is not None:
        found |= Q(office=office)
    found &= Q(computed=False, retired_on=None)
    if keep is not None:
        found |= Q(pk=keep.pk)
    place = Case(
        When(office__isnull=False, then=Value(2)),
        When(code__startswith="IM", then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    return Indicator.objects.filter(found).alias(place=place).order_by(
        "place", Left("code", 2), Length("code"), "code", "version"
    )  # fmt: skip


def dimensions_of(office, *, keep=()):
    """Dimensions in use that the office may break down by, with their categories; and those of `keep` (categories)."""
    kept = {category.dimension_id for category in keep}
    found = Dimension.objects.of_office(office).filter(Q(retired_on=None) | Q(pk__in=kept))
    return found.prefetch_related("categories")


@dataclass
class Breakdown:
    """Amounts of one dimension in one currency (or "" for what is counted). parts: [(Category, amount)].

    not_stated: what the totals of these reports hold beyond their parts. n: outcomes with such parts.
    """

    dimension: Dimension
    currency: str
    total: Decimal = Decimal(0)
    n: int = 0
    parts: list = field(default_factory=list)

    @property
    def not_stated(self):
        return self.total - sum(amount for _, amount in self.parts)


def parts_of(claim):
    """[Breakdown] of one claim, whose parts came with it (prefetch_related "parts__category__dimension")."""
    found = {}
    for part in sorted(claim.parts.all(), key=lambda part: (part.category.position, part.category_id)):
        dimension = part.category.dimension
        if dimension.pk not in found:
            found[dimension.pk] = Breakdown(dimension, claim.currency, claim.amount, 1)
        found[dimension.pk].parts.append((part.category, part.amount))
    return list(found.values())


def breakdowns(user, indicator, year):
    """[Breakdown] of the outcomes of a year that this person reads: each outcome once, by its best supported report."""
    best = (
        Claim.objects.for_user(user)
        .standing()
        .filter(outcome__indicator=indicator, occurred_last__year=year)
        .order_by("outcome_id", "-evidence", "-learnt_on", "pk")
        .distinct("outcome_id")
    )
    claims = {claim.pk: claim for claim in best}
    sums, behind = defaultdict(lambda: defaultdict(Decimal)), defaultdict(set)
    rows = ClaimPart.objects.filter(claim__in=claims).select_related("category__dimension")
    for row in rows:
        key = row.category.dimension, claims[row.claim_id].currency
        sums[key][row.category] += row.amount
        behind[key].add(row.claim_id)
    found = []
    for (dimension, currency), parts in sums.items():
        ids = behind[dimension, currency]
        ordered = sorted(parts.items(), key=lambda part: (part[0].position, part[0].pk))
        found.append(Breakdown(dimension, currency, sum(claims[pk].amount for pk in ids), len(ids), ordered))
    return sorted(found, key=lambda one: (one.dimension.office_id or 0, one.dimension.pk, one.currency))


