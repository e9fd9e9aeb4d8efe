"""Reads of posts: who holds them and held them, as the person's own office has it on file."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import F, Prefetch
from django.utils import timezone

from stakeholders.models import Person, Post, PostHolding, ProtocolNote


@dataclass
class Held:
    """A post with its holders of today, those to come and the former ones, newest first.

    vacant_since: the day after the last holder left, None while it is held or where no former holder is on file.
    """

    post: Post
    now: list = field(default_factory=list)
    coming: list = field(default_factory=list)
    former: list = field(default_factory=list)
    note: ProtocolNote | None = None
    today: dt.date | None = None

    @property
    def is_vacant(self):
        return not self.now and bool(self.former)

    @property
    def vacant_since(self):
        if not self.is_vacant:
            return None
        return max(one.until for one in self.former) + dt.timedelta(days=1)

    @property
    def names(self):
        """The holders of today, as "Ana Lee, Ben Ode"; "" where nobody holds it or none is on file."""
        return ", ".join(one.person.name for one in self.now)


def holdings_for(user):
    """Holdings by contacts that the person's office keeps; nobody else's."""
    return PostHolding.objects.filter(person__in=Person.objects.for_user(user)).select_related("person")


def held_posts(user, posts, today=None):
    """[Held] of a queryset of posts, in its order. Three queries, however many posts."""
    today = today or timezone.localdate()
    holdings = holdings_for(user).order_by(F("since").desc(nulls_last=True), "-pk")
    notes = ProtocolNote.objects.for_user(user)
    rows = posts.select_related("organisation").prefetch_related(
        Prefetch("holdings", queryset=holdings, to_attr="known_holdings"),
        Prefetch("protocol_notes", queryset=notes, to_attr="known_notes"),
    )
    return [_held(post, today) for post in rows]


def _held(post, today):
    found = Held(post, note=post.known_notes[0] if post.known_notes else None, today=today)
    for one in post.known_holdings:
        if one.until and one.until < today:
            found.former.append(one)
        elif one.since and one.since > today:
            found.coming.append(one)
        else:
            found.now.append(one)
    return found


def held_post(user, post, today=None):
    return held_posts(user, Post.objects.filter(pk=post.pk), today)[0]


def holders_on(user, post, day):
    """Names of those who held the post on a day, as the person's office has them on file."""
    found = holdings_for(user).filter(post=post).current(day).order_by("since", "pk")
    return [one.person.name for one in found]
