"""What may be drawn for an audit: the counted outcomes of an office in a period, by happening or by verification."""

import datetime as dt
import hashlib

from django.db.models import Min

from outcomes.enums import Evidence
from outcomes.models import Claim, Counted, SampleOf
from outcomes.queries.cells import COUNTING
from partnerships.models import Audience


def frame_of_audit(user, owner, first, last, *, chosen_by, indicator=None):
    """Counted rows, each outcome once, that count and lie in the period; confidential ones stay out.

    happened: the whole of its date lies in the period, so a year's figure needs the year. verified: the day on which it
    was first known at E3 or E4.
    """
    rows = (
        Counted.objects.for_user(user)
        .filter(owner=owner, in_portfolio=True, state__in=COUNTING)
        .exclude(audience=Audience.NAMED)
        .select_related("indicator", "partnership")
        .order_by("outcome_id")
    )
    if indicator is not None:
        rows = rows.filter(indicator=indicator)
    if chosen_by == SampleOf.HAPPENED:
        return [row for row in rows.filter(occurred_last__range=(first, last)) if starts_on(row) >= first]
    days = verified_on([row.outcome_id for row in rows])
    return [row for row in rows if row.outcome_id in days and first <= days[row.outcome_id] <= last]


def starts_on(row):
    return row.month.replace(day=1) if row.month else dt.date(row.year, 1, 1)


def verified_on(outcome_ids):
    """{outcome id: the day on which it was first known to be verified}; reports withdrawn since do not count."""
    claims = Claim.objects.filter(outcome__in=outcome_ids, evidence__gte=Evidence.CONFIRMED, withdrawn_at=None)
    return dict(claims.order_by().values("outcome").annotate(day=Min("learnt_on")).values_list("outcome", "day"))


def frame_checksum(rows):
    """Tells two lists apart: of the sorted outcomes with their values."""
    lines = "\n".join(f"{row.outcome_id} {row.indicator.code} {row.nominal}" for row in rows)
    return hashlib.sha256(lines.encode()).hexdigest()
