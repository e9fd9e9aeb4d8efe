"""Reads of an agreement's life and papers, for its page, its register entry and the cells of lists."""

from django.utils.translation import gettext as _

from agreements import rules
from agreements.models import (
    AgreementFile,
    AgreementMove,
    AgreementText,
    Approval,
    ApprovalRule,
    ApprovalType,
    DueDiligence,
    InternalNote,
)
from agreements.rules import Next
from agreements.sectors import NAMES, language_name
from drawing import formats


def next_date_of(agreement, today):
    """rules.NextDate of an agreement, or None."""
    return rules.next_date(
        status=agreement.status, expires_on=agreement.expires_on, renewal=agreement.renewal,
        notice_days=agreement.notice_days, renewal_months=agreement.renewal_months, today=today,
    )  # fmt: skip


def next_words(agreement, today):
    """The next date that matters in words: {"day", "kind", "text"}; None where there is none."""
    found = next_date_of(agreement, today)
    if found is None:
        return None
    end = formats.long_date(found.end)
    automatic = agreement.renewal == "automatic"
    text = {
        Next.NOTICE: _("last day for notice; it renews itself on %(end)s") if automatic
        else _("last day for notice; it ends on %(end)s"),
        Next.RENEWS: _("it renews itself"),
        Next.EXPIRES: _("it ends"),
        Next.TERM_OVER: _("its term is over; record what became of it"),
    }[found.kind] % {"end": end}  # fmt: skip
    return {"day": found.day, "kind": found.kind.value, "text": text}


def readable(model, user):
    """Rows of a paper that this person reads; of what is published also who has not signed in."""
    return model.objects.for_user(user) if user.is_authenticated else model.objects.published()


def texts_of(user, agreement):
    texts = readable(AgreementText, user).filter(agreement=agreement).prefetch_related("files")
    return [{"text": text, "language": language_name(text.language)} for text in texts]


def approvals_of(user, agreement):
    found = readable(Approval, user).filter(agreement=agreement)
    return found.select_related("side").prefetch_related("files")


def parties_of(agreement):
    found = agreement.parties.select_related("organisation", "side").order_by("pk")
    return found.prefetch_related("signatures__post")


def facts_of_paper(agreement):
    """Languages and sectors in words, and whether it binds."""
    binding = {True: _("binding"), False: _("not binding"), None: ""}[agreement.binding]
    return {
        "languages": [language_name(code) for code in agreement.languages],
        "sectors": [str(NAMES[letter]) for letter in agreement.sectors if letter in NAMES],
        "binding": binding,
    }


def needed_by(organisation):
    """Words of the approvals that an office asks for, in its order."""
    rule = ApprovalRule.objects.filter(office=organisation).first()
    return [ApprovalType(kind).label for kind in rule.needed] if rule else []


def page_of(user, agreement, today):
    """What the page of an agreement shows of its life and papers, as this person may read it."""
    return {
        "next": next_words(agreement, today),
        "paper": facts_of_paper(agreement),
        "texts": texts_of(user, agreement),
        "approvals": approvals_of(user, agreement),
        "copies": AgreementFile.objects.for_user(user).filter(agreement=agreement, text=None, approval=None),
        "moves": AgreementMove.objects.for_user(user).filter(agreement=agreement).select_related("by"),
        "note": InternalNote.objects.for_user(user).filter(agreement=agreement).select_related("written_by").first(),
        "due_diligence": DueDiligence.objects.for_user(user).filter(agreement=agreement).first(),
    }
