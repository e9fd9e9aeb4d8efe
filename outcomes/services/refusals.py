"""Why a claim, an ask or an answer was not taken: one class for each reason."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class NoSeat(Refusal):
    code = "no_seat"
    message = _("Your organisation has no seat in this partnership from which you may report outcomes.")


class NotYourOrganisation(Refusal):
    code = "not_your_organisation"
    message = _("You may report for your own organisation and, from its leading office, for those of your side.")


class NotClaimable(Refusal):
    code = "not_claimable"
    message = _("This is worked out by the system or no longer in use, so nobody reports it.")


class TitleMissing(Refusal):
    code = "title_missing"
    message = _("Say in one line what came of it.")


class AmountMissing(Refusal):
    code = "amount_missing"
    message = _("Write the amount. If it is not known yet, record a lead instead.")


class NegativeAmount(Refusal):
    code = "negative_amount"
    message = _("An amount cannot be below nought.")


class CurrencyMissing(Refusal):
    code = "currency_missing"
    message = _("Name the currency of the amount.")


class UnknownCurrency(Refusal):
    code = "unknown_currency"
    message = _("This currency is not known. Write its three letters, as EUR.")


class RateMissing(Refusal):
    code = "rate_missing"
    message = _("Write the rate too: its source and day stand here without one.")


class RateNotNeeded(Refusal):
    code = "rate_not_needed"

    def __init__(self, currency):
        message = _("Only an amount in another currency than %(currency)s takes a rate.") % {"currency": currency}
        super().__init__(message=message, field="rate")


class RateOutOfRange(Refusal):
    code = "rate_out_of_range"
    message = _("A rate is above nought and at most a thousand million.")


class RateSourceMissing(Refusal):
    code = "rate_source_missing"
    message = _("Say where the rate is from, for instance the bank or the contract.")


class RateAhead(Refusal):
    code = "rate_ahead"
    message = _("The day of the rate lies ahead.")


class NotYet(Refusal):
    code = "not_yet"
    message = _("This day lies ahead. An outcome is reported once it has happened.")


class EvidenceIsEarned(Refusal):
    code = "evidence_is_earned"
    message = _("Nobody types that an outcome is verified: ask the firm or the other side to confirm it.")


class UnknownSector(Refusal):
    code = "unknown_sector"
    message = _("This sector is not known. Choose a section of ISIC Rev. 4, A to U.")


class ShareOutOfRange(Refusal):
    code = "share_out_of_range"
    message = _("A share lies between 0 and 100 percent.")


class FromAnotherTie(Refusal):
    code = "from_another_tie"
    message = _("What it came through belongs to another partnership, or is not yours to read.")


class AudienceTooNarrow(Refusal):
    code = "audience_too_narrow"
    message = _("Your own organisation could not read this. Choose a wider circle of readers.")


class AudienceUnknown(Refusal):
    code = "audience_unknown"
    message = _("A report starts with the parties, your office or named people. Share it more widely afterwards.")


class AlreadyWithdrawn(Refusal):
    code = "already_withdrawn"
    message = _("The report was withdrawn.")


class AlreadyCorrected(Refusal):
    code = "already_corrected"
    message = _("The report has been corrected since. Look at the newer one.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    message = _("Say why.")


class CodeNameMissing(Refusal):
    code = "code_name_missing"
    message = _("Give the lead a name by which your office knows it.")


class AddressMissing(Refusal):
    code = "address_missing"
    message = _("Write the e-mail address of the person who knows.")


class VerifierIsReporter(Refusal):
    code = "verifier_is_reporter"
    message = _("Whoever reported it cannot confirm it. Ask the firm, or an organisation of the other side.")


class NotTheOtherSide(Refusal):
    code = "not_the_other_side"
    message = _("This organisation does not stand on the other side of the partnership.")


class NeverMailed(Refusal):
    code = "never_mailed"
    message = _("This address is marked “never mail”.")


class TieNotKept(Refusal):
    code = "tie_not_kept"
    message = _("Your office has paused or ended this partnership, so nothing is sent to the other side.")


class LinkEnded(Refusal):
    code = "link_ended"
    message = _("This link has ended.")


class NameMissing(Refusal):
    code = "name_missing"
    message = _("Write your name.")


class AnswerMissing(Refusal):
    code = "answer_missing"
    message = _("Say whether it is right.")


class HowKnownMissing(Refusal):
    code = "how_known_missing"
    message = _("Say how your organisation knows.")


class AlreadyReported(Refusal):
    code = "already_reported"
    message = _("Your organisation has reported this outcome already. Whoever did so, or your office, may correct it.")


class AnotherIndicator(Refusal):
    code = "another_indicator"
    message = _("These are two kinds of result, so they are two outcomes.")


class NotYoursToMerge(Refusal):
    code = "not_yours_to_merge"
    message = _("Both outcomes hold reports that are not your office's, so nobody alone can make one of them.")


class SharesAboveOne(Refusal):
    code = "shares_above_one"
    message = _("Together the partnerships would have contributed more than the whole. Lower a share first.")


class StepUnknown(Refusal):
    code = "step_unknown"
    message = _("Choose one of the steps: letter of intent, contract, realised.")


class StepsOutOfOrder(Refusal):
    code = "steps_out_of_order"
    message = _("A letter of intent comes before the contract, and the contract before it is realised.")


class NothingToSettle(Refusal):
    code = "nothing_to_settle"
    message = _("There are not two figures to reconcile any more. Look at the outcome again.")


class AlreadySettled(Refusal):
    code = "already_settled"
    message = _("Somebody has settled this meanwhile. Look at what was decided.")


class CauseUnknown(Refusal):
    code = "cause_unknown"
    message = _("Choose the cause that comes nearest.")


class BandUnknown(Refusal):
    code = "band_unknown"
    message = _("Choose a band of the list, or write the amount instead.")


class NumberMissing(Refusal):
    code = "number_missing"
    message = _("Write who issued the document and its number.")


class DocumentMissing(Refusal):
    code = "document_missing"
    message = _("Attach the document itself.")


class StaffOnly(Refusal):
    code = "staff_only"
    message = _("Only staff of the platform may do this.")


class AlreadyDecided(Refusal):
    code = "already_decided"
    message = _("This has been decided already.")


class LeadClosed(Refusal):
    code = "lead_closed"
    message = _("This lead is closed. Open it again first.")


class StageUnknown(Refusal):
    code = "stage_unknown"
    message = _("Choose a stage of the list.")


class DecidedByReport(Refusal):
    code = "decided_by_report"
    message = _("A lead is decided here by reporting the outcome that it became.")


class BeforeLastMove(Refusal):
    code = "before_last_move"
    message = _("The lead reached its present stage after this day.")


class OutcomeStands(Refusal):
    code = "outcome_stands"
    message = _("The outcome of this lead stands. Withdraw its report first.")


class NotYoursToRead(Refusal):
    code = "not_yours_to_read"
    message = _("This outcome is not known here, or not yours to read.")
