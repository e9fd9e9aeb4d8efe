"""Activities that wait for a word: planned ones that have passed, logs to complete, what the other side offered."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import (
    AccountAnswer,
    Activity,
    ActivityAccount,
    ActivityAsk,
    ActivityKind,
    ActivityStatus,
    Participant,
)
from activities.queries_sides import APART, has_answered, standing_of, with_accounts
from desk.work.items import Item, address
from drawing.formats import partial_date
from stakeholders.access import Permission

COMPLETE_WITHIN = dt.timedelta(days=60)


def without_word(desk, at):
    """What was planned and has passed without anybody saying whether it happened."""
    today = timezone.localdate(at)
    return [("late", _silent_item(row)) for row in _without_word(desk, today)]


def offered(desk, at):
    """What the other side offered to us and we have not confirmed."""
    return [("confirm", _offered_item(row)) for row in _offered(desk)]


def both_sides(desk, at):
    """What the other side was asked about by a link, and what it told otherwise than we did."""
    for row in _both_sides(desk, at):
        if row.asked:
            yield "waiting", _asked_item(row)
        elif standing_of(row) == APART:
            yield "confirm", _apart_item(row)


def to_complete(desk, at):
    """What this person logged in the last weeks without a place or without the other side: it says little as it is."""
    for row in _to_complete(desk, at):
        yield "later", _to_complete_item(row)


def _without_word(desk, today):
    """Activities my office planned that should have been by now, of which nobody has said whether they were."""
    planned = Activity.objects.for_user(desk.user, Permission.LOG_ACTIVITY).filter(
        status=ActivityStatus.PLANNED, owner__in=desk.organisations
    )
    over = Q(ends_on=None, starts_last__lt=today) | Q(ends_on__lt=today)
    return planned.filter(over).select_related("partnership").order_by("starts_first", "pk")


def _offered(desk):
    """Activities that another office offered to us and that we have not confirmed."""
    if not desk.office or not desk.may(Permission.SHARE):
        return []
    offered = Activity.objects.for_user(desk.user).filter(
        offered_at__isnull=False, confirmed_at=None, status=ActivityStatus.HAPPENED
    )
    offered = offered.filter(partnership__seats__organisation=desk.office, partnership__seats__role="lead")
    theirs = offered.exclude(owner__in=desk.organisations).select_related("partnership", "owner")
    return [row for row in with_accounts(theirs, desk.user) if not has_answered(row, desk.office)]


def _both_sides(desk, at):
    """Activities of my office that the other side was asked about or gave another account of."""
    given = ActivityAccount.objects.filter(activity=OuterRef("pk")).exclude(answer=AccountAnswer.CONFIRMED)
    asks = ActivityAsk.objects.filter(activity=OuterRef("pk"), revoked_at=None, ends_at__gt=at, accounts=None)
    mine = Activity.objects.for_user(desk.user, Permission.ASK).happened().filter(
        owner__in=desk.organisations, confirmed_at=None
    )
    found = mine.annotate(asked=Exists(asks)).filter(Q(asked=True) | Q(Exists(given)))
    return with_accounts(found.select_related("partnership").order_by("-starts_first", "pk"), desk.user)


def _to_complete(desk, at):
    body = Participant.objects.filter(activity=OuterRef("pk"))
    mine = Activity.objects.for_user(desk.user, Permission.LOG_ACTIVITY).happened().filter(
        created_by=desk.user, created_at__gte=at - COMPLETE_WITHIN, source="manual", confirmed_at=None
    )
    nowhere = Q(place=None, place_text="") & ~Q(kind=ActivityKind.ONLINE_MEETING)
    found = mine.annotate(
        nowhere=nowhere, alone=~Exists(body.exclude(organisation__in=desk.organisations)),
    )  # fmt: skip
    return found.filter(Q(nowhere=True) | Q(alone=True)).select_related("partnership").order_by("-starts_first", "pk")


def _silent_item(row):
    url = address("activities:activity", row.pk)
    text = _("Planned for %(day)s · %(tie)s. Did it happen?") % {
        "day": partial_date(row.starts_first, row.starts_last),
        "tie": row.partnership,
    }
    back = address("desk:my-work")
    actions = [
        {"label": _("It happened"), "url": address("activities:happened", row.pk), "post": True},
        {"label": _("Move"), "url": address("activities:move", row.pk, next=back)},
        {"label": _("It did not"), "url": address("activities:cancel", row.pk), "post": True},
    ]
    return Item("calendar-clock", row.title, url, text, row.starts_last, _("no word yet"), "warn", actions)


def _offered_item(row):
    url = address("activities:activity", row.pk)
    text = _("%(owner)s recorded it · %(tie)s") % {"owner": row.owner, "tie": row.partnership}
    actions = [{"label": _("Look and confirm"), "url": url}] if url else []
    return Item("handshake", row.title, url, text, row.starts_last, _("offered to you"), "info", actions)


def _asked_item(row):
    url = address("activities:activity", row.pk)
    text = _("%(tie)s. The other side was asked whether it was so.") % {"tie": row.partnership}
    return Item("mail", row.title, url, text, row.starts_last, _("asked"), "", [])


def _apart_item(row):
    url = address("activities:activity", row.pk)
    text = _("%(tie)s. The other side told it otherwise.") % {"tie": row.partnership}
    actions = [{"label": _("Look at both"), "url": url}] if url else []
    return Item("scale", row.title, url, text, row.starts_last, _("each side's account"), "warn", actions)


def _to_complete_item(row):
    lacks = [_("where it was")] * row.nowhere + [_("who came from the other side")] * row.alone
    text = _("%(day)s · %(tie)s. It does not say: %(what)s.") % {
        "day": partial_date(row.starts_first, row.starts_last), "tie": row.partnership, "what": ", ".join(lacks),
    }  # fmt: skip
    url = address("activities:edit", row.pk)
    return Item("pencil", row.title, url, text, row.starts_last, _("to complete"), "",
                [{"label": _("Complete it"), "url": url}])  # fmt: skip
