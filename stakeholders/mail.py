"""Mail that must go out: a row first, the sending later (STYLE 5). A crash repeats a mail, never loses it.

A worker takes a mail for the length of a lease and tells then what became of it. The only repeat left is a worker that
dies between the server's yes and the mark; it carries the same Message-ID (docs/mail.md).
"""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, connection, transaction
from django.db import OperationalError as CutOff

from stakeholders.models import OutgoingMail
from stakeholders.postman import STEPS, Postman, Unreachable, is_permanent, problem_of
from stakeholders.waking import send_wake

logger = logging.getLogger(__name__)
SEND_MAIL = "stakeholders.tasks.send_mail"
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 30  # with waits from a minute to an hour about a day
EMPTIED = {"text": "", "html": "", "unsubscribe_url": ""}  # they may carry a link's token, which is stored nowhere
STOPPED = "stopped"
LOOKS = {}  # how keys begin: what looks at such a mail once more before it is sent


def looks_again(beginning):
    """For later rooms: function(mail, now) that says whether a mail is not to be sent any more, of keys that begin so.

    It is called where the mail is locked and about to be taken, each time; what it writes is one change with that.
    """

    def enter(function):
        LOOKS[beginning] = function
        return function

    return enter


def queue_mail(*, key, to, subject, text, html="", reply_to="", unsubscribe_url="", at):
    """Write one mail to be sent; the same key a second time adds nothing. Returns its row.

    subject: as it comes; what people typed into it may hold a line break or be too long for the row. unsubscribe_url:
    where one click ends such mails (RFC 8058). at: when it was asked for; the mail is ready from then on. Call it
    inside the transaction of the change it tells of.
    """
    given = {"to": to, "subject": one_line(subject), "text": text, "html": html, "reply_to": reply_to, "ready_at": at}
    given["unsubscribe_url"] = unsubscribe_url
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
    send_wake(SEND_MAIL, "send mail")


def send_due(now, *, send=None):
    """Send what is ready, each mail at most once in a sweep. Returns how many went out.

    Each failure is written on its row and shown to staff. A server that cannot be reached ends the sweep: one mail
    bears the fault, and the others go with the next sweep.
    """
    with Postman() as postman:
        return _sweep(now, send or postman.deliver)


def _sweep(now, send):
    begun = time.monotonic()

    def clock():
        return now + timedelta(seconds=time.monotonic() - begun)

    sent = 0
    while time.monotonic() - begun < at_most_seconds():
        mail = _despite_cuts(lambda: claim(now, at=clock()))
        if mail is None:
            break
        try:
            sent += _send(mail, send, clock)
        except Unreachable:
            break
    return sent


def at_most_seconds():
    """One sweep; what is left waits for the next. The last mail's conversation and its mark must fit into the task."""
    return settings.CELERY_TASK_TIME_LIMIT - (STEPS + 1) * settings.EMAIL_TIMEOUT - 10


def claim(now, *, at):
    """Take the mail that is ready the longest, for one lease from `at` on; None when nobody left any.

    One that is not to be sent any more is marked instead, and failed_at says so. Rows that another worker is about to
    take are passed over, so workers neither wait for each other nor fight.
    """
    with transaction.atomic():
        mail = OutgoingMail.objects.ready(now).select_for_update(skip_locked=True, no_key=True).first()
        if mail is not None and any(look(mail, at) for start, look in LOOKS.items() if mail.key.startswith(start)):
            _stop(mail, at)
        elif mail is not None:
            mail.attempts += 1
            mail.ready_at = at + timedelta(seconds=settings.GEMEL_MAIL_LEASE_SECONDS)
            mail.save(update_fields=["attempts", "ready_at"])
    return mail


def _stop(mail, at):
    """Nobody wants it any more. Its key is free, for the same may be asked for anew."""
    given = {"failed_at": at, "problem": STOPPED, "key": f"{mail.key}:{mail.pk}", **EMPTIED}
    for name, value in given.items():
        setattr(mail, name, value)
    mail.save(update_fields=given)


def _send(mail, send, clock):
    """Send what was claimed. 1 when it went out, else 0; raises Unreachable after having written it down."""
    if mail.failed_at is not None:
        return 0
    if mail.attempts > MOST_ATTEMPTS:  # each of them ended with the worker
        _mark_failed(mail, clock(), "No attempt came to its end.")
        return 0
    try:
        send(mail)
    except Exception as fault:
        problem = problem_of(fault)[:2000]
        if not isinstance(fault, (OSError, ValueError)):
            logger.exception("A mail could not be written.")
        if is_permanent(fault) or mail.attempts >= MOST_ATTEMPTS:
            _mark_failed(mail, clock(), problem)
        else:
            _mark(mail, problem=problem, ready_at=clock() + wait_after(mail.attempts))
        if isinstance(fault, Unreachable):
            raise
        return 0
    # Not bound to this attempt: the server's yes is a fact, whoever holds the mail by now.
    unsent = OutgoingMail.objects.filter(pk=mail.pk, sent_at=None)
    _despite_cuts(lambda: unsent.update(sent_at=clock(), failed_at=None, problem="", **EMPTIED))
    return 1


def wait_after(attempts):
    """How long after the nth failure the next try comes: it doubles."""
    shortest = timedelta(seconds=settings.GEMEL_MAIL_RETRY_SECONDS)
    return min(shortest * 2 ** min(attempts - 1, 12), LONGEST_WAIT)


def _mark_failed(mail, at, problem):
    _mark(mail, failed_at=at, problem=problem, **EMPTIED)


def _mark(mail, **values):
    """Write down a failure, unless the lease ran out and the mail is another worker's by now."""
    ours = OutgoingMail.objects.filter(pk=mail.pk, attempts=mail.attempts, sent_at=None)
    _despite_cuts(lambda: ours.update(**values))


def _despite_cuts(act):
    """Do it again on a new connection where the database cut this one, for EMAIL_TIMEOUT seconds at most.

    What is done must bear being done twice: a cut may fall between the commit and its answer.
    """
    until, wait = time.monotonic() + settings.EMAIL_TIMEOUT, 0.05
    while True:
        try:
            return act()
        except (CutOff, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > until:
                raise
            connection.close()
        time.sleep(wait)
        wait = min(2 * wait, 1)
