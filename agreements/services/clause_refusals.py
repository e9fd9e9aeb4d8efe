"""Why something cannot be done with a clause or an amendment."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stakeholders.verbs import Refusal


class TextMissing(Refusal):
    code = "text_missing"
    message = _("Write what the clause says.")


class ClauseChanged(Refusal):
    code = "clause_changed"
    message = _(
        "Somebody changed this clause while you were writing. What it says now stands beside your words: compare, and "
        "save again."
    )


class ClauseCarries(Refusal):
    """Deliverables stand under the clause."""

    code = "clause_carries"

    def __init__(self, clause, count):
        sentence = ngettext(
            "%(n)s deliverable stands under this clause. Put it under another clause first.",
            "%(n)s deliverables stand under this clause. Put them under another clause first.",
            count,
        )
        super().__init__(clause, sentence % {"n": count})


class NotOfThisAgreement(Refusal):
    code = "not_of_this_agreement"
    message = _("This clause belongs to another agreement.")


class SignedText(Refusal):
    code = "signed_text"
    message = _("A party has signed this amendment, so its words stand. Draft another amendment to change them.")


class AlreadyApplied(Refusal):
    code = "already_applied"
    message = _("This amendment was applied; what it says stands in the agreement.")


class NothingToAmend(Refusal):
    code = "nothing_to_amend"
    message = _(
        "Only an agreement that is signed, in force or suspended can be amended. A draft is changed in its own text."
    )


class AmendsAnAmendment(Refusal):
    code = "amends_an_amendment"
    message = _("This is an amendment itself. Amend the agreement that it changes.")


class NoAmendment(Refusal):
    code = "no_amendment"
    message = _("This agreement was not drafted as an amendment here.")


class NotAllSigned(Refusal):
    """subject: the names of the parties whose signature is missing; empty where the paper names no party."""

    code = "not_all_signed"

    def __init__(self, missing):
        said = (
            _("These parties have not signed yet: %(names)s.") % {"names": ", ".join(missing)}
            if missing
            else _("The amendment names no party, so nobody can have signed it.")
        )
        super().__init__(missing, said)


class Undecided(Refusal):
    """subject: the differences that nobody decided yet."""

    code = "undecided"
    message = _("The agreement was changed meanwhile in the same places. Decide each of them first.")


class NotTheseWords(Refusal):
    code = "not_these_words"
    message = _("The words have changed since this page was opened. Look at them again, then decide.")
