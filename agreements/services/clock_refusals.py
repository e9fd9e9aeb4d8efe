"""Why a rule, a filing or a quota cannot be had; forms say it in these words."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drawing.formats import long_date
from stakeholders.verbs import Refusal


class UnknownRules(Refusal):
    code = "unknown_rules"
    message = _("There are no such rules here.")


class FiledLater(Refusal):
    code = "filed_later"
    message = _("The day of filing lies ahead. Close it when it has been filed.")


class ProofMissing(Refusal):
    code = "proof_missing"
    message = _("Give the reference under which it was filed, or add the receipt.")


class WhyNotNeeded(Refusal):
    code = "why_not_needed"
    message = _("Say why nothing has to be filed.")


class AlreadyClosed(Refusal):
    code = "already_closed"
    message = _("Somebody else has closed this filing already.")

    @classmethod
    def by(cls, task):
        """With who and when, so that the second knows whom to ask."""
        words = _("%(who)s closed this filing on %(day)s.") % {
            "who": task.closed_by, "day": long_date(timezone.localdate(task.closed_at)),
        }  # fmt: skip
        return cls(task, words)


class NotRecordedHere(Refusal):
    code = "not_recorded_here"
    message = _("This day is written in the agreement itself.")


class NotAcademic(Refusal):
    code = "not_academic"
    message = _("Quotas belong to academic agreements.")


class NoSuchSubject(Refusal):
    code = "no_such_subject"
    message = _("The subject is a code of ISCED-F with two to four digits, as 041 for business and administration.")


class YearOutside(Refusal):
    code = "year_outside"
    message = _("The quota does not hold in this academic year.")


class QuotaWasUsed(Refusal):
    code = "quota_was_used"
    message = _("Places of this quota were reported as used. Give it a last year instead.")
