"""What a total holds: the sums that enter it, added as pages add them."""

from collections import defaultdict
from types import SimpleNamespace

from django.db.models import F

from outcomes.models import RollUp
from outcomes.models.reach import member_number

AMOUNTS = ("nominal", "constant", "reported")


def added(level, member=0, **filters):
    """One row for each office, indicator, month, state, evidence and audience of a total."""
    rows = RollUp.objects.filter(
        reach__members__level=level, reach__members__member=member_number(level, member), **filters
    ).annotate(counts=F("reach__members__counts"))
    found = defaultdict(list)
    for row in rows.select_related("indicator").order_by("year", "month", "pk"):
        found[row.owner_id, row.indicator, row.year, row.month, row.state, row.group, row.audience].append(row)
    names = ("owner_id", "indicator", "year", "month", "state", "group", "audience")
    return [SimpleNamespace(**dict(zip(names, key, strict=True)), **sums(same)) for key, same in found.items()]


def sums(rows):
    counting = [row for row in rows if row.counts]
    return {
        "n": sum(row.n for row in counting),
        "contributed": add(row.contributed for row in rows),
        **{name: add(getattr(row, name) for row in counting) for name in AMOUNTS},
    }


def add(values):
    known = [value for value in values if value is not None]
    return sum(known) if known else None
