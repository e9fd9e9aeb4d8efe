"""A report may bring an exchange rate of its own, with its source and day (METHODS 5.2): then that one converts it."""

from decimal import Decimal

from django.conf import settings

from outcomes.services import refusals

HIGHEST = Decimal(10**9)


def check_rate(facts, *, today, standing=None):
    """Raise what is wrong with the rate. standing: the report that is corrected, whose rate may stand as it is.

    Raises RateMissing, RateNotNeeded, RateOutOfRange, RateSourceMissing, RateAhead.
    """
    if facts.rate is None:
        if facts.rate_source or facts.rate_on:
            raise refusals.RateMissing(field="rate")
        return
    if not facts.indicator.is_money or facts.currency == settings.GEMEL_CURRENCY:
        raise refusals.RateNotNeeded(settings.GEMEL_CURRENCY)
    if not 0 < facts.rate <= HIGHEST:
        raise refusals.RateOutOfRange(field="rate")
    as_it_stood = standing is not None and standing.rate == facts.rate and standing.rate_source == facts.rate_source
    if not facts.rate_source.strip() and not as_it_stood:
        raise refusals.RateSourceMissing(field="rate_source")
    if facts.rate_on and facts.rate_on > today:
        raise refusals.RateAhead(field="rate_on")


def rate_columns(facts):
    """The rate as it stands on the report's row; none where nothing is to be converted."""
    converts = facts.rate is not None and facts.indicator.is_money and facts.amount is not None
    return {
        "rate": facts.rate if converts else None,
        "rate_source": facts.rate_source.strip() if converts else "",
        "rate_on": facts.rate_on if converts else None,
    }


def rate_kept(claim, currency):
    """The rate of a report, for another one in the same currency; none for one in another."""
    if claim.rate is None or claim.currency != currency:
        return {"rate": None, "rate_source": "", "rate_on": None}
    return {"rate": claim.rate, "rate_source": claim.rate_source, "rate_on": claim.rate_on}
