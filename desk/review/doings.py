"""Of a tie, year by year: activities by layer, heads exchanged, cost."""

from collections import defaultdict
from decimal import Decimal

from activities.models import Activity, CostCategory
from activities.queries_money import costs, lines_of
from desk.review.frame import iso, text
from partnerships.models import Audience
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
        "last_contact": last_contact(rows),
    }


def last_contact(rows):
    """{"first", "last"} of the newest of these activities as far as its day is known; None where there is none.

    One known by its month or year alone is told so, for the last day of it may be yet to come.
    """
    newest = max(rows, key=lambda row: (row.starts_last, row.starts_first), default=None)
    return {"first": iso(newest.starts_first), "last": iso(newest.starts_last)} if newest else None


def cost(frame):
    """[{"money", "staff", "kind": [[currency, amount as text]], "hours", "with", "without"}] a year.

    What this office bore itself, on activities that are not confidential and on the tie as a whole: money paid, staff
    time, and in kind with volunteers' time stand apart, as do currencies; missing is not nought. hours: of staff and
    volunteers, as text. with, without: activities by whether any cost is recorded.
    """
    years = []
    for _label, first, last in frame.years:
        lines = lines_of(frame.user, frame.partnership, first, last).filter(owner=frame.owner)
        lines = lines.exclude(activity__audience=Audience.NAMED).exclude(by_away=True, by_home=False)
        parts, hours = {part: defaultdict(Decimal) for part in PARTS}, None
        for one in costs(lines):
            if one.amount is not None:
                parts[part_of(one.category)][one.currency] += one.amount
            if one.hours is not None:
                hours = (hours or 0) + one.hours
        done = Activity.objects.for_user(frame.user).happened().filter(
            frame.publishable(), partnership=frame.partnership, owner=frame.owner, starts_first__range=(first, last)
        ).count()
        priced = lines.filter(activity__isnull=False).order_by().values("activity").distinct().count()
        years.append({
            **{part: [[currency, text(amount)] for currency, amount in sorted(sums.items())]
               for part, sums in parts.items()},
            "hours": text(hours), "with": priced, "without": max(0, done - priced),
        })  # fmt: skip
    return years


PARTS = ("money", "staff", "kind")


def part_of(category):
    """Which column of the table a kind of cost stands in."""
    if category == CostCategory.STAFF_TIME:
        return "staff"
    return "kind" if category in (CostCategory.IN_KIND, CostCategory.VOLUNTEERS) else "money"
