"""What the books ask for: gifts to be disclosed by a day, reports that funds wait for."""

from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import FundReport
from activities.queries_gifts import to_disclose
from desk.work.items import WEEK, Item, address
from drawing.formats import due, long_date, money_full
from stakeholders.access import Permission


def gifts(desk, at):
    """Gifts above a limit that nobody has filed: late, this week, later. For those who may file them."""
    if not desk.office or not desk.may(Permission.EDIT):
        return
    today = timezone.localdate(at)
    for row in to_disclose(desk.user, desk.office):
        text = _("%(total)s in %(year)s, above %(limit)s · filed with %(whom)s") % {
            "total": money_full(row.total, row.limit.currency), "year": row.year, "whom": row.limit.filed_with,
            "limit": money_full(row.limit.limit, row.limit.currency),
        }  # fmt: skip
        url = f"{address('desk:disclose', row.limit.pk)}?{urlencode({'giver': row.key, 'year': row.year})}"
        title = _("Gifts of %(giver)s: to be disclosed by %(day)s") % {
            "giver": row.giver, "day": long_date(row.due_on)
        }
        kind = "bad" if row.due_on < today else ""
        actions = [{"label": _("Disclose"), "url": url}]
        yield group(row.due_on, today), Item(
            "calendar-check", title, url, text, row.due_on, due(row.due_on), kind, actions
        )


def fund_reports(desk, at):
    """Reports that funds of my office wait for."""
    if not desk.office or not desk.may(Permission.EDIT):
        return
    today = timezone.localdate(at)
    rows = FundReport.objects.for_user(desk.user, Permission.EDIT).filter(sent_on=None, fund__owner=desk.office)
    for row in rows.select_related("fund"):
        url = address("desk:fund", row.fund_id)
        text = _("%(fund)s waits for it · %(source)s") % {"fund": row.fund, "source": row.fund.source}
        kind = "bad" if row.due_on < today else ""
        actions = [{"label": _("Send it"), "url": url}]
        yield group(row.due_on, today), Item(
            "file-check", row.title, url, text, row.due_on, due(row.due_on), kind, actions
        )


def group(day, today):
    return "late" if day < today else "week" if day <= today + WEEK else "later"
