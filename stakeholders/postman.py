"""Hands mails to the mail server: one connection for many, none that outlives a fault, no mail after its time."""

import smtplib
import socket
import threading
import time
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.crypto import salted_hmac

STEPS = 6  # so many times EMAIL_TIMEOUT is the longest that one mail may take; config/settings.py counts with it
MAILS_PER_CONNECTION = 50  # servers hang up on whoever sends too many over one
UNSENDABLE = (UnicodeError, ValueError)  # an address or a header that no server would take
TOO_LARGE = 552


class Unreachable(ConnectionError):
    """No conversation came about. It is nobody's fault who should get the mail, and the next mail would fare alike."""


class Postman:
    """One connection to the server, opened with the first mail; a context that says farewell at its end."""

    def __init__(self):
        self.backend = None
        self.handed_over = 0

    def __enter__(self):
        return self

    def __exit__(self, *_fault):
        if self.backend is not None:
            with suppress(OSError):  # what was accepted stays accepted, however the farewell goes
                self.backend.close()
            self.backend = None

    def deliver(self, mail):
        """Return once the server has taken the mail. Raises Unreachable, OSError (smtplib's faults are such) or
        ValueError; then it was not taken, or the answer was lost. Nothing is handed over after STEPS * EMAIL_TIMEOUT
        seconds: whoever leased the mail may rely on it.
        """
        until = time.monotonic() + STEPS * settings.EMAIL_TIMEOUT
        self._connect()
        try:
            with self._cut_off(until):
                if message_of(mail, self.backend).send() != 1:
                    raise ValueError("the mail has no recipient")
        except Exception:
            self._drop()  # nobody knows at which step the server stands now
            raise
        self.handed_over += 1

    def _connect(self):
        """Have a connection that answers; raises Unreachable."""
        if self.backend is not None:
            if self.handed_over < MAILS_PER_CONNECTION and self._answers():
                return
            self._drop()
        try:
            backend = get_connection()
            backend.open()
        except Exception as fault:  # a certificate that does not fit is a ValueError
            raise Unreachable(problem_of(fault)) from fault
        self.backend, self.handed_over = backend, 0

    def _smtp(self):
        return getattr(self.backend, "connection", None)  # a folder has none

    def _answers(self):
        """Whether the server still listens; had it hung up after the last mail, the next one would bear the fault."""
        smtp = self._smtp()
        try:
            return smtp is None or smtp.noop()[0] == 250
        except OSError:
            return False

    @contextmanager
    def _cut_off(self, until):
        """Within the block the connection is cut at that moment: a server that answers byte by byte never times out."""
        left = until - time.monotonic()
        if left <= 0:
            raise Unreachable("the mail server took too long to open a conversation")
        smtp = self._smtp()
        if smtp is None:
            yield
            return
        timer = threading.Timer(left, _cut, [smtp.sock])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _drop(self):
        """Without a farewell, for whoever hangs would not answer that either."""
        smtp, self.backend = self._smtp(), None
        if smtp is not None:
            with suppress(OSError):
                smtp.close()


def _cut(sock):
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)  # below TLS, whose own farewell would wait


def message_id(key):
    """The same for each try of one mail, so that a repeat is recognisable; only who got the mail can name it."""
    return f"<{salted_hmac('stakeholders.mail', key, algorithm='sha256').hexdigest()[:40]}@{settings.GEMEL_HOST}>"


def message_of(mail, backend):
    headers = {"Message-ID": message_id(mail.key), "Auto-Submitted": "auto-generated"}
    if mail.unsubscribe_url:  # RFC 8058: programs of mail show a button that posts there
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=headers,
        connection=backend,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def is_permanent(fault):
    """Whether trying again is useless: the server said 5xx about this mail, or the mail itself cannot be written."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in fault.recipients.values())
    if isinstance(fault, smtplib.SMTPSenderRefused):
        return fault.smtp_code == TOO_LARGE  # otherwise ours to mend: who we are or the address we send from
    if isinstance(fault, smtplib.SMTPDataError):
        return 500 <= fault.smtp_code < 600
    return isinstance(fault, UNSENDABLE)


def problem_of(fault):
    """One line for staff."""
    return str(fault) if isinstance(fault, Unreachable) else f"{type(fault).__name__}: {fault}"
