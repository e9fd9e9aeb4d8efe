"""Papers of third parties, which staff of the platform look at, and the office's own look at its papers."""

from django.utils import timezone

from outcomes.enums import Evidence
from outcomes.models import ThirdPartyRecord
from outcomes.services import refusals
from outcomes.services.standing import keep_file, locked, standing, supersede
from outcomes.services.waking import wake
from partnerships.uploads import check_upload
from stakeholders.models import Membership
from stakeholders.verbs import verb


@verb("third_party_record.handed_in")
def hand_in_record(claim, issuer, number, file, *, by, at):
    """Hand in a third party's document with its number. It counts as a document (E2) until staff have seen it.

    issuer: customs, a register, an auditor, a statistics office. Returns the ThirdPartyRecord on the report that
    stands; the same number handed in again returns the first. Raises AlreadyWithdrawn, AlreadyCorrected,
    NumberMissing, DocumentMissing and those of files.
    """
    claim = standing(locked(claim))
    issuer, number = issuer.strip(), number.strip()
    if not issuer or not number:
        raise refusals.NumberMissing(claim, field="number")
    open_ones = ThirdPartyRecord.objects.filter(claim=claim, issuer=issuer, number=number)
    if found := open_ones.exclude(accepted=False).first():
        return found
    if file is None:
        raise refusals.DocumentMissing(claim, field="file")
    upload = check_upload(file)
    if claim.evidence < Evidence.DOCUMENTED:
        claim = supersede(claim, evidence=Evidence.DOCUMENTED)
    kept = keep_file(claim, file, upload)
    wake()
    return ThirdPartyRecord.objects.create(
        claim=claim, issuer=issuer[:200], number=number[:120], file=kept, handed_in_by=by, handed_in_at=at
    )


@verb("third_party_record.decided")
def decide_record(record, *, accepted, by, at, why_not=""):
    """Staff have seen the paper: the report is E4, or is not, with the reason. Decided again the same, nothing changes.

    Raises StaffOnly, VerifierIsReporter, AlreadyDecided, AlreadyWithdrawn, AlreadyCorrected, ReasonMissing.
    """
    if by is None or not by.is_staff:
        raise refusals.StaffOnly(record)
    claim = locked(record.claim)
    record = ThirdPartyRecord.objects.select_for_update(no_key=True).get(pk=record.pk)
    if record.accepted is not None:
        if record.accepted == accepted:
            return record
        raise refusals.AlreadyDecided(record)
    reporters = {claim.created_by_id, record.handed_in_by_id}
    own = Membership.objects.current().filter(user=by, organisation__in=[claim.owner_id, claim.organisation_id])
    if by.pk in reporters or own.exists():
        raise refusals.VerifierIsReporter(record)
    if not accepted and not why_not.strip():
        raise refusals.ReasonMissing(record, field="why_not")
    if accepted:
        standing(claim)
    record.accepted, record.decided_by, record.decided_at = accepted, by, at
    record.why_not = "" if accepted else why_not.strip()[:300]
    record.save(update_fields=["accepted", "decided_by", "decided_at", "why_not"])
    if accepted and claim.evidence < Evidence.THIRD_PARTY:
        supersede(claim, evidence=Evidence.THIRD_PARTY, learnt_on=timezone.localdate(at))
        wake()
    return record


@verb("claim.checked")
def check_claim(claim, *, by, at):
    """Somebody of the office held the report against its papers. Its evidence stays: the office is no third party.

    Verifier is not reporter, save in an office of one person, whose figure then reads "checked by the office itself".
    Checking again changes nothing. Raises AlreadyWithdrawn, AlreadyCorrected, VerifierIsReporter.
    """
    claim = standing(locked(claim))
    if claim.checked_at:
        return claim
    if by.pk == claim.created_by_id and has_colleagues(claim.owner_id, by):
        raise refusals.VerifierIsReporter(claim)
    claim.checked_at, claim.checked_by = at, by
    claim.save(update_fields=["checked_at", "checked_by"])
    return claim


def has_colleagues(organisation, user):
    """Whether the office has somebody else who could look."""
    return Membership.objects.current().filter(organisation=organisation).exclude(user=user).exists()
