"""What pages of other rooms show of activities: `{% load activities %}{% activities_for deliverable %}`."""

from django import template

from activities import when
from activities.models import Activity

register = template.Library()


@register.simple_tag
def activity_when(activity):
    """{days, there, here, twice}: its days, its hours on the clocks there, on the reader's own where they differ, and
    which of two such hours is meant; "" of what does not apply."""
    return {
        "days": when.days_of(activity),
        "there": when.hours_there(activity),
        "here": when.hours_here(activity),
        "twice": when.which_of_two(activity),
    }


@register.inclusion_tag("activities/_serving.html", takes_context=True)
def activities_for(context, deliverable):
    """The activities that serve a deliverable, those that this person reads, newest first."""
    rows = Activity.objects.for_user(context["request"].user).filter(deliverable_links__deliverable=deliverable)
    return {"rows": rows.order_by("-starts_first", "-pk")}
