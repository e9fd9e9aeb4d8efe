"""Mails that came back, read from a real IMAP server: who is marked, who is not, what stays in the mailbox."""

import datetime as dt
import threading

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from config import env
from reminders.bounces import report_of
from reminders.models import Recipient
from reminders.services.bounces import (
    BACK,
    FETCHED,
    KEYWORD,
    clear_changed_addresses,
    mail_of,
    note_bounce,
    read_bounces,
)
from stakeholders.mailbox import Mailbox
from stakeholders.models import OutgoingMail, Person, User
from stakeholders.postman import message_id
from tests.factories import PersonFactory, UserFactory
from tests.reminders import reports
from tests.reminders.dovecot import PASSWORD, USER, dovecot
from tests.reminders.reports import as_bytes, postfix

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SEEN = sorted([r"\Seen", KEYWORD])


@pytest.fixture
def now():
    return dt.datetime.now(dt.UTC)


def mailed(to="ana@example.org", key="a", **more):
    given = {"subject": "Port data", "ready_at": dt.datetime.now(dt.UTC), "attempts": 1, **more}
    return OutgoingMail.objects.create(key=key, to=to, **given)


def recipient(to="ana@example.org"):
    return Recipient.objects.create(user=UserFactory(email=to))


def known(mail, who=None):
    mail.refresh_from_db()
    if who is None:
        return mail.bounced_at is not None
    who.refresh_from_db()
    return mail.bounced_at is not None, who.bounced_at is not None


def take(raw, now):
    """What the reader does with one mail of the mailbox, without a mailbox. Whether it was a report about ours."""
    report = report_of(raw)
    mail = report and mail_of(report, now)
    for failure in report.failures if mail else ():
        note_bounce(mail, failure, at=now)
    return mail is not None


# --- What reports say -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_of_postfix_names_mail_address_and_reason(kept):
    report = report_of(postfix("<abc@gemel.example>", kept=kept))

    (failure,) = report.failures
    assert (report.message_id, report.addresses) == ("<abc@gemel.example>", {"ana@example.org"})
    assert (failure.status, failure.is_of_the_address) == ("5.1.1", True)
    assert failure.said == "5.1.1 smtp; 550 5.1.1 <ana@example.org>: user unknown"


def test_a_report_of_exchange_names_them_too():
    report = report_of(as_bytes(reports.EXCHANGE, message_id="<abc@gemel.example>"))

    assert (report.message_id, report.addresses) == ("<abc@gemel.example>", {"ana@example.org"})
    assert report.failures[0].status == "5.1.10"


def test_a_report_in_another_script_names_them_too():
    report = report_of(as_bytes(reports.OTHER_SCRIPTS, message_id="<abc@gemel.example>", final="ana@müller.example"))

    assert (report.message_id, report.addresses) == ("<abc@gemel.example>", {"ana@müller.example"})
    assert report.failures[0].is_of_the_address


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"action": "delayed", "status": "4.4.1"}, []),
        ({"action": "failed", "status": "4.4.7"}, []),
        ({"action": "delivered", "status": "2.0.0"}, []),
        ({"action": "relayed", "status": "5.1.1"}, []),
        ({"action": "failed", "status": "no such status"}, []),
        ({"status": "5.1.1"}, [True]),
        ({"status": "5.0.0"}, [True]),
        ({"status": "5.2.1"}, [True]),
        ({"status": "5.4.4"}, [True]),
        ({"status": "5.1.8"}, [False]),
        ({"status": "5.2.2"}, [False]),
        ({"status": "5.3.4"}, [False]),
        ({"status": "5.7.1"}, [False]),
    ],
)  # fmt: skip
def test_only_a_lasting_fault_of_the_address_is_one(changes, said):
    report = report_of(postfix("<a@b>", **changes))

    assert [failure.is_of_the_address for failure in report.failures] == said


def test_what_is_no_delivery_report_is_none():
    plain = b"Subject: Hello\r\n\r\nstatus 5.1.1 Final-Recipient: rfc822; ana@example.org"
    read = as_bytes(reports.READ_RECEIPT, message_id="<a@b>")
    without_the_mail = postfix("<a@b>", kept="text/plain")

    assert [report_of(raw) for raw in (plain, read, without_the_mail, b"", b"\xff\x00")] == [None] * 5


@given(st.binary(max_size=300), st.integers(0, 1500))
@example(b"\x00", 990)
def test_no_mail_however_broken_stops_the_reader(noise, at):
    raw = postfix("<a@b>")

    read = [report_of(broken) for broken in (raw[:at] + noise + raw[at:], raw[:at], noise)]

    for one in filter(None, read):
        assert one.message_id
        assert one.addresses
        assert all(failure.addresses <= one.addresses for failure in one.failures)


# --- Who is believed --------------------------------------------------------------------------------------------------


def test_an_address_that_is_not_there_marks_the_mail_and_whoever_has_it(now):
    mail, user = mailed(to="Ana@example.org"), recipient()
    person = Recipient.objects.create(person=PersonFactory(email="ANA@example.org"))
    other = recipient("ben@example.org")

    assert take(postfix(message_id(mail.key)), now)
    user.refresh_from_db()
    person.refresh_from_db()
    assert known(mail, other) == (True, False)
    assert mail.problem == user.problem == person.problem == "5.1.1 smtp; 550 5.1.1 <ana@example.org>: user unknown"
    assert user.bounced_at == person.bounced_at == now


def test_a_full_mailbox_marks_the_mail_alone(now):
    mail, user = mailed(), recipient()

    take(postfix(message_id(mail.key), status="5.2.2"), now)

    assert known(mail, user) == (True, False)


def test_a_mail_whose_recipient_is_nobody_of_the_ledger_is_marked(now):
    mail = mailed()

    take(postfix(message_id(mail.key)), now)

    assert known(mail)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"message_id": "<0123456789@localhost>"}, "a Message-ID that nobody had from us"),
        ({"message_id": "other"}, "that of a mail to somebody else"),
        ({"final": "ben@example.org", "original": "rfc822;ben@example.org"}, "another address than the mail went to"),
        ({"final": "ana@example.org.evil.example", "original": "x"}, "an address that only begins so"),
    ],
)
def test_a_forged_report_stops_nobodys_mail(now, changes, why):
    mail, ana, ben = mailed(), recipient(), recipient("ben@example.org")
    other = mailed("ben@example.org", "b")
    if changes.get("message_id") == "other":
        changes = {"message_id": message_id(other.key)}

    found = take(postfix(**{"message_id": message_id(mail.key), **changes}), now)

    assert (found, known(mail, ana), known(other, ben)) == (False, (False, False), (False, False)), why


def test_one_genuine_recipient_in_a_report_does_not_carry_another_along(now):
    mail, ana, ben = mailed(), recipient(), recipient("ben@example.org")
    forged = "Final-Recipient: rfc822; ben@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\nFinal-Recipient"
    raw = postfix(message_id(mail.key)).replace(b"Final-Recipient", forged.encode(), 1)

    take(raw, now)

    assert known(mail, ana) == (True, True)
    assert known(mail, ben) == (True, False)


def test_a_report_about_an_old_mail_or_one_that_never_left_says_nothing(now):
    old, unsent = mailed(), mailed(key="b", attempts=0)
    OutgoingMail.objects.filter(pk=old.pk).update(created_at=now - 31 * DAY)

    assert not take(postfix(message_id(old.key)), now)
    assert not take(postfix(message_id(unsent.key)), now)


def test_a_report_counts_once_so_that_what_was_mended_stays_mended(now):
    mail, who = mailed(), recipient()
    take(postfix(message_id(mail.key)), now)
    Recipient.objects.update(bounced_at=None, problem="")

    take(postfix(message_id(mail.key)), now + DAY)

    assert known(mail, who) == (True, False)
    assert mail.bounced_at == now


def test_a_new_address_is_mailed_again_and_the_old_one_is_not(now):
    ana, ben = recipient(), recipient("ben@example.org")
    person = Recipient.objects.create(person=PersonFactory(email="caro@example.org"))
    for who in (ana, ben, person):
        mail = mailed(who.email, who.email)
        take(postfix(message_id(mail.key), final=who.email), now)
    User.objects.filter(pk=ana.user_id).update(email="ana@new.example.org")
    User.objects.filter(pk=ben.user_id).update(email="Ben@example.org")
    Person.objects.filter(pk=person.person_id).update(email="caro@new.example.org")

    counts = [clear_changed_addresses(), clear_changed_addresses()]

    assert counts == [2, 0]
    assert list(Recipient.objects.exclude(bounced_at=None)) == [ben]


def test_a_forwarded_mail_counts_by_the_address_it_was_sent_to(now):
    mail, who = mailed(), recipient()

    take(postfix(message_id(mail.key), final="ana@home.example", original="rfc822;ana@example.org"), now)

    assert known(mail, who) == (True, True)


def test_a_domain_of_another_script_is_the_same_in_both_spellings(now):
    mail, who = mailed("ana@müller.example"), recipient("ana@müller.example")

    take(postfix(message_id(mail.key), final="ana@xn--mller-kva.example"), now)

    assert known(mail, who) == (True, True)


def test_the_mail_is_found_by_an_index(now):
    report = report_of(postfix("<a@b>"))
    OutgoingMail.objects.bulk_create(
        OutgoingMail(key=f"k{n}", to=f"p{n}@example.org", subject="x", ready_at=now, attempts=1) for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE stakeholders_outgoingmail")
        cursor.execute(
            "EXPLAIN SELECT * FROM stakeholders_outgoingmail WHERE UPPER(\"to\") IN ('P7@EXAMPLE.ORG') "
            "AND created_at >= now() - interval '30 days' AND attempts > 0 ORDER BY created_at DESC LIMIT 2000"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert mail_of(report, now) is None
    assert "mail_by_address" in plan


# --- The mailbox ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def imap():
    with dovecot() as found:
        yield found


@pytest.fixture
def box(imap, settings):
    """The server with an empty INBOX, and the folder for what was read."""
    settings.GEMEL_BOUNCES = imap.given()
    with imap.looked_into() as person:
        for folder in ("INBOX", "Bounces"):
            said, count = person.select(folder)
            if said == "OK" and count != [b"0"]:
                person.store("1:*", "+FLAGS", r"(\Deleted)")
                person.expunge()
        person.create("Bounces")
    return imap


@pytest.mark.imap
def test_reports_about_our_mails_are_taken_and_put_away_and_the_rest_stays_as_it_was(box, now):
    mail, late, who = mailed(), mailed("ben@example.org", "b"), recipient()
    box.put(
        b"Subject: Lunch?\r\n\r\nAt noon?",
        postfix(message_id(mail.key), subject="ours"),
        postfix(message_id(late.key), subject="late", final="ben@example.org", action="delayed", status="4.4.1"),
        postfix("<stranger@example.net>", subject="about a mail of a colleague"),
        as_bytes(reports.READ_RECEIPT, message_id=message_id(mail.key)),
    )

    counts = [read_bounces(now), read_bounces(now)]

    assert counts == [1, 0]
    assert known(mail, who) == (True, True)
    assert not known(late)
    assert sorted(box.holds("Bounces")) == [("late", SEEN), ("ours", SEEN)]
    assert box.holds() == [("Lunch?", []), ("about a mail of a colleague", [KEYWORD]), ("Read", [])]


@pytest.mark.imap
def test_without_the_folder_what_was_read_stays_and_is_seen(box, now, settings):
    settings.GEMEL_BOUNCES = box.given(done="Nowhere")
    mail = mailed()
    box.put(postfix(message_id(mail.key), subject="ours"))

    counts = [read_bounces(now), read_bounces(now)]

    assert counts == [1, 0]
    assert box.holds() == [("ours", SEEN)]
    assert box.holds("Nowhere") is None


@pytest.mark.imap
def test_a_report_that_a_person_opened_first_counts_all_the_same(box, now):
    mail = mailed()
    box.put(postfix(message_id(mail.key)), flags=r"(\Seen)")

    assert read_bounces(now) == 1
    assert known(mail)


@pytest.mark.imap
def test_a_report_with_a_large_mail_in_it_is_read_by_its_beginning(box, now):
    mail = mailed()
    box.put(postfix(message_id(mail.key)).replace(b"Please send it.", (b"y" * 76 + b"\r\n") * 9000))

    assert read_bounces(now) == 1


@pytest.mark.imap
@pytest.mark.django_db(transaction=True)
def test_two_readers_at_once_count_each_report_once(box, now):
    mails = [mailed(f"p{n}@example.org", f"k{n}") for n in range(8)]
    box.put(*(postfix(message_id(mail.key), final=mail.to) for mail in mails))
    counts, gate = [], threading.Barrier(2)

    def run():
        gate.wait()
        try:
            counts.append(read_bounces(now))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counts) == 8
    assert OutgoingMail.objects.filter(bounced_at=None).count() == 0
    assert box.holds() == []


@pytest.mark.imap
def test_a_reader_that_died_before_it_put_the_report_away_finds_it_again_and_counts_it_once(box, now):
    mail = mailed()
    box.put(postfix(message_id(mail.key)))
    with Mailbox(box.given(), KEYWORD) as reader:
        ((_uid, raw, _size),) = reader.fresh(now, BACK, most_bytes=FETCHED)
        take(raw, now)

    assert read_bounces(now + DAY) == 0
    mail.refresh_from_db()
    assert mail.bounced_at == now
    assert len(box.holds("Bounces")) == 1


@pytest.mark.imap
@pytest.mark.parametrize(
    "changes", [{"password": "wrong"}, {"port": 1}, {"folder": "Nowhere"}, {"security": "starttls"}]
)
def test_a_mailbox_that_cannot_be_read_is_said_without_the_password(box, now, settings, caplog, changes):
    settings.GEMEL_BOUNCES = box.given(**changes)

    assert read_bounces(now) == 0
    assert "GEMEL_BOUNCES_URL could not be read" in caplog.text
    assert box.given(**changes)["password"] not in caplog.text


@pytest.mark.imap
def test_over_tls_the_certificate_must_be_of_the_server(certificate, now, settings, monkeypatch, caplog):
    both, public = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    with dovecot(both) as there:
        mails = [mailed(f"p{n}@example.org", f"k{n}") for n in range(2)]
        counts = []
        for mail, changes in zip(
            mails, [{"security": "tls", "port": there.secure}, {"security": "starttls"}], strict=True
        ):
            there.put(postfix(message_id(mail.key), final=mail.to))
            settings.GEMEL_BOUNCES = there.given(host="localhost", **changes)
            counts.append(read_bounces(now))
        settings.GEMEL_BOUNCES = there.given(host="127.0.0.1", security="tls", port=there.secure)
        strange = read_bounces(now)

    assert counts == [1, 1]
    assert strange == 0
    assert "certificate" in caplog.text


def test_without_a_mailbox_nothing_is_read(now, settings):
    settings.GEMEL_BOUNCES = None

    assert read_bounces(now) == 0


# --- The setting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        ("imaps://gemel%40example.org:p%40ss%3A%2F@mail.example.org/INBOX", {}),
        ("imaps://gemel%40example.org:p%40ss%3A%2F@mail.example.org", {}),
        ("imap://gemel%40example.org:p%40ss%3A%2F@mail.example.org:1143/Reports?tls=1&done=Old%20ones",
         {"port": 1143, "security": "starttls", "folder": "Reports", "done": "Old ones"}),
        ("imap://gemel%40example.org:p%40ss%3A%2F@mail.example.org/A/B",
         {"port": 143, "security": "", "folder": "A/B"}),
    ],
)  # fmt: skip
def test_the_mailbox_is_one_address(monkeypatch, value, changes):
    monkeypatch.setenv("GEMEL_BOUNCES_URL", value)

    assert env.mailbox("GEMEL_BOUNCES_URL") == {
        "host": "mail.example.org", "port": 993, "security": "tls", "user": "gemel@example.org", "password": "p@ss:/",
        "folder": "INBOX", "done": "Bounces", **changes,
    }  # fmt: skip


@pytest.mark.parametrize("value", ["pop3://a:b@c/", "imaps://mail.example.org/", "imaps:///INBOX", "imaps://a:b@c/Größe"])
def test_an_address_that_is_no_mailbox_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("GEMEL_BOUNCES_URL", value)

    with pytest.raises(env.WrongVariable, match="GEMEL_BOUNCES_URL"):
        env.mailbox("GEMEL_BOUNCES_URL")


def test_user_and_password_of_the_tests_are_awkward():
    assert not PASSWORD.isascii()
    assert "@" in USER
