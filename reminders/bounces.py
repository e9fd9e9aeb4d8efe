"""Reads delivery reports (RFC 3464, in other scripts RFC 6533): whom a mail did not reach, which mail, and why."""

import re
from dataclasses import dataclass
from email import message_from_bytes, message_from_string

STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
ORIGINAL_TYPES = ("message/rfc822", "message/global")
HEADER_TYPES = ("text/rfc822-headers", "message/global-headers")
SAID_CHARS = 300
# Of the permanent faults (RFC 3463) those that are the address's: there is no such mailbox, host or domain. A full
# mailbox, a mail that is too large or was taken for spam says nothing about the next one. Many servers say 5.0 alone.
OF_THE_ADDRESS = re.compile(r"5\.(0\.\d+|1\.(?!7$|8$)\d+|2\.[01]|4\.[14])")


@dataclass(frozen=True)
class Failure:
    """A recipient whom the mail will not reach. addresses: in lower case, as it was given and as it came to be called.

    status: as "5.1.1". said: one line of what the other server said.
    """

    addresses: frozenset
    status: str
    said: str

    @property
    def is_of_the_address(self):
        return bool(OF_THE_ADDRESS.fullmatch(self.status))


@dataclass(frozen=True)
class Report:
    """message_id: of the mail that it is about, with its brackets. addresses: everybody it tells of. failures: those
    who will not be reached; nobody where the mail is only late, relayed or delivered."""

    message_id: str
    addresses: frozenset
    failures: tuple


def report_of(raw):
    """The Report in a mail (bytes, its end may be missing); None where it is no delivery report or names no mail."""
    try:
        return _read(message_from_bytes(raw))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None  # headers that nothing can read


def _read(message):
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return None
    parts = message.get_payload()
    blocks = [block for part in parts if part.get_content_type() in STATUS_TYPES for block in _blocks(part)]
    ids = {found for part in parts if (found := _message_id(part))}
    told = [block for block in blocks if _addresses(block)]
    if len(ids) != 1 or not told:
        return None
    addresses = frozenset().union(*(_addresses(block) for block in told))
    return Report(ids.pop(), addresses, tuple(failure for block in told if (failure := _failure(block))))


def _blocks(part):
    """The groups of fields of a status part: the first is of the message, each other one of a recipient."""
    if part.get_content_type() == STATUS_TYPES[0]:
        return part.get_payload() if part.is_multipart() else []
    whole = part.get_payload(0).as_bytes() if part.is_multipart() else part.get_payload(decode=True)
    return [message_from_string(group) for group in re.split(r"\r?\n\r?\n", whole.decode(errors="replace"))]


def _message_id(part):
    kind = part.get_content_type()
    if kind in ORIGINAL_TYPES and part.is_multipart():
        original = part.get_payload(0)
    elif kind in HEADER_TYPES:
        original = part.get_payload(0) if part.is_multipart() else message_from_bytes(part.get_payload(decode=True))
    else:
        return ""
    return "".join(str(original.get("Message-ID", "")).split())


def _addresses(block):
    given = [_address(block.get(name)) for name in ("Original-Recipient", "Final-Recipient")]
    return frozenset(address for address in given if address)


def _address(value):
    """rfc822; <Ana+2Bcity@example.org> in lower case; "" where it is none."""
    kind, found, address = str(value or "").partition(";")
    if not found or kind.strip().lower() not in ("rfc822", "utf-8"):
        return ""
    address = "".join(address.split()).strip("<>").lower()
    return address if address.count("@") >= 1 else ""


def _failure(block):
    status = STATUS.search(str(block.get("Status", "")))
    if str(block.get("Action", "")).strip().lower() != "failed" or not status or status[0][0] != "5":
        return None
    said = " ".join(str(block.get("Diagnostic-Code", "")).split())
    return Failure(_addresses(block), status[0], f"{status[0]} {said}".strip()[:SAID_CHARS])
