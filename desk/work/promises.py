"""What is owed and what has to be filed."""

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import DeliverableStatus
from desk.work.items import WEEK, Item, address
from drawing.formats import due
from stakeholders.access import Permission


def deliverables(desk, at):
    """Late, due this week or later, waiting for others, to accept."""
    today = timezone.localdate(at)
    rows = desk.deliverables().select_related("owed_by", "owner__office", "agreement__partnership")
    for row in rows.order_by("due_on", "pk"):
        is_late = row.is_overdue(row.day_at_owner(at))
        if row.status == DeliverableStatus.SUBMITTED:
            key = "confirm" if row.owner_id in desk.organisations else "waiting"
        elif is_late:
            key = "late"
        elif row.owed_by_id not in desk.organisations:
            key = "waiting"
        else:
            key = "week" if row.due_on <= today + WEEK else "later"
        yield key, _deliverable_item(row, desk, is_late)


def filings(desk, at):
    """Late, this week, later."""
    today = timezone.localdate(at)
    for row in desk.filings().select_related("agreement__partnership", "organisation"):
        key = "late" if row.due_on < today else "week" if row.due_on <= today + WEEK else "later"
        yield key, _filing_item(row, today)


def _deliverable_item(row, desk, is_late):
    url = address("agreements:deliverable", row.pk)
    actions = []
    if row.status == DeliverableStatus.SUBMITTED:
        note, kind = _("Submitted"), "info"
        if row.owner_id in desk.organisations and desk.may(Permission.ACCEPT_DELIVERABLE):
            actions = [{"label": _("Look and accept"), "url": url}]
    else:
        note, kind = due(row.due_on), "bad" if is_late else ""
        if row.owed_by_id in desk.organisations and desk.may(Permission.UPDATE_DELIVERABLE):
            actions = [{"label": _("Update"), "url": url}]
        elif row.owner_id in desk.organisations and desk.may(Permission.ASK):
            actions = [{"label": _("Remind"), "url": url}]
    text = _("%(organisation)s owes it · %(tie)s") % {"organisation": row.owed_by, "tie": row.agreement.partnership}
    icon = "package" if kind != "bad" else "clock"
    return Item(icon, row.title, url, text, row.due_on, note, kind, [a for a in actions if a["url"]])


def _filing_item(row, today):
    url = address("agreements:clock", row.pk)
    text = _("%(organisation)s files it with %(whom)s · %(agreement)s, %(tie)s") % {
        "organisation": row.organisation, "whom": row.filed_with, "agreement": row.agreement,
        "tie": row.agreement.partnership,
    }  # fmt: skip
    kind = "bad" if row.due_on < today else ""
    actions = [{"label": _("File it"), "url": url}] if url else []
    return Item("calendar-check", row.title, url, text, row.due_on, due(row.due_on), kind, actions)
