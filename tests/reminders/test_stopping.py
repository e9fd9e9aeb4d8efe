"""What waits in a queue when a tie is paused or somebody stops is not sent any more, and the ledger says why."""

import datetime as dt
import threading
import time

import pytest
from django.core import mail as outbox
from django.db import connection, connections, transaction

from partnerships.models import Seat
from reminders.models import Notice, Recipient, WebhookPost
from reminders.posting import send_posts
from reminders.services.inbox import mark_seen
from reminders.services.ledger import plan
from reminders.services.telling import tell_due
from reminders.services.webhooks import make_webhook
from reminders.services.wishes import silence, stop
from stakeholders.mail import send_due
from stakeholders.models import OutgoingMail
from tests.factories import PartnershipFactory
from tests.reminders.scene import DAY, NOON, TODAY, ask_by_hand, build, morning, owe

pytestmark = pytest.mark.django_db
TUESDAY = morning(TODAY + DAY) + dt.timedelta(minutes=5)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def waiting(scene):
    """A contact was told of one thing; the mail server is down, and the mail waits to be tried again."""
    ask_by_hand(scene, scene.cho)
    scene.item = owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    plan(NOON)
    tell_due(TUESDAY)
    send_due(TUESDAY, send=server_is_down)
    return scene


def server_is_down(mail):
    raise ConnectionRefusedError("nobody there")


def pause(scene):
    Seat.objects.filter(partnership=scene.tie, organisation=scene.office).update(standing="paused")


def ledger():
    rows = Notice.objects.filter(send_at__lte=TUESDAY).order_by("pk")
    return list(rows.values_list("state", "why", "told_at"))


def waiting_mail():
    return OutgoingMail.objects.get(key__startswith="notices:")


def test_what_nothing_has_happened_to_goes_out(waiting):
    assert send_due(TUESDAY + HOUR) == 1

    assert ledger() == [("told", "", TUESDAY)]


def test_a_mail_that_waits_while_its_tie_is_paused_is_not_sent(waiting):
    pause(waiting)

    sent = send_due(TUESDAY + HOUR)

    mail = waiting_mail()
    assert (sent, outbox.outbox, mail.sent_at) == (0, [], None)
    assert (mail.failed_at is not None, mail.problem, mail.text, mail.html) == (True, "stopped", "", "")
    assert ledger() == [("withheld", "tie stands still", None)]


def test_a_mail_that_waits_when_its_reader_stops_is_not_sent(waiting):
    stop(Recipient.objects.get(person=waiting.cho), at=TUESDAY)

    assert send_due(TUESDAY + HOUR) == 0

    assert waiting_mail().problem == "stopped"
    assert ledger() == [("withheld", "stopped", None)]


def test_a_mail_that_waits_when_its_reader_wants_no_more_of_this_is_not_sent(waiting):
    silence(Recipient.objects.get(person=waiting.cho), rule="deliverable-due", at=TUESDAY)

    assert send_due(TUESDAY + HOUR) == 0

    assert ledger() == [("withheld", "muted", None)]


def test_a_mail_that_holds_notices_of_another_tie_goes_out_as_it_was_written(waiting):
    other = PartnershipFactory(between=[waiting.here, waiting.there], slug="another")
    notice = Notice.objects.get(occasion="14")
    Notice.objects.create(
        key="another", office=waiting.office, partnership=other, rule="no-contact", subject_kind="partnership",
        subject_id=other.pk, occasion="6", recipient=notice.recipient, because="coordinates", day=TODAY,
        send_at=TUESDAY, planned_at=NOON, state="told", told_at=TUESDAY, mail=notice.mail,
    )  # fmt: skip
    pause(waiting)

    assert send_due(TUESDAY + HOUR) == 1

    assert {row[0] for row in ledger()} == {"told"}


def test_what_was_stopped_is_told_by_a_mail_of_its_own_when_its_date_moves(waiting):
    pause(waiting)
    send_due(TUESDAY + HOUR)
    Seat.objects.filter(standing="paused").update(standing="kept")
    waiting.item.due_on += 7 * DAY
    waiting.item.save()

    plan(TUESDAY + 2 * HOUR)
    tell_due(TUESDAY + 7 * DAY)
    send_due(TUESDAY + 7 * DAY)

    assert [letter.to for letter in outbox.outbox] == [["cho@chamber.example"]]
    assert OutgoingMail.objects.filter(key__startswith="notices:").count() == 2


def test_mails_of_others_are_looked_at_as_they_were(waiting):
    OutgoingMail.objects.create(key="receipt", to="cho@chamber.example", subject="x", ready_at=TUESDAY)
    stop(Recipient.objects.get(person=waiting.cho), at=TUESDAY)

    assert send_due(TUESDAY + HOUR) == 1


def test_a_post_that_waits_while_its_tie_is_paused_is_not_sent(scene):
    hook = make_webhook(
        scene.office, name="Chat", url="https://hooks.example.org/x", format="json", rules=["deliverable-due"],
        by=scene.ana, at=NOON - 60 * DAY,
    )  # fmt: skip
    owe(scene, TODAY + 15 * DAY, by=scene.office, created_by=scene.ana)
    plan(NOON)
    tell_due(TUESDAY)
    pause(scene)

    assert send_posts(TUESDAY) == 0

    post = WebhookPost.objects.get()
    assert (post.attempts, post.problem, post.body, post.failed_at is None) == (0, "stopped", {}, False)
    assert Notice.objects.get(recipient__webhook=hook, occasion="14").why == "tie stands still"


@pytest.mark.django_db(transaction=True)
def test_putting_away_in_my_work_and_telling_wait_for_each_other_and_none_dies():
    scene = build()
    pia = Recipient.objects.create(user=scene.pia)
    given = {
        "office": scene.office, "rule": "deliverable-due", "subject_kind": "deliverable", "subject_id": 1,
        "recipient": pia, "because": "owes", "day": TODAY, "planned_at": NOON,
    }  # fmt: skip
    late = Notice.objects.create(key="late", occasion="3", send_at=NOON, **given)
    early = Notice.objects.create(key="early", occasion="14", send_at=NOON - DAY, **given)
    put_away = []

    def put_away_both():
        put_away.append(mark_seen(scene.pia, [late.pk], at=NOON))
        connections.close_all()

    click = threading.Thread(target=put_away_both)
    with transaction.atomic():
        Notice.objects.select_for_update().get(pk=early.pk)  # telling takes the earliest first
        click.start()
        until = time.monotonic() + 20
        while not somebody_waits() and time.monotonic() < until:
            time.sleep(0.02)
        Notice.objects.select_for_update().get(pk=late.pk)
    click.join(20)

    assert put_away == [2]


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0
