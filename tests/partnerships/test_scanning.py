"""A virus scanner, played by a small server on a unix socket that speaks clamd's INSTREAM."""

import contextlib
import socket
import struct
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.scanning import Infected, ScannerAway
from partnerships.uploads import check_upload

BAD = b"X5O!P%@AP"
CONTENT = b"%PDF-1.7\n" + b"0" * 200_000


@contextlib.contextmanager
def scanner(folder, answer=None):
    """Yields the path of its socket; what was sent is kept in the list that comes with it."""
    path, received = folder / "clamd.sock", []
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.bind(str(path))
    line.listen(1)

    def serve():
        with contextlib.suppress(OSError):
            caller, _address = line.accept()
            with caller, caller.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack("!L", stream.read(4))[0]:
                    content += stream.read(length)
                received.append(content)
                found = b"stream: Eicar-Test-Signature FOUND\0" if BAD in content else b"stream: OK\0"
                caller.sendall(found if answer is None else answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield str(path), received
    finally:
        line.close()
        thread.join(10)


def test_a_clean_file_comes_in_after_the_scanner_saw_all_of_it(tmp_path, settings):
    file = SimpleUploadedFile("report.pdf", CONTENT)

    with scanner(tmp_path) as (settings.CLAMAV_SOCKET, received):
        found = check_upload(file)

    assert received == [CONTENT]
    assert (found.size, file.tell()) == (len(CONTENT), 0)


def test_a_file_in_which_the_scanner_finds_something_is_refused(tmp_path, settings):
    with scanner(tmp_path) as (settings.CLAMAV_SOCKET, _received), pytest.raises(Infected):
        check_upload(SimpleUploadedFile("note.txt", b"harmless words " + BAD))


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b""])
def test_a_scanner_that_cannot_say_lets_nothing_in(tmp_path, settings, answer):
    with scanner(tmp_path, answer) as (settings.CLAMAV_SOCKET, _received), pytest.raises(ScannerAway):
        check_upload(SimpleUploadedFile("report.pdf", CONTENT))


def test_a_scanner_that_is_set_up_and_away_lets_nothing_in(tmp_path, settings):
    settings.CLAMAV_SOCKET = str(tmp_path / "nobody.sock")

    with pytest.raises(ScannerAway):
        check_upload(SimpleUploadedFile("report.pdf", CONTENT))


def test_without_a_scanner_files_come_in_unscanned(settings):
    settings.CLAMAV_SOCKET = ""

    assert check_upload(SimpleUploadedFile("report.pdf", CONTENT))
