"""The lead of a tie that another office of the place offers to this one, or this one to another."""

from django.utils import timezone
from django.utils.translation import gettext as _

from desk.work.items import Item, address
from drawing.formats import long_date
from partnerships.models import LeadOffer, LeadOfferState
from stakeholders.access import Permission


def lead_offers(desk, at):
    """To answer for the office that may take it; to wait for, for the one that offered. Coordinators only."""
    rows = LeadOffer.objects.for_user(desk.user, Permission.MANAGE_TIE).filter(state=LeadOfferState.OFFERED)
    for row in rows.select_related("partnership", "giver", "taker").order_by("offered_at", "pk"):
        if row.taker_id == desk.office:
            yield "later", item_of(row, True)
        elif row.giver_id == desk.office:
            yield "waiting", item_of(row, False)


def item_of(row, mine):
    url, day = address("partnerships:lead-offer", row.pk), timezone.localdate(row.offered_at)
    text = _("%(giver)s offers the lead to %(taker)s · since %(day)s") % {
        "giver": row.giver, "taker": row.taker, "day": long_date(day),
    }  # fmt: skip
    label = _("Look and answer") if mine else _("Open the offer")
    title = _("Lead of %(tie)s") % {"tie": row.partnership.name}
    return Item("flag", title, url, text, day, _("offered"), "info" if mine else "", [{"label": label, "url": url}])
