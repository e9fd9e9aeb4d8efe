"""What pages of earlier rooms show of reminders: `{% load reminders %}{% reminders_of "deliverable" item %}`."""

from django import template

from reminders.models import Notice
from reminders.showing import people_of, rows_told

register = template.Library()
SHOWN = 8


@register.inclusion_tag("reminders/_of_record.html", takes_context=True)
def reminders_of(context, kind, record):
    """Who was told what of a record and when, the newest first; for coordinators of the office that keeps it."""
    user = context["request"].user
    found = Notice.objects.for_user(user).filter(office=record.owner_id, subject_kind=kind, subject_id=record.pk)
    found = found.select_related(
        "recipient__user", "recipient__person", "recipient__webhook", "office__office", "mail", "post"
    )
    rows = list(found.order_by("-send_at", "-pk"))
    shown = rows[:SHOWN]
    if not shown:
        return {"rows": []}
    people = people_of(record.owner, {one.recipient.who for one in shown if one.recipient})
    return {"rows": rows_told(user, record.owner, shown, people), "left": len(rows) - len(shown)}
