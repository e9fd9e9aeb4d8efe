"""Closed lists of the ledger (METHODS 1 and 5, CONTRACTS 1 and 2)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Evidence(IntegerChoices):
    """How well a claim is supported. Earned, not typed; verified means CONFIRMED or THIRD_PARTY."""

    CLAIM = 0, _("E0 claim")
    SELF_REPORTED = 1, _("E1 reported with date, place and names")
    DOCUMENTED = 2, _("E2 document attached")
    CONFIRMED = 3, _("E3 confirmed by the other side")
    THIRD_PARTY = 4, _("E4 third party")


class EvidenceGroup(TextChoices):
    """The three steps in which people read evidence."""

    REPORTED = "reported", _("reported")
    DOCUMENTED = "documented", _("documented")
    VERIFIED = "verified", _("verified")


class Side(TextChoices):
    """Where in the flow the claiming organisation stands; joint speaks for both ends."""

    SELLER = "seller", _("Seller")
    BUYER = "buyer", _("Buyer")
    HOST = "host", _("Host")
    HOME = "home", _("Home")
    JOINT = "joint", _("Joint")


class Basis(TextChoices):
    """Valuation of goods: free on board, or with insurance and freight. None counts as free on board."""

    FOB = "FOB", "FOB"
    CIF = "CIF", "CIF"
    NONE = "none", _("None")


class State(TextChoices):
    """What the ledger makes of the standing claims of one outcome."""

    AGREED = "agreed", _("agreed")
    LOWER = "lower", _("lower side, for review")
    ONE_SIDED = "one_sided", _("one side only")
    DISPUTED = "disputed", _("disputed")
    REPORTED = "reported", _("reported, not verified")
    NOT_CONVERTED = "not_converted", _("not converted")


class Reason(TextChoices):
    """Why a flow counts as it does, where the state alone does not say it."""

    NONE = "", ""
    OTHER_SIDE_NOT_CONVERTED = "other_side_not_converted", _("the other side has no exchange rate")
    NO_RATE = "no_rate", _("no exchange rate")
    NO_AMOUNT = "no_amount", _("no amount")
    SHARES_ABOVE_ONE = "shares_above_one", _("the shares add to more than one")
    NO_INDEX = "no_index", _("no price index of its year")
    NO_BASE_RATE = "no_base_rate", _("no average exchange rate of the base year")


class RateSource(TextChoices):
    """Where the rate of a conversion came from (CONTRACTS 2)."""

    SAME = "same", _("reporting currency")
    CLAIM = "claim", _("stated on the claim")
    DAY = "day", _("rate of the day")
    MONTH = "month", _("average of the month")
    YEAR = "year", _("average of the year")
    MONTHS = "months", _("mean of the months, weighted by days")
    NONE = "none", _("no rate")


COUNTING_STATES = frozenset({State.AGREED, State.LOWER, State.ONE_SIDED})
