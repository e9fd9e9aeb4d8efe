"""A folder of an IMAP server, read so that whoever looks into it is not disturbed. What was read carries a keyword."""

import imaplib
import re
import ssl
from typing import NamedTuple

MOST = 500  # of one look
SECONDS = 20  # without an answer
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Fetched(NamedTuple):
    """A mail. raw: its bytes, or its beginning where it is longer than what was asked for; size: of all of it."""

    uid: str
    raw: bytes
    size: int

    @property
    def whole(self):
        return len(self.raw) >= self.size


class NotRead(Exception):
    """The mailbox could not be read; its text says why, without the password."""


class Mailbox:
    """A connection to one folder; a context. given: a dict as config.env.mailbox returns it. Raises NotRead.

    keyword: an IMAP keyword for what was looked at, as "$GemelRead"; unlike \\Seen no program of mail shows it. Readers
    of one folder that look for different things each have their own.
    """

    def __init__(self, given, keyword):
        self.given = given
        self.keyword = keyword
        self.imap = None

    def __enter__(self):
        try:
            self._open()
        except (imaplib.IMAP4.error, OSError) as fault:
            self._close()
            raise NotRead(_why(fault)) from None
        return self

    def __exit__(self, kind, fault, _trace):
        self._close()
        if isinstance(fault, (imaplib.IMAP4.error, OSError)):
            raise NotRead(_why(fault)) from None

    def _open(self):
        host, port, how = self.given["host"], self.given["port"], self.given["security"]
        if how == "tls":
            self.imap = imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=SECONDS)
        else:
            self.imap = imaplib.IMAP4(host, port, timeout=SECONDS)
        if how == "starttls":
            self.imap.starttls(ssl.create_default_context())
        user, password = self.given["user"], self.given["password"]
        if "AUTH=PLAIN" in self.imap.capabilities:
            self.imap.authenticate("PLAIN", lambda _challenge: f"\0{user}\0{password}".encode())
        else:
            self.imap.login(_quoted(user), password)
        self.can = set(b" ".join(_asked(self.imap.capability())).decode().upper().split())
        _asked(self.imap.select(_quoted(self.given["folder"])))
        flags = self.imap.response("PERMANENTFLAGS")[1][0] or b""
        self.keeps_keywords = b"\\*" in flags or self.keyword.encode() in flags

    def _close(self):
        if self.imap is not None:
            try:
                self.imap.logout()
            except (imaplib.IMAP4.error, OSError):
                self.imap.shutdown()
            self.imap = None

    def fresh(self, now, back, *among, most_bytes):
        """Yield the Fetched mails that nobody looked at yet, the newest first, at most MOST; each in one piece of
        at most so many bytes.

        among: a further search of IMAP. Nothing is changed by it, not even \\Seen. Where the server keeps no keywords,
        those neither read nor flagged are looked at again.
        """
        since = (now - back).date()
        first = f"{since.day}-{MONTHS[since.month - 1]}-{since.year}"
        fresh = ["UNKEYWORD", self.keyword] if self.keeps_keywords else ["UNSEEN", "UNFLAGGED"]
        uids = (_asked(self.imap.uid("SEARCH", "SINCE", first, *fresh, *among))[0] or b"").split()
        for uid in reversed(uids[-MOST:]):
            asked = _asked(self.imap.uid("FETCH", uid.decode(), f"(RFC822.SIZE BODY.PEEK[]<0.{most_bytes}>)"))
            parts = [part for part in asked if isinstance(part, tuple)]
            if parts:  # somebody else may have moved it away
                size = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(_words_of(asked)))
                yield Fetched(uid.decode(), parts[0][1], int(size[1]) if size else len(parts[0][1]))

    def pass_over(self, uid):
        """It is none of ours: whoever reads the mailbox finds it as it was."""
        if self.keeps_keywords:
            self.imap.uid("STORE", uid, "+FLAGS.SILENT", f"({self.keyword})")

    def flag(self, uid):
        """It stays where it is, flagged for whoever looks into the mailbox."""
        flags = rf"(\Flagged {self.keyword})" if self.keeps_keywords else r"(\Flagged)"
        self.imap.uid("STORE", uid, "+FLAGS.SILENT", flags)

    def put_away(self, uid):
        """It was read: \\Seen, and moved to the folder for that where there is one."""
        flags = rf"(\Seen {self.keyword})" if self.keeps_keywords else r"(\Seen)"
        self.imap.uid("STORE", uid, "+FLAGS.SILENT", flags)
        folder = _quoted(self.given["done"])
        if "MOVE" in self.can:
            self.imap.uid("MOVE", uid, folder)  # NO where the folder is not there: then it stays
        elif "UIDPLUS" in self.can and self.imap.uid("COPY", uid, folder)[0] == "OK":
            self.imap.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
            self.imap.uid("EXPUNGE", uid)


def _asked(answer):
    said, data = answer
    if said != "OK":
        raise imaplib.IMAP4.error(f"the server answered {said}: {data!r}")
    return data


def _words_of(answer):
    """What the server said around the mail: sizes stand before or after it."""
    for part in answer:
        yield part[0] if isinstance(part, tuple) else part


def _quoted(name):
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _why(fault):
    text = fault.args[0] if len(fault.args) == 1 and isinstance(fault.args[0], bytes) else str(fault).encode()
    return text.decode(errors="replace")[:300] or type(fault).__name__
