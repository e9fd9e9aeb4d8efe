"""What pages of organisations and places say of figures and languages."""

from decimal import Decimal

from django import template

from drawing import formats
from stakeholders import languages

register = template.Library()


@register.filter
def plain_figure(value):
    """A figure with the decimals it was given, and no noughts behind them."""
    digits = max(0, -Decimal(value).normalize().as_tuple().exponent)
    return formats.number(value, digits)


@register.filter
def own_language(code):
    return languages.name_of(code)
