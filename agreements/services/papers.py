"""Texts, approvals and their files; which approvals an office asks for."""

from agreements.models import AgreementFile, AgreementText, Approval, ApprovalResult, ApprovalRule, ApprovalType, Origin
from agreements.sectors import LANGUAGE_NAMES
from agreements.services.clocks import sync_clocks
from agreements.services.locks import locked
from agreements.services.refusals_life import (
    AgreedBeforeSent,
    BodyMissing,
    DecidedBeforeAsked,
    DecisionHalf,
    LanguageUnknown,
    NotOfThisTie,
    PrevailsAlready,
    PrevailsNotAuthentic,
)
from partnerships.uploads import check_upload
from stakeholders.verbs import verb


def keep_file(agreement, file, *, text=None, approval=None):
    """Keep a file of the agreement, of one of its texts or of an approval. The same content again is the first one.

    Raises the refusals of files.
    """
    upload = check_upload(file)
    own = AgreementFile.objects.filter(agreement=agreement, text=text, approval=approval, sha256=upload.sha256)
    return own.first() or AgreementFile.objects.create(
        agreement=agreement, text=text, approval=approval, file=file, **upload._asdict()
    )


@verb("agreement.copy_filed")
def file_signed_copy(agreement, file, *, by, at):
    """Put the signed paper on file. Raises the refusals of files."""
    return keep_file(locked(agreement.pk), file)


@verb("agreement.text_filed")
def file_text(
    agreement, *, by, at, language, text=None, origin=Origin.ORIGINAL, made_by="", authentic=False, prevails=False,
    sent_across_on=None, agreed_on=None, note="", file=None,
):  # fmt: skip
    """Put a version of the text on file, or change one (`text`). Returns it.

    sent_across_on: from that day the other readers of the agreement read it too. Raises LanguageUnknown,
    PrevailsNotAuthentic, PrevailsAlready, AgreedBeforeSent and the refusals of files.
    """
    agreement = locked(agreement.pk)
    if language not in LANGUAGE_NAMES:
        raise LanguageUnknown(field="language")
    if prevails and not authentic:
        raise PrevailsNotAuthentic(field="authentic")
    others = agreement.texts.exclude(pk=text.pk if text else None)
    if prevails and others.filter(prevails=True).exists():
        raise PrevailsAlready(field="prevails")
    if agreed_on and sent_across_on and agreed_on < sent_across_on:
        raise AgreedBeforeSent(field="agreed_on")
    text = text or AgreementText(agreement=agreement)
    text.language, text.origin, text.made_by, text.note = language, Origin(origin), made_by.strip(), note.strip()
    text.authentic, text.prevails = authentic, prevails
    text.sent_across_on, text.agreed_on = sent_across_on, agreed_on
    text.save()
    if file:
        keep_file(agreement, file, text=text)
    return text


@verb("agreement.approval_filed")
def file_approval(
    agreement, *, by, at, body, kind, approval=None, side=None, asked_on=None, decided_on=None, result="",
    reference="", file=None,
):  # fmt: skip
    """Put an approval on file: asked for, or decided; or change one (`approval`). Returns it.

    Raises BodyMissing, DecisionHalf, DecidedBeforeAsked, NotOfThisTie and the refusals of files.
    """
    agreement = locked(agreement.pk)
    if not body.strip():
        raise BodyMissing(field="body")
    if bool(decided_on) != bool(result):
        raise DecisionHalf(field="result" if decided_on else "decided_on")
    if asked_on and decided_on and decided_on < asked_on:
        raise DecidedBeforeAsked(field="decided_on")
    if side and not agreement.partnership.places.filter(pk=side.pk).exists():
        raise NotOfThisTie(side, field="side")
    approval = approval or Approval(agreement=agreement)
    approval.body, approval.kind, approval.side = body.strip(), ApprovalType(kind), side
    approval.asked_on, approval.decided_on = asked_on, decided_on
    approval.result = ApprovalResult(result) if result else ""
    approval.reference = reference.strip()
    approval.save()
    if file:
        keep_file(agreement, file, approval=approval)
    sync_clocks(agreement, at=at)
    return approval


@verb("office.approvals_set")
def set_approval_rule(organisation, needed, *, by, at):
    """Say which kinds of approval the office asks for before an agreement counts as approved; [] for none."""
    kinds = [ApprovalType(kind).value for kind in dict.fromkeys(needed)]
    rule, _made = ApprovalRule.objects.update_or_create(office=organisation, defaults={"needed": kinds})
    return rule
