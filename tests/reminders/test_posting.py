"""Posts to webhooks, counted at a real HTTP server on loopback."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from celery.signals import before_task_publish
from django.db import connection, transaction

from reminders import posting, wire
from reminders.models import Webhook, WebhookFormat, WebhookPost
from reminders.post_formats import Line
from reminders.posting import LEASE, MOST_ATTEMPTS, queue_post, send_posts
from reminders.signing import is_genuine, new_secret, sign
from tests.conftest import ROOT, address_of_test_database
from tests.factories import OfficeFactory, OrganisationFactory
from tests.reminders.receiver import Say, receiving

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
LINE = Line("Port data", "https://gemel.example/deliverables/12/", "due in 3 days", dt.date(2026, 3, 5),
            "deliverable-due", "deliverable", 12)  # fmt: skip


@pytest.fixture(autouse=True)
def _loopback_allowed(settings):
    settings.GEMEL_WEBHOOK_PRIVATE = True


def hook(url, name="Port team", **more):
    office = more.pop("office", None) or OfficeFactory().organisation
    return Webhook.objects.create(office=office, name=name, url=url, secret=new_secret(), created_at=NOON, **more)


def queue(webhook, key="a", lines=(LINE,)):
    return queue_post(webhook, key=key, lines=list(lines), at=NOON)


def test_a_post_goes_out_once_and_its_signature_fits_as_the_specification_says():
    with receiving() as there:
        webhook = hook(there.url)
        queue(webhook)

        counts = [send_posts(NOON), send_posts(NOON + dt.timedelta(days=1))]

    (taken,) = there.taken
    post_id, moment = taken.headers["webhook-id"], taken.headers["webhook-timestamp"]
    key = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    signed = f"{post_id}.{moment}.".encode() + taken.body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert counts == [1, 0]
    assert taken.headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(moment) - time.time()) < 60
    assert (taken.path, taken.headers["host"]) == ("/hook?sig=a%2Fb", f"127.0.0.1:{there.port}")
    assert taken.headers["content-type"] == "application/json; charset=utf-8"
    assert is_genuine(webhook.secret, taken.headers, taken.body, now=time.time())
    assert not is_genuine(webhook.secret, taken.headers, taken.body + b" ", now=time.time())
    assert not is_genuine(new_secret(), taken.headers, taken.body, now=time.time())
    assert not is_genuine(webhook.secret, taken.headers, taken.body, now=time.time() + 301)
    row = WebhookPost.objects.get()
    assert (row.attempts, row.status, row.problem, row.body) == (1, 200, "", {})
    assert row.sent_at is not None


def test_the_example_of_the_specification_is_signed_as_it_says():
    # https://github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md and its libraries' tests.
    headers = sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    )

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_body_of_our_own_tells_office_subject_day_and_reason():
    with receiving() as there:
        webhook = hook(there.url, office=OrganisationFactory(name="Chicago office"))
        queue(webhook)
        send_posts(NOON)

    body = json.loads(there.taken[0].body)
    assert body == {
        "type": "reminders",
        "id": there.taken[0].headers["webhook-id"],
        "timestamp": "2026-03-02T12:00:00Z",
        "office": {"id": webhook.office_id, "name": "Chicago office"},
        "notices": [
            {
                "rule": "deliverable-due",
                "subject": {
                    "kind": "deliverable", "id": 12, "title": "Port data",
                    "url": "https://gemel.example/deliverables/12/",
                },
                "due_on": "2026-03-05",
                "reason": "due in 3 days",
            }
        ],
    }  # fmt: skip


def test_the_same_key_twice_is_one_post():
    with receiving() as there:
        webhook = hook(there.url)
        first, again = queue(webhook), queue(webhook)
        send_posts(NOON)

    assert first == again
    assert len(there.taken) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 408, 425, 429])
def test_what_may_pass_is_tried_again_ever_later_under_the_same_id(status):
    with receiving(*[Say(status)] * 8, Say(204)) as there:
        webhook = hook(there.url)
        row, now, waits = queue(webhook), NOON, []
        for _ in range(8):
            before = time.monotonic()
            assert send_posts(now) == 0
            row.refresh_from_db()
            passed = dt.timedelta(seconds=time.monotonic() - before)
            waits.append(round((row.ready_at - now - passed / 2) / MINUTE))
            assert (row.status, row.failed_at) == (status, None)
            now = row.ready_at
        assert send_posts(now) == 1

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert len({taken.headers["webhook-id"] for taken in there.taken}) == 1
    assert all(is_genuine(webhook.secret, taken.headers, taken.body, now=time.time()) for taken in there.taken)


@pytest.mark.parametrize("answer", [Say(drop=True), Say(pause=1.5), Say(drip=0.05)])
def test_who_hangs_up_or_dawdles_is_tried_again(answer, monkeypatch):
    monkeypatch.setattr(wire, "READ_SECONDS", 0.5)
    monkeypatch.setattr(wire.post, "__kwdefaults__", {"whole": 1.0})
    with receiving(answer, Say()) as there:
        row, began = queue(hook(there.url)), time.monotonic()

        first = send_posts(NOON)
        took = time.monotonic() - began
        row.refresh_from_db()
        problem = row.problem
        second = send_posts(NOON + 2 * MINUTE)

    assert (first, second, len(there.taken)) == (0, 1, 2)
    assert took < 2.5
    assert problem.startswith("no answer")


def test_nobody_there_is_tried_again():
    with receiving() as there:
        gone = there.url
    row = queue(hook(gone))

    assert send_posts(NOON) == 0
    row.refresh_from_db()
    assert (row.failed_at, row.status, row.attempts) == (None, None, 1)
    assert "refused" in row.problem


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413])
def test_a_refusal_ends_the_post_and_leaves_the_webhook(status):
    with receiving(Say(status, body=b"invalid_payload")) as there:
        webhook = hook(there.url)
        row = queue(webhook)

        send_posts(NOON)
        send_posts(NOON + dt.timedelta(days=1))

    row.refresh_from_db()
    webhook.refresh_from_db()
    assert len(there.taken) == 1
    assert (row.status, row.problem, row.body) == (status, f"answered {status} (invalid_payload)", {})
    assert row.failed_at is not None
    assert webhook.stopped_at is None


def test_what_is_gone_stops_the_webhook_and_nothing_more_is_sent_there():
    with receiving(Say(410)) as there:
        webhook = hook(there.url)
        first, second = queue(webhook, "a"), queue(webhook, "b")

        send_posts(NOON)
        send_posts(NOON + dt.timedelta(days=1))

    webhook.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert len(there.taken) == 1
    assert webhook.problem == "answered 410"
    assert webhook.stopped_at is not None
    assert (first.failed_at is None, second.failed_at is None) == (False, True)


def test_after_the_last_try_the_webhook_is_stopped_with_its_problem():
    with receiving(Say(500)) as there:
        webhook = hook(there.url)
        row = queue(webhook)
        WebhookPost.objects.update(attempts=MOST_ATTEMPTS - 1)

        send_posts(NOON)
        send_posts(NOON + dt.timedelta(days=1))

    row.refresh_from_db()
    webhook.refresh_from_db()
    assert len(there.taken) == 1
    assert row.failed_at is not None
    assert (webhook.stopped_at is not None, webhook.problem) == (True, "answered 500")


def test_a_pause_that_is_asked_for_is_kept_by_all_posts_of_the_webhook():
    with receiving(Say(429, (("Retry-After", "7200"),)), Say()) as there:
        webhook = hook(there.url)
        first, second = queue(webhook, "a"), queue(webhook, "b")

        counts = [send_posts(NOON + dt.timedelta(minutes=m)) for m in (0, 60, 119, 121)]

    first.refresh_from_db()
    second.refresh_from_db()
    assert counts == [0, 0, 0, 2]
    assert len(there.taken) == 3
    assert (first.attempts, second.attempts) == (2, 1)


def test_a_pause_may_be_asked_for_until_a_moment():
    then = dt.datetime.now(dt.UTC) + dt.timedelta(hours=3)
    with receiving(Say(503, (("Retry-After", then.strftime("%a, %d %b %Y %H:%M:%S GMT")),))) as there:
        row = queue(hook(there.url))
        send_posts(NOON)

    row.refresh_from_db()
    assert dt.timedelta(minutes=178) < row.ready_at - NOON < dt.timedelta(minutes=181)


@pytest.mark.parametrize("value", ["soon", "-5", "Mon, 99 Foo 2026", "9" * 400, ""])
def test_a_pause_that_makes_no_sense_is_a_day_at_most(value):
    with receiving(Say(503, (("Retry-After", value),))) as there:
        row = queue(hook(there.url))
        send_posts(NOON)

    row.refresh_from_db()
    assert MINUTE <= row.ready_at - NOON <= dt.timedelta(days=1, minutes=1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status):
    with receiving() as elsewhere, receiving(Say(status, (("Location", elsewhere.url),))) as there:
        row = queue(hook(there.url))
        send_posts(NOON)

    row.refresh_from_db()
    assert (len(there.taken), elsewhere.taken) == (1, [])
    assert (row.failed_at is not None, row.status) == (True, status)
    assert "not followed" in row.problem


def test_a_webhook_that_does_not_answer_holds_up_no_other():
    with receiving(Say(500)) as sick, receiving() as well:
        ill, fine = hook(sick.url), hook(well.url)
        for number in range(3):
            queue(ill, f"ill {number}")
            queue(fine, f"fine {number}")

        sent = send_posts(NOON)

    assert (sent, len(sick.taken), len(well.taken)) == (3, 1, 3)


def test_a_webhook_that_is_stopped_is_sent_nothing():
    with receiving() as there:
        webhook = hook(there.url, stopped_at=NOON)
        queue(webhook)

        assert send_posts(NOON) == 0
    assert there.taken == []


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_post_each_once():
    with receiving(Say(pause=0.01)) as there:
        webhook = hook(there.url)
        keys = [f"post {number}" for number in range(30)]
        for key in keys:
            queue(webhook, key)
        counts = []

        def run():
            try:
                counts.append(send_posts(NOON))
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    ids = [taken.headers["webhook-id"] for taken in there.taken]
    assert len(ids) == len(set(ids)) == 30
    assert sum(counts) == 30
    assert sum(count > 0 for count in counts) > 1
    assert set(WebhookPost.objects.values_list("attempts", flat=True)) == {1}


SEND = (
    "import django; django.setup(); import datetime as dt; from reminders.posting import send_posts;"
    "send_posts(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))"
)


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_held_goes_out_after_its_lease_under_the_same_id():
    with receiving(Say(pause=8), Say()) as there:
        webhook = hook(there.url)
        row = queue(webhook)
        environment = {**os.environ, "DATABASE_URL": address_of_test_database(),
                       "GEMEL_WEBHOOK_PRIVATE": "1"}  # fmt: skip
        worker = subprocess.Popen([sys.executable, "-c", SEND], cwd=ROOT, env=environment)
        assert there.came.wait(60)
        worker.kill()
        died = worker.wait()

        during = send_posts(NOON + LEASE - MINUTE)
        after = send_posts(NOON + LEASE + MINUTE)

    row.refresh_from_db()
    assert (died, during, after) == (-signal.SIGKILL, 0, 1)
    assert len(there.taken) == 2
    assert len({taken.headers["webhook-id"] for taken in there.taken}) == 1
    assert (row.attempts, row.status) == (2, 200)


def test_a_worker_that_comes_back_after_its_lease_writes_nothing_over_the_next_one(monkeypatch):
    with receiving() as there:
        row = queue(hook(there.url))
        slow = posting._take(NOON, set())
        assert send_posts(NOON + 2 * LEASE) == 1
        there.answers = [Say(500)]

        posting._send(slow, NOON)

    row.refresh_from_db()
    assert (row.status, row.problem, row.attempts) == (200, "", 2)
    assert row.sent_at is not None


@pytest.mark.django_db(transaction=True)
def test_nothing_is_queued_when_the_change_it_tells_of_is_undone():
    webhook = hook("https://hooks.example.org/x")

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue(webhook)
        1 / 0

    assert WebhookPost.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_queueing_wakes_a_worker_once_the_change_stands():
    webhook, sent = hook("https://hooks.example.org/x"), []

    def note(sender, **kwargs):
        sent.append(sender)

    before_task_publish.connect(note)
    with transaction.atomic():
        queue(webhook)
        before = list(sent)

    assert (before, sent) == ([], ["reminders.tasks.send_posts"])


def test_the_address_keeps_its_office_apart():
    with receiving() as there:
        one, other = (hook(there.url, office=OrganisationFactory(name=name)) for name in ("North", "South"))
        queue(one, "a")
        queue(other, "b")
        send_posts(NOON)

    assert [json.loads(taken.body)["office"]["name"] for taken in there.taken] == ["North", "South"]


def test_each_format_has_its_form():
    bodies = {}
    for format in WebhookFormat:
        with receiving() as there:
            queue(hook(there.url, format=format), f"key {format}")
            send_posts(NOON)
        bodies[format] = json.loads(there.taken[0].body)

    assert {format: set(body) for format, body in bodies.items()} == {
        "json": {"type", "id", "timestamp", "office", "notices"},
        "slack": {"text", "unfurl_links", "unfurl_media"},
        "teams": {"type", "attachments"},
    }
