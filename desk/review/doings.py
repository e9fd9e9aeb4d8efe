"""Of a tie, year by year: activities by layer, heads exchanged, cost."""

from collections import defaultdict

from activities.models import Activity, CostLine
from desk.review.frame import iso, text
from stakeholders.models.organisations import Layer


def doings(frame):
    """{"years", "layers": [[label, n a year]], "activities", "heads", "last_contact", "earlier"} of what happened.

    An activity counts once in each layer that took part, and once in the row of all. heads: out, in, and of how many
    activities either is recorded.
    """
    years = frame.years
    found = Activity.objects.for_user(frame.user).happened().filter(
        frame.publishable(), partnership=frame.partnership, starts_first__lte=frame.as_of
    )
    rows = list(found.prefetch_related("participants__organisation").order_by("starts_first", "pk"))
    layers, totals = defaultdict(lambda: [0] * len(years)), [0] * len(years)
    heads = [{"out": None, "in": None, "counted": 0, "of": 0} for _year in years]
    earlier = 0
    for row in rows:
        n = frame.year_of(row.starts_first)
        if n is None:
            earlier += 1
            continue
        totals[n] += 1
        for layer in {part.organisation.layer for part in row.participants.all()}:
            layers[layer][n] += 1
        heads[n]["of"] += 1
        heads[n]["counted"] += row.people_out is not None or row.people_in is not None
        for key, people in (("out", row.people_out), ("in", row.people_in)):
            if people is not None:
                heads[n][key] = (heads[n][key] or 0) + people
    return {
        "years": [label for label, _first, _last in years],
        "layers": [{"name": str(layer.label), "n": layers[layer]} for layer in Layer if layer in layers],
        "activities": totals,
        "earlier": earlier,
        "heads": heads,
        "last_contact": iso(max((row.starts_last for row in rows), default=None)),
    }


def cost(frame):
    """[{"sums": [[currency, amount as text]], "with", "without"}] a year; currencies apart, missing is not nought.

    The office's own spending on activities that are not confidential.
    """
    years = [{"sums": defaultdict(lambda: 0), "with": 0, "without": 0} for _year in frame.years]
    rows = Activity.objects.for_user(frame.user).happened().filter(
        frame.publishable(), partnership=frame.partnership, owner=frame.owner, starts_first__lte=frame.as_of
    )
    lines = CostLine.objects.for_user(frame.user).filter(activity__in=rows.values("pk"), amount__isnull=False)
    spent = defaultdict(list)
    for activity, amount, currency in lines.values_list("activity", "amount", "currency"):
        spent[activity].append((amount, currency))
    for pk, day in rows.order_by().values_list("pk", "starts_first"):
        n = frame.year_of(day)
        if n is None:
            continue
        for amount, currency in spent.get(pk, ()):
            years[n]["sums"][currency] += amount
        years[n]["with" if pk in spent else "without"] += 1
    return [
        {**year, "sums": [[currency, text(amount)] for currency, amount in sorted(year["sums"].items())]}
        for year in years
    ]
