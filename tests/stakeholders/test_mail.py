import datetime as dt
import smtplib

import pytest
from celery.signals import before_task_publish
from django.core import mail as outbox
from django.db import transaction

from stakeholders.mail import deliver, message_id, queue_mail, send_due
from stakeholders.models import OutgoingMail

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def queue(key="a", **changes):
    given = {"to": "ana@example.org", "subject": "Port data", "text": "Please send it.", "at": NOON, **changes}
    return queue_mail(key=key, **given)


def refuse(fault):
    def send(mail):
        raise fault

    return send


def test_the_same_key_makes_one_mail():
    queue(subject="First")
    queue(subject="Second")

    assert list(OutgoingMail.objects.values_list("subject", flat=True)) == ["First"]


def test_a_subject_that_is_longer_than_its_row_is_cut_off():
    fits, combining = queue("b", subject="a" * 300), queue("c", subject="e\u0301" * 300)
    cut = queue("d", subject="a" * 301)

    assert fits.subject == "a" * 300
    assert (cut.subject, len(combining.subject)) == ("a" * 299 + "…", 300)


def test_a_mail_goes_out_once_and_keeps_no_text():
    queue(html="<p>Please send it.</p>", reply_to="office@example.org")

    counts = [send_due(NOON), send_due(NOON + dt.timedelta(days=1))]

    row = OutgoingMail.objects.get()
    assert counts == [1, 0]
    assert (row.attempts, row.text, row.html, row.problem) == (1, "", "", "")
    assert row.sent_at is not None
    sent = outbox.outbox[0]
    assert (sent.to, sent.subject, sent.body) == (["ana@example.org"], "Port data", "Please send it.")
    assert sent.reply_to == ["office@example.org"]
    assert sent.extra_headers["Message-ID"] == message_id("a")


def test_a_mail_that_is_not_yet_ready_waits():
    queue(at=NOON + dt.timedelta(hours=1))

    assert send_due(NOON) == 0
    assert outbox.outbox == []


def test_a_server_that_does_not_answer_is_tried_again_ever_later():
    queue()

    waits = []
    now = NOON
    for _ in range(8):
        send_due(now, send=refuse(ConnectionRefusedError("nobody there")))
        row = OutgoingMail.objects.get()
        waits.append((row.ready_at - now).total_seconds() / 60)
        now = row.ready_at
    send_due(now)

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert len(outbox.outbox) == 1
    assert OutgoingMail.objects.get().problem == ""


def test_an_address_that_the_server_refuses_stops_and_shows_why():
    queue()

    send_due(NOON, send=refuse(smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no such mailbox")})))

    row = OutgoingMail.objects.get()
    assert row.failed_at is not None
    assert "no such mailbox" in row.problem
    assert row.text == ""
    assert send_due(NOON + dt.timedelta(days=2)) == 0


def test_a_full_mailbox_is_not_the_end():
    queue()

    send_due(NOON, send=refuse(smtplib.SMTPRecipientsRefused({"ana@example.org": (452, b"mailbox full")})))

    row = OutgoingMail.objects.get()
    assert (row.failed_at, row.text) == (None, "Please send it.")
    assert "mailbox full" in row.problem


def test_one_bad_mail_does_not_hold_up_the_next():
    queue("a", to="bad@example.org")
    queue("b")

    def send(mail):
        if mail.to == "bad@example.org":
            raise smtplib.SMTPRecipientsRefused({mail.to: (550, b"unknown")})
        deliver(mail)

    assert send_due(NOON, send=send) == 1
    assert [mail.to for mail in outbox.outbox] == [["ana@example.org"]]


def test_a_mail_taken_by_another_worker_is_left_alone():
    queue()
    row = OutgoingMail.objects.get()

    def take_in_the_middle(mail):
        assert send_due(NOON) == 0
        deliver(mail)

    assert send_due(NOON, send=take_in_the_middle) == 1
    row.refresh_from_db()
    assert (row.attempts, len(outbox.outbox)) == (1, 1)


def test_a_line_break_in_a_subject_cannot_forge_a_header():
    queue(subject="Port data\r\nBcc: everybody@example.org\u2028 asks\tyou")

    assert send_due(NOON) == 1
    sent = outbox.outbox[0].message()
    assert (sent["Subject"], sent["To"], sent["Bcc"]) == (
        "Port data Bcc: everybody@example.org asks you", "ana@example.org", None,
    )  # fmt: skip


def test_a_row_with_a_line_break_in_its_subject_is_not_sent():
    OutgoingMail.objects.create(
        key="a", to="ana@example.org", subject="Port data\nBcc: everybody@example.org", text="x", ready_at=NOON
    )

    send_due(NOON)

    assert outbox.outbox == []
    assert OutgoingMail.objects.get().failed_at is not None


@pytest.mark.django_db(transaction=True)
def test_no_mail_stays_when_the_change_it_tells_of_is_undone():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue()
        1 / 0

    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_queueing_wakes_a_worker_once_the_change_stands():
    sent = []

    def note(sender, **kwargs):
        sent.append(sender)

    before_task_publish.connect(note)
    with transaction.atomic():
        queue()
        before = list(sent)

    assert (before, sent) == ([], ["stakeholders.tasks.send_mail"])
