"""Why an agreement does not move, is not signed, or takes no paper; forms say it in these words."""

from django.utils.translation import gettext_lazy as _

from agreements.rules import Hindrance
from stakeholders.verbs import Refusal


class NoSuchMove(Refusal):
    code = "no_such_move"
    message = _("An agreement in this state cannot become that.")


class MovedMeanwhile(Refusal):
    code = "moved_meanwhile"
    message = _("Somebody moved this agreement meanwhile. Look at it again.")


class DayMissing(Refusal):
    code = "day_missing"
    message = _("Write the day.")


class InTheFuture(Refusal):
    code = "in_the_future"
    message = _("This day has not come yet.")


class WhyMissing(Refusal):
    code = "why_missing"
    message = _("Say why; your office reads it later.")


class ApprovalMissing(Refusal):
    code = "approval_missing"
    message = _("An approval that your office asks for is not on file yet.")


class NoParties(Refusal):
    code = "no_parties"
    message = _("No party is named on it.")


class NotAllSigned(Refusal):
    code = "not_all_signed"
    message = _("Not every party has signed.")


class SignedAlready(Refusal):
    code = "signed_already"
    message = _("Somebody has signed this text; it cannot be opened again.")


class BeforeSigned(Refusal):
    code = "before_signed"
    message = _("This day lies before a signature or before its first day in force.")


class PastItsTerm(Refusal):
    code = "past_its_term"
    message = _("Its term is over by then. Write a later end first.")


class NotPastItsDay(Refusal):
    code = "not_past_its_day"
    message = _("Its last day has not passed.")


class NoSuccessor(Refusal):
    code = "no_successor"
    message = _("No signed agreement renews or replaces it yet. Record that one first.")


BY_HINDRANCE = {
    Hindrance.NO_SUCH_MOVE: (NoSuchMove, "to"),
    Hindrance.IN_THE_FUTURE: (InTheFuture, "on"),
    Hindrance.DAY_MISSING: (DayMissing, "on"),
    Hindrance.WHY_MISSING: (WhyMissing, "reason"),
    Hindrance.APPROVAL_MISSING: (ApprovalMissing, None),
    Hindrance.NO_PARTIES: (NoParties, None),
    Hindrance.NOT_ALL_SIGNED: (NotAllSigned, None),
    Hindrance.SIGNED_ALREADY: (SignedAlready, None),
    Hindrance.BEFORE_SIGNED: (BeforeSigned, "on"),
    Hindrance.PAST_ITS_TERM: (PastItsTerm, "on"),
    Hindrance.NOT_PAST_ITS_DAY: (NotPastItsDay, None),
    Hindrance.NO_SUCCESSOR: (NoSuccessor, None),
}


class NotReadyToSign(Refusal):
    code = "not_ready_to_sign"
    message = _("The text is not approved yet, so nobody signs it.")


class SignedAfterTheEnd(Refusal):
    code = "signed_after_the_end"
    message = _("The agreement was over by then. Write a day before its end.")


class ParentElsewhere(Refusal):
    code = "parent_elsewhere"
    message = _("Choose an agreement of the same partnership, and not an amendment.")


class ParentCircle(Refusal):
    code = "parent_circle"
    message = _("This agreement would hang on itself.")


class RelationHalf(Refusal):
    code = "relation_half"
    message = _("Say which agreement it hangs on and how. Choose both, or neither.")


class AmendmentStays(Refusal):
    code = "amendment_stays"
    message = _("An amendment amends the agreement that it was drafted from.")


class SignerMissing(Refusal):
    code = "signer_missing"
    message = _("Say who signed: the post, the name, or both.")


class NotTheirPost(Refusal):
    code = "not_their_post"
    message = _("This post belongs to another organisation.")


class NotAParty(Refusal):
    code = "not_a_party"
    message = _("This organisation is not a party to the agreement.")


class SignatureStands(Refusal):
    code = "signature_stands"
    message = _("The agreement counts as signed by all; a signature is no longer taken off.")


class PrevailsAlready(Refusal):
    code = "prevails_already"
    message = _("Another text prevails already; only one can.")


class PrevailsNotAuthentic(Refusal):
    code = "prevails_not_authentic"
    message = _("A text that prevails is an authentic one.")


class AgreedBeforeSent(Refusal):
    code = "agreed_before_sent"
    message = _("A text is not agreed before it was sent across.")


class LanguageUnknown(Refusal):
    code = "language_unknown"
    message = _("Choose a language of the list.")


class BodyMissing(Refusal):
    code = "body_missing"
    message = _("Say who decides.")


class DecisionHalf(Refusal):
    code = "decision_half"
    message = _("A decision has a day and a result. Write both, or neither.")


class DecidedBeforeAsked(Refusal):
    code = "decided_before_asked"
    message = _("It cannot be decided before it was asked for.")


class NotOfThisTie(Refusal):
    code = "side_not_of_this_tie"
    message = _("This place is not a side of the partnership.")


class SectorUnknown(Refusal):
    code = "sector_unknown"
    message = _("Choose sections of the list.")


class StrangerNamed(Refusal):
    code = "stranger_named"
    message = _("Only people of your own office can be listed as readers.")


class NotForYou(Refusal):
    code = "not_for_you"
    message = _("Your office has written this already, and you are not one of its readers.")


class NoSeatHere(Refusal):
    code = "no_seat_here"
    message = _("Your office holds no seat in this partnership.")


class DuesOutside(Refusal):
    code = "dues_outside"
    message = _("Open deliverables would lie outside this term. Tick the box below if that is meant.")
