"""Who is party to an agreement, and who put a name under it."""

from agreements import rules
from agreements.models import AgreementStatus, Party, Signature
from agreements.services.agreements import seat_of
from agreements.services.clocks import sync_clocks
from agreements.services.locks import locked
from agreements.services.mandate import require_mandate_for
from agreements.services.refusals_life import (
    NotAParty,
    NotReadyToSign,
    NotTheirPost,
    SignatureStands,
    SignedAfterTheEnd,
    SignerMissing,
)
from stakeholders.post_queries import holders_on
from stakeholders.verbs import verb

NAME_LENGTH = Signature._meta.get_field("person_name").max_length


@verb("agreement.party_added")
def add_party(agreement, organisation, *, by, at):
    """Name an organisation of the tie as a party, on the side of its seat. Again changes nothing. Raises NotOnThisTie
    and, once all have signed, SignatureStands."""
    agreement = locked(agreement.pk)
    found = agreement.parties.filter(organisation=organisation).first()
    if found:
        return found
    seat = seat_of(agreement.partnership, organisation, field="organisation")
    if agreement.status == AgreementStatus.SIGNED:
        raise SignatureStands(agreement, field="organisation")
    party = Party.objects.create(agreement=agreement, organisation=organisation, side=seat.side)
    sync_clocks(agreement, at=at)
    return party


def over_on(agreement):
    """The day on which an agreement that is over came to its end; None where that is not known."""
    if agreement.status == AgreementStatus.EXPIRED:
        return agreement.expires_on
    return agreement.ended_on or agreement.expires_on


@verb("agreement.signed_for")
def add_signature(party, *, by, at, post=None, person_name="", signed=None, place=""):
    """Record who signed for a party. The same signature again is the first one.

    signed: PartialDate or None. A post without a name takes the name of who held it on the last day of `signed` (today
    without one), as the author's office has it on file: it is written down and stays when the holder changes. Raises
    SignerMissing, NotTheirPost, NotReadyToSign before the text is approved, and SignedAfterTheEnd; NoMandate where the
    owner is not designated.
    """
    agreement = locked(party.agreement_id)
    require_mandate_for(agreement, by=by, at=at)
    person_name, place = person_name.strip(), place.strip()
    if post is None and not person_name:
        raise SignerMissing(party, field="person_name")
    if post and post.organisation_id != party.organisation_id:
        raise NotTheirPost(post, field="post")
    last = signed.last if signed else None
    if agreement.status in rules.BEFORE_SIGNING:
        raise NotReadyToSign(agreement)
    if not rules.may_sign(agreement.status, signed_last=last, over_on=over_on(agreement)):
        raise SignedAfterTheEnd(agreement, field="signed")
    if last and agreement.expires_on and last > agreement.expires_on:
        raise SignedAfterTheEnd(agreement, field="signed")
    if post and not person_name and by is not None:
        person_name = " / ".join(holders_on(by, post, last or at.date()))[:NAME_LENGTH]
    given = {
        "party": party, "post": post, "person_name": person_name, "place": place,
        "signed_first": signed and signed.first, "signed_last": last,
    }  # fmt: skip
    return Signature.objects.filter(**given).first() or Signature.objects.create(**given)


@verb("agreement.signature_removed")
def remove_signature(signature, *, by, at):
    """Take off what was recorded by mistake, while the agreement is not yet signed by all. Raises SignatureStands."""
    agreement = locked(signature.party.agreement_id)
    require_mandate_for(agreement, by=by, at=at)
    if agreement.status != AgreementStatus.APPROVED:
        raise SignatureStands(agreement)
    signature.delete()


def party_of(agreement, pk):
    """A party of this agreement by its id. Raises NotAParty."""
    found = agreement.parties.filter(pk=pk).first()
    if found is None:
        raise NotAParty(agreement, field="party")
    return found
