"""Mail that must go out: a row first, the sending later (STYLE 5). A crash repeats a mail, never loses it."""

import hashlib
import logging
import smtplib
import time
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from stakeholders.models import OutgoingMail

logger = logging.getLogger(__name__)
SEND_MAIL = "stakeholders.tasks.send_mail"
SHORTEST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 30  # with the waits above about a day
AT_MOST_SECONDS = 200  # one sweep; what is left waits for the next one
UNSENDABLE = (UnicodeError, ValueError)  # an address or a header that no server would take


def queue_mail(*, key, to, subject, text, html="", reply_to="", at):
    """Write one mail to be sent; the same key a second time adds nothing. Returns its row.

    subject: as it comes; what people typed into it may hold a line break or be too long for the row. at: when it was
    asked for; the mail is ready from then on. Call it inside the transaction of the change it tells of.
    """
    given = {"to": to, "subject": one_line(subject), "text": text, "html": html, "reply_to": reply_to, "ready_at": at}
    mail, is_new = OutgoingMail.objects.get_or_create(key=key, defaults=given)
    if is_new:
        transaction.on_commit(wake, robust=True)
    return mail


def one_line(subject):
    """The subject as a header can carry it: any white space is one blank, and what the row cannot hold is cut off."""
    most = OutgoingMail._meta.get_field("subject").max_length
    line = " ".join(subject.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def wake():
    """Tell a worker that mail is waiting; a broker that does not answer is forgiven, for the sweep comes anyway."""
    try:
        # By name: this module stands below tasks.
        current_app.send_task(SEND_MAIL, retry=False, expires=60)
    except (OperationalError, OSError) as fault:
        logger.warning("Nobody could be woken to send mail (%s); the next sweep will.", fault)


def send_due(now, *, send=None):
    """Send what is ready. Returns how many went out. Each failure is written on its row and shown to staff."""
    send = send or deliver
    until = time.monotonic() + AT_MOST_SECONDS
    sent = 0
    while time.monotonic() < until:
        mail = OutgoingMail.objects.ready(now).first()
        if mail is None:
            break
        sent += _send(mail, now, send)
    return sent


def _send(mail, now, send):
    """Take the mail for as long as its lease, then send it. 1 when it went out here, else 0."""
    wait = min(SHORTEST_WAIT * 2 ** min(mail.attempts, 10), LONGEST_WAIT)
    taken = OutgoingMail.objects.ready(now).filter(pk=mail.pk, attempts=mail.attempts)
    if not taken.update(attempts=F("attempts") + 1, ready_at=now + wait):
        return 0
    row = OutgoingMail.objects.filter(pk=mail.pk)
    try:
        send(mail)
    except (OSError, smtplib.SMTPException, *UNSENDABLE) as fault:
        problem = f"{type(fault).__name__}: {fault}"[:2000]
        if is_permanent(fault) or mail.attempts + 1 >= MOST_ATTEMPTS:
            row.update(failed_at=timezone.now(), problem=problem, text="", html="")
        else:
            row.update(problem=problem)
        return 0
    row.update(sent_at=timezone.now(), problem="", text="", html="")
    return 1


def is_permanent(fault):
    """Whether trying again is useless: the server said 5xx, or the mail itself cannot be written."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in fault.recipients.values())
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return False  # ours to mend: the password of the mail server is wrong
    if isinstance(fault, smtplib.SMTPResponseException):
        return 500 <= fault.smtp_code < 600
    return isinstance(fault, UNSENDABLE)


def message_id(key):
    """The same for each try of one mail, so that a repeat is recognisable."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{settings.GEMEL_HOST}>"


def deliver(mail):
    """Hand the mail to the server (in local mode: to a folder)."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": message_id(mail.key), "Auto-Submitted": "auto-generated"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()
