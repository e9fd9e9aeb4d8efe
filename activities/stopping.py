"""Asks whether an activity was so: they end when the office pauses or ends the tie."""

from django.utils.translation import gettext_lazy as _

from activities.models import ActivityAsk
from partnerships import stopping
from partnerships.models import Seat, Standing
from stakeholders.mail import looks_again

STILL = (Standing.PAUSED, Standing.ENDED)


def open_asks(partnership, office, at):
    return ActivityAsk.objects.filter(
        activity__partnership=partnership, activity__owner=office, revoked_at=None, ends_at__gt=at, accounts=None
    ).order_by("pk")


def find(partnership, office, at):
    asks = open_asks(partnership, office, at).select_related("activity")
    return [f"{ask.name or ask.email}: {ask.activity.title}" for ask in asks]


def stop(partnership, office, at):
    names = find(partnership, office, at)
    open_asks(partnership, office, at).update(revoked_at=at)
    return names


@looks_again("activity-ask:")
def stop_mail(mail, now):
    """Whether the ask of a waiting mail was taken back, or the tie stands still with its office."""
    pk = mail.key.removeprefix("activity-ask:").split(":")[0]
    ask = ActivityAsk.objects.filter(pk=pk).select_related("activity").first()
    if ask is None or ask.revoked_at:
        return True
    tie, office = ask.activity.partnership_id, ask.activity.owner_id
    return Seat.objects.filter(partnership=tie, organisation=office, standing__in=STILL).exists()


stopping.enter("activity asks", _("Asks whether an activity was so"), find, stop)
