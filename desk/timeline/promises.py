"""Deliverables and what was reported on them in a timeline."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Deliverable, DeliverableStatus, DeliverableUpdate
from desk.timeline.entries import address, day_of, recorded_by, words
from drawing import formats
from drawing.words import state_key
from partnerships.timeline import Entry


def deliverable_keys(user, tie):
    rows = Deliverable.objects.for_user(user).filter(agreement__partnership=tie)
    return rows.exclude(status=DeliverableStatus.CANCELLED).annotate(day=F("due_on"), said=F("title"))


def deliverable_entries(user, ids):
    now, today = timezone.now(), timezone.localdate()
    rows = Deliverable.objects.filter(pk__in=ids).select_related("owed_by", "owner__office", "created_by")
    for row in rows:
        is_late = row.is_overdue(row.day_at_owner(now))
        if row.status == DeliverableStatus.ACCEPTED:
            title = _("Deliverable done: %(title)s") % {"title": row.title}
        elif is_late:
            title = _("Deliverable %(late)s: %(title)s") % {"late": formats.due(row.due_on, today), "title": row.title}
        else:
            title = _("Deliverable due: %(title)s") % {"title": row.title}
        yield row.pk, Entry(
            type="deliverable",
            first=row.due_on,
            date=formats.long_date(row.due_on),
            kind="late" if is_late else "",
            icon="clock" if row.is_open else "file-check",
            title=title,
            text=f"{row.owed_by.name}. {recorded_by(row)}",
            audience=row.audience,
            state=state_key(row.outlook) if row.is_open and row.outlook else state_key(row.status),
            url=address("agreements:deliverable", row.pk),
            recorded_by=str(row.created_by or row.owner),
        )


def update_keys(user, tie):
    rows = DeliverableUpdate.objects.for_user(user).filter(deliverable__agreement__partnership=tie)
    return rows.annotate(day=day_of("at"), said=words("deliverable__title", "note"))


def update_entries(user, ids):
    for row in DeliverableUpdate.objects.filter(pk__in=ids).select_related("deliverable"):
        day = timezone.localdate(row.at)
        yield row.pk, Entry(
            type="update",
            first=day,
            date=formats.long_date(day),
            icon="message-square",
            title=_("%(answer)s: %(title)s") % {"answer": row.get_answer_display(), "title": row.deliverable.title},
            text=_("Reported by %(who)s.") % {"who": row.by_name},
            audience=row.deliverable.audience,
            url=address("agreements:deliverable", row.deliverable_id),
            recorded_by=row.by_name,
        )
