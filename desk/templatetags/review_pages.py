"""Small reads for the papers of a review: `{% load review_pages %}`."""

from django import template

register = template.Library()


@register.filter
def at(items, place):
    """The item at a place of a list; "" beyond its end."""
    return items[place] if place < len(items) else ""
