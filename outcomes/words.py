"""Words on screen for the tests of a stage and the states of the ledger (DESIGN 11)."""

from django.utils.translation import gettext_lazy as _

GAPS = {
    "activity": _("an activity in 24 months"),
    "exchanges": _("two exchanges of people or knowledge"),
    "other_layer": _("an organisation besides the city"),
    "reciprocity": _("both sides send"),
    "two_layers": _("two kinds of organisation"),
    "work_plan": _("a work plan with an owner on both sides"),
    "both_fund": _("money or kind from both sides"),
    "verified_outcome": _("a verified outcome"),
    "three_outcomes": _("three verified outcomes"),
    "two_years": _("verified outcomes in two years"),
    "two_kinds": _("verified outcomes of two kinds"),
    "three_layers": _("three kinds of organisation"),
    "both_reported": _("both sides reported"),
}
STATES = {
    "agreed": _("both sides agree"),
    "lower": _("two figures, the lower one counts"),
    "one_sided": _("one side only"),
    "disputed": _("two figures, being reconciled"),
    "reported": _("reported, not verified"),
    "not_converted": _("not converted"),
}
# What people say of a result, by the code of its indicator: the words of the claim form.
RESULTS = {
    "OC1": _("A contract was signed"),
    "OC2": _("Goods were exported"),
    "OC4": _("Services were exported"),
    "OC5": _("An investment was announced"),
    "OC6": _("An investment was made"),
    "OC7": _("Investment projects landed"),
    "OC8": _("Jobs were created (full-time equivalents)"),
    "OC9": _("Firms exported there for the first time"),
    "OC11": _("Visitors stayed (nights)"),
    "OC12": _("Visitors spent money"),
    "OC13": _("Students enrolled"),
    "OC14": _("Containers moved (TEU)"),
    "OC15": _("Direct flights or sailings (a week)"),
    "OC16": _("Publications or patents came out together"),
    "OP2": _("Another agreement was signed (chamber, port, university)"),
    "OP3": _("Firms took part"),
    "OP4": _("Qualified leads were opened"),
    "OP5": _("Commercial agreements were signed (number)"),
    "OP6": _("Places for exchange or a joint degree"),
    "OP7": _("A research project or grant was won"),
    "IM3": _("The city adopted a practice"),
}
EVIDENCE_WORDS = {
    0: _("E0: said, without details"),
    1: _("E1: reported with date, place and names"),
    2: _("E2: with a document"),
    3: _("E3: confirmed by the firm or the other side"),
    4: _("E4: from a third party's record"),
}
SIDES = {
    "seller": _("it sells or sends"),
    "buyer": _("it buys or receives"),
    "host": _("it receives the investment"),
    "home": _("it invests there"),
    "joint": _("both together"),
}
WHY = {
    "agreed": _("Both sides report it within a tenth of each other, so it counts once, at the middle of the two."),
    "lower": _("The two figures differ by more than a tenth, so the lower one counts until they are reconciled."),
    "one_sided": _("One side's figure is confirmed; the other side has none, so this one counts."),
    "disputed": _("The two figures differ by more than a quarter, so nothing counts until they are reconciled."),
    "reported": _("Nobody but the reporter says so yet, so it stands beside the headline and not in it."),
    "not_converted": _("There is no exchange rate for it, and a rate is never guessed."),
}


def result_words(indicator):
    """What people call a result of this kind; an office's own indicator is called by its name."""
    return str(RESULTS.get(indicator.code, indicator.name)) if indicator.office_id is None else indicator.name


# Why the figures of two sides usually differ (METHODS 5.4): what to look at first.
CAUSES = (
    _("FOB and CIF: one counts freight and insurance, the other does not."),
    _("Timing: what left in December arrives in January."),
    _("Re-exports and transit: goods that only pass through."),
    _("Partner: one counts where goods come from, the other where they go."),
    _("Trade system: free zones and warehouses are in one figure and not in the other."),
    _("Confidentiality: a part is not published."),
    _("Exchange rate: of another day, or an average."),
)
