"""What pages of other rooms show of activities: `{% load activities %}{% activities_for deliverable %}`."""

from django import template

from activities.models import Activity

register = template.Library()


@register.inclusion_tag("activities/_serving.html", takes_context=True)
def activities_for(context, deliverable):
    """The activities that serve a deliverable, those that this person reads, newest first."""
    rows = Activity.objects.for_user(context["request"].user).filter(deliverable_links__deliverable=deliverable)
    return {"rows": rows.order_by("-starts_first", "-pk")}
