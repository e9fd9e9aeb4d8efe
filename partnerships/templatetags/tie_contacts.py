"""Whom the office turns to on a tie: `{% load tie_contacts %}{% tie_contacts partnership %}`."""

from django import template

from partnerships.contact_queries import contacts_of
from partnerships.queries import own_seat_of
from partnerships.views.listing import is_coordinator

register = template.Library()


@register.inclusion_tag("partnerships/_contacts_card.html", takes_context=True)
def tie_contacts(context, partnership):
    """The office's own contacts by post with today's holder; nothing for those who work for no seated office."""
    request = context["request"]
    office = request.office or None
    if office is None or own_seat_of(partnership, [office.organisation_id]) is None:
        return {"shown": False}
    turned = contacts_of(request.user, [partnership]).get(partnership.pk, [])
    return {
        "shown": bool(turned) or is_coordinator(request), "turned": turned, "partnership": partnership,
        "may_change": is_coordinator(request),
    }  # fmt: skip
