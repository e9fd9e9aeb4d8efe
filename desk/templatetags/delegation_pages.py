"""What later rooms know of a tie, for the brief of a visit: `{% load delegation_pages %}`."""

from django import template
from django.utils.translation import npgettext

from desk import ties

register = template.Library()


@register.simple_tag(takes_context=True)
def verified_results(context, partnership):
    """How many outcomes of the tie are verified, and how many only documented or reported; counts, never amounts."""
    states = [ties.state_of(claim) for claim in ties.outcomes_of(context["request"].user, partnership)]
    verified = states.count("verified")
    rest = len(states) - verified
    said = npgettext("brief", "%(n)d outcome is verified", "%(n)d outcomes are verified", verified) % {"n": verified}
    if not rest:
        return f"{said}."
    more = npgettext(
        "brief", "%(n)d more is documented or reported", "%(n)d more are documented or reported", rest
    ) % {"n": rest}  # fmt: skip
    return f"{said}, {more}."
