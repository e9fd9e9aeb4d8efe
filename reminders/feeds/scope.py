"""What a feed is of, for whom, and over which days."""

import datetime as dt
from functools import cached_property

from dateutil.relativedelta import relativedelta

from agreements.models import Agreement
from partnerships.models import Partnership
from partnerships.models.keys import keys_of
from reminders.models import FeedKind
from reminders.standing import still_seats
from stakeholders.middleware import zone_of
from stakeholders.models import Organisation

BACK = relativedelta(months=12)
AHEAD = relativedelta(months=24)
TARGETS = {FeedKind.PARTNERSHIP: Partnership, FeedKind.AGREEMENT: Agreement, FeedKind.ORGANISATION: Organisation}


def readable(user, kind):
    """Everything of a kind of which this person may have a feed."""
    return TARGETS[kind].objects.for_user(user)


class Scope:
    """A feed at a moment: whatever it shows is asked for through the rights that its person has then.

    first, last: days that it covers. bodies: ids of the organisations whose affairs it shows, None where it is of a
    tie or an agreement. target: what it is of, None for one's own dates and for what the person may no longer read.
    """

    def __init__(self, feed, at):
        self.feed, self.user, self.at = feed, feed.user, at
        self.zone = zone_of(self.user) or dt.UTC
        self.today = at.astimezone(self.zone).date()
        self.first, self.last = self.today - BACK, self.today + AHEAD

    @property
    def kind(self):
        return self.feed.kind

    @cached_property
    def target(self):
        if self.kind == FeedKind.MINE:
            return None
        return readable(self.user, self.kind).filter(pk=getattr(self.feed, f"{self.kind}_id")).first()

    @property
    def is_open(self):
        """Whether the person may still read what the feed is of."""
        return self.kind == FeedKind.MINE or self.target is not None

    @property
    def bodies(self):
        if self.kind == FeedKind.MINE:
            return {key.organisation for key in keys_of(self.user).held}
        return {self.target.pk} if self.kind == FeedKind.ORGANISATION else None

    @cached_property
    def still_ties(self):
        """Ties that an office of this person has paused or ended: they stand in none of its people's feeds."""
        keys = keys_of(self.user)
        offices = {key.organisation for key in keys.held} | keys.granted
        return set(still_seats().filter(organisation__in=offices).values_list("partnership", flat=True))

    def rows(self, model, *, tie, agreement=None, of_bodies):
        """Records that the person may read, of what the feed is of.

        tie: path to the partnership. agreement: Q of those under the agreement, None where the kind has none.
        of_bodies: the Q of a set of organisations.
        """
        found = model.objects.for_user(self.user).exclude(**{f"{tie}__in": self.still_ties})
        if self.kind == FeedKind.PARTNERSHIP:
            return found.filter(**{tie: self.target.pk})
        if self.kind == FeedKind.AGREEMENT:
            return found.none() if agreement is None else found.filter(agreement)
        return found.filter(of_bodies(self.bodies))
