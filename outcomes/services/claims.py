"""Reporting what came of a tie. Claims are only added: a correction, and each lift of evidence, is another row."""

import secrets
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import list_currencies
from django.db import connection
from django.utils import timezone

from activities.models import Activity
from activities.queries import acting_seat
from agreements.models import Agreement
from outcomes.catalogue import SECTORS
from outcomes.enums import Basis, Evidence, Side
from outcomes.models import Claim, ClaimFile, ClaimFirm, Origin, Outcome, Share
from outcomes.services import refusals
from outcomes.services.parts import check_parts, copy_parts, keep_parts
from outcomes.services.waking import wake
from partnerships.models import Audience, Seat, SeatRole
from partnerships.uploads import check_upload
from stakeholders.access import Permission
from stakeholders.models import User
from stakeholders.verbs import verb

TYPED = (Audience.NAMED, Audience.OFFICE, Audience.PARTIES)  # wider ones are reached by sharing on purpose


@dataclass(frozen=True)
class Facts:
    """What is reported. occurred: PartialDate; amount in `currency` for money, else in the indicator's unit.

    share: part of the outcome that the tie contributed, 0–1, None where it is not stated. where, names: place and
    people as typed, which make the difference between E0 and E1. firm_name is read by named people alone.
    evidence: only ever E0–E2, and normally left to what was given. sector: section of ISIC Rev. 4, "" where it is not
    stated. parts: {Category: amount}, None where the breakdown is not touched.
    """

    indicator: object
    title: str
    occurred: object
    amount: Decimal | None = None
    currency: str = ""
    basis: str = Basis.NONE
    side: str = Side.SELLER
    share: Decimal | None = None
    share_reason: str = ""
    where: str = ""
    names: str = ""
    note: str = ""
    activity: object = None
    agreement: object = None
    firm_name: str = ""
    audience: str = Audience.PARTIES
    evidence: int | None = None
    sector: str = ""
    parts: dict | None = None


def is_currency(code):
    return code in list_currencies()


def check(facts, *, today, amount_later=False, retired_too=False):
    """Raise the refusal that fits what is said, whoever says it. retired_too: what stands may still be corrected."""
    indicator = facts.indicator
    retired = indicator.retired_on and indicator.retired_on <= today and not retired_too
    if indicator.computed or retired:
        raise refusals.NotClaimable(indicator, field="indicator")
    if not facts.title.strip():
        raise refusals.TitleMissing(field="title")
    if facts.amount is None and not amount_later:
        raise refusals.AmountMissing(field="amount")
    if facts.amount is not None and facts.amount < 0:
        raise refusals.NegativeAmount(field="amount")
    if indicator.is_money and facts.amount is not None and not facts.currency:
        raise refusals.CurrencyMissing(field="currency")
    if facts.currency and not is_currency(facts.currency):
        raise refusals.UnknownCurrency(facts.currency, field="currency")
    if facts.occurred.first > today:
        raise refusals.NotYet(field="occurred")
    if facts.evidence is not None and facts.evidence >= Evidence.CONFIRMED:
        raise refusals.EvidenceIsEarned(field="evidence")
    if facts.share is not None and not 0 <= facts.share <= 1:
        raise refusals.ShareOutOfRange(field="share")
    if facts.audience not in TYPED:
        raise refusals.AudienceUnknown(field="audience")
    if facts.sector and facts.sector not in SECTORS:
        raise refusals.UnknownSector(facts.sector, field="sector")
    check_parts(facts.parts, facts.amount)


def evidence_of(facts, has_files, has_participants):
    """E2 with a document; E1 where date, place and names are given; else E0 (METHODS 1)."""
    if has_files:
        return Evidence.DOCUMENTED
    if (facts.where and (facts.names or facts.firm_name)) or has_participants:
        return Evidence.SELF_REPORTED
    return Evidence.CLAIM


def claimable_seats(user, partnership):
    """Seats for whose organisations this person may report: their own; from a leading office, its whole side."""
    seat = acting_seat(user, partnership, Permission.REPORT_OUTCOME)
    if seat is None:
        return Seat.objects.none()
    seats = Seat.objects.filter(partnership=partnership).exclude(role=SeatRole.OBSERVER)
    if seat.role == SeatRole.LEAD:
        return seats.filter(side=seat.side)
    return seats.filter(pk=seat.pk)


def office_behind(seats):
    """The organisation whose own indicators and dimensions reports of these seats use: the owner of them."""
    seat = seats.select_related("partnership", "organisation").first()
    return owner_for(seat) if seat else None


def owner_for(seat):
    """A claim belongs to the lead office of its organisation's side where there is one, else to the organisation."""
    lead = Seat.objects.filter(partnership=seat.partnership_id, side=seat.side_id, role=SeatRole.LEAD).first()
    return lead.organisation if lead else seat.organisation


@verb("claim.made")
def claim_outcome(
    partnership, organisation, facts, *, by, at, files=(), idempotency_key="", amount_later=False, via="page",
    flow_key="",
):  # fmt: skip
    """Report a new outcome for an organisation; its flow key is made here. Returns the claim.

    flow_key: given by services alone, for flows that have a name of their own, as the figure of a period.

    amount_later: the amount may follow (quick log). The same key by the same person a second time returns the first
    claim. Raises the refusals of `check`, NoSeat, NotYourOrganisation, FromAnotherTie, AudienceTooNarrow and those of
    files.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two sends of one form follow each other
    key = f"{by.pk}:{idempotency_key}"[:64] if idempotency_key else None
    if key and (found := Claim.objects.filter(idempotency_key=key).first()):
        return found
    seats = {seat.organisation_id: seat for seat in claimable_seats(by, partnership).select_related("organisation")}
    if not seats:
        raise refusals.NoSeat(partnership, field="partnership")
    if organisation.pk not in seats:
        raise refusals.NotYourOrganisation(organisation, field="organisation")
    owner = owner_for(seats[organisation.pk])
    if facts.indicator.office_id not in (None, owner.pk):
        raise refusals.NotClaimable(facts.indicator, field="indicator")
    acting = acting_seat(by, partnership, Permission.REPORT_OUTCOME).organisation
    if facts.audience == Audience.OFFICE and acting != owner:
        raise refusals.AudienceTooNarrow(field="audience")
    check(facts, today=timezone.localdate(at), amount_later=amount_later)
    check_origin(facts, partnership, by)
    uploads = [(file, check_upload(file)) for file in files]

    key_of_flow = flow_key or f"flow-{secrets.token_hex(10)}"
    outcome, _ = Outcome.objects.get_or_create(flow_key=key_of_flow, indicator=facts.indicator)
    if not outcome.shares.filter(partnership=partnership).exists():
        Share.objects.create(
            outcome=outcome, partnership=partnership, share=facts.share, reason=facts.share_reason
        )
    has_names = bool(facts.activity and facts.activity.participants.exists())
    claim = Claim.objects.create(
        outcome=outcome,
        partnership=partnership,
        organisation=organisation,
        owner=owner,
        created_by=by,
        audience=facts.audience,
        evidence=evidence_of(facts, bool(uploads), has_names),
        learnt_on=timezone.localdate(at),
        idempotency_key=key,
        **columns(facts),
    )
    claim.named.add(by)
    if facts.firm_name:
        ClaimFirm.objects.create(claim=claim, name=facts.firm_name)
    if facts.activity or facts.agreement:
        Origin.objects.create(claim=claim, activity=facts.activity, agreement=facts.agreement)
    for file, upload in uploads:
        keep_file(claim, file, upload)
    keep_parts(claim, facts.parts or {})
    wake()
    return claim


def columns(facts):
    """The facts that stand on the claim's own row."""
    return {
        "title": facts.title.strip(),
        "note": "\n".join(part for part in (facts.where, facts.names, facts.note) if part),
        "amount": facts.amount,
        "currency": facts.currency if facts.indicator.is_money and facts.amount is not None else "",
        "basis": facts.basis,
        "side": facts.side,
        "sector": facts.sector,
        "occurred_first": facts.occurred.first,
        "occurred_last": facts.occurred.last,
    }


def check_origin(facts, partnership, user):
    """What it came through is of this tie and read by the person."""
    for record, model in ((facts.activity, Activity), (facts.agreement, Agreement)):
        if record and not model.objects.for_user(user).filter(pk=record.pk, partnership=partnership).exists():
            raise refusals.FromAnotherTie(record, field="activity")


def keep_file(claim, file, upload):
    kept = ClaimFile(claim=claim, **upload._asdict())
    kept.file.save(upload.name, file, save=False)
    kept.save()


def locked(claim):
    """The claim, locked with its outcome: whoever changes claims of one outcome follows the one before."""
    Outcome.objects.select_for_update(no_key=True).get(pk=claim.outcome_id)
    return Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)


def standing(claim):
    """Refuse what was withdrawn or corrected."""
    if claim.withdrawn_at:
        raise refusals.AlreadyWithdrawn(claim)
    if claim.superseded_by_id:
        raise refusals.AlreadyCorrected(claim)
    return claim


def latest(claim):
    """The row that stands today for this one."""
    while claim.superseded_by_id:
        claim = claim.superseded_by
    return claim


def supersede(claim, **changes):
    """Add a row that stands from now on in the place of this one, with its files, firm, readers and origin.

    The former row is marked before the new one is written, for only one row of a source's id may stand; the
    reference is checked at the end of the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('outcomes_claim', 'id'))")
        (pk,) = cursor.fetchone()
    kept = {
        field.attname: getattr(claim, field.attname)
        for field in Claim._meta.concrete_fields
        if field.name not in ("id", "superseded_by", "idempotency_key", "created_at")
    }
    Claim.objects.filter(pk=claim.pk).update(superseded_by_id=pk)
    fresh = Claim(pk=pk, **{**kept, **changes})
    fresh.save(force_insert=True)
    fresh.named.set(claim.named.all())
    for model in (ClaimFile, Origin, ClaimFirm):
        for row in model._base_manager.filter(claim=claim):
            row.pk, row.claim = None, fresh
            row.save(force_insert=True)
    copy_parts(claim, fresh)
    return fresh


@verb("claim.corrected")
def correct_claim(claim, facts, *, reason, by, at, files=()):
    """Say it anew. A verified figure whose amount, currency or date changes has to be confirmed again.

    Raises AlreadyWithdrawn, AlreadyCorrected, ReasonMissing, NotClaimable for another indicator, and those of `check`.
    """
    claim = standing(locked(claim))
    if not reason.strip():
        raise refusals.ReasonMissing(claim, field="reason")
    if facts.indicator.pk != claim.outcome.indicator_id:
        raise refusals.NotClaimable(claim, field="indicator")
    check(facts, today=timezone.localdate(at), retired_too=True)
    uploads = [(file, check_upload(file)) for file in files]
    fresh = columns(facts)
    decisive = ("amount", "currency", "basis", "side", "occurred_first", "occurred_last")
    same = all(getattr(claim, name) == fresh[name] for name in decisive)
    documented = bool(uploads) or claim.files.exists()
    earned = Evidence.DOCUMENTED if documented else min(claim.evidence, Evidence.SELF_REPORTED)
    note = "\n".join(part for part in (fresh.pop("note"), reason.strip()) if part)
    new = supersede(
        claim,
        **fresh,
        note=note,
        evidence=max(claim.evidence, earned) if same else earned,
        acknowledged_at=claim.acknowledged_at if same else None,
        learnt_on=timezone.localdate(at),
        created_by_id=by.pk,
    )
    for file, upload in uploads:
        keep_file(new, file, upload)
    if facts.parts is not None:
        new.parts.all().delete()
        keep_parts(new, facts.parts)
    wake()
    return new


@verb("claim.withdrawn")
def withdraw_claim(claim, *, reason, by, at):
    """It counts no longer; it stays in history with the reason, and links that asked about it end.

    Withdrawing again changes nothing. Raises ReasonMissing, AlreadyCorrected.
    """
    claim = locked(claim)
    if claim.withdrawn_at:
        return claim
    standing(claim)
    if not reason.strip():
        raise refusals.ReasonMissing(claim, field="reason")
    claim.withdrawn_at, claim.withdrawn_reason = at, reason.strip()[:300]
    claim.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    asks = claim.asks.model.objects.filter(claim__outcome=claim.outcome_id, claim__organisation=claim.organisation_id)
    asks.filter(revoked_at=None, confirmations=None).update(revoked_at=at)
    wake()
    return claim
