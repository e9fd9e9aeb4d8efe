"""Outcomes that were found to be one after a day still were two on that day."""

import datetime as dt

from django.apps import apps
from django.utils import timezone

from outcomes.models import Outcome


def end_of(day):
    """The last moment of a day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def merged_later(outcome_ids, day):
    """{emptied outcome: (outcome it went into, moment)} of mergers after the day whose reports stand in these now."""
    found, into = {}, set(outcome_ids)
    while into:
        rows = Outcome.objects.filter(merged_into__in=into, merged_at__gt=end_of(day)).exclude(pk__in=found)
        fresh = {gone: (kept, at) for gone, kept, at in rows.values_list("pk", "merged_into", "merged_at")}
        found |= fresh
        into = set(fresh)
    return found


def outcomes_then(emptied, day):
    """{claim id: outcome it stood under at the end of the day} of the claims that were moved out of these since.

    A claim that was recorded here later, of an earlier day, stood where it was recorded first.
    """
    if not emptied:
        return {}
    events = apps.get_model("outcomes", "ClaimEvent").objects
    moved = events.filter(outcome__in=emptied).values("pgh_obj")
    then = {}
    history = events.filter(pgh_obj__in=moved).order_by("pgh_id").exclude(pgh_label="delete")
    for claim, outcome, at in history.values_list("pgh_obj", "outcome", "pgh_created_at"):
        if at <= end_of(day) or claim not in then:
            then[claim] = outcome
    return then
