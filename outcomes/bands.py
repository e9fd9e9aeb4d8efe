"""Bands in which a firm may place an amount that it does not want to tell: a closed list, in any currency or unit.

A band is recorded and shown as a band. It is never an amount: nothing is counted or averaged from it.
"""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from drawing import formats

_EDGES = (10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000, 10_000_000, 50_000_000, 100_000_000)
_COUNTS = (1, 10, 50, 250, 1_000, 10_000)


def _between(edges):
    """(low, high) of each step, low included and high not; None is open."""
    return list(zip((None, *edges), (*edges, None), strict=True))


def _key(prefix, low, high):
    return f"{prefix}{low or 0}-{high or ''}"


# Key: (low, high). Money in the currency of the question; counts in the unit of the indicator.
MONEY_BANDS = {_key("", low, high): (low, high) for low, high in _between(_EDGES)}
COUNT_BANDS = {_key("n", low, high): (low, high) for low, high in _between(_COUNTS)}
BANDS = MONEY_BANDS | COUNT_BANDS


def contains(band, amount):
    """Whether the amount lies in the band. amount: Decimal, in the currency or unit in which the band was given."""
    low, high = BANDS[band]
    return (low is None or amount >= Decimal(low)) and (high is None or amount < Decimal(high))


def words(band, currency="", unit=""):
    """The band as people say it, as "100,000 to under 500,000 EUR"; "" for no band."""
    if not band:
        return ""
    low, high = BANDS[band]
    if low is None:
        said = _("under %(high)s") % {"high": formats.number(Decimal(high))}
    elif high is None:
        said = _("%(low)s or more") % {"low": formats.number(Decimal(low))}
    else:
        said = _("%(low)s to under %(high)s") % {
            "low": formats.number(Decimal(low)), "high": formats.number(Decimal(high)),
        }  # fmt: skip
    return " ".join(part for part in (str(said), currency or unit) if part)


def choices(money, currency="", unit=""):
    """For a form: (key, words) of the list that fits money or a count."""
    return [(key, words(key, currency, unit)) for key in (MONEY_BANDS if money else COUNT_BANDS)]
