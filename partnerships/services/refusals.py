"""Why a change of a tie is declined."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class NotYourOffice(Refusal):
    code = "not_your_office"
    message = _("Only a coordinator of the office may do this.")


class NotYourPlace(Refusal):
    code = "not_your_place"
    message = _("Your office acts for none of the places of this partnership.")


class SideHasLead(Refusal):
    code = "side_has_lead"
    message = _("Another organisation already leads this partnership on your side.")


class TieWithItself(Refusal):
    code = "tie_with_itself"
    message = _("A partnership needs two different places.")


class UnknownForm(Refusal):
    code = "unknown_form"
    message = _("Choose one of the forms in the list.")


class SameTieExists(Refusal):
    code = "same_tie_exists"
    message = _("There is already a partnership of this form between these places.")


class NotSeated(Refusal):
    code = "not_seated"
    message = _("Your office holds no seat in this partnership.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    message = _("Say why. Your successors will ask.")


class NotFromHere(Refusal):
    code = "not_from_here"
    message = _("From how the partnership stands with you now, this step cannot be taken.")


class OtherSideNeedsConsent(Refusal):
    code = "other_side_needs_consent"
    message = _("An organisation of the other side takes a seat only with its own consent.")


class NotAPlaceOfTheTie(Refusal):
    code = "not_a_place_of_the_tie"
    message = _("This place does not belong to the partnership.")


class NameMissing(Refusal):
    code = "name_missing"
    message = _("Give the partnership a name.")


class NotStaff(Refusal):
    code = "not_staff"
    message = _("Only the platform’s staff may do this.")


class NotBeforeToday(Refusal):
    code = "not_before_today"
    message = _("A new version holds from today on at the earliest: stages that were shown keep theirs.")


class SameNumbers(Refusal):
    code = "same_numbers"
    message = _("These are the numbers that hold already.")


class NameTaken(Refusal):
    code = "name_taken"
    message = _("A version of this name, or from this day, exists already. Choose another.")
