"""What pages of other rooms show of outcomes: `{% load outcomes %}{% outcomes_from activity %}`."""

from django import template

from outcomes import words
from outcomes.queries import claims

register = template.Library()


@register.inclusion_tag("outcomes/_list.html", takes_context=True)
def outcomes_from(context, activity):
    """What an activity led to: outcomes, and leads for those who may read them."""
    user = context["request"].user
    return {"rows": claims.outcomes_from(activity, user), "leads": claims.leads_from(activity, user)}


@register.filter
def result_words(indicator):
    """What people call a result of this kind."""
    return words.result_words(indicator)


@register.filter
def claimed(row):
    """The amount as claimed, in words."""
    return claims.amount_of(row)
