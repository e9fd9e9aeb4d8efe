"""Why something cannot be done with an agreement or a deliverable; forms and API say it in these words."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class TitleMissing(Refusal):
    code = "title_missing"
    message = _("Write a title.")


class NotOnThisTie(Refusal):
    code = "not_on_this_tie"
    message = _("This organisation holds no seat in the partnership.")


class EndsBeforeItBegins(Refusal):
    code = "ends_before_it_begins"
    message = _("The last day lies before the first.")


class Closed(Refusal):
    code = "closed"
    message = _("This deliverable is accepted or cancelled; nothing more can be done with it.")


class NotSubmitted(Refusal):
    code = "not_submitted"
    message = _("Nothing was submitted yet, so there is nothing to accept or return.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    message = _("Say why, so that the other side knows what to change.")


class NoteMissing(Refusal):
    code = "note_missing"
    message = _("Say in a few words why.")


class NegativeQuantity(Refusal):
    code = "negative_quantity"
    message = _("The quantity cannot be below nought.")


class NotAskedHere(Refusal):
    code = "not_asked_here"
    message = _("This item is not one of those this link is for.")


class LinkEnded(Refusal):
    code = "link_ended"
    message = _("This link has ended.")


class NobodyToAsk(Refusal):
    code = "nobody_to_ask"
    message = _("There is no contact with an e-mail address at this organisation.")


class NeverMail(Refusal):
    code = "never_mail"
    message = _("This contact is never mailed.")


class TieStandsStill(Refusal):
    code = "tie_stands_still"
    message = _("The partnership is paused or ended on your side; nothing is sent to the other one.")


class AgreementSuspended(Refusal):
    code = "agreement_suspended"
    message = _("The agreement is suspended; what is owed under it rests until it is in force again.")


class DueOutside(Refusal):
    code = "due_outside"
    message = _("This day lies outside the term of the agreement. Tick the box below if that is meant.")


class NothingToAsk(Refusal):
    code = "nothing_to_ask"
    message = _("Choose at least one open deliverable of one organisation.")


class PassedToSelf(Refusal):
    code = "passed_to_self"
    message = _("This is the mail address that this link was sent to. Write your colleague's.")


class PassedOnAlready(Refusal):
    code = "passed_on_already"
    message = _("This link was passed on to you and goes no further. Ask the office to write to your colleague.")


class PassedTooOften(Refusal):
    code = "passed_too_often"
    message = _("This link was passed on often enough for a day. Ask the office to write to your colleague.")


class TooMuch(Refusal):
    code = "too_much"
    message = _("Too many updates came through this link in the last hour. Try again later.")
