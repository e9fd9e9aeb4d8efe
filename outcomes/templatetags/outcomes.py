"""What pages of other rooms show of outcomes: `{% load outcomes %}{% outcomes_from activity %}`."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from drawing.templatetags.drawing import nav_url
from outcomes import words
from outcomes.enums import Reason, State
from outcomes.queries import claims
from outcomes.services.reports import coordinates

register = template.Library()


@register.inclusion_tag("outcomes/_list.html", takes_context=True)
def outcomes_from(context, activity):
    """What an activity led to: outcomes, and leads for those who may read them."""
    user = context["request"].user
    rows, leads = claims.outcomes_from(activity, user), claims.leads_from(activity, user)
    return {"rows": rows, "leads": leads, "request": context["request"]}


@register.filter
def result_words(indicator):
    """What people call a result of this kind."""
    return words.result_words(indicator)


@register.filter
def claimed(row):
    """The amount as claimed, in words."""
    return claims.amount_of(row)


@register.inclusion_tag("outcomes/_rate_link.html", takes_context=True)
def rate_link(context, state, reason=""):
    """The way to the page of missing rates from what waits for one, for those who may bring rates in there."""
    waits = (state == State.NOT_CONVERTED and reason != Reason.NO_AMOUNT) or reason == Reason.OTHER_SIDE_NOT_CONVERTED
    user = getattr(context.get("request"), "user", None)
    return {"url": nav_url(context, "exchange:rates") if waits and user is not None and user.is_staff else ""}


@register.inclusion_tag("outcomes/_freeze.html", takes_context=True)
def freeze_button(context):
    """The way from a dashboard to freezing what it shows, for coordinators; a filtered view has none."""
    request, asked, scope = context["request"], context.get("asked"), context.get("scope")
    office = request.office
    if not office or (asked and asked.is_filtered) or not coordinates(request.user, office.organisation):
        return {"url": ""}
    query = {name: request.GET[name] for name in ("year", "quarter", "as_of") if request.GET.get(name)}
    if scope is not None and not scope.is_programme:
        query["scope"] = scope.key
    return {"url": reverse("outcomes:new-report") + (f"?{urlencode(query)}" if query else "")}
