"""An agreement moves on in its life; what that does to what hangs on it is told before it is done."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import papers, rules
from agreements.models import (
    GRANTED,
    Agreement,
    AgreementMove,
    AgreementStatus,
    ApprovalRule,
    ApprovalType,
    DeliverableStatus,
    Renewal,
    Signature,
    UpdateLink,
)
from agreements.rules import Hindrance
from agreements.services.clocks import sync_clocks
from agreements.services.deliverables import cancel_deliverable
from agreements.services.locks import locked
from agreements.services.mandate import require_mandate_for
from agreements.services.refusals_life import BY_HINDRANCE, MovedMeanwhile
from agreements.services.terms import last_signature, mark_outside
from drawing import formats
from stakeholders.verbs import verb

CARRIES_ON = (Agreement.Relation.RENEWS, Agreement.Relation.REPLACES)


def approvals_missing(agreement):
    """Kinds of approval that the owner's rule asks for and nobody gave, in the order of the rule."""
    rule = ApprovalRule.objects.filter(office=agreement.owner_id).first()
    decided = agreement.approvals.exclude(result="").order_by("pk").values_list("kind", "result", "decided_on")
    return rules.missing_approvals(
        rule.needed if rule else [], [(kind, result in GRANTED, day) for kind, result, day in decided]
    )


def facts_of(agreement):
    """rules.Facts of an agreement as it stands now."""
    return rules.Facts(
        status=agreement.status,
        missing=frozenset(approvals_missing(agreement)),
        parties=agreement.parties.count(),
        unsigned=len(papers.unsigned(agreement) or []),
        last_signature=last_signature(agreement),
        begins=agreement.in_force_first or agreement.signed_first,
        expires_on=agreement.expires_on,
        renews_itself=agreement.renewal == Renewal.AUTOMATIC,
        successor=agreement.children.filter(
            parent_relation__in=CARRIES_ON, status__in=[AgreementStatus.SIGNED, AgreementStatus.IN_FORCE]
        ).exists(),
    )


def refusal_for(agreement, found):
    """The refusal of a hindrance; of approvals it names which."""
    refusal, field = BY_HINDRANCE[found]
    message = None
    if found == Hindrance.APPROVAL_MISSING:
        names = ", ".join(str(ApprovalType(kind).label) for kind in approvals_missing(agreement))
        message = _("Not on file yet: %(names)s.") % {"names": names}
    elif found == Hindrance.NOT_ALL_SIGNED:
        message = _("Not signed yet by: %(names)s.") % {"names": ", ".join(papers.unsigned(agreement) or [])}
    return refusal(agreement, message=message, field=field)


def who_moved(agreement):
    """What to tell somebody whose page is older than the last move."""
    last = agreement.moves.select_related("by").first()
    if last is None:
        return None
    return _("%(who)s moved it to “%(state)s” on %(day)s at %(time)s. Look at it again.") % {
        "who": last.by or _("Somebody"), "state": last.get_became_display(), "day": formats.long_date(last.at.date()),
        "time": formats.clock_time(timezone.localtime(last.at)),
    }  # fmt: skip


@verb("agreement.moved")
def move_agreement(agreement, *, to, on, by, at, reason="", seen=None):
    """Make the agreement become `to` as of the day `on`. Returns it.

    seen: the state that the person's page showed; where it is no longer so, MovedMeanwhile tells who moved it when.
    Without `seen`, moving it to where it stands changes nothing. Ending cancels what is open and not handed in, and
    ends the mailed links to it. Raises NoMandate and the refusals of refusals_life.BY_HINDRANCE.
    """
    agreement = locked(agreement.pk)
    if seen is not None and agreement.status != seen:
        raise MovedMeanwhile(agreement, message=who_moved(agreement))
    if agreement.status == to:
        return agreement
    require_mandate_for(agreement, by=by, at=at)
    today = timezone.localdate(at)
    found = rules.hindrance(facts_of(agreement), to, on=on, today=today, reason=reason)
    if found:
        raise refusal_for(agreement, found)
    was, changed = agreement.status, ["status"]
    agreement.status = AgreementStatus(to)
    changed += DOES.get(to, lambda *given: [])(agreement, was, on, by, at)
    agreement.save(update_fields=changed)
    AgreementMove.objects.create(
        agreement=agreement, was=was, became=to, on=on, reason=reason.strip(), by=by, at=at
    )
    sync_clocks(agreement, at=at)
    return agreement


def _signed(agreement, was, on, by, at):
    """The day of the last signature stands, where somebody wrote one, else the day of the move."""
    if agreement.signed_first:
        return []
    days = Signature.objects.filter(party__agreement=agreement, signed_last__isnull=False)
    last = days.order_by("-signed_last").first()
    agreement.signed_first = last.signed_first if last else on
    agreement.signed_last = last.signed_last if last else on
    mark_outside(agreement)
    return ["signed_first", "signed_last"]


def _in_force(agreement, was, on, by, at):
    if was != AgreementStatus.SIGNED or agreement.in_force_first:
        return []
    agreement.in_force_first = agreement.in_force_last = on
    mark_outside(agreement)
    return ["in_force_first", "in_force_last"]


def _ended(agreement, was, on, by, at):
    agreement.ended_on = on
    for item in agreement.deliverables.filter(status__in=rules.STILL_OWED).order_by("pk"):
        cancel_deliverable(item, by=by, at=at)
    mark_outside(agreement)
    ids = open_links(agreement, at).values_list("pk", flat=True)
    for link in UpdateLink.objects.filter(pk__in=list(ids)):
        if not link.items.exclude(deliverable__agreement=agreement).exists():
            link.revoked_at = at
            link.save(update_fields=["revoked_at"])
    return ["ended_on"]


def _renewed(agreement, was, on, by, at):
    if was != AgreementStatus.IN_FORCE:
        return []
    agreement.ended_on = on
    mark_outside(agreement)
    return ["ended_on"]


DOES = {
    AgreementStatus.SIGNED: _signed,
    AgreementStatus.IN_FORCE: _in_force,
    AgreementStatus.ENDED: _ended,
    AgreementStatus.RENEWED: _renewed,
}


def open_links(agreement, at):
    found = UpdateLink.objects.filter(items__deliverable__agreement=agreement, revoked_at=None, ends_at__gt=at)
    return found.distinct()


def consequences(agreement, to, *, at):
    """What the move does to what hangs on the agreement, as sentences with counts, for the page before it is done."""
    owed = agreement.deliverables.filter(status__in=rules.STILL_OWED).count()
    handed_in = agreement.deliverables.filter(status=DeliverableStatus.SUBMITTED).count()
    links = open_links(agreement, at).count()
    return [str(line) for line in TOLD[to](agreement, owed, handed_in, links) if line]


def _tells_plain(*lines):
    return lambda agreement, owed, handed_in, links: [line() for line in lines]


def _tells_in_force(agreement, owed, handed_in, links):
    if agreement.status == AgreementStatus.SUSPENDED:
        yield _("Updates can be asked for again.")
        yield links and ngettext(
            "%(n)s mailed link takes updates again.", "%(n)s mailed links take updates again.", links
        ) % {"n": links}
        return
    yield _("The day becomes its first day in force.")
    yield _("Who reads it stays as it is; an agreement in force may be opened to everybody.")


def _tells_suspended(agreement, owed, handed_in, links):
    yield owed and ngettext(
        "%(n)s open deliverable rests: nobody is asked for it or reminded of it.",
        "%(n)s open deliverables rest: nobody is asked for them or reminded of them.", owed,
    ) % {"n": owed}  # fmt: skip
    yield links and ngettext(
        "%(n)s mailed link takes no update until it is in force again.",
        "%(n)s mailed links take no update until it is in force again.", links,
    ) % {"n": links}  # fmt: skip
    yield handed_in and _still_yours(handed_in)


def _still_yours(handed_in):
    return ngettext(
        "%(n)s deliverable that was handed in stays for you to accept or send back.",
        "%(n)s deliverables that were handed in stay for you to accept or send back.", handed_in,
    ) % {"n": handed_in}  # fmt: skip


def _tells_ended(agreement, owed, handed_in, links):
    yield owed and ngettext(
        "%(n)s open deliverable is cancelled.", "%(n)s open deliverables are cancelled.", owed
    ) % {"n": owed}
    yield links and ngettext("%(n)s mailed link ends.", "%(n)s mailed links end.", links) % {"n": links}
    yield handed_in and _still_yours(handed_in)
    yield _("Nothing can be signed after this day, and it is not taken back.")


def _tells_over(agreement, owed, handed_in, links):
    yield owed and ngettext(
        "%(n)s open deliverable stays owed.", "%(n)s open deliverables stay owed.", owed
    ) % {"n": owed}
    yield handed_in and _still_yours(handed_in)
    yield _("It no longer counts as an agreement in force.")


TOLD = {
    AgreementStatus.DRAFT: _tells_plain(lambda: _("The text is opened again. Approvals stay on file.")),
    AgreementStatus.NEGOTIATION: _tells_plain(
        lambda: _("The text is talked about with the other side. Nothing is sent by this.")
    ),
    AgreementStatus.APPROVED: _tells_plain(lambda: _("The parties can sign from now on.")),
    AgreementStatus.SIGNED: _tells_plain(lambda: _("A signature is no longer taken off.")),
    AgreementStatus.IN_FORCE: _tells_in_force,
    AgreementStatus.SUSPENDED: _tells_suspended,
    AgreementStatus.EXPIRED: _tells_over,
    AgreementStatus.ENDED: _tells_ended,
    AgreementStatus.RENEWED: _tells_over,
}
