"""Handing over: one mail each, in their language, with one link; twice at once tells nobody twice."""

import datetime as dt
import threading

import pytest
from django.core import mail as outbox
from django.db import OperationalError, connection, transaction

from agreements.models import UpdateLink
from agreements.services.links import items_of
from reminders.models import Notice, Recipient
from reminders.services import telling
from reminders.services.ledger import plan, tell_later
from reminders.services.telling import tell_due
from stakeholders.mail import send_due
from stakeholders.models import OutgoingMail, Place
from tests.reminders.scene import CHICAGO, DAY, NOON, TODAY, ask_by_hand, mails, morning, owe, run_days, told

pytestmark = pytest.mark.django_db
TUESDAY = morning(TODAY + DAY) + dt.timedelta(minutes=5)


@pytest.fixture
def due(scene):
    """Two things of one contact are due in two weeks, one more is open."""
    ask_by_hand(scene, scene.cho)
    scene.items = [owe(scene, TODAY + 15 * DAY, contact=scene.cho, title=title) for title in ("Buyer list", "Report")]
    scene.later = owe(scene, TODAY + 90 * DAY, contact=scene.cho, title="Survey")
    plan(NOON)
    return scene


def test_a_contact_gets_one_mail_with_one_link_to_all_that_is_open(due):
    tell_due(TUESDAY)
    send_due(TUESDAY)

    letter = outbox.outbox[0]
    link = UpdateLink.objects.order_by("pk").last()
    assert (len(outbox.outbox), letter.to) == (1, ["cho@chamber.example"])
    assert letter.subject == "Due in 14 days: Buyer list, and 1 more"
    assert [item.title for item in items_of(link)] == ["Buyer list", "Report", "Survey"]
    assert "/u/" in letter.body
    assert letter.body.count("http") == 2
    assert (link.created_by, link.person) == (None, due.cho)


def test_the_text_says_what_the_html_says(due):
    tell_due(TUESDAY)
    send_due(TUESDAY)

    letter = outbox.outbox[0]
    html = letter.alternatives[0][0]
    for said in ("Dear Cho Park,", "Buyer list", "Report", "due in 14 days", "Chicago – Mexico City", "City of Chicago",
                 "One page for all of it, about two minutes, no account"):  # fmt: skip
        assert said in letter.body
        assert said in html
    assert "<script" not in html
    assert "class=" in html
    assert "style=" in html


def test_one_click_in_the_mail_program_is_offered(due, client):
    tell_due(TUESDAY)
    send_due(TUESDAY)
    headers = outbox.outbox[0].extra_headers
    address = headers["List-Unsubscribe"].strip("<>")

    answer = client.post(address.partition("8000")[2] or address, {"List-Unsubscribe": "One-Click"})

    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert answer.status_code == 204
    assert Recipient.objects.get(person=due.cho).stopped_at is not None


@pytest.mark.parametrize(("language", "dear"), [("es", "Buyer list"), ("ar", 'dir="rtl"')])
def test_it_is_written_in_their_language(due, language, dear):
    due.cho.language = language
    due.cho.save()

    tell_due(TUESDAY)
    send_due(TUESDAY)

    assert f'lang="{language}"' in outbox.outbox[0].alternatives[0][0].replace("lang=3D", "lang=")
    assert dear in outbox.outbox[0].alternatives[0][0]
    assert UpdateLink.objects.order_by("pk").last().language == language


def test_who_signs_in_gets_the_most_urgent_first_and_a_link_to_each_thing(scene):
    owe(scene, TODAY + 4 * DAY, by=scene.office, created_by=scene.ana, title="Later")
    owe(scene, TODAY - 6 * DAY, by=scene.office, created_by=scene.ana, title="Late")
    plan(NOON)

    tell_due(TUESDAY)
    send_due(TUESDAY)

    body = outbox.outbox[0].body
    assert outbox.outbox[0].subject == "7 days late: Late, and 1 more"
    assert body.index("Late") < body.index("Later")
    assert "/my-work/" in body
    assert "/deliverables/" in body


def test_more_than_seven_lines_are_counted(scene):
    for n in range(10):
        owe(scene, TODAY + 15 * DAY, by=scene.office, created_by=scene.ana, title=f"Item {n}")
    plan(NOON)

    tell_due(TUESDAY)
    send_due(TUESDAY)

    body = outbox.outbox[0].body
    assert (body.count("- due in 14 days"), "3 more stand there." in body) == (7, True)


def test_the_ledger_says_which_mail_told_it(due):
    tell_due(TUESDAY)

    mail = OutgoingMail.objects.get(key__startswith="notices:")
    assert list(Notice.objects.filter(state="told").values_list("mail", "told_at")) == [(mail.pk, TUESDAY)] * 2


def test_telling_again_tells_nothing(due):
    assert [tell_due(TUESDAY), tell_due(TUESDAY), tell_due(TUESDAY + DAY)] == [2, 0, 0]
    assert len(mails()) == 1


def test_what_was_done_in_the_meantime_is_not_told(due):
    done = due.items[0]
    done.status, done.submitted_at = "submitted", NOON
    done.save(update_fields=["status", "submitted_at"])

    tell_due(TUESDAY)

    assert mails() == [("cho@chamber.example", "Due in 14 days: Report")]
    assert Notice.objects.get(subject_id=done.pk, occasion="14").why == "settled"


def test_a_crash_before_the_commit_leaves_everything_to_be_told(due, monkeypatch):
    def crash(*args, **kwargs):
        raise OperationalError("the connection went")

    monkeypatch.setattr(telling, "mark_told", crash)
    with pytest.raises(OperationalError):
        tell_due(TUESDAY)
    monkeypatch.undo()
    nothing = (mails(), told())
    tell_due(TUESDAY)

    assert nothing == ([], [])
    assert len(mails()) == 1


def test_what_has_no_record_is_told_once(scene):
    for _ in range(2):
        tell_later(
            rule="import-finished", office=scene.office, user=scene.ana, kind="import", pk=scene.ana.pk,
            occasion="2026-03-02T18:00:00Z", note="deliverables: 12 created, 3 changed", at=NOON,
        )  # fmt: skip

    run_days(TODAY, 4)

    assert told() == [("import-finished", "2026-03-02T18:00:00Z", "ana@example.org")]
    assert "12 created, 3 changed" in OutgoingMail.objects.get().text


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_nobody_twice(scene):
    ask_by_hand(scene, scene.cho)
    for n in range(3):
        owe(scene, TODAY + 15 * DAY, contact=scene.cho, title=f"Item {n}")
    plan(NOON)
    held, looked = threading.Event(), threading.Event()
    counts = []

    def other():
        held.wait(20)
        counts.append(tell_due(TUESDAY))
        looked.set()
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    with transaction.atomic():
        _last, notices = telling.claim(TUESDAY, after=0, limit=50)
        held.set()
        looked.wait(20)
        counts.append(telling.tell(notices, TUESDAY))
    thread.join()

    assert counts == [0, 3]
    assert len(mails()) == 1


def test_the_sample_office_of_a_real_installation_mails_nobody(due, settings):
    due.office.sample = True
    due.office.save()
    settings.LOCAL = False

    tell_due(TUESDAY)

    assert mails() == []
    assert len(told()) == 2


@pytest.mark.parametrize(
    ("late", "next_time"),
    [
        (dt.timedelta(hours=18), morning(TODAY + 2 * DAY)),  # at two in the night
        (dt.timedelta(days=4), morning(TODAY + 7 * DAY)),  # on a Saturday
    ],
)
def test_a_worker_that_comes_back_in_the_night_or_on_a_weekend_waits_for_the_morning(due, late, next_time):
    tell_due(TUESDAY + late)
    nothing = (mails(), set(Notice.objects.filter(occasion="14").values_list("send_at", flat=True)))
    tell_due(next_time + dt.timedelta(minutes=1))

    assert nothing == ([], {next_time})
    assert len(mails()) == 1


def test_a_worker_that_comes_back_at_noon_tells_at_once(due):
    assert tell_due(TUESDAY + dt.timedelta(hours=4)) == 2


def test_a_letter_that_cannot_be_written_holds_up_nobody_else(due, monkeypatch):
    owe(due, TODAY + 15 * DAY, by=due.office, created_by=due.ana, title="Own")
    plan(NOON)
    write = telling.write_letter

    def fail_for_contacts(recipient, *args):
        if recipient.person_id:
            raise ValueError("a template is broken")
        return write(recipient, *args)

    monkeypatch.setattr(telling, "write_letter", fail_for_contacts)
    first = tell_due(TUESDAY)
    monkeypatch.undo()
    plan(TUESDAY)
    second = tell_due(TUESDAY + DAY)

    assert (first, second) == (1, 2)
    assert [to for to, _subject in mails()] == ["ana@example.org", "cho@chamber.example"]


@pytest.mark.parametrize(
    ("sunday", "hour", "there"),
    [("2026-03-08", 2, "03:00:00-05:00"), ("2026-11-01", 1, "01:00:00-05:00")],
    ids=["an hour is skipped", "an hour comes twice"],
)
def test_over_a_change_of_clocks_there_is_one_mail_at_its_hour(scene, sunday, hour, there):
    Place.objects.filter(pk=scene.here.pk).update(country_code="SA")  # where a Sunday is a day of work
    ask_by_hand(scene, scene.cho)
    Recipient.objects.create(person=scene.cho, hour=hour)
    day = dt.date.fromisoformat(sunday)
    owe(scene, day + 14 * DAY, contact=scene.cho)
    begin = dt.datetime.combine(day, dt.time(), dt.UTC)

    for ticks in range(24):
        now = begin + ticks * dt.timedelta(hours=1)
        plan(now)
        tell_due(now)

    notice = Notice.objects.get(state="told")
    assert notice.told_at.astimezone(CHICAGO).isoformat() == f"{sunday}T{there}"
    assert len(mails()) == 1
