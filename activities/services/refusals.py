"""Why an activity was not changed: one class for each reason."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class NoSeat(Refusal):
    code = "no_seat"
    message = _("Your organisation has no seat in this partnership from which you may log activities.")


class TitleMissing(Refusal):
    code = "title_missing"
    message = _("Say in one line what happened.")


class NotYet(Refusal):
    code = "not_yet"
    message = _("This day lies ahead. Save it as planned, or write the day on which it happened.")


class EndsBeforeItStarts(Refusal):
    code = "ends_before_it_starts"
    message = _("It ends before it starts.")


class UnknownOrganisation(Refusal):
    code = "unknown_organisation"
    message = _("An organisation is neither seated in this partnership nor on your file.")


class CostWithoutCurrency(Refusal):
    code = "cost_without_currency"
    message = _("Name the currency of the cost.")


class UnknownCurrency(Refusal):
    code = "unknown_currency"
    message = _("This currency is not known. Write its three letters, as EUR.")


class NegativeCost(Refusal):
    code = "negative_cost"
    message = _("A cost cannot be below nought.")


class FromAnotherTie(Refusal):
    code = "from_another_tie"
    message = _("What it grew from belongs to another partnership.")


class AlreadyHappened(Refusal):
    code = "already_happened"
    message = _("It is recorded as happened and the other side confirmed it, so it cannot be cancelled.")


class WasCancelled(Refusal):
    code = "was_cancelled"
    message = _("It was cancelled.")


class NotOffered(Refusal):
    code = "not_offered"
    message = _("The activity has not been offered to the other side.")


class NotHappened(Refusal):
    code = "not_happened"
    message = _("Only what happened can be confirmed.")


class NotTheOtherSide(Refusal):
    code = "not_the_other_side"
    message = _("An activity is confirmed by a coordinator of the other side's leading office.")


class TooLateToUndo(Refusal):
    code = "too_late_to_undo"
    message = _("An activity can be undone for 10 minutes. Change or cancel it instead.")


class NotYours(Refusal):
    code = "not_yours"
    message = _("Only the person who recorded it can undo it.")


class SeenByOthers(Refusal):
    code = "seen_by_others"
    message = _("It has been offered to the other side, so it cannot be undone.")
