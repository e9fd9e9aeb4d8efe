"""Why a review was not written down or a pack not frozen: one class for each reason."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class NotCoordinator(Refusal):
    code = "not_coordinator"
    message = _("Only a coordinator of the office may do this.")


class StillCounting(Refusal):
    code = "still_counting"
    message = _("Figures are being counted. Try again in a minute, so that the pack holds what is known.")


class UnknownChoice(Refusal):
    code = "unknown_choice"
    message = _("Choose renew, pause or end, or leave it open.")


class WordsTooLong(Refusal):
    code = "words_too_long"
    message = _("The recommendation has at most 4,000 characters, so that the pack stays within four pages.")
