"""Mails that came back: the report is believed only about a mail of ours that went to that very address."""

import hmac
import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Upper

from reminders.bounces import report_of
from reminders.models import Recipient
from stakeholders.mailbox import Mailbox, NotRead
from stakeholders.models import OutgoingMail
from stakeholders.postman import message_id
from stakeholders.verbs import verb

logger = logging.getLogger(__name__)
BACK = timedelta(days=30)  # servers try for up to five days; what is older says nothing about today
MOST_MAILS = 2000  # of one address in that time
AT_MOST_SECONDS = 200
KEYWORD = "$GemelRead"
FETCHED = 262_144  # bytes; a report begins with what counts, and ends with the mail that came back
REPORTS = ("HEADER", "Content-Type", "delivery-status")


def read_bounces(now):
    """Read the mailbox of the settings. Returns how many mails are known to have come back since; 0 without a mailbox.

    A crash half-way, or two at once, do no harm: what a report says is written down once.
    """
    if settings.GEMEL_BOUNCES is None:
        return 0
    until, bounced = time.monotonic() + AT_MOST_SECONDS, 0
    try:
        with Mailbox(settings.GEMEL_BOUNCES, KEYWORD) as box:
            for uid, raw, _size in box.fresh(now, BACK, *REPORTS, most_bytes=FETCHED):
                report = report_of(raw)
                mail = report and mail_of(report, now)
                if mail is None:
                    box.pass_over(uid)
                else:
                    bounced += sum(note_bounce(mail, failure, at=now) for failure in about(mail, report))
                    box.put_away(uid)
                if time.monotonic() > until:
                    break
    except NotRead as fault:
        logger.error("The mailbox of GEMEL_BOUNCES_URL could not be read: %s", fault)
    return bounced


def mail_of(report, now):
    """The mail of ours that a report is about, sent to an address that the report names; None where there is none.

    Message-IDs are worked out from a secret, so only who received a mail can speak of it.
    """
    spellings = {spelling.upper() for address in report.addresses for spelling in spellings_of(address)}
    sent = OutgoingMail.objects.alias(address=Upper("to")).filter(
        address__in=spellings, created_at__gte=now - BACK, attempts__gt=0
    )
    for mail in sent.order_by("-created_at")[:MOST_MAILS]:
        if hmac.compare_digest(message_id(mail.key).encode(), report.message_id.encode()):
            return mail
    return None


def about(mail, report):
    """The failures of a report that are about the address to which the mail went."""
    to = mail.to.lower()
    return [one for one in report.failures if any(to in spellings_of(address) for address in one.addresses)]


def spellings_of(address):
    """The address with its domain as people write it and as servers do: müller.example, xn--mller-kva.example."""
    name, _at, domain = address.rpartition("@")
    found = {address}
    for encode in (lambda text: text.encode("idna").decode(), lambda text: text.encode().decode("idna")):
        try:
            found.add(f"{name}@{encode(domain)}".lower())
        except UnicodeError:
            continue
    return found


@verb("mail.bounced")
def note_bounce(mail, failure, *, at, by=None):
    """Mark the mail and, where the address itself is at fault, who has it: no reminder is mailed there from then on.

    Returns whether it was not known yet; the second time changes nothing, whatever was mended since.
    """
    fresh = OutgoingMail.objects.filter(pk=mail.pk, bounced_at=None).update(bounced_at=at, problem=failure.said)
    if fresh and failure.is_of_the_address:
        theirs = Q(user__email__iexact=mail.to) | Q(person__email__iexact=mail.to)
        Recipient.objects.filter(theirs, bounced_at=None).update(bounced_at=at, problem=failure.said)
    return bool(fresh)


@verb("recipient.address_changed")
def clear_changed_addresses(*, by=None):
    """Whoever has another address than the one that gave mail back is mailed again. Returns how many there are.

    Asked by looking back, for the rooms in which addresses change know nothing of reminders.
    """
    came_back = OutgoingMail.objects.alias(address=Upper("to")).filter(bounced_at__isnull=False)
    now_at = Upper(Coalesce("user__email", "person__email"))
    marked = Recipient.objects.filter(bounced_at__isnull=False).annotate(now_at=now_at)
    changed = marked.exclude(Exists(came_back.filter(address=OuterRef("now_at"))))
    ids = list(changed.values_list("pk", flat=True))
    return Recipient.objects.filter(pk__in=ids).update(bounced_at=None, problem="") if ids else 0
