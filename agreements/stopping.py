"""Mailed links to deliverables: they end when the office pauses or ends the tie; no mail with one goes out after."""

from django.utils.translation import gettext_lazy as _

from agreements.models import UpdateLink
from partnerships import stopping
from partnerships.models import Seat, Standing
from stakeholders.mail import looks_again

STILL = (Standing.PAUSED, Standing.ENDED)


def open_links(partnership, office, at):
    found = UpdateLink.objects.filter(
        office=office, items__deliverable__agreement__partnership=partnership, revoked_at=None, ends_at__gt=at
    )
    return UpdateLink.objects.filter(pk__in=found.values("pk")).order_by("pk")


def find(partnership, office, at):
    return [link.name or link.email for link in open_links(partnership, office, at)]


def stop(partnership, office, at):
    """A link that is of other ties too loses the items of this one and goes on with the rest."""
    links = list(open_links(partnership, office, at).select_for_update(no_key=True))
    for link in links:
        of_this = link.items.filter(deliverable__agreement__partnership=partnership)
        if link.items.exclude(deliverable__agreement__partnership=partnership).exists():
            of_this.delete()
        else:
            link.revoked_at = at
            link.save(update_fields=["revoked_at"])
    return [link.name or link.email for link in links]


@looks_again("update-link:")
def stop_mail(mail, now):
    """Whether the link in a waiting mail has ended, or its office has paused every tie it is of."""
    link = UpdateLink.objects.filter(pk=mail.key.removeprefix("update-link:").split(":")[0]).first()
    if link is None or link.revoked_at:
        return True
    ties = set(link.items.values_list("deliverable__agreement__partnership", flat=True))
    still = Seat.objects.filter(organisation=link.office_id, partnership__in=ties, standing__in=STILL)
    return bool(ties) and ties <= set(still.values_list("partnership", flat=True))


stopping.enter("update links", _("Mailed links to deliverables"), find, stop)
