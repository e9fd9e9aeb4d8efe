"""One row of My work, the groups of rows, and the person whose work it is."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from agreements.models import ClockTask, Deliverable
from partnerships.models.keys import keys_of
from stakeholders.access import GRANTS, Role

WEEK = dt.timedelta(days=7)
SHOWN = 15  # of each group, until the whole group is asked for


@dataclass
class Item:
    """One row. actions: [{label, url}] in the order in which they are likely; one with post=True is done at once.
    known: a reminders.inbox.Known where it is only to be known, and can be put away."""

    icon: str
    title: str
    url: str
    text: str
    when: dt.date
    note: str = ""
    kind: str = ""
    actions: list = field(default_factory=list)
    known: object = None


@dataclass
class Group:
    key: str
    name: str
    items: list
    whole: bool = False

    @property
    def shown(self):
        return self.items if self.whole else self.items[:SHOWN]

    @property
    def left(self):
        return len(self.items) - len(self.shown)


def address(name, *args, **query):
    """The address of another room's page, or "" while the room has none."""
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else url


class Desk:
    """A person's place: the organisations they work for and what they may do there."""

    def __init__(self, user, office=None):
        self.user = user
        self.office = office.organisation_id if office else None
        self.organisations = {key.organisation for key in keys_of(user).held}

    def may(self, permission):
        return any(permission in GRANTS[Role(key.role)] for key in keys_of(self.user).held)

    def deliverables(self):
        """Open ones that my organisations owe or my office keeps."""
        mine = Q(owed_by__in=self.organisations) | Q(owner__in=self.organisations)
        return Deliverable.objects.for_user(self.user).open().filter(mine)

    def filings(self):
        """Open ones that my organisations, or my office for them, have to file."""
        return ClockTask.objects.for_user(self.user).open()
