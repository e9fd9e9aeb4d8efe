"""The shares of outcomes as they stood on an earlier day, from their history."""

from collections import defaultdict

from django.apps import apps

from outcomes.models import Share
from outcomes.queries.merged import end_of


def shares_on(outcome_ids, day, merged=None):
    """[(outcome id, partnership id, stated share or None)] as they stood at the end of the day.

    A share that was stated later for the first time stands from the beginning: before, nobody had said otherwise. Not
    so one that came with another outcome. merged: {outcome id: moment when it first took another one in after the day}.
    """
    merged = merged or {}
    rows = Share.objects.filter(outcome__in=outcome_ids).values_list("outcome", "partnership", "share")
    shares = {(outcome, tie): share for outcome, tie, share in rows}
    events = apps.get_model("outcomes", "ShareEvent").objects.filter(outcome__in=outcome_ids)
    later = events.filter(pgh_created_at__gt=end_of(day)).exclude(pgh_label="insert")
    changed = set(later.values_list("outcome", flat=True)) | (set(merged) & set(outcome_ids))
    if not changed:
        return [(*key, share) for key, share in shares.items()]
    told = defaultdict(list)
    history = events.filter(outcome__in=changed).order_by("pgh_id")
    for outcome, tie, *event in history.values_list("outcome", "partnership", "pgh_created_at", "pgh_label", "share"):
        if outcome not in merged or event[0] < merged[outcome]:
            told[outcome, tie].append(event)
    then = {key: share for key, share in shares.items() if key[0] not in changed}
    for key, story in told.items():
        at, label, share = next((event for event in reversed(story) if event[0] <= end_of(day)), story[0])
        if label != "delete":
            then[key] = share
    return [(*key, share) for key, share in then.items()]
