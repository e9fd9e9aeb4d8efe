"""Of a tie: promises kept, late and open; outcomes by how well they are proven."""

import datetime as dt

from django.db.models import Q

from agreements.models import Deliverable, DeliverableStatus
from desk.review.frame import iso, text
from outcomes.models import Counted, Indicator
from outcomes.queries.report import firms_of, indicator_lines, part_of, value_of
from outcomes.queries.scopes import scope_of_tie
from outcomes.queries.shared_report import shared_lines
from partnerships.models import Audience


def promised(frame):
    """Deliverables of the tie that are not confidential and stand, the earliest due first."""
    found = Deliverable.objects.for_user(frame.user).filter(
        frame.publishable(), agreement__partnership=frame.partnership
    )
    found = found.exclude(agreement__audience=Audience.NAMED).exclude(status=DeliverableStatus.CANCELLED)
    return list(found.select_related("agreement", "owed_by", "owner__office").order_by("due_on", "pk"))


def word_of(row, as_of):
    """on time, late, open or overdue: what became of a promise."""
    if row.status == DeliverableStatus.ACCEPTED:
        return "on time" if row.was_on_time else "late"
    return "overdue" if row.is_overdue(as_of) else "open"


def promises(frame):
    """Counts of both sides together: who kept what is no word for the public (ARCHITECTURE 4)."""
    counts = {"on time": 0, "late": 0, "open": 0, "overdue": 0}
    rows = promised(frame)
    for row in rows:
        counts[word_of(row, frame.as_of)] += 1
    coming = [row.due_on for row in rows if row.is_open and row.due_on >= frame.as_of]
    return {**counts, "next_due": iso(min(coming, default=None)), "last_due": iso(max(coming, default=None))}


def outcomes(frame):
    """{"lines": by indicator, "apart": records in no figure, for they are disputed or not converted}.

    Verified, documented and reported stand apart; each is withheld where it would tell of one firm.
    """
    scope = scope_of_tie(frame.partnership)
    rows = Counted.objects.for_user(frame.user).filter(owner=frame.owner, occurred_last__lte=frame.as_of)
    rows = scope.counted(rows.exclude(audience=Audience.NAMED)).select_related("indicator", "partnership")
    rows = sorted(rows.exclude(indicator__in=doing_and_cost()), key=lambda row: (row.indicator.code, row.outcome_id))
    firms = firms_of([row.outcome_id for row in rows])
    found = shared_lines({
        "indicators": indicator_lines(frame.owner, rows, {}, {}),
        "outcomes": [
            {
                "outcome": row.outcome_id, "indicator": row.indicator.code, "part": part_of(row),
                "value": text(value_of(row)), "firm": firms.get(row.outcome_id, ""),
            }
            for row in rows
        ],
    })  # fmt: skip
    shown = [line for line in found if line["withheld"] or any(line["n"].values())]
    told = [{**line, "withheld": sorted(line["withheld"])} for line in shown]
    return {"lines": told, "apart": sum(part_of(row) == "excluded" for row in rows)}


def doing_and_cost():
    """Shipped indicators of what was done, spent or how: they are told in other sections, not as outcomes."""
    words = Q()
    for group in ("AC", "IN", "PR"):
        words |= Q(code__startswith=group)
    return Indicator.objects.filter(words, office=None).values("pk")


def until(day):
    return dt.date.fromisoformat(day) if day else None
