"""The next step of visits: those I lead, and those that nobody leads yet."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import DelegationStatus
from activities.queries_delegations import due_moves
from activities.words_delegations import NEXT_WORDS
from desk.work.items import WEEK, Item, address
from drawing.formats import due

THANK_WITHIN = dt.timedelta(days=14)


def delegations(desk, at):
    """Visits with a day for their next step; fixed ones that are over, to be logged; held ones, to be thanked for."""
    today = timezone.localdate(at)
    rows = due_moves(desk.user, desk.organisations).filter(Q(lead=desk.user) | Q(lead=None))
    for row in rows.order_by("next_by", "pk"):
        over = row.status == DelegationStatus.DATES_FIXED and row.ends_on < today
        day = row.next_by
        if over:
            day = day or row.ends_on
        elif row.status == DelegationStatus.HELD:
            day = day or row.ends_on + THANK_WITHIN
        if day is None:
            continue
        key = "late" if day < today else "week" if day <= today + WEEK else "later"
        yield key, _item(row, day, today, over)


def _item(row, day, today, over):
    url = address("activities:delegation", row.pk)
    what = _("make it an activity") if over else NEXT_WORDS[row.status]
    text = _("Visit, %(status)s · %(tie)s. Next: %(what)s.") % {
        "status": row.get_status_display(), "tie": row.partnership, "what": what,
    }  # fmt: skip
    actions = [{"label": _("Open the visit"), "url": url}]
    return Item("plane", row.title, url, text, day, due(day, today), "bad" if day < today else "", actions)
