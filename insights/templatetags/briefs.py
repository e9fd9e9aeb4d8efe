"""Why a tie exists, as the office put it before there was one: `{% load briefs %}{% briefs_of partnership %}`."""

from django import template

from insights.models import Brief

register = template.Library()


@register.inclusion_tag("insights/_briefs_card.html", takes_context=True)
def briefs_of(context, partnership):
    """The office's own briefs that put a place of this tie forward; nothing for anybody else. One query."""
    request = context["request"]
    if not request.office:
        return {"briefs": []}
    mine = Brief.objects.for_user(request.user).filter(owner=request.office.organisation_id)
    return {"briefs": mine.filter(places__place__partnership_places__partnership=partnership).distinct()}
