"""Visits in a timeline, from the day on which they begin; what became an activity stands there as the activity."""

from django.db.models import F
from django.utils.translation import gettext as _

from activities.models import Delegation
from activities.queries_delegations import days_words
from desk.timeline.entries import address, recorded_by, words
from partnerships.timeline import Entry


def keys(user, tie):
    rows = Delegation.objects.for_user(user).filter(partnership=tie, activity=None, starts_first__isnull=False)
    return rows.annotate(day=F("starts_first"), said=words("title", "purpose"))


def entries(user, ids):
    for row in Delegation.objects.filter(pk__in=ids).select_related("owner", "created_by"):
        yield row.pk, Entry(
            type="visit",
            first=row.starts_first,
            last=row.ends_on or row.starts_last,
            date=days_words(row),
            icon="plane",
            title=_("Visit: %(title)s") % {"title": row.title},
            text=recorded_by(row),
            audience=row.audience,
            tags=[{"text": row.get_status_display(), "icon": "calendar"}],
            url=address("activities:delegation", row.pk),
            recorded_by=str(row.created_by or row.owner),
        )
