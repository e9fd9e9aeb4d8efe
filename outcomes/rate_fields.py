"""The field for an exchange rate of a report's own."""

from decimal import Decimal

from babel.numbers import format_decimal
from django.conf import settings
from django.utils.translation import gettext as _

from activities.forms import AmountField
from drawing import formats


class RateField(AmountField):
    """Reporting currency per unit, with up to ten decimals, as people write numbers in their language."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_digits": 20, "decimal_places": 10, **kwargs})

    def prepare_value(self, value):
        return written(value) if isinstance(value, Decimal) else value


def written(rate):
    """All decimals of a rate that say something."""
    return format_decimal(rate.normalize(), locale=formats.locale(), group_separator=False, decimal_quantization=False)


def rate_help(currency):
    """What the number means, with the currency that stands in the form."""
    code = str(currency or "").strip().upper()
    if not code or code == settings.GEMEL_CURRENCY:
        return _("How much %(reporting)s one unit of the currency is worth.") % {"reporting": settings.GEMEL_CURRENCY}
    return _("How much %(reporting)s one %(currency)s is worth.") % {
        "reporting": settings.GEMEL_CURRENCY, "currency": code,
    }  # fmt: skip
