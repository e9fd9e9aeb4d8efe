"""Asking somebody who knows whether a claim is right, and what their answer does to its evidence (METHODS 1)."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drawing import formats
from outcomes import bands
from outcomes.enums import Evidence, Side
from outcomes.models import Claim, ClaimFirm, Confirmation, ConfirmationAsk, Outcome
from outcomes.rules import MIRROR_TOLERANCE, mirror_gap
from outcomes.services import refusals
from outcomes.services.claims import is_currency
from outcomes.services.own_rate import rate_kept
from outcomes.services.standing import latest, locked, standing, supersede
from outcomes.services.waking import wake
from outcomes.words import result_words
from partnerships.models import Seat, Standing
from stakeholders.mail import queue_mail
from stakeholders.models import Office, OrganisationKind, Person, Post, User
from stakeholders.verbs import verb

Asked = ConfirmationAsk.Asked
OPEN_FOR = timedelta(days=30)
OPPOSITE = {Side.SELLER: Side.BUYER, Side.BUYER: Side.SELLER, Side.HOST: Side.HOME, Side.HOME: Side.HOST}
CHOOSABLE = ("indicator", "amount", "date", "partnership")  # title and organisation always go out
GOVERNMENTS = (OrganisationKind.CITY_GOVERNMENT, OrganisationKind.REGIONAL_GOVERNMENT)


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str


def frozen_fields(claim, chosen):
    """The copy that goes out, as plain text values: never a view into the record."""
    fields = {"title": claim.title, "organisation": claim.organisation.name}
    if "indicator" in chosen:
        fields["indicator"] = result_words(claim.outcome.indicator)
    if "date" in chosen:
        fields["date"] = formats.partial_date(claim.occurred_first, claim.occurred_last)
    if "partnership" in chosen:
        fields["partnership"] = claim.partnership.name
    if "amount" in chosen and claim.amount is not None:
        fields["amount"] = str(claim.amount)
    if claim.amount is not None:  # the answer is a figure or a band in the same money or unit
        fields["currency"] = claim.currency
        fields["unit"] = "" if claim.currency else claim.outcome.indicator.unit
    return fields


def amount_text(fields):
    """The frozen amount as people write it; "" where it does not go out."""
    if "amount" not in fields:
        return ""
    amount = Decimal(fields["amount"])
    if fields.get("currency"):
        return formats.money_full(amount, fields["currency"])
    return f"{formats.number(amount)} {fields.get('unit', '')}".strip()


def write_mail(fields, *, name, message, sender, office, link, ends_at):
    """The mail as it will be sent, signed by a person."""
    lines = [
        _("Dear %(name)s,") % {"name": name} if name else _("Good day,"),
        "",
        _("%(office)s keeps a record of what comes of its partnerships. %(organisation)s reports this:")
        % {"office": office, "organisation": fields["organisation"]},
        "",
        f"  {fields['title']}",
    ]
    for label, value in (
        (_("What"), fields.get("indicator", "")),
        (_("Amount"), amount_text(fields)),
        (_("When"), fields.get("date", "")),
        (_("Partnership"), fields.get("partnership", "")),
    ):
        if value:
            lines.append(f"  {label}: {value}")
    lines += ["", _("Is it right? One page and one button, no account needed:"), link]
    if message:
        lines += ["", message]
    lines += [
        "",
        _("The link works until %(day)s. You may also answer this mail.") % {"day": formats.long_date(ends_at)},
        "",
        sender,
        office,
    ]
    return Mail(_("Is this right? %(title)s") % {"title": fields["title"]}, "\n".join(lines))


def who_is_asked(asked, organisation):
    """A city government or an office can only acknowledge, whatever the asker ticked."""
    if organisation is None or asked == Asked.FIRM:
        return Asked(asked)
    nods = organisation.kind in GOVERNMENTS or Office.objects.filter(organisation=organisation).exists()
    return Asked.CITY_OFFICE if nods else Asked.OTHER_SIDE


def check_ask(claim, *, asked, email, organisation, by):
    """Raise the refusal that fits; the preview asks this too, before anything is written."""
    standing(claim)
    if not email:
        raise refusals.AddressMissing(claim, field="email")
    if is_reporter(claim, email, organisation, by):
        raise refusals.VerifierIsReporter(claim, field="email")
    seats = Seat.objects.filter(partnership=claim.partnership_id)
    own = seats.filter(organisation=claim.owner_id).first()
    if own and own.standing in (Standing.PAUSED, Standing.ENDED):
        raise refusals.TieNotKept(claim)
    if asked != Asked.FIRM:
        theirs = seats.filter(organisation=organisation).first() if organisation else None
        ours = seats.filter(organisation=claim.organisation_id).first() or own
        if theirs is None or (ours and theirs.side_id == ours.side_id):
            raise refusals.NotTheOtherSide(claim, field="organisation")
    unwanted = (Person.objects.filter(owner=claim.owner_id), Post.objects.all())
    if any(rows.filter(email__iexact=email, never_mail=True).exists() for rows in unwanted):
        raise refusals.NeverMailed(claim, field="email")


def is_reporter(claim, email, organisation, by):
    """Whether the address or the organisation asked is the reporter's own."""
    own = {claim.organisation_id, claim.owner_id}
    if organisation is not None and organisation.pk in own:
        return True
    known = {by.email.casefold(), claim.organisation.email.casefold(), claim.owner.email.casefold()}
    if claim.created_by:
        known.add(claim.created_by.email.casefold())
    if email.casefold() in known - {""}:
        return True
    members = User.objects.filter(memberships__organisation__in=own, email__iexact=email)
    offices = Office.objects.filter(organisation__in=own, mail_address__iexact=email)
    return members.exists() or offices.exists()


@verb("confirmation.asked")
def ask_confirmation(claim, *, asked, email, name="", organisation=None, message="", chosen=CHOOSABLE, by, at):
    """Mail a link that asks whether the claim is right. An open ask to the same address is not sent twice.

    chosen: which of CHOOSABLE go out beside title and organisation. The ask that was made carries `token`, which is
    stored nowhere but in the mail. Raises the refusals of `check_ask`.
    """
    claim = locked(claim)
    email = email.strip()
    check_ask(claim, asked=asked, email=email, organisation=organisation, by=by)
    asks = ConfirmationAsk.objects.filter(claim=claim, email__iexact=email, confirmations=None, revoked_at=None)
    if found := asks.filter(ends_at__gt=at).first():
        return found
    token, token_hash = ConfirmationAsk.new_token()
    ask = ConfirmationAsk.objects.create(
        claim=claim,
        asked=who_is_asked(asked, organisation),
        organisation=organisation,
        email=email,
        name=name,
        message=message,
        fields=frozen_fields(claim, chosen),
        token_hash=token_hash,
        created_by=by,
        ends_at=at + OPEN_FOR,
    )
    mail = write_mail(
        ask.fields, name=name, message=message, sender=str(by), office=claim.owner.name, ends_at=ask.ends_at,
        link=settings.GEMEL_URL + reverse("outcomes:confirm", args=[token]),
    )  # fmt: skip
    queue_mail(
        key=f"confirmation-ask-{ask.pk}", to=email, subject=mail.subject, text=mail.text, reply_to=by.email, at=at
    )
    ask.token = token
    return ask


@dataclass(frozen=True)
class Answer:
    """What the person says. amount: their own figure in the currency they were shown, None for "as stated"; band: a
    key of outcomes.bands where they would rather not tell it; currency: of either, where they were shown none."""

    is_right: bool | None
    name: str
    amount: Decimal | None = None
    band: str = ""
    currency: str = ""
    may_name: bool | None = None
    may_share_amount: bool | None = None
    tie_did: str = ""
    how_known: str = ""
    note: str = ""


@verb("confirmation.given")
def answer_by_link(ask, answer, *, at, by=None, via="link"):
    """Take the answer, once; sent again it returns the first one. Returns the Confirmation.

    Raises LinkEnded, AnswerMissing, NameMissing, NegativeAmount, BandUnknown, CurrencyMissing, UnknownCurrency,
    HowKnownMissing.
    """
    Outcome.objects.select_for_update(no_key=True).get(claims=ask.claim_id)
    ask = ConfirmationAsk.objects.select_for_update(no_key=True).get(pk=ask.pk)
    if given := Confirmation.objects.filter(ask=ask).first():
        return given
    check_answer(ask, answer, at)
    claim = latest(Claim.objects.get(pk=ask.claim_id))
    given = Confirmation.objects.create(
        claim=claim,
        ask=ask,
        is_right=answer.is_right,
        amount=answer.amount,
        band="" if answer.amount is not None else answer.band,
        currency=currency_of(ask, answer) if answer.amount is not None or answer.band else "",
        how_known=answer.how_known.strip(),
        tie_did=answer.tie_did,
        may_name=answer.may_name,
        may_share_amount=answer.may_share_amount,
        note=answer.note,
        by_name=answer.name.strip(),
        by_user=by,
        at=at,
    )
    if ask.asked == Asked.FIRM:
        note_consent(claim, answer)
    if ask.asked == Asked.CITY_OFFICE:
        acknowledge(claim, answer, at)
    else:
        weigh(claim, ask, answer, given, at)
    wake()
    return given


def check_answer(ask, answer, at):
    if not ask.is_open(at) or latest(ask.claim).withdrawn_at:
        raise refusals.LinkEnded(ask)
    if answer.is_right is None:
        raise refusals.AnswerMissing(ask, field="is_right")
    if not answer.name.strip():
        raise refusals.NameMissing(ask, field="name")
    if answer.amount is not None and answer.amount < 0:
        raise refusals.NegativeAmount(ask, field="amount")
    if answer.band and (answer.band in bands.MONEY_BANDS) != ask.claim.outcome.indicator.is_money:
        raise refusals.BandUnknown(ask, field="band")
    if (answer.amount is not None or answer.band) and ask.claim.outcome.indicator.is_money:
        currency = currency_of(ask, answer)
        if not currency:
            raise refusals.CurrencyMissing(ask, field="currency")
        if not is_currency(currency):
            raise refusals.UnknownCurrency(currency, field="currency")
    if ask.asked == Asked.OTHER_SIDE and not answer.how_known.strip():
        raise refusals.HowKnownMissing(ask, field="how_known")


def currency_of(ask, answer):
    """The currency in which they were asked; their own word where they were shown none."""
    return ask.fields.get("currency") or answer.currency


def note_consent(claim, answer):
    """The firm's leave lifts its name and the amount apart; it counts for the row that stands."""
    for firm in ClaimFirm.objects.filter(claim=claim):
        firm.consents_to_name = answer.may_name
        firm.consents_to_amount = answer.may_share_amount
        firm.audience = claim.audience if answer.may_name else firm.audience
        firm.save(update_fields=["consents_to_name", "consents_to_amount", "audience"])


def acknowledge(claim, answer, at):
    """A city office's nod: seen, and no more evidence than before."""
    if answer.is_right and claim.acknowledged_at is None:
        Claim.objects.filter(pk=claim.pk).update(acknowledged_at=at)


def weigh(claim, ask, answer, given, at):
    """Within tolerance the claim is confirmed; an organisation's answer is its own claim, and so is another figure.

    A band that holds the claimed amount confirms it and is no figure: no claim of their own comes of it. Where nobody
    had said an amount yet, the firm's is the amount.
    """
    stated = Decimal(ask.fields["amount"]) if "amount" in ask.fields else None
    figure = answer.amount if answer.amount is not None else stated
    agrees = bool(answer.is_right) and supports(claim, ask, answer, figure)
    first_figure = claim.amount is None and answer.amount is not None
    differs = answer.amount is not None and not agrees
    speaks = ask.asked == Asked.OTHER_SIDE and agrees and claim.side in OPPOSITE and not given.band
    if speaks or differs:
        given.own_claim = counter_claim(claim, ask, figure, given, at)
        given.save(update_fields=["own_claim"])
    if agrees and claim.evidence < Evidence.CONFIRMED:
        figures = {}
        if first_figure and ask.asked == Asked.FIRM:
            figures = {"amount": answer.amount, "currency": given.currency}
        supersede(claim, evidence=Evidence.CONFIRMED, learnt_on=timezone.localdate(at), **figures)


def supports(claim, ask, answer, figure):
    """Whether their figure or band speaks for the claimed amount, in the same currency."""
    if claim.amount is None:
        return True
    asked_in = ask.fields.get("currency", claim.currency)
    if asked_in != claim.currency:
        return False
    if answer.amount is None and answer.band and not bands.contains(answer.band, claim.amount):
        return False
    if figure is None:
        return bool(answer.band)
    return within_tolerance(claim.amount, figure)


def within_tolerance(ours, theirs):
    """A gap of at most a tenth (METHODS 5.4). Where no amount is claimed there is nothing to differ in."""
    if ours is None:
        return True
    if theirs is None:
        return False
    gap = mirror_gap(ours, theirs)
    return gap is not None and gap <= MIRROR_TOLERANCE.agree


def counter_claim(claim, ask, amount, given, at):
    """The counterpart's own claim, confirmed by itself, kept on the file of the office that asked."""
    currency = given.currency or ask.fields.get("currency", claim.currency)
    return Claim.objects.create(
        outcome=claim.outcome,
        partnership=claim.partnership,
        owner=claim.owner,
        organisation=ask.organisation or claim.organisation,
        side=OPPOSITE.get(claim.side, claim.side),
        title=claim.title,
        note=_("Given by %(name)s on a mailed link.") % {"name": given.by_name},
        amount=amount,
        currency=currency if amount is not None else "",
        **rate_kept(claim, currency),
        basis=claim.basis,
        occurred_first=claim.occurred_first,
        occurred_last=claim.occurred_last,
        learnt_on=timezone.localdate(at),
        evidence=Evidence.CONFIRMED,
        audience=claim.audience,
        source="confirmation",
        external_id=f"ask-{ask.pk}",
        created_by=ask.created_by,
    )
