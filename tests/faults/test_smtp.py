"""One worker against a real SMTP server that answers as servers do on a bad day. Mails are counted in its own log."""

import datetime as dt
import socket
import threading
import time

import pytest

from stakeholders.mail import queue_mail, send_due
from stakeholders.models import OutgoingMail
from stakeholders.postman import message_id

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def queue(*names, **changes):
    for name in names:
        given = {"to": f"{name}@example.org", "subject": "Port data", "text": "Please send it.", "at": NOON, **changes}
        queue_mail(key=name, **given)


def states():
    """{key: "sent", "failed" or "waits"}"""
    rows = OutgoingMail.objects.values_list("key", "sent_at", "failed_at")
    return {key: "sent" if sent else "failed" if failed else "waits" for key, sent, failed in rows}


def test_a_sweep_sends_its_mails_over_one_connection(smtp):
    connections = count_connections(smtp)
    queue("ana", "ben", "caro")
    queue("dora", unsubscribe_url="https://ties.example.org/r/" + "x" * 400, html="<p>Please send it.</p>")

    assert send_due(NOON) == 4
    assert connections() == 1
    taken = smtp.taken()
    assert [mail["to"] for mail in taken] == [[f"{name}@example.org"] for name in ("ana", "ben", "caro", "dora")]
    assert [mail["Message-ID"] for mail in taken] == [message_id(name) for name in ("ana", "ben", "caro", "dora")]
    assert taken[3]["List-Unsubscribe"] == "<https://ties.example.org/r/" + "x" * 400 + ">"
    assert taken[3]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("manner", ["451", "hang", "drop before"])
def test_what_was_not_taken_goes_out_once_when_the_server_is_well_again(smtp, manner):
    queue("ana", "ben")
    smtp.behave(**{manner: 1})

    first = send_due(NOON)
    smtp.behave()

    assert (first, states(), smtp.taken()) == (0, {"ana": "waits", "ben": "waits"}, [])
    assert send_due(NOON + HOUR) == 2
    assert smtp.times() == {"ana@example.org": 1, "ben@example.org": 1}


def test_a_server_that_says_yes_and_cuts_the_line_has_taken_the_mail(smtp):
    queue("ana", "ben")
    smtp.behave(drop_after=1)

    assert send_due(NOON) == 2
    assert send_due(NOON + HOUR) == 0
    assert smtp.times() == {"ana@example.org": 1, "ben@example.org": 1}


def test_an_unknown_recipient_is_told_to_staff_and_holds_up_nobody(smtp):
    queue("gone-ana", "ben")

    assert send_due(NOON) == 1
    assert states() == {"gone-ana": "failed", "ben": "sent"}
    assert "nobody of that name" in OutgoingMail.objects.get(key="gone-ana").problem


def test_a_server_that_lets_nobody_in_costs_one_mail_a_wait(smtp):
    queue("ana", "ben")
    smtp.behave(**{"554 at the door": 1})

    assert send_due(NOON) == 0
    assert list(OutgoingMail.objects.order_by("key").values_list("attempts", "failed_at")) == [(1, None), (0, None)]
    assert "554" in OutgoingMail.objects.get(key="ana").problem


def test_a_port_where_nobody_listens_costs_one_mail_a_wait(smtp):
    queue("ana", "ben")
    smtp.stop()

    assert send_due(NOON) == 0
    assert states() == {"ana": "waits", "ben": "waits"}
    assert "ConnectionRefusedError" in OutgoingMail.objects.get(key="ana").problem


def test_a_server_that_answers_byte_by_byte_is_cut_off(settings):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
        settings.EMAIL_TIMEOUT = 0.3
        threading.Thread(target=dawdle, args=[listening], daemon=True).start()
        queue("ana")
        begun = time.monotonic()

        assert send_due(NOON) == 0

        assert time.monotonic() - begun < 6 * 0.3 + 1
    assert states() == {"ana": "waits"}


def dawdle(listening):
    """Greet at once, then answer with a byte each tenth of a second: no single step ever times out."""
    client, _address = listening.accept()
    with client:
        client.sendall(b"220 slow\r\n")
        client.recv(100)
        client.sendall(b"250 slow\r\n")
        try:
            while True:
                client.sendall(b"2")
                time.sleep(0.1)
        except OSError:
            pass


def count_connections(server):
    """How many clients come to the server from now on: they go through a door that counts."""
    from django.conf import settings

    listening = socket.create_server(("127.0.0.1", 0))
    settings.EMAIL_PORT = listening.getsockname()[1]
    came = []

    def pass_on():
        while True:
            client, _address = listening.accept()
            came.append(client)
            other = socket.create_connection(("127.0.0.1", server.port))
            for source, target in ((client, other), (other, client)):
                threading.Thread(target=pump, args=[source, target], daemon=True).start()

    threading.Thread(target=pass_on, daemon=True).start()
    return lambda: len(came)


def pump(source, target):
    while data := source.recv(65536):
        target.sendall(data)
    target.close()
