"""Asks whether an activity was so: they end when the office pauses or ends the tie. What others plan goes on."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, ActivityAsk, ActivityStatus, Participant
from partnerships import going_on, stopping
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


def without_the_office(user, partnership, bodies, office):
    """Activities that are planned, in which these organisations take part and the office does not."""
    readable = Activity.objects.for_user(user).filter(partnership=partnership, status=ActivityStatus.PLANNED)
    readable = readable.exclude(participants__organisation=office).order_by()
    rows = Participant.objects.filter(organisation__in=bodies, activity__in=readable.values("pk"))
    found = {}
    for row in rows.select_related("activity").order_by("activity__starts_first", "activity"):
        address = reverse("activities:activity", args=[row.activity_id])
        found.setdefault(row.organisation_id, []).append((row.activity.title, address))
    return found


going_on.enter("activities", _("Activities they plan"), without_the_office)
