"""Asking a ClamAV daemon about a file, where one is set up (CLAMAV_SOCKET): the INSTREAM command over a unix socket.

A scanner that is set up and does not answer lets nothing in: a file is sent again, a virus is not taken back.
Protocol: clamd(8), "zINSTREAM": pieces with their length in four bytes, big-endian, ended by a piece of length nought.
"""

import logging
import socket
import struct

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal

PIECE = 1 << 16
PATIENCE = 60  # seconds; a large archive takes clamd a while
log = logging.getLogger(__name__)


class Infected(Refusal):
    code = "infected"
    message = _("The virus scanner found something in this file, so it is not taken.")


class ScannerAway(Refusal):
    code = "scanner_away"
    message = _("The virus scanner does not answer, so no file is taken now. Send the update without it, or try later.")


def scan(file, name=""):
    """Nothing where the file is clean or no scanner is set up. Raises Infected and ScannerAway. Moves the file."""
    if not settings.CLAMAV_SOCKET:
        return
    try:
        answer = ask(file, settings.CLAMAV_SOCKET)
    except OSError as fault:
        log.error("The virus scanner at CLAMAV_SOCKET does not answer: %s", fault)
        raise ScannerAway(name, field="file") from fault
    if answer.endswith(" FOUND"):
        log.warning("A file was refused by the virus scanner: %s", answer)
        raise Infected(name, field="file")
    if not answer.endswith(" OK"):
        log.error("The virus scanner at CLAMAV_SOCKET answers: %s", answer or "nothing")
        raise ScannerAway(name, field="file")


def ask(file, path):
    """clamd's answer, as "stream: OK" or "stream: Name FOUND". Raises OSError."""
    file.seek(0)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE)
        line.connect(path)
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE):
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while piece := line.recv(4096):
            answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
