"""Why an hour, a paper, a post or a next step was not taken: one class for each reason."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class TimeNeedsDay(Refusal):
    code = "time_needs_day"
    message = _("An hour belongs to a day: write the whole date, or leave the hour out.")


class EndNeedsStart(Refusal):
    code = "end_needs_start"
    message = _("Write the hour at which it starts too.")


class EndNeedsLastDay(Refusal):
    code = "end_needs_last_day"
    message = _("It ends at an earlier hour than it starts. If it ends on another day, write its last day.")


class TimeNeedsZone(Refusal):
    code = "time_needs_zone"
    message = _("Say in which time zone: choose one, or name a city whose zone is known.")


class UnknownZone(Refusal):
    code = "unknown_zone"
    message = _("This time zone is not known. Write it as Asia/Tokyo.")


class HourDoesNotExist(Refusal):
    """The message names the hours between which the clocks jump."""

    code = "hour_does_not_exist"
    message = _("This hour does not exist there on that day: the clocks go forward over it.")


class PaperOfAnotherTie(Refusal):
    code = "paper_of_another_tie"
    message = _("What it is linked with belongs to another partnership.")


class UnknownPost(Refusal):
    code = "unknown_post"
    message = _("A post belongs to an organisation that you may not name on this activity.")


class NotPlanned(Refusal):
    code = "not_planned"
    message = _("Only what is planned is moved to another day.")


class LiesBehind(Refusal):
    code = "lies_behind"
    message = _("This day has passed. Say that it happened, or write a day to come.")


class StepEmpty(Refusal):
    code = "step_empty"
    message = _("Say in one line what comes next.")


class TwoOwners(Refusal):
    code = "two_owners"
    message = _("One person does it: choose a colleague or a contact.")


class NotOfTheOffice(Refusal):
    code = "not_of_the_office"
    message = _("Who does it must work for your organisation or be on its file.")
