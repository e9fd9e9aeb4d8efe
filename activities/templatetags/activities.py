"""What pages of earlier rooms show of activities: `{% load activities %}{% recent_activities partnership %}`."""

from django import template
from django.utils import timezone

from activities.models import Activity
from activities.queries import last_contact, people_exchanged

register = template.Library()


@register.inclusion_tag("activities/_recent.html", takes_context=True)
def recent_activities(context, partnership, limit=5):
    """The latest activities of the tie that this person reads, and the way to the rest."""
    found = Activity.objects.for_user(context["request"].user).filter(partnership=partnership)
    return {"activities": found[:limit], "partnership": partnership}


@register.simple_tag(takes_context=True)
def last_contact_of(context, partnership):
    """The latest activity that happened, or None. {% last_contact_of partnership as last %}"""
    return last_contact(partnership, context["request"].user)


@register.simple_tag(takes_context=True)
def people_exchanged_of(context, partnership):
    """{out, received} of this calendar year. {% people_exchanged_of partnership as people %}"""
    today = timezone.localdate()
    first = today.replace(month=1, day=1)
    out, received = people_exchanged(partnership, context["request"].user, first=first, last=today)
    return {"out": out, "received": received}
