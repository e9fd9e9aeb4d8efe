"""The steps of the waterfall in words: the name beside the bar, and one sentence on what it is (METHODS 5)."""

from django.utils.translation import gettext_lazy as _

from outcomes.waterfall import Step

STEP_NAMES = {
    Step.REPORTED: _("As reported"),
    Step.NOT_VERIFIED: _("not verified"),
    Step.VERIFIED: _("Verified"),
    Step.NO_AMOUNT: _("no amount"),
    Step.NO_RATE: _("no exchange rate"),
    Step.FREIGHT: _("freight and insurance"),
    Step.CONVERTED: _("Converted, free on board"),
    Step.COPY: _("the other side's copy"),
    Step.LOWER: _("above the lower side"),
    Step.DISPUTED: _("two figures, being reconciled"),
    Step.WAITING: _("being counted"),
    Step.MIRRORED: _("Counted once"),
    Step.NO_INDEX: _("no price index"),
    Step.PRICES: _("change of prices"),
    Step.CONSTANT: _("In constant prices"),
    Step.NOT_STATED: _("share not stated"),
    Step.OTHER_TIES: _("other partnerships"),
    Step.OTHER_CAUSES: _("other causes"),
    Step.SHARES_ABOVE_ONE: _("shares above one"),
    Step.CONTRIBUTED: _("Contributed"),
}
STEP_WORDS = {
    Step.REPORTED: _("The standing report of each side, as given, at its exchange rate."),
    Step.NOT_VERIFIED: _("Evidence E0 to E2: said or documented, and confirmed by nobody else yet."),
    Step.VERIFIED: _("Reports at E3 or E4: confirmed by the firm or the other side, or from a third party."),
    Step.NO_AMOUNT: _("Verified, and the amount is not known."),
    Step.NO_RATE: _("There is no exchange rate for them, and a rate is never guessed. They stand in no bar."),
    Step.FREIGHT: _("A value with freight and insurance (CIF) is divided by the factor of its corridor."),
    Step.CONVERTED: _("In the reporting currency, free on board."),
    Step.COPY: _("Both sides report the same flow. It counts once, at the middle of two figures that agree."),
    Step.LOWER: _("Two figures differ by more than a tenth: what the higher one says beyond the lower."),
    Step.DISPUTED: _("Two figures differ by more than a quarter: nothing counts until they are reconciled."),
    Step.WAITING: _("Reported since the figure was last counted. It enters within a minute."),
    Step.MIRRORED: _("The headline: each flow once, however many report it or share it."),
    Step.NO_INDEX: _("No price index of its year, or no average rate of the base year."),
    Step.PRICES: _("What prices did between the year of the flow and the base year."),
    Step.CONSTANT: _("In prices of the base year. Never added to current prices."),
    Step.NOT_STATED: _("Nobody said what part the partnership had in it."),
    Step.OTHER_TIES: _("The parts of partnerships outside this view."),
    Step.OTHER_CAUSES: _("What no partnership claims."),
    Step.SHARES_ABOVE_ONE: _("The stated shares add to more than the whole, so none is taken."),
    Step.CONTRIBUTED: _("The stated shares of the partnerships in view. Contributed, not caused."),
}
# Reported and verified never share a shade (DESIGN 1).
STEP_CSS = {Step.REPORTED: "c-rep"}
