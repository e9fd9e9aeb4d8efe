"""Mailed links to deliverables: they end when the office pauses or ends the tie; no mail with one goes out after.

Agreements between other organisations of the tie go on.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, AgreementStatus, ExtensionAnswer, Party, UpdateLink
from partnerships import going_on, stopping
from partnerships.models import Seat, Standing
from stakeholders.mail import looks_again

STILL = (Standing.PAUSED, Standing.ENDED)
OVER = (AgreementStatus.EXPIRED, AgreementStatus.ENDED, AgreementStatus.RENEWED)


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


@looks_again("more-time:")
def stop_answer(mail, now):
    """Whether the office paused or ended the tie while its answer to an ask for more time waited."""
    answers = ExtensionAnswer.objects.filter(pk=mail.key.removeprefix("more-time:").split(":")[0])
    found = answers.values_list("update__deliverable__agreement__partnership", "update__deliverable__owner").first()
    if found is None:
        return True
    tie, office = found
    return Seat.objects.filter(partnership=tie, organisation=office, standing__in=STILL).exists()


stopping.enter("update links", _("Mailed links to deliverables"), find, stop)


def without_the_office(user, partnership, bodies, office):
    """Agreements that are not over, to which these organisations are party and the office is not."""
    readable = Agreement.objects.for_user(user).filter(partnership=partnership).exclude(status__in=OVER)
    readable = readable.exclude(parties__organisation=office).order_by()
    rows = Party.objects.filter(organisation__in=bodies, agreement__in=readable.values("pk"))
    found = {}
    for row in rows.select_related("agreement").order_by("agreement__title", "agreement"):
        address = reverse("agreements:agreement", args=[row.agreement_id])
        found.setdefault(row.organisation_id, []).append((row.agreement.title, address))
    return found


going_on.enter("agreements", _("Agreements of their own"), without_the_office)
