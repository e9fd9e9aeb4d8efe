"""Mails of this person that wait to become activities. Nobody else sees them, so they stand on nobody else's page."""

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import IncomingDraft
from desk.work.items import Item, address
from drawing.formats import long_date


def from_mail(desk, at):
    """One row a draft, the oldest first."""
    rows = IncomingDraft.objects.for_user(desk.user).waiting().select_related("partnership")
    return [("mail", _item(row)) for row in rows.annotate(photos=Count("files"))]


def _item(row):
    url = address("activities:draft", row.pk)
    files = ngettext("%(n)s file", "%(n)s files", row.photos) % {"n": row.photos}
    day = [long_date(row.day)] if row.day else []
    text = " · ".join([*([str(row.partnership)] if row.partnership else []), *day, files])
    actions = [{"label": _("Look and save"), "url": url}] if url else []
    title = row.subject or _("A mail without a subject")
    return Item("mail", title, url, text, timezone.localdate(row.received_at), _("draft"), "info", actions)
