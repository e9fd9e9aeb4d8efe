import datetime as dt
import smtplib

import pytest
from celery.signals import before_task_publish
from django.core import mail as outbox
from django.db import connection, transaction

from stakeholders.mail import MOST_ATTEMPTS, claim, queue_mail, send_due, wait_after
from stakeholders.models import OutgoingMail
from stakeholders.postman import Postman, Unreachable, message_id

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1, seconds=10)


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
        waits.append(round((row.ready_at - now).total_seconds() / 60, 1))
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
        Postman().deliver(mail)

    assert send_due(NOON, send=send) == 1
    assert [mail.to for mail in outbox.outbox] == [["ana@example.org"]]


def test_a_mail_taken_by_another_worker_is_left_alone():
    queue()
    row = OutgoingMail.objects.get()

    def take_in_the_middle(mail):
        assert send_due(NOON) == 0
        Postman().deliver(mail)

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


def test_a_mail_says_where_one_click_ends_such_mails_and_forgets_it_once_sent():
    queue("a", unsubscribe_url="https://ties.example.org/r/stop/abc")
    queue("b")

    send_due(NOON)

    headers = [mail.extra_headers for mail in outbox.outbox]
    assert [
        (given.get("List-Unsubscribe"), given.get("List-Unsubscribe-Post")) for given in headers
    ] == [("<https://ties.example.org/r/stop/abc>", "List-Unsubscribe=One-Click"), (None, None)]  # fmt: skip
    assert set(OutgoingMail.objects.values_list("unsubscribe_url", flat=True)) == {""}


@pytest.mark.parametrize(
    "fault",
    [
        smtplib.SMTPConnectError(554, b"no service for you"),
        smtplib.SMTPHeloError(550, b"who are you"),
        smtplib.SMTPAuthenticationError(535, b"wrong password"),
        smtplib.SMTPSenderRefused(530, b"sign in first", "gemel@example.org"),
        smtplib.SMTPSenderRefused(553, b"not your address", "gemel@example.org"),
        smtplib.SMTPDataError(451, b"later"),
        smtplib.SMTPServerDisconnected("gone"),
        TimeoutError("no answer"),
        Unreachable("SMTPResponseException: (554, b'no TLS today')"),
    ],
)
def test_what_is_not_the_recipients_fault_is_tried_again(fault):
    queue()

    send_due(NOON, send=refuse(fault))

    row = OutgoingMail.objects.get()
    assert (row.failed_at, row.text) == (None, "Please send it.")
    assert row.problem != ""


@pytest.mark.parametrize(
    "fault",
    [
        smtplib.SMTPDataError(554, b"we take this for spam"),
        smtplib.SMTPSenderRefused(552, b"too large", "gemel@example.org"),
        UnicodeEncodeError("ascii", "ä", 0, 1, "no such address"),
    ],
)
def test_what_no_later_try_would_mend_stops(fault):
    queue(unsubscribe_url="https://ties.example.org/r/stop/abc")

    send_due(NOON, send=refuse(fault))

    row = OutgoingMail.objects.get()
    assert (row.failed_at is None, row.text, row.unsubscribe_url) == (False, "", "")


def test_a_fault_nobody_thought_of_holds_up_neither_the_mail_for_good_nor_the_others():
    queue("a")
    queue("b")
    faults = iter([TypeError("a template without a head")])

    def send(mail):
        for fault in faults:
            raise fault
        Postman().deliver(mail)

    assert [send_due(NOON, send=send), send_due(NOON + MINUTE, send=send)] == [1, 1]


def test_a_server_that_cannot_be_reached_is_asked_once_in_a_sweep():
    for key in "abc":
        queue(key)

    send_due(NOON, send=refuse(Unreachable("ConnectionRefusedError: nobody there")))

    assert list(OutgoingMail.objects.order_by("key").values_list("attempts", flat=True)) == [1, 0, 0]
    assert send_due(NOON) == 2


def test_a_mail_is_leased_for_longer_than_its_sending_may_take(settings):
    settings.GEMEL_MAIL_LEASE_SECONDS = 140
    queue()

    mail = claim(NOON, at=NOON + dt.timedelta(seconds=30))

    assert (mail.attempts, mail.ready_at) == (1, NOON + dt.timedelta(seconds=170))
    assert claim(NOON + dt.timedelta(seconds=169), at=NOON) is None
    assert claim(NOON + dt.timedelta(seconds=170), at=NOON).attempts == 2


def test_the_wait_after_a_failure_can_be_set(settings):
    settings.GEMEL_MAIL_RETRY_SECONDS = 7

    assert [wait_after(n).total_seconds() for n in (1, 2, 3, 10, 30)] == [7, 14, 28, 3584, 3600]


def test_a_mail_that_ended_every_worker_is_given_up():
    queue()
    OutgoingMail.objects.update(attempts=MOST_ATTEMPTS)

    assert send_due(NOON) == 0
    assert OutgoingMail.objects.get().failed_at is not None


def test_a_worker_whose_lease_ran_out_says_nothing_about_a_failure():
    queue()

    def take_too_long(mail):
        claim(NOON + dt.timedelta(days=1), at=NOON + dt.timedelta(days=1))
        raise TimeoutError("no answer")

    send_due(NOON, send=take_too_long)

    row = OutgoingMail.objects.get()
    assert (row.attempts, row.problem) == (2, "")


def test_a_worker_whose_lease_ran_out_still_tells_that_the_server_took_it():
    queue()

    def take_too_long(mail):
        claim(NOON + dt.timedelta(days=1), at=NOON + dt.timedelta(days=1))

    assert send_due(NOON, send=take_too_long) == 1
    assert OutgoingMail.objects.get().sent_at is not None


@pytest.mark.django_db(transaction=True)
def test_that_a_mail_was_taken_is_not_forgotten_when_the_database_cuts_the_line():
    queue()

    def send_and_lose_the_line(mail):
        Postman().deliver(mail)
        cut_line()

    assert send_due(NOON, send=send_and_lose_the_line) == 1
    assert [send_due(NOON + dt.timedelta(days=1)), len(outbox.outbox)] == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_a_line_cut_before_a_mail_is_taken_does_not_end_the_sweep():
    queue("a")
    queue("b")
    cut_line()

    assert send_due(NOON, send=lambda mail: cut_line()) == 2


def cut_line():
    """The server ends the session of this process, as a restart would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (ours,) = cursor.fetchone()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])
    finally:
        other.close()
