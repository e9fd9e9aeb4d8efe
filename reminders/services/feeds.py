"""Calendars under secret addresses: made, given a new address, revoked, looked at."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reminders.feeds.scope import readable
from reminders.models import Feed, FeedKind
from stakeholders.models import MailedLink
from stakeholders.verbs import Refusal, verb

NOTED_EVERY = dt.timedelta(hours=1)


class NotYourCalendar(Refusal):
    code = "not_your_calendar"
    message = _("A calendar is made, changed and revoked by the person whose it is.")


class NotReadable(Refusal):
    code = "not_readable"
    message = _("You may not read what this calendar would show.")


class Revoked(Refusal):
    code = "revoked"
    message = _("This calendar was revoked. Make another one.")


@verb("feed.made")
def make_feed(user, kind, target, *, by, at):
    """A calendar of what this person may read, under a secret address. Returns (feed, token); only the hash is kept.

    kind: FeedKind. target: a partnership, an agreement or an organisation; None for one's own dates.
    Raises NotYourCalendar, NotReadable.
    """
    return _make(user, kind, target, by=by, at=at)


def _make(user, kind, target, *, by, at):
    if by != user:
        raise NotYourCalendar(user)
    if kind != FeedKind.MINE and not readable(user, kind).filter(pk=target.pk).exists():
        raise NotReadable(target)
    of = {} if kind == FeedKind.MINE else {kind: target}
    token, hashed = MailedLink.new_token()
    return Feed.objects.create(user=user, kind=kind, token_hash=hashed, created_at=at, **of), token


@verb("feed.revoked")
def revoke_feed(feed, *, by, at):
    """From now on the address answers nobody. Revoking it again changes nothing. Raises NotYourCalendar."""
    return _revoke(_locked(feed), by=by, at=at)


def _revoke(feed, *, by, at):
    if by != feed.user:
        raise NotYourCalendar(feed)
    if feed.revoked_at is None:
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
    return feed


@verb("feed.renewed")
def renew_feed(feed, *, by, at):
    """The same calendar under a new address; the old one ends. Returns (feed, token).

    Raises NotYourCalendar, NotReadable, Revoked.
    """
    old = _locked(feed)
    if old.revoked_at is not None:
        raise Revoked(old)
    _revoke(old, by=by, at=at)
    return _make(old.user, old.kind, old.target, by=by, at=at)


def _locked(feed):
    return Feed.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=feed.pk)


def note_reading(feed, at):
    """Remember that somebody read it, at most once an hour; nothing else changes by reading."""
    long_ago = Q(last_read_at=None) | Q(last_read_at__lte=at - NOTED_EVERY)
    if feed.last_read_at is None or feed.last_read_at <= at - NOTED_EVERY:
        Feed.objects.filter(long_ago, pk=feed.pk).update(last_read_at=at)
