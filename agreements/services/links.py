"""Asking a partner for updates by a mailed link, and what comes back through it (DESIGN 8)."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement, AgreementStatus, Deliverable, DeliverableUpdate, UpdateLink, UpdateLinkItem
from agreements.services.deliverables import apply_update
from agreements.services.refusals import (
    AgreementSuspended,
    LinkEnded,
    NeverMail,
    NobodyToAsk,
    NotAskedHere,
    NothingToAsk,
    PassedOnAlready,
    PassedTooOften,
    PassedToSelf,
    TieStandsStill,
    TooMuch,
)
from drawing import formats, languages
from partnerships.models import Seat, Standing
from stakeholders.mail import queue_mail
from stakeholders.models import Person, PostHolding
from stakeholders.verbs import once, verb

AFTER_DUE = dt.timedelta(days=7)
AT_LEAST = dt.timedelta(days=14)
UPDATES_AN_HOUR = 20
PASSED_A_DAY = 5


@dataclass(frozen=True)
class Mail:
    """A mail as the coordinator sees it before it goes. The address of the page stands where {link} is."""

    to: str
    subject: str
    text: str


def check_contact(person, organisation):
    """Raise NobodyToAsk or NeverMail; a post marked "never mail" protects its holder."""
    if person is None or not person.email or person.organisation_id != organisation.pk:
        raise NobodyToAsk(organisation, field="person")
    if is_never_mailed(person):
        raise NeverMail(person, field="person")


def is_never_mailed(person):
    return person.never_mail or PostHolding.objects.current().filter(person=person, post__never_mail=True).exists()


def check_items(deliverables, office):
    """The items in the order they are shown. Raises NothingToAsk, AgreementSuspended and TieStandsStill."""
    items = sorted((item for item in deliverables if item.is_open), key=lambda item: (item.due_on, item.pk))
    if not items or len({item.owed_by_id for item in items}) > 1:
        raise NothingToAsk(field="deliverables")
    check_not_suspended(items)
    ties = {item.agreement.partnership_id for item in items}
    still = Seat.objects.filter(
        partnership__in=ties, organisation=office, standing__in=[Standing.PAUSED, Standing.ENDED]
    )
    if still.exists():
        raise TieStandsStill(field="deliverables")
    return items


def check_not_suspended(items):
    """Raise AgreementSuspended: nothing is asked, and nothing handed in by mail, while an agreement is suspended."""
    under = {item.agreement_id for item in items}
    if Agreement.objects.filter(pk__in=under, status=AgreementStatus.SUSPENDED).exists():
        raise AgreementSuspended(field="deliverables")


def ends_for(items, at):
    """Seven days after the latest due day, and at least two weeks from now."""
    last = max(item.due_on for item in items)
    by_due = timezone.make_aware(dt.datetime.combine(last, dt.time(23, 59))) + AFTER_DUE
    return max(by_due, at + AT_LEAST)


def mail_of(items, person, *, by, message, ends_at):
    """The mail that asks for updates, in the language of whom it goes to: a Person, or an UpdateLink that is renewed.

    by: who signs it beside the office, or None where nobody is known any longer. {link} stands for the address.
    """
    with translation.override(languages.pick(person.language)):
        subject = ngettext(
            "How is this going? %(title)s", "How are these %(n)s things going?", len(items)
        ) % {"title": items[0].title, "n": len(items)}
        lines = [_("Dear %(name)s,") % {"name": person.name}, ""]
        if message.strip():
            lines += [message.strip(), ""]
        lines.append(_("We ask for a short update on:"))
        signed = [str(who) for who in (by, items[0].owner) if who]
        lines += [*what_is_asked(items, ends_at), *signed]
    return Mail(person.email, subject, "\n".join(lines))


def what_is_asked(items, ends_at):
    """Lines of a mail: the items and the page, in the language in use."""
    return [
        *(
            _("- %(title)s, due on %(day)s") % {"title": item.title, "day": formats.long_date(item.due_on)}
            for item in items
        ),
        "",
        _("One page, about two minutes, no account:"),
        "{link}",
        "",
        _("The page is yours alone until %(day)s.") % {"day": formats.long_date(ends_at.date())},
        "",
    ]


def link_address(token):
    return settings.GEMEL_URL.rstrip("/") + reverse("agreements:update-link", args=[token])


def to_ask(deliverables, person):
    """(the office that asks, the items in order), once it is sure that this person may be asked for them."""
    office = deliverables[0].owner if deliverables else None
    items = check_items(deliverables, office)
    check_contact(person, items[0].owed_by)
    return office, items


@verb("deliverable.update_asked")
def ask_for_update(deliverables, *, person, message, by, at):
    """Mail one person a link to the open items of their organisation. Returns the UpdateLink.

    The coordinator has seen the mail (mail_of). Each mail mints its own token; only its hash is kept. Raises
    NothingToAsk, AgreementSuspended, TieStandsStill, NobodyToAsk and NeverMail.
    """
    office, items = to_ask(deliverables, person)
    return send_link(items, to=person, person=person, office=office, message=message, by=by, at=at)


@verb("deliverable.link_made")
def make_link(deliverables, *, person, message, by, at):
    """As ask_for_update, but nothing is mailed. Returns (UpdateLink, its address), which is known here and never again.

    For whoever is reached by a messenger. Raises what ask_for_update raises.
    """
    office, items = to_ask(deliverables, person)
    link, token = new_link(
        items, email=person.email, name=person.name, person=person, office=office, message=message, by=by,
        language=person.language, ends_at=ends_for(items, at),
    )  # fmt: skip
    return link, link_address(token)


def new_link(items, *, by, message, **fields):
    """(UpdateLink, token) of these items in their order."""
    token, hashed = UpdateLink.new_token()
    link = UpdateLink.objects.create(token_hash=hashed, created_by=by, message=message.strip(), **fields)
    UpdateLinkItem.objects.bulk_create(
        [UpdateLinkItem(link=link, deliverable=item, position=n) for n, item in enumerate(items)]
    )
    return link, token


def send_link(items, *, to, person, office, message, by, at, passed_by=None):
    """to: whom the mail names, a Person or the link that is renewed."""
    ends_at = ends_for(items, at)
    link, token = new_link(
        items, email=to.email, name=to.name, person=person, passed_by=passed_by, office=office, message=message, by=by,
        language=to.language, ends_at=ends_at,
    )  # fmt: skip
    mail_link(link, token, mail_of(items, to, by=by, message=message, ends_at=ends_at), by.email if by else "", at)
    return link


def mail_link(link, token, mail, reply_to, at):
    queue_mail(
        key=f"update-link:{link.pk}", to=mail.to, subject=mail.subject, reply_to=reply_to,
        text=mail.text.replace("{link}", link_address(token)), at=at,
    )  # fmt: skip


@verb("deliverable.link_passed_on")
def pass_on(link, *, name, email, by_name, at, note="", items=None, by=None):
    """Whoever holds a link lets a colleague do it: they get one of their own, with the same end. Returns it.

    items: of the link's open ones (default: all). An address that has a link to these items gets no second mail; the
    first link is returned. What was passed on goes no further, so that nobody's address starts a chain of mails. Raises
    LinkEnded, PassedOnAlready, NotAskedHere, NothingToAsk, AgreementSuspended, TieStandsStill, PassedToSelf, NeverMail
    and PassedTooOften.
    """
    link = UpdateLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    if not link.is_open(at):
        raise LinkEnded(link)
    if link.passed_by_id:
        raise PassedOnAlready(link)
    name, email = name.strip(), email.strip()
    if email.casefold() == link.email.casefold():
        raise PassedToSelf(link, field="email")
    own = items_of(link)
    if not {item.pk for item in items or ()} <= {item.pk for item in own}:
        raise NotAskedHere(field="items")
    items = check_items(items or own, link.office)
    before = passed_before(link, email, items, at)
    if before:
        return before
    if link.passed_on.filter(created_at__gt=at - dt.timedelta(days=1)).count() >= PASSED_A_DAY:
        raise PassedTooOften(link)
    body = items[0].owed_by
    known = Person.objects.filter(organisation=body, email__iexact=email).order_by("pk").first()
    if known:
        check_contact(known, body)
    language = translation.get_language()
    passed, token = new_link(
        items, email=email, name=name, person=known, office=link.office, message=note, by=None, language=language,
        ends_at=link.ends_at, passed_by=link,
    )  # fmt: skip
    giver = by_name.strip() or link.name or link.email
    lines = [_("Dear %(name)s,") % {"name": name}, ""]
    if note.strip():
        lines += [note.strip(), ""]
    lines.append(
        _("%(giver)s passes on to you what %(office)s asks for:") % {"giver": giver, "office": link.office}
    )
    lines += [*what_is_asked(items, link.ends_at), giver, str(body)]
    subject = _("%(giver)s asks you to answer: %(title)s") % {"giver": giver, "title": items[0].title}
    mail_link(passed, token, Mail(email, subject, "\n".join(lines)), link.email, at)
    return passed


def passed_before(link, email, items, at):
    """The open link that this address got from this one and that holds all of these items; or None."""
    wanted = {item.pk for item in items}
    sent = link.passed_on.filter(email__iexact=email, revoked_at=None, ends_at__gt=at).prefetch_related("items")
    return next((one for one in sent if wanted <= {item.deliverable_id for item in one.items.all()}), None)


@verb("deliverable.link_revoked")
def revoke_link(link, *, by, at):
    """The link opens nothing from now on, nor does what was passed on from it. Revoking it again changes nothing."""
    link = UpdateLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
    level = [link.pk]
    while level:
        below = list(UpdateLink.objects.filter(passed_by__in=level).order_by("pk").values_list("pk", flat=True))
        # Those that are past their day too: nobody is to ask for a new one.
        UpdateLink.objects.filter(pk__in=below, revoked_at=None).update(revoked_at=at)
        level = below
    return link


@verb("deliverable.link_renewed")
def renew_link(link, *, at, by=None):
    """Somebody opened an ended link and asks for a new one: it goes to the known address only, once an hour.

    Revoked links are not renewed. Returns the new link, or None where nothing is sent (the page does not tell).
    """
    if link.passed_by_id:  # before its own: whoever revokes takes them in this order
        UpdateLink.objects.select_for_update(no_key=True).get(pk=link.passed_by_id)
    link = UpdateLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    items = [item for item in items_of(link) if item.is_open]
    if link.revoked_at or not items or (link.person is None and link.passed_by is None):
        return None
    recent = UpdateLink.objects.filter(email__iexact=link.email, created_at__gt=at - dt.timedelta(hours=1))
    if recent.exclude(pk=link.pk).exists():
        return None
    try:
        check_items(items, link.office)
        if link.person:
            check_contact(link.person, items[0].owed_by)
    except (NothingToAsk, AgreementSuspended, TieStandsStill, NobodyToAsk, NeverMail):
        return None
    asker = link.created_by or (link.passed_by.created_by if link.passed_by else None)
    return send_link(
        items, to=link.person or link, person=link.person, passed_by=link.passed_by, office=link.office,
        message=link.message, by=asker, at=at,
    )  # fmt: skip


def asker_of(link):
    """The name of who asks: the coordinator, or the one who passed the link on; "" where nobody is known any longer."""
    if link.passed_by:
        return link.passed_by.name or link.passed_by.email
    return str(link.created_by) if link.created_by else ""


def items_of(link):
    """The deliverables of a link's set, in its order: the one permission that the link is."""
    return list(
        Deliverable.objects.filter(link_items__link=link)
        .select_related("agreement__partnership", "owed_by", "owner__office")
        .order_by("link_items__position", "link_items__pk")
    )


@verb("deliverable.updated")
def update_by_link(link, deliverable, *, answer, at, by_name, note="", quantity=None, until=None, files=(), key=None,
                   by=None):
    """An update of one item of the link's set, under the name given; a copy goes to the known address.

    Raises LinkEnded, NotAskedHere, AgreementSuspended, TooMuch and what apply_update raises.
    """
    link = UpdateLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    if not link.is_open(at):
        raise LinkEnded(link)
    if not link.items.filter(deliverable=deliverable).exists():
        raise NotAskedHere(deliverable)
    check_not_suspended([deliverable])
    full_key = once(f"link{link.pk}", key)
    seen = full_key and DeliverableUpdate.objects.filter(idempotency_key=full_key).first()
    if seen:
        return seen
    lately = link.updates.filter(at__gt=at - dt.timedelta(hours=1)).aggregate(n=Count("pk"))["n"]
    if lately >= UPDATES_AN_HOUR:
        raise TooMuch(link)
    update = apply_update(
        deliverable, answer=answer, at=at, by_name=by_name.strip() or link.name or link.email, note=note,
        quantity=quantity, until=until, files=files, by_link=link, idempotency_key=full_key,
    )  # fmt: skip
    queue_mail(
        key=f"update-copy:{update.pk}", to=link.email, at=at,
        subject=_("Your update: %(title)s") % {"title": deliverable.title}, text=copy_of(update),
    )  # fmt: skip
    return update


def copy_of(update):
    """What was sent, as the sender's own copy."""
    lines = [
        _("This is what you sent to %(office)s.") % {"office": update.deliverable.owner},
        "",
        f"{update.deliverable.title}: {update.get_answer_display()}",
    ]
    if update.quantity is not None:
        lines.append(f"{formats.number(update.quantity)} {update.deliverable.unit}".strip())
    if update.until:
        lines.append(_("New date asked for: %(day)s") % {"day": formats.long_date(update.until)})
    if update.note:
        lines += ["", update.note]
    return "\n".join(lines)
