"""Asks to confirm an outcome: they end when the office pauses or ends the tie."""

from django.utils.translation import gettext_lazy as _

from outcomes.models import ConfirmationAsk
from partnerships import stopping
from partnerships.models import Seat, Standing
from stakeholders.mail import looks_again

STILL = (Standing.PAUSED, Standing.ENDED)


def open_asks(partnership, office, at):
    return ConfirmationAsk.objects.filter(
        claim__partnership=partnership, claim__owner=office, revoked_at=None, ends_at__gt=at, confirmations=None
    ).order_by("pk")


def find(partnership, office, at):
    asks = open_asks(partnership, office, at).select_related("claim")
    return [f"{ask.name or ask.email}: {ask.claim.title}" for ask in asks]


def stop(partnership, office, at):
    names = find(partnership, office, at)
    open_asks(partnership, office, at).update(revoked_at=at)
    return names


@looks_again("confirmation-ask-")
def stop_mail(mail, now):
    """Whether the ask of a waiting mail was taken back, or the tie stands still with its office."""
    pk = mail.key.removeprefix("confirmation-ask-").split(":")[0]
    ask = ConfirmationAsk.objects.filter(pk=pk).select_related("claim").first()
    if ask is None or ask.revoked_at:
        return True
    tie, office = ask.claim.partnership_id, ask.claim.owner_id
    return Seat.objects.filter(partnership=tie, organisation=office, standing__in=STILL).exists()


stopping.enter("confirmation asks", _("Asks to confirm an outcome"), find, stop)
