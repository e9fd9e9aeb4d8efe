"""One POST to an address that somebody typed: only over TLS, only to public machines, for a limited time.

The name is looked up once, every address it has is checked, and the connection goes to an address that was checked:
a name that answers otherwise the next time (rebinding) gains nothing. No redirect is followed, no proxy is asked.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from django.conf import settings

CONNECT_SECONDS = 5  # to each address that a name has
READ_SECONDS = 10  # without a byte
WHOLE_SECONDS = 20  # from being connected to the end of the answer, however slowly it drips
MOST_ADDRESSES = 4
ANSWER_BYTES = 1000  # what is read of an answer
# What cloud machines ask about themselves, where it is neither link-local nor private.
METADATA = {ipaddress.ip_address("168.63.129.16"), ipaddress.ip_address("fd00:ec2::254")}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
INTRANET = [
    ipaddress.ip_network(net)
    for net in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "fc00::/7", "::1/128"]
]
# Not public by the registry of IANA, which Python 3.11 does not know throughout.
SET_ASIDE = [
    ipaddress.ip_network(net)
    for net in ["192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "3fff::/20", "5f00::/16"]
]
WORD = re.compile(r"[a-z][a-z_]{2,60}")  # how Slack names a fault


class Unsendable(Exception):
    """It cannot be sent there, now or later; its text says why."""


class Unanswered(Exception):
    """It was not taken this time; its text says why."""


@dataclass(frozen=True)
class Answer:
    """status: of HTTP. retry_after: seconds the other side asks to wait, or None. word: a fault's short name, or ""."""

    status: int
    retry_after: int | None = None
    word: str = ""


def check_url(url):
    """The parts of an address to which posts may go, as far as this is seen without asking for its name.

    Raises Unsendable: no https (http is taken where GEMEL_WEBHOOK_PRIVATE is on), a user or password in it, no host, or
    a number of a machine that is not public.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unsendable("the address cannot be read") from None
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.GEMEL_WEBHOOK_PRIVATE):
        raise Unsendable("the address does not begin with https://")
    if parts.username is not None or parts.password is not None:
        raise Unsendable("the address holds a user or a password")
    if not parts.hostname or port == 0 or not re.fullmatch(r"[\x21-\x7e]+", url):
        raise Unsendable("the address cannot be read")
    try:
        number = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return parts
    if not is_allowed(number):
        raise Unsendable("the address leads to a machine that is not public")
    return parts


def is_allowed(address):
    """Whether posts may go to this IP address. Link-local and metadata addresses never are, whatever the setting."""
    if address.version == 6:
        if address.ipv4_mapped:
            return is_allowed(address.ipv4_mapped)
        if address in NAT64:
            return is_allowed(ipaddress.ip_address(address.packed[-4:]))
        if address.sixtofour or address.teredo:
            return False
    if address in METADATA or address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    if any(address in net for net in INTRANET):
        return settings.GEMEL_WEBHOOK_PRIVATE
    if address.is_private or address.is_reserved or any(address in net for net in SET_ASIDE):
        return False
    return address.is_global


def addresses_of(host, port):
    """[(family, socket address)] of a name, all of them checked. Raises Unanswered and Unsendable."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise Unanswered(f"the name {host} is not known ({fault})") from None
    for _family, _type, _proto, _name, where in found:
        if not is_allowed(ipaddress.ip_address(where[0].partition("%")[0])):
            raise Unsendable("the address leads to a machine that is not public")
    return [(family, where) for family, _type, _proto, _name, where in found][:MOST_ADDRESSES]


def post(url, body, headers, *, whole=WHOLE_SECONDS):
    """Send it and return the Answer, whatever its status. Raises Unanswered and Unsendable."""
    parts = check_url(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    found = addresses_of(parts.hostname, port)
    try:
        with connected(found) as plain, ended_after(plain, whole) as is_over:
            wire = _wrapped(plain, parts.hostname) if secure else plain
            with wire:
                answer = _ask(wire, parts, port, body, headers)
            if is_over.is_set():
                raise Unanswered(f"no answer within {whole} seconds")
            return answer
    except ssl.SSLCertVerificationError as fault:
        raise Unanswered(f"the certificate is not good: {fault.verify_message}") from None
    except (OSError, http.client.HTTPException) as fault:
        said = str(fault) or type(fault).__name__
        raise Unanswered(f"no answer: {said}") from None


@contextmanager
def connected(found):
    """A connection to the first of these addresses that takes one; closed at the end."""
    last = OSError("the name has no address")
    for family, where in found:
        plain = socket.socket(family, socket.SOCK_STREAM)
        plain.settimeout(CONNECT_SECONDS)
        try:
            plain.connect(where)
        except OSError as fault:
            plain.close()
            last = fault
            continue
        plain.settimeout(READ_SECONDS)
        with plain:
            yield plain
        return
    raise last


@contextmanager
def ended_after(wire, seconds):
    """Cut the connection when the time is over: a limit for each read would let an answer drip for hours.

    Yields an Event that is set then.
    """
    is_over = threading.Event()
    with wire.dup() as handle:  # TLS takes the first handle away
        timer = threading.Timer(seconds, _cut, [handle, is_over])
        timer.daemon = True
        timer.start()
        try:
            yield is_over
        finally:
            timer.cancel()
            timer.join()


def _cut(handle, is_over):
    is_over.set()
    with suppress(OSError):  # it may have ended by itself
        handle.shutdown(socket.SHUT_RDWR)


def _wrapped(plain, host):
    """TLS with the name that was asked for: the certificates of the machine decide (SSL_CERT_FILE adds one's own)."""
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _ask(wire, parts, port, body, headers):
    connection = http.client.HTTPConnection(parts.hostname, port)
    connection.sock, connection.auto_open = wire, False  # it shall not look the name up again
    target = parts.path or "/"
    if parts.query:
        target += f"?{parts.query}"
    default = {"https": 443, "http": 80}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    named = host if port == default else f"{host}:{port}"
    given = {"Host": named, "Content-Length": str(len(body)), "Connection": "close", **headers}
    try:
        connection.request("POST", target, body=body, headers=given)
        answer = connection.getresponse()
        text = answer.read(ANSWER_BYTES)
        return Answer(answer.status, _wait_of(answer.headers.get("Retry-After")), _word_of(text))
    finally:
        connection.close()


def _wait_of(value):
    """Seconds of a Retry-After header, which holds a number or a moment; None without one."""
    if not value:
        return None
    if value.strip().isdecimal():
        return int(value.strip()[:9])
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0, int((then - datetime.now(UTC)).total_seconds()))


def _word_of(text):
    """A fault's short name, as Slack answers `invalid_payload`. Nothing else of an answer is repeated on a page."""
    word = text.decode("ascii", "replace").strip()
    return word if WORD.fullmatch(word) else ""
