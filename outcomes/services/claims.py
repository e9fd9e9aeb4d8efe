"""Reporting what came of a tie. Claims are only added: a correction, and each lift of evidence, is another row."""

import secrets
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import list_currencies
from django.utils import timezone
from django.utils.translation import gettext

from activities.models import Activity
from activities.queries import acting_seat
from agreements.models import Agreement
from outcomes.catalogue import SECTORS
from outcomes.enums import Basis, Evidence, Side
from outcomes.models import Claim, ClaimFirm, Origin, Share
from outcomes.services import refusals
from outcomes.services.joining import as_told_before, check_shares, find_own, flow_for
from outcomes.services.own_rate import check_rate, rate_columns
from outcomes.services.parts import check_parts, keep_parts
from outcomes.services.standing import keep_file, locked, standing, supersede
from outcomes.services.steps import check_step, keep_step, steps_on
from outcomes.services.waking import wake
from partnerships.models import Audience, Seat, SeatRole
from partnerships.uploads import check_upload
from stakeholders.access import Permission
from stakeholders.models import User
from stakeholders.verbs import once, verb

TYPED = (Audience.NAMED, Audience.OFFICE, Audience.PARTIES)  # wider ones are reached by sharing on purpose


@dataclass(frozen=True)
class Facts:
    """What is reported. occurred: PartialDate; amount in `currency` for money, else in the indicator's unit.

    share: part of the outcome that the tie contributed, 0–1, None where it is not stated. where, names: place and
    people as typed, which make the difference between E0 and E1. firm_name is read by named people alone.
    evidence: only ever E0–E2, and normally left to what was given. sector: section of ISIC Rev. 4, "" where it is not
    stated. parts: {Category: amount}, None where the breakdown is not touched. step: what the outcome reached, "" for
    nothing in particular, on step_reached (a PartialDate; the day it happened where it is None). registration: the
    firm's number in its register, read by those who read its name. rate: reporting currency per unit of `currency`, of
    its own, with its source; rate_on: its day, None for when it happened.
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
    step: str = ""
    step_reached: object = None
    registration: str = ""
    rate: Decimal | None = None
    rate_source: str = ""
    rate_on: object = None

    @property
    def reached(self):
        return self.step_reached or self.occurred


def is_currency(code):
    return code in list_currencies()


def check(facts, *, today, amount_later=False, standing=None):
    """Raise the refusal that fits what is said, whoever says it. standing: the report that it corrects, which may be
    of a retired indicator."""
    indicator = facts.indicator
    retired = indicator.retired_on and indicator.retired_on <= today and standing is None
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
    check_rate(facts, today=today, standing=standing)
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
    if facts.step:
        check_step(facts.step, facts.reached, today=today)


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


def stored_key(user, key):
    """The key of a form or a call as it is kept, apart for each person; None without one."""
    return once(user.pk, key)


def made_before(user, key):
    """The report that this person made with this key, or None."""
    return Claim.objects.filter(idempotency_key=stored_key(user, key)).first() if key else None


@verb("claim.made")
def claim_outcome(
    partnership, organisation, facts, *, by, at, files=(), idempotency_key="", amount_later=False, via="page",
    flow_key="", same_as=None,
):  # fmt: skip
    """Report a new outcome for an organisation; its flow key is made here. Returns the claim.

    flow_key: given by services alone, for flows that have a name of their own, as the figure of a period.
    same_as: an outcome that this report tells of too, as the person said when it was offered. A standing report of the
    same organisation and side is corrected by it; announced and realised investment of one project share a flow.

    amount_later: a short report (quick log), whose amount may follow; of an outcome that stands already it says nothing
    that it does not know (`as_told_before`). The same key by the same person a second time returns the first
    claim. Raises the refusals of `check`, NoSeat, NotYourOrganisation, FromAnotherTie, AudienceTooNarrow, those of
    files, and of joining: NotYoursToRead, AnotherIndicator, AlreadyReported, SharesAboveOne.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two sends of one form follow each other
    key = stored_key(by, idempotency_key)
    if found := made_before(by, idempotency_key):
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

    outcome = flow_for(facts.indicator, by, flow_key=flow_key or f"flow-{secrets.token_hex(10)}", same_as=same_as)
    if same_as is not None and amount_later:
        facts = as_told_before(facts, outcome, seats[organisation.pk])
    if same_as is not None and (own := find_own(outcome, organisation, facts.side, by)):
        return correct_row(standing(own), facts, reason="", by=by, at=at, uploads=uploads, idempotency_key=key)
    check_shares(outcome, partnership, facts.share)
    if not outcome.shares.filter(partnership=partnership).exists():
        Share.objects.create(outcome=outcome, partnership=partnership, share=facts.share, reason=facts.share_reason)
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
    if facts.firm_name or facts.registration:
        ClaimFirm.objects.create(claim=claim, name=facts.firm_name, registration=facts.registration)
    if facts.activity or facts.agreement:
        Origin.objects.create(claim=claim, activity=facts.activity, agreement=facts.agreement)
    for file, upload in uploads:
        keep_file(claim, file, upload)
    keep_parts(claim, facts.parts or {})
    if facts.step:
        keep_step(claim, facts.step, facts.reached, facts.activity)
    wake()
    return claim


def columns(facts):
    """The facts that stand on the claim's own row."""
    return {
        "title": facts.title.strip(),
        "note": "\n".join(part for part in (facts.where, facts.names, facts.note) if part),
        "amount": facts.amount,
        "currency": facts.currency if facts.indicator.is_money and facts.amount is not None else "",
        **rate_columns(facts),
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


@verb("claim.corrected")
def correct_claim(claim, facts, *, reason, by, at, files=()):
    """Say it anew. A verified figure whose amount, currency or date changes has to be confirmed again.

    Raises AlreadyWithdrawn, AlreadyCorrected, ReasonMissing, NotClaimable for another indicator, StepsOutOfOrder, and
    those of `check`.
    """
    claim = standing(locked(claim))
    if not reason.strip():
        raise refusals.ReasonMissing(claim, field="reason")
    if facts.indicator.pk != claim.outcome.indicator_id:
        raise refusals.NotClaimable(claim, field="indicator")
    check(facts, today=timezone.localdate(at), standing=claim)
    uploads = [(file, check_upload(file)) for file in files]
    return correct_row(claim, facts, reason=reason, by=by, at=at, uploads=uploads)


def correct_row(claim, facts, *, reason, by, at, uploads, **more):
    """The new row of a correction: evidence goes with the figure, and steps stay unless one is told anew."""
    if facts.step:
        check_step(facts.step, facts.reached, today=timezone.localdate(at), others=steps_on(claim))
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
        checked_at=claim.checked_at if same else None,
        checked_by_id=claim.checked_by_id if same else None,
        learnt_on=timezone.localdate(at),
        created_by_id=by.pk,
        **more,
    )
    for file, upload in uploads:
        keep_file(new, file, upload)
    if facts.parts is not None:
        new.parts.all().delete()
        keep_parts(new, facts.parts)
    if facts.step:
        keep_step(new, facts.step, facts.reached, facts.activity)
    if (facts.activity or facts.agreement) and not new.origins.filter(
        activity=facts.activity, agreement=facts.agreement
    ).exists():
        Origin.objects.create(claim=new, activity=facts.activity, agreement=facts.agreement)
    wake()
    return new


@verb("claim.taken_back")
def take_back(claim, *, activity, by, at):
    """Undo what an activity logged by mistake brought: the report that it corrected stands again; else it is withdrawn.

    Raises AlreadyWithdrawn, AlreadyCorrected.
    """
    claim = standing(locked(claim))
    former = claim
    while former is not None and former.origins.filter(activity=activity).exists():
        former = Claim.objects.filter(superseded_by=former).order_by("-pk").first()
    if former is None:
        return withdraw_claim(claim, reason=gettext("Logged by mistake."), by=by, at=at)
    again = supersede(claim, like=former, learnt_on=timezone.localdate(at), created_by_id=by.pk)
    wake()
    return again


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
