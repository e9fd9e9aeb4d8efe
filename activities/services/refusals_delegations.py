"""Why something of a delegation was not done: one class for each reason."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class TitleMissing(Refusal):
    code = "delegation_title_missing"
    message = _("Give the visit a name.")


class MoveNotOpen(Refusal):
    code = "move_not_open"
    message = _("This step is not possible from where the visit stands. Look at the page again.")


class DaysNotFixed(Refusal):
    code = "days_not_fixed"
    message = _("Write the first and the last day of the visit first, as whole dates.")


class NotOver(Refusal):
    code = "visit_not_over"
    message = _("The visit has not ended yet.")


class EndsBeforeItStarts(Refusal):
    code = "visit_ends_before_it_starts"
    message = _("The last day lies before the first one.")


class DaysAreFixed(Refusal):
    code = "days_are_fixed"
    message = _("The dates are fixed: write whole dates, or open the dates again.")


class PurgeBeforeVisit(Refusal):
    code = "purge_before_visit"
    message = _("The list cannot be deleted before the visit has ended.")


class AlreadyPurged(Refusal):
    code = "already_purged"
    message = _("The list of this visit was deleted on its day. Plan another visit for a new list.")


class NameMissing(Refusal):
    code = "guest_name_missing"
    message = _("Write the name.")


class NobodyOnTheList(Refusal):
    code = "nobody_on_the_list"
    message = _("No name was found. Write one person on each line.")


class OutsideTheVisit(Refusal):
    code = "outside_the_visit"
    message = _("This day lies outside the visit.")


class EndsBeforeStart(Refusal):
    code = "item_ends_before_start"
    message = _("It ends before it starts.")


class NoSuchHourThere(Refusal):
    code = "no_such_hour"
    message = _("This hour does not exist there on that day: the clocks go forward over it.")


class NotOnTheList(Refusal):
    code = "not_on_the_list"
    message = _("Only people on the list of this visit can be named.")


class TextMissing(Refusal):
    code = "point_text_missing"
    message = _("Write a text.")


class UnknownPlaceInLetter(Refusal):
    """The message names what is unknown and all that may stand in braces."""

    code = "unknown_place_in_letter"
    message = _("The letter names a place that is not known.")


class AlreadyAnActivity(Refusal):
    code = "already_an_activity"
    message = _("This visit is an activity already.")


class NotOfTheOffice(Refusal):
    code = "lead_not_of_the_office"
    message = _("Who leads it must work for your organisation.")
