"""What of the reminders stops with a tie: letters to contacts that wait, and calendars that leave the tie out.

Whatever waits is asked once more before it goes (reminders.stopping, reminders.planning); here it is told beforehand,
and what is planned for contacts is withheld at once.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships import stopping
from reminders.models import Feed, Notice, State, Why


def waiting(partnership, office):
    """Notices to contacts without an account: planned, or written into a mail that has not gone out."""
    unsent = Q(state=State.TOLD, mail__isnull=False, mail__sent_at=None, mail__failed_at=None)
    found = Notice.objects.filter(office=office, partnership=partnership, recipient__person__isnull=False)
    return found.filter(Q(state=State.PLANNED) | unsent).order_by("recipient", "send_at", "pk")


def find_notices(partnership, office, at):
    return [one.recipient.person.name for one in waiting(partnership, office).select_related("recipient__person")]


def stop_notices(partnership, office, at):
    """A mail that is written is stopped where it is taken to be sent: by then the pause stands."""
    names = find_notices(partnership, office, at)
    planned = waiting(partnership, office).filter(state=State.PLANNED)
    ids = list(planned.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    Notice.objects.filter(pk__in=ids).update(state=State.WITHHELD, why=Why.STANDS_STILL)
    return names


def find_feeds(partnership, office, at):
    """Calendars of this office's people made for the tie or an agreement of it; they are empty while it rests."""
    of_tie = Q(partnership=partnership) | Q(agreement__partnership=partnership)
    feeds = Feed.objects.filter(of_tie, revoked_at=None, user__memberships__organisation=office)
    return [str(feed.user) for feed in feeds.select_related("user").distinct().order_by("pk")]


stopping.enter("notices", _("Reminders that wait"), find_notices, stop_notices)
stopping.enter("calendars", _("Calendars that leave it out"), find_feeds, find_feeds)
