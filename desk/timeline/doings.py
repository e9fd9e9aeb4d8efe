"""Activities and their next steps in a timeline."""

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from activities import when
from activities.models import Activity, ActivityStatus, NextStep
from desk.timeline.entries import address, day_of, recorded_by, words
from drawing import formats
from drawing.words import KIND_ICONS, state_key
from partnerships.models import Audience
from partnerships.timeline import Entry


def activity_keys(user, tie):
    rows = Activity.objects.for_user(user).filter(partnership=tie)
    return rows.annotate(day=F("starts_first"), said=words("title", "place_text", "kind"))


def activity_entries(user, ids):
    rows = (
        Activity.objects.filter(pk__in=ids)
        .select_related("owner", "created_by", "grew_from").prefetch_related("participants__organisation")
    )  # fmt: skip
    sources = Activity.objects.for_user(user).filter(led_to__in=ids)
    readable = set(sources.values_list("pk", flat=True))
    for row in rows:
        names = ", ".join(part.organisation.name for part in row.participants.all())
        tags = []
        if hours := when.hours_there(row):
            tags.append({"text": hours, "icon": "clock"})
        if row.people:
            tags.append({"text": _("%(n)s people") % {"n": formats.number(row.people)}, "icon": "users"})
        if row.grew_from_id in readable:
            tags.append({"text": _("From: %(title)s") % {"title": row.grew_from.title}, "icon": "link"})
        yield row.pk, Entry(
            type="activity",
            first=row.starts_first,
            last=row.ends_on or row.starts_last,
            date=when.days_of(row),
            icon=KIND_ICONS.get(state_key(row.kind), "users"),
            title=row.title,
            text=" ".join(part for part in (f"{names}." if names else "", recorded_by(row)) if part),
            audience=row.audience,
            state="" if row.status == ActivityStatus.HAPPENED else row.status,
            tags=tags,
            url=address("activities:activity", row.pk),
            recorded_by=str(row.created_by or row.owner),
        )


def step_keys(user, tie):
    """Next steps that have a day: the one on which they were done, else the one until when."""
    rows = NextStep.objects.for_user(user).filter(activity__partnership=tie)
    return rows.annotate(day=Coalesce(day_of("done_at"), "due_on"), said=F("text")).filter(day__isnull=False)


def step_entries(user, ids):
    today = timezone.localdate()
    for row in NextStep.objects.filter(pk__in=ids).select_related("activity", "user", "person", "done_by"):
        day = timezone.localdate(row.done_at) if row.done_at else row.due_on
        late = row.done_at is None and day < today
        title = _("Next step done: %(text)s") if row.done_at else _("Next step: %(text)s")
        who = row.done_by if row.done_at else row.assignee
        yield row.pk, Entry(
            type="step",
            first=day,
            date=formats.long_date(day),
            kind="late" if late else "",
            icon="circle-check" if row.done_at else "arrow-right",
            title=title % {"text": row.text},
            text=f"{who}." if who else "",
            audience=Audience.NAMED if row.activity.audience == Audience.NAMED else Audience.OFFICE,
            state="late" if late else "",
            tags=[{"text": _("From: %(title)s") % {"title": row.activity.title}, "icon": "link"}],
            url=address("activities:activity", row.activity_id),
            recorded_by=str(who or ""),
        )
