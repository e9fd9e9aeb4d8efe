"""The shares of outcomes as they stood on an earlier day, from their history."""

import datetime as dt

from django.apps import apps
from django.utils import timezone

from outcomes.models import Share

WRITTEN = ("insert", "update")


def shares_on(outcome_ids, day):
    """[(outcome id, partnership id, stated share or None)] as they stood at the end of the day.

    A share that was stated later for the first time stands from the beginning: before, nobody had said otherwise.
    """
    shares = {
        (outcome, tie): share
        for outcome, tie, share in Share.objects.filter(outcome__in=outcome_ids).values_list(
            "outcome", "partnership", "share"
        )
    }
    events = apps.get_model("outcomes", "ShareEvent").objects
    end = timezone.make_aware(dt.datetime.combine(day, dt.time.max))
    later = events.filter(outcome__in=outcome_ids, pgh_created_at__gt=end).exclude(pgh_label="insert")
    changed = set(later.values_list("outcome", flat=True))
    if not changed:
        return [(*key, share) for key, share in shares.items()]
    history = events.filter(outcome__in=changed).order_by("pgh_id")
    then, gone = {}, set()
    for outcome, tie, share, label, at in history.values_list(
        "outcome", "partnership", "share", "pgh_label", "pgh_created_at"
    ):
        key = outcome, tie
        if at <= end:
            if label in WRITTEN:
                then[key] = share
                gone.discard(key)
            else:
                gone.add(key)
        elif key not in then and label in WRITTEN:
            then[key] = share
    kept = {key: share for key, share in shares.items() if key[0] not in changed}
    return [(*key, share) for key, share in (kept | then).items() if key not in gone]
