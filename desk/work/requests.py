"""Letters that ask for a tie and wait for a decision, and those kept for later whose day has come."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.work.items import Item, address
from drawing.formats import long_date
from partnerships.models import RequestState, TieRequest
from stakeholders.access import Permission


def waiting(desk, at):
    """For those who may decide, the oldest first."""
    today = timezone.localdate(at)
    due = Q(state=RequestState.WAITING) | Q(state=RequestState.LATER, again_on__lte=today)
    rows = TieRequest.objects.for_user(desk.user, Permission.MANAGE_TIE).filter(due, owner=desk.office)
    for row in rows.select_related("place").order_by("received_on", "pk"):
        yield "later", item_of(row)


def item_of(row):
    url = address("partnerships:request", row.pk)
    title = _("%(place)s asks for a tie") % {"place": row.place.name} if row.kind == "letter" else row.place.name
    text = _("Received on %(day)s · %(form)s") % {
        "day": long_date(row.received_on), "form": row.get_asked_form_display(),
    }  # fmt: skip
    actions = [{"label": _("Look and decide"), "url": url}] if url else []
    return Item("inbox", title, url, text, row.received_on, row.get_state_display(), "info", actions)
