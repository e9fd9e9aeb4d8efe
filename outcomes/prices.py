"""Constant prices and net additional value (METHODS 5.5 and 5.8, CONTRACTS 2): pure, Decimal only."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from outcomes.enums import Reason
from outcomes.rates import RateBook

ONE = Decimal(1)
HUNDRED = Decimal(100)


class Way(StrEnum):
    """OWN: deflate in the claim's currency, convert at the base year's average rate. REPORTING: convert first, then
    deflate by the index of the currency converted into."""

    OWN = "own"
    REPORTING = "reporting"


@dataclass(frozen=True)
class Constant:
    """By what an amount is multiplied to be in prices of the base year; None with the reason where it cannot be."""

    factor: Decimal | None
    reason: Reason = Reason.NONE


NOT_ASKED = Constant(None)


@dataclass
class PriceBook:
    """The way into prices of one year.

    base_year: None where no constant prices are asked for. indices: {(currency, year): value}; the base year's own row
    is the base, 100 where there is none, so only ratios matter.
    """

    rates: RateBook
    base_year: int | None = None
    indices: dict = field(default_factory=dict)
    way: Way = Way.OWN
    _known: dict = field(default_factory=dict)

    def constant_for(self, currency, year, rate):
        """Constant of a claim in this currency of this year. rate: that at which it is converted, None without one."""
        if self.base_year is None:
            return NOT_ASKED
        if self.way == Way.OWN:
            key = currency, year
            if key not in self._known:
                self._known[key] = self._own(currency, year)
            return self._known[key]
        ratio = self._ratio(self.rates.into, year)
        if ratio is None:
            return Constant(None, Reason.NO_INDEX)
        return Constant(None, Reason.NO_RATE) if rate is None else Constant(rate * ratio)

    def _own(self, currency, year):
        ratio = self._ratio(currency, year)
        if ratio is None:
            return Constant(None, Reason.NO_INDEX)
        rate = self.rates.average_of_year(currency, self.base_year).value
        return Constant(None, Reason.NO_BASE_RATE) if rate is None else Constant(ratio * rate)

    def _ratio(self, currency, year):
        """I(base) / I(year); one in the base year itself."""
        if year == self.base_year:
            return ONE
        index = self.indices.get((currency, year))
        return None if index is None else self.indices.get((currency, self.base_year), HUNDRED) / index


@dataclass(frozen=True)
class Assumptions:
    """What would have happened anyway, each 0–1, and a multiplier (UK Additionality Guide; METHODS 5.8)."""

    deadweight: Decimal = Decimal(0)
    leakage: Decimal = Decimal(0)
    displacement: Decimal = Decimal(0)
    substitution: Decimal = Decimal(0)
    multiplier: Decimal = ONE


def net_additional(gross, assumptions):
    """gross × (1 − deadweight) × (1 − leakage) × (1 − displacement) × (1 − substitution) × multiplier, unrounded.

    None stays None: what is not known has no net value.
    """
    if gross is None:
        return None
    net = gross * assumptions.multiplier
    for share in (assumptions.deadweight, assumptions.leakage, assumptions.displacement, assumptions.substitution):
        net *= 1 - share
    return net
