"""Net additional value of an office's verified outcomes, under the assumptions it states (METHODS 5.8)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from outcomes.models import Additionality, Counted
from outcomes.prices import Assumptions, net_additional
from outcomes.queries.cells import COUNTING
from outcomes.queries.figures import in_span
from outcomes.rules import to_cents

PARTS = ("deadweight", "leakage", "displacement", "substitution", "multiplier")


@dataclass(frozen=True)
class Net:
    """One indicator: verified value and what of it is additional, reporting currency, of the n outcomes under an
    assumption. without: outcomes for which none is stated; they stand in neither."""

    indicator: object
    gross: Decimal | None
    net: Decimal | None
    n: int
    without: int


def stated_by(organisation):
    """What the office assumes, the general first."""
    rows = Additionality.objects.filter(owner=organisation).select_related("partnership", "indicator")
    return sorted(rows, key=lambda row: (str(row.partnership or ""), row.indicator.code if row.indicator else ""))


def assumption_for(stated, partnership, indicator):
    """The row that names most: tie and indicator, then the tie, then the indicator, then the one for all; or None.

    stated: {(partnership id or None, indicator id or None): row}.
    """
    for key in ((partnership, indicator), (partnership, None), (None, indicator), (None, None)):
        if key in stated:
            return stated[key]
    return None


def values_of(row):
    return Assumptions(**{name: getattr(row, name) for name in PARTS})


def net_by_indicator(user, organisation, span, partnership=None):
    """[Net] of the money indicators with a verified outcome dated inside the span; rounded per outcome to the cent.

    An outcome of several ties counts once, under the assumption for the tie at which it stands in the portfolio.
    partnership: of one tie alone. Kinds are never added, so there is no total.
    """
    stated = {(row.partnership_id, row.indicator_id): row for row in stated_by(organisation)}
    rows = (
        Counted.objects.for_user(user)
        .filter(in_span(span), owner=organisation, state__in=COUNTING, indicator__is_money=True)
        .filter(Q(partnership=partnership) if partnership else Q(in_portfolio=True))
        .select_related("indicator")
        .order_by("indicator__code", "pk")
    )
    found = {}
    for row in rows:
        pairs = found.setdefault(row.indicator, [])
        assumed = assumption_for(stated, row.partnership_id, row.indicator_id)
        net = to_cents(net_additional(row.nominal, values_of(assumed))) if assumed else None
        pairs.append((row.nominal, net))
    return [summed(indicator, pairs) for indicator, pairs in found.items()]


def summed(indicator, pairs):
    under = [(gross, net) for gross, net in pairs if net is not None]
    return Net(
        indicator,
        sum(gross for gross, _ in under) if under else None,
        sum(net for _, net in under) if under else None,
        len(under),
        len(pairs) - len(under),
    )
