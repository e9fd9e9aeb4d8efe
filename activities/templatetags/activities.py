"""What pages of other rooms show of activities: `{% load activities %}{% activities_for deliverable %}`."""

from django import template
from django.utils.translation import gettext_lazy as _

from activities import when
from activities.models import Activity, AgreementLink, DeliverableLink, LinkRelation

register = template.Library()
# Seen from the paper: what led to it, what grew from it.
SAID = {LinkRelation.SERVES: "", LinkRelation.LED_TO: _("led to it"), LinkRelation.GREW_FROM: _("grew from it")}


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
    """The activities that serve a deliverable, grew from it or led to it, of those that this person reads."""
    return {"rows": _linked(context["request"].user, DeliverableLink, "deliverable", deliverable)}


@register.inclusion_tag("activities/_serving.html", takes_context=True)
def activities_of(context, agreement):
    """The activities that grew from an agreement or led to it, of those that this person reads, newest first."""
    return {"rows": _linked(context["request"].user, AgreementLink, "agreement", agreement)}


def _linked(user, model, name, record):
    """Activities with `said`: how the record stands to them, in words."""
    relations = dict(model.objects.filter(**{name: record}).values_list("activity", "relation"))
    rows = list(Activity.objects.for_user(user).filter(pk__in=relations).order_by("-starts_first", "-pk"))
    for row in rows:
        row.said = SAID[relations[row.pk]]
    return rows
