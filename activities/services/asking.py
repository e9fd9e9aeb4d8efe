"""Asking the other side by a mailed link whether an activity was so (ARCHITECTURE 4, DESIGN 8)."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from activities.accounts import CHOOSABLE, days_of
from activities.models import ActivityAsk, ActivityKind, ActivityStatus, Participant
from activities.queries import side_of
from activities.queries_sides import facts_shown
from activities.services import refusals, refusals_asking, refusals_sides
from activities.services.activities import locked
from agreements.services.links import PASSED_A_DAY, is_never_mailed
from agreements.services.refusals import (
    LinkEnded,
    NeverMail,
    NobodyToAsk,
    PassedOnAlready,
    PassedTooOften,
    PassedToSelf,
    TieStandsStill,
)
from drawing import formats, languages
from partnerships.models import Seat, SeatRole, Standing
from stakeholders.mail import queue_mail
from stakeholders.models import Office, Organisation, Person, Post, User
from stakeholders.verbs import Refusal, verb

OPEN_FOR = dt.timedelta(days=30)


@dataclass(frozen=True)
class Mail:
    """A mail as the coordinator sees it before it goes. The address of the page stands where {link} is."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class Addressee:
    """Whom a link is made for: a contact, or a post whose holder reads its mail."""

    organisation: Organisation
    email: str
    name: str
    language: str = ""
    person: Person | None = None
    post: Post | None = None

    @classmethod
    def of(cls, found):
        """Of a Person or a Post."""
        if isinstance(found, Post):
            return cls(found.organisation, found.email, found.title, post=found)
        return cls(found.organisation, found.email, found.name, found.language, person=found)


def other_side(activity):
    """Organisations of the other side: seated there above observer, or named on the activity and of a place there."""
    tie = activity.partnership
    home = side_of(activity.owner, tie)
    seats = Seat.objects.filter(partnership=tie).exclude(role=SeatRole.OBSERVER)
    there = {seat.organisation_id for seat in seats if home is None or seat.side_id != home.pk}
    there.discard(activity.owner_id)
    for part in Participant.objects.filter(activity=activity).select_related("organisation__place", "side"):
        side = part.side or side_of(part.organisation, tie)
        if side is not None and home is not None and side.pk != home.pk:
            there.add(part.organisation_id)
    return Organisation.objects.filter(pk__in=there)


def addressees(user, activity):
    """(contacts, posts) of the other side with an address, as far as this person has them on file."""
    bodies = other_side(activity)
    people = Person.objects.for_user(user).filter(organisation__in=bodies).exclude(email="")
    opened = Organisation.objects.for_user(user).filter(pk__in=bodies)
    posts = Post.objects.filter(organisation__in=opened).exclude(email="")
    return (
        people.select_related("organisation").order_by("organisation__name", "name"),
        posts.select_related("organisation").order_by("organisation__name", "title"),
    )


def check_ask(activity, whom):
    """Raise the refusal that fits; the preview asks this too, before anything is written. whom: Addressee or None."""
    if activity.status != ActivityStatus.HAPPENED:
        raise refusals.NotHappened(activity)
    if activity.confirmed_at:
        raise refusals_asking.ConfirmedAlready(activity)
    standing = Seat.objects.filter(partnership=activity.partnership_id, organisation=activity.owner_id)
    if standing.filter(standing__in=[Standing.PAUSED, Standing.ENDED]).exists():
        raise TieStandsStill(activity)
    if whom is None or not whom.email or whom.organisation is None:
        raise NobodyToAsk(field="whom")
    if not other_side(activity).filter(pk=whom.organisation.pk).exists():
        raise refusals_asking.NotTheirSide(field="whom")
    if is_our_own(activity, whom.email):
        raise refusals_sides.AsksItself(field="whom")
    if (whom.person and is_never_mailed(whom.person)) or is_unwanted(activity, whom.email):
        raise NeverMail(field="whom")


def is_our_own(activity, email):
    """Whether the address is of the office that recorded the activity, or of one of its members."""
    owner = activity.owner
    return (
        owner.email.casefold() == email.casefold()
        or User.objects.filter(memberships__organisation=owner, email__iexact=email).exists()
        or Office.objects.filter(organisation=owner, mail_address__iexact=email).exists()
    )


def is_unwanted(activity, email):
    """Somebody of this address is never mailed: a contact of the office, or a post."""
    people = Person.objects.filter(owner=activity.owner_id, email__iexact=email, never_mail=True)
    return people.exists() or Post.objects.filter(email__iexact=email, never_mail=True).exists()


def frozen(activity, chosen=CHOOSABLE):
    """The copy that goes out: title, kind and date, and those of CHOOSABLE that were chosen and are known."""
    facts = facts_shown(activity)
    return {
        name: value
        for name, value in facts.items()
        if name not in CHOOSABLE or (name in chosen and value not in (None, "", []))
    }


def lines_of(fields):
    """[(label, text)] of frozen facts, in the language in use; partners and the office read the same."""
    said = [(_("Activity"), fields["title"]), (_("Kind"), kind_words(fields["kind"]))]
    said.append((_("Date"), date_words(fields["date"])))
    if "place" in fields:
        said.append((_("Place"), fields["place"]))
    if "organisations" in fields:
        said.append((_("Who took part"), ", ".join(fields["organisations"])))
    if "people" in fields:
        said.append((_("People, about"), formats.number(fields["people"])))
    return said


def kind_words(kind):
    return str(dict(ActivityKind.choices).get(kind, kind))


def date_words(date):
    first, last, until = days_of(date)
    return formats.partial_date(first, until or last)


def write_mail(fields, whom, *, sender, office, message, ends_at, giver=""):
    """The mail in the language of whom it goes to, signed by a person; {link} stands for the address.

    giver: who passes the link on, in which case the office asks and the giver signs.
    """
    with translation.override(languages.pick(whom.language)):
        lines = [_("Dear %(name)s,") % {"name": whom.name} if whom.name else _("Good day,"), ""]
        if message.strip():
            lines += [message.strip(), ""]
        if giver:
            lines.append(
                _("%(giver)s passes on to you a question of %(office)s, which wrote down this:")
                % {"giver": giver, "office": office}
            )
        else:
            lines.append(_("%(office)s keeps a record of what both sides did together, and wrote down this:") % {
                "office": office
            })  # fmt: skip
        lines += ["", *(f"  {label}: {text}" for label, text in lines_of(fields)), ""]
        lines += [_("Was it so? One page and one button, no account:"), "{link}", ""]
        lines += [_("The page is yours alone until %(day)s.") % {"day": formats.long_date(ends_at.date())}, ""]
        lines += [giver or sender, *([] if giver else [str(office)])]
        subject = _("Was it so? %(title)s") % {"title": fields["title"]}
    return Mail(whom.email, subject, "\n".join(line for line in lines if line is not None))


def link_address(token):
    return settings.GEMEL_URL.rstrip("/") + reverse("activities:asked", args=[token])


def new_ask(activity, whom, *, fields, message, by, at, ends_at=None, passed_by=None):
    """(ActivityAsk, token) for this addressee."""
    token, hashed = ActivityAsk.new_token()
    ask = ActivityAsk.objects.create(
        activity=activity, organisation=whom.organisation, person=whom.person, post=whom.post, email=whom.email,
        name=whom.name, language=whom.language, message=message.strip(), fields=fields, token_hash=hashed,
        created_by=by, ends_at=ends_at or at + OPEN_FOR, passed_by=passed_by,
    )  # fmt: skip
    return ask, token


def note_offered(activity, at):
    """Others were told: from now on the log cannot be undone."""
    if activity.offered_at is None:
        activity.offered_at = at
        activity.save(update_fields=["offered_at"])


def mail_ask(ask, token, mail, *, reply_to, at):
    text = mail.text.replace("{link}", link_address(token))
    queue_mail(key=f"activity-ask:{ask.pk}", to=mail.to, subject=mail.subject, text=text, reply_to=reply_to, at=at)


@verb("activity.asked")
def ask_by_mail(activity, whom, *, chosen=CHOOSABLE, message="", by, at):
    """Mail a link that shows a frozen copy of the chosen facts and asks whether it was so. Returns the ActivityAsk.

    The coordinator has seen the mail (write_mail). An open ask with the same facts to the same address is not sent
    twice. Nobody but the link's holder reads more than before. Raises the refusals of check_ask.
    """
    activity = locked(activity)
    check_ask(activity, whom)
    fields = frozen(activity, chosen)
    open_now = ActivityAsk.objects.filter(
        activity=activity, email__iexact=whom.email, revoked_at=None, ends_at__gt=at, accounts=None, fields=fields
    )
    if before := open_now.order_by("-pk").first():
        return before
    ask, token = new_ask(activity, whom, fields=fields, message=message, by=by, at=at)
    note_offered(activity, at)
    mail = write_mail(fields, whom, sender=str(by), office=activity.owner, message=message, ends_at=ask.ends_at)
    mail_ask(ask, token, mail, reply_to=by.email, at=at)
    return ask


@verb("activity.link_made")
def make_link(activity, whom, *, chosen=CHOOSABLE, message="", by, at):
    """As ask_by_mail, but nothing is mailed. Returns (ActivityAsk, its address), known here and never again."""
    activity = locked(activity)
    check_ask(activity, whom)
    ask, token = new_ask(activity, whom, fields=frozen(activity, chosen), message=message, by=by, at=at)
    note_offered(activity, at)
    return ask, link_address(token)


def locked_ask(ask):
    return ActivityAsk.objects.select_for_update(no_key=True).get(pk=ask.pk)


@verb("activity.ask_revoked")
def revoke_ask(ask, *, by, at):
    """The link opens nothing from now on, nor does what was passed on from it. Revoking it again changes nothing."""
    locked(ask.activity)
    ask = locked_ask(ask)
    if ask.revoked_at is None:
        ask.revoked_at = at
        ask.save(update_fields=["revoked_at"])
    ActivityAsk.objects.filter(passed_by=ask, revoked_at=None).update(revoked_at=at)
    return ask


@verb("activity.ask_passed_on")
def pass_on(ask, *, name, email, by_name, at, note="", by=None):
    """Whoever holds a link lets a colleague answer: they get one of their own, with the same end. Returns it.

    An address that has one of this link gets no second mail. What was passed on goes no further. Raises LinkEnded,
    PassedOnAlready, PassedToSelf, AsksItself, NeverMail and PassedTooOften.
    """
    activity = locked(ask.activity)
    ask = locked_ask(ask)
    name, email = name.strip(), email.strip()
    if not ask.is_open(at) or ask.accounts.exists():
        raise LinkEnded(ask)
    if ask.passed_by_id:
        raise PassedOnAlready(ask)
    if email.casefold() == ask.email.casefold():
        raise PassedToSelf(ask, field="email")
    if is_our_own(activity, email):
        raise refusals_sides.AsksItself(ask, field="email")
    if is_unwanted(activity, email):
        raise NeverMail(ask, field="email")
    if before := ask.passed_on.filter(email__iexact=email, revoked_at=None, ends_at__gt=at).first():
        return before
    if ask.passed_on.filter(created_at__gt=at - dt.timedelta(days=1)).count() >= PASSED_A_DAY:
        raise PassedTooOften(ask)
    whom = Addressee(ask.organisation, email, name, translation.get_language() or "")
    passed, token = new_ask(
        activity, whom, fields=ask.fields, message=note, by=None, at=at, ends_at=ask.ends_at, passed_by=ask
    )
    giver = by_name.strip() or ask.name or ask.email
    mail = write_mail(
        ask.fields, whom, sender="", office=activity.owner, message=note, ends_at=ask.ends_at, giver=giver
    )
    mail_ask(passed, token, mail, reply_to=ask.email, at=at)
    return passed


@verb("activity.ask_renewed")
def renew_ask(ask, *, at, by=None):
    """Somebody opened an ended link and asks for a new one: it goes to the known address only, once an hour.

    It shows what the ended one showed. Nothing is sent for one that was revoked or passed on, after an answer, or
    where it may no longer be asked; the page does not tell. Returns the new ActivityAsk, or None.
    """
    activity = locked(ask.activity)
    ask = locked_ask(ask)
    if ask.is_open(at) or ask.revoked_at or ask.passed_by_id or ask.accounts.exists():
        return None
    lately = ActivityAsk.objects.filter(activity=activity, email__iexact=ask.email)
    if lately.exclude(pk=ask.pk).filter(created_at__gt=at - dt.timedelta(hours=1)).exists():
        return None
    found = ask.person or ask.post
    whom = Addressee.of(found) if found else None
    if whom is None or whom.email.casefold() != ask.email.casefold():
        return None
    try:
        check_ask(activity, whom)
    except Refusal:
        return None
    new, token = new_ask(activity, whom, fields=ask.fields, message=ask.message, by=ask.created_by, at=at)
    asker = ask.created_by
    mail = write_mail(
        ask.fields, whom, sender=str(asker or ""), office=activity.owner, message=ask.message, ends_at=new.ends_at
    )
    mail_ask(new, token, mail, reply_to=asker.email if asker else "", at=at)
    return new
