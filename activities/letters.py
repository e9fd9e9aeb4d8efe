"""Reads a mail as its writer meant it: who, to whom, when, the words without quotes and signature, photos, papers."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from activities.plain_text import plain_of

DEEPEST = 12  # parts within parts
MOST_PARTS = 200
MOST_CHARS = 20_000
LOOKED_AT = 200_000  # characters of a text, of which quotes and signatures go
SMALL_PICTURE = 15_000  # bytes; one that small inside a text is a logo, not a photo
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/heic": "heic", "image/heif": "heic",
    "application/pdf": "pdf",
}  # fmt: skip
NO_PAPERS = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
TOLD_BY_MACHINES = ("multipart/report",)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
DELIVERED = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")


@dataclass(frozen=True)
class Found:
    """A file in a mail. is_small: a small picture inside the text. packed: what Outlook packed, which nothing opens."""

    name: str
    content_type: str
    content: bytes
    is_small: bool = False
    packed: bool = False


@dataclass(frozen=True)
class Letter:
    """sender: the one address of the From header, in lower case; "" where there is none, or more than one.

    named: addresses in To and Cc; recipients: these and those to which servers say they delivered it. date: an aware
    moment in the writer's zone, or None; zone_unknown: the header told no zone. key: SHA-256 of the Message-ID, or of
    the whole mail where it has none. results: Authentication-Results from the top.
    """

    sender: str
    named: tuple
    recipients: tuple
    subject: str
    text: str
    date: object
    zone_unknown: bool
    key: str
    is_automatic: bool
    results: tuple
    files: tuple


def letter_of(raw):
    """The Letter in a mail (bytes); None where nothing can read it."""
    try:
        return _read(message_from_bytes(raw), raw)
    except Exception:  # the library raises many kinds of error on mails made to break it
        return None


def _read(message, raw):
    parts = list(_parts(message))
    subject, message_id = one_line(message.get("Subject")), "".join(str(message.get("Message-ID") or "").split())
    named = _addresses(message, "To", "Cc")
    written = _date(message.get("Date"))
    from_headers = message.get_all("From") or []
    senders = _addresses(message, "From")
    return Letter(
        sender=senders[0] if len(senders) == len(from_headers) == 1 else "",
        named=named,
        recipients=named + _addresses(message, *DELIVERED),
        subject=subject,
        text=_clean(plain_of(_words(message, 0)[:LOOKED_AT], keep_quotes=is_forward(subject)))[:MOST_CHARS],
        date=written,
        zone_unknown=written is not None and str(message["Date"]).split("(")[0].strip().endswith("-0000"),
        key=hashlib.sha256(message_id.encode(errors="replace") or raw).hexdigest(),
        is_automatic=_is_automatic(message),
        results=tuple(str(value) for value in message.get_all("Authentication-Results") or []),
        files=tuple(_found(part, within, number) for number, (part, within) in enumerate(parts, 1) if _is_file(part)),
    )


def is_forward(subject):
    return bool(re.match(r"\s*(re:\s*)?(fwd?|wg|tr|rv|i|enc)\s*:", subject, re.IGNORECASE))


def one_line(value):
    """A header as people read it: encoded words decoded, whatever their character set claims; on one line."""
    return " ".join(_clean(_decoded(value)).split())


def _decoded(value):
    if value is None:
        return ""
    try:
        chunks = decode_header(str(value))
    except (HeaderParseError, ValueError):
        return str(value)
    return "".join(part if isinstance(part, str) else _text(part, charset) for part, charset in chunks)


def _text(content, charset):
    try:
        return content.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _clean(text):
    """Without what no database and no page can hold. Bytes that a header should not have had are read as UTF-8."""
    return CONTROLS.sub("", text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\r\n", "\n"))


def _addresses(message, *names):
    values = [_decoded_if_plain(value) for name in names for value in message.get_all(name) or []]
    found = [address.strip().lower() for _name, address in getaddresses(values) if "@" in address]
    return tuple(dict.fromkeys(found))


def _decoded_if_plain(value):
    """The raw header: encoded words stay as they are, so that none turns into a comma or another address."""
    return " ".join(str(value).split())


def _date(value):
    try:
        found = parsedate_to_datetime(str(value))
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found


def _is_automatic(message):
    """An answer, a report or a list: none is written by the person that it names."""
    said = str(message.get("Auto-Submitted") or "no").split(";")[0].strip().lower()
    return (
        said != "no"
        or message.get_content_type() in TOLD_BY_MACHINES
        or "List-Id" in message
        or str(message.get("Precedence") or "").strip().lower() in ("bulk", "junk", "list", "auto_reply")
        or str(message.get("Return-Path") or "").strip() == "<>"
    )


def _parts(message, within="", depth=0, seen=None):
    """Yield (part, content type of what it stands in) of all leaves; what a mail attaches as a mail is one leaf."""
    seen = [0] if seen is None else seen
    seen[0] += 1
    if depth > DEEPEST or seen[0] > MOST_PARTS:
        return
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            yield from _parts(part, message.get_content_type(), depth + 1, seen)
    else:
        yield message, within


def _words(message, depth):
    """The text of a mail: of alternatives the plain one, else the last; parts one after the other."""
    if depth > DEEPEST:
        return ""
    kind = message.get_content_type()
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        texts = [(part.get_content_type(), _words(part, depth + 1)) for part in message.get_payload()[:MOST_PARTS]]
        texts = [(kind_of, text) for kind_of, text in texts if text.strip()]
        if kind == "multipart/alternative" and texts:
            return next((text for kind_of, text in texts if kind_of == "text/plain"), texts[-1][1])
        return "\n\n".join(text for _kind, text in texts)
    if kind not in ("text/plain", "text/html") or _is_file(message):
        return ""
    text = _text(message.get_payload(decode=True) or b"", message.get_content_charset())
    return plain_of(text[:LOOKED_AT], html=True) if kind == "text/html" else text


def _is_file(part):
    kind = part.get_content_type()
    if kind in NO_PAPERS or part.get_content_maintype() == "multipart":
        return False
    if kind in ("text/plain", "text/html"):
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    return True


def _found(part, within, number):
    kind = part.get_content_type()
    content = b"" if part.is_multipart() else part.get_payload(decode=True) or b""  # a mail in a mail is not taken
    name = one_line(part.get_filename()) or f"{part.get_content_maintype()}-{number}"
    if "." not in name.strip("."):
        name = f"{name}.{ENDINGS.get(kind, 'eml' if kind == 'message/rfc822' else 'bin')}"
    inside = within == "multipart/related" or part.get_content_disposition() == "inline"
    is_logo = part.get_content_maintype() == "image" and inside and bool(part.get("Content-ID"))
    packed = kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat"
    return Found(name[-200:], kind, content, is_logo and len(content) < SMALL_PICTURE, packed)
