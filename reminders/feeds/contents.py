"""What a feed holds at a moment, as the file that a calendar program reads."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from reminders.feeds.doings import activity_entries, figure_entries
from reminders.feeds.ical import write_calendar
from reminders.feeds.promises import agreement_entries, deliverable_entries, filing_entries
from reminders.feeds.scope import Scope
from reminders.models import FeedKind

MAKERS = (deliverable_entries, filing_entries, agreement_entries, activity_entries, figure_entries)


def calendar_of(feed, at):
    """The iCalendar file of a feed in the language of its person, as bytes: what they may read at that moment.

    The number of queries does not depend on how much there is.
    """
    with translation.override(feed.user.language):
        scope = Scope(feed, at)
        entries = [entry for maker in MAKERS for entry in maker(scope)] if scope.is_open else []
        return write_calendar(
            entries, name=name_of(scope), zone=str(scope.zone), host=settings.GEMEL_HOST, made_at=feed.created_at,
            of_many_ties=feed.kind in (FeedKind.MINE, FeedKind.ORGANISATION),
        )  # fmt: skip


def name_of(scope):
    """What the calendar is called; it no longer names what the person may no longer read."""
    if scope.kind == FeedKind.MINE or scope.target is None:
        return _("Gemel: %(name)s") % {"name": scope.user}
    return _("Gemel: %(name)s") % {"name": scope.target}
