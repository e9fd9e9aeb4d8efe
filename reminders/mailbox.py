"""The folder of an IMAP server to which delivery reports come, read so that whoever looks into it is not disturbed."""

import imaplib
import ssl
from datetime import timedelta

KEYWORD = "$GemelRead"  # on what was looked at; unlike \Seen no program of mail shows it
FETCHED = 262_144  # bytes; a report begins with what counts, and ends with the mail that came back
MOST = 500  # of one look
SECONDS = 20  # without an answer
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class NotRead(Exception):
    """The mailbox could not be read; its text says why, without the password."""


class Mailbox:
    """A connection to one folder; a context. given: a dict as config.env.mailbox returns it. Raises NotRead."""

    def __init__(self, given):
        self.given = given
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
        self.keeps_keywords = b"\\*" in flags or KEYWORD.encode() in flags

    def _close(self):
        if self.imap is not None:
            try:
                self.imap.logout()
            except (imaplib.IMAP4.error, OSError):
                self.imap.shutdown()
            self.imap = None

    def reports(self, now, back=timedelta(days=30)):
        """Yield (uid, bytes) of the delivery reports that nobody looked at yet, the newest first, at most MOST.

        Nothing is changed by it, not even \\Seen. Where the server keeps no keywords, unread ones are looked at again.
        """
        since = (now - back).date()
        first = f"{since.day}-{MONTHS[since.month - 1]}-{since.year}"
        fresh = ["UNKEYWORD", KEYWORD] if self.keeps_keywords else ["UNSEEN"]
        asked = self.imap.uid("SEARCH", "SINCE", first, *fresh, "HEADER", "Content-Type", "delivery-status")
        uids = (_asked(asked)[0] or b"").split()
        for uid in reversed(uids[-MOST:]):
            raw = _asked(self.imap.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{FETCHED}>)"))
            texts = [part[1] for part in raw if isinstance(part, tuple)]
            if texts:  # somebody else may have moved it away
                yield uid.decode(), texts[0]

    def pass_over(self, uid):
        """It is none of ours: whoever reads the mailbox finds it as it was."""
        if self.keeps_keywords:
            self.imap.uid("STORE", uid, "+FLAGS.SILENT", f"({KEYWORD})")

    def put_away(self, uid):
        """It was read: \\Seen, and moved to the folder for that where there is one."""
        flags = rf"(\Seen {KEYWORD})" if self.keeps_keywords else r"(\Seen)"
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


def _quoted(name):
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _why(fault):
    text = fault.args[0] if len(fault.args) == 1 and isinstance(fault.args[0], bytes) else str(fault).encode()
    return text.decode(errors="replace")[:300] or type(fault).__name__
