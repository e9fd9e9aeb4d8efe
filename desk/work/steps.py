"""Next steps of activities: mine by name, and those of nobody yet on what I recorded."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import ActivityStatus, NextStep
from desk.work.items import WEEK, Item, address
from drawing.formats import due


def next_steps(desk, at):
    """Open next steps that this person does, or that nobody does of an activity that this person recorded."""
    today = timezone.localdate(at)
    rows = NextStep.objects.for_user(desk.user).open().filter(
        Q(user=desk.user) | Q(person__user=desk.user) | Q(user=None, person=None, activity__created_by=desk.user)
    )
    rows = rows.exclude(activity__status=ActivityStatus.CANCELLED)
    for row in rows.select_related("activity__partnership").order_by("due_on", "pk"):
        late = row.due_on is not None and row.due_on < today
        soon = row.due_on is not None and row.due_on <= today + WEEK
        yield "late" if late else "week" if soon else "later", _step_item(row, today, late)


def _step_item(row, today, late):
    url = address("activities:activity", row.activity_id)
    text = _("Next step of %(activity)s · %(tie)s") % {"activity": row.activity, "tie": row.activity.partnership}
    actions = [{"label": _("Done"), "url": address("activities:finish-step", row.pk), "post": True}]
    note = due(row.due_on, today) if row.due_on else _("no day")
    return Item("arrow-right", row.text, url, text, row.due_on or today, note, "bad" if late else "", actions)
