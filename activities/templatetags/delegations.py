"""Marks and words of visits: `{% load delegations %}`."""

from django import template

from activities import times
from activities.models import Delegation, DelegationStatus
from activities.queries_delegations import days_words
from drawing.templatetags.drawing import tag

register = template.Library()
KINDS = {
    DelegationStatus.DATES_FIXED: ("info", "calendar-check"),
    DelegationStatus.HELD: ("good", "circle-check"),
    DelegationStatus.THANKED: ("good", "circle-check"),
    DelegationStatus.DECLINED: ("", "x"),
    DelegationStatus.CANCELLED: ("", "x"),
}


@register.filter
def visit_days(delegation):
    """Its days, or "" while none is known."""
    return days_words(delegation)


@register.simple_tag
def visit_tag(delegation):
    """How far it is, in a word with its mark."""
    return tag(delegation.get_status_display(), *KINDS.get(delegation.status, ("info", "calendar")))


@register.filter
def hours(starts, ends=None):
    """09:30–11:00, or 09:30 where no end is known."""
    return f"{times.hour_words(starts)}–{times.hour_words(ends)}" if ends else times.hour_words(starts)


@register.inclusion_tag("activities/delegations/_of_activity.html", takes_context=True)
def visit_of(context, activity):
    """The visit from which an activity came, where the person reads it."""
    return {"delegation": Delegation.objects.for_user(context["request"].user).filter(activity=activity).first()}
