"""Is the process alive; is the installation ready to serve."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from desk.health import WORKER, find_faults, note_heartbeat
from desk.models import Heartbeat
from desk.tasks import heard

OK = {"database": None, "migrations": None, "broker": None, "worker": None}


def test_healthz_answers_without_a_database(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_everything_answers_and_the_worker_was_heard(client):
    heard()

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert json.loads(answer.content) == {"ready": True, "parts": dict.fromkeys(OK, "ok")}


@pytest.mark.django_db
def test_not_ready_before_a_worker_was_ever_heard(client):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert json.loads(answer.content)["parts"]["worker"] == "never heard from"


@pytest.mark.django_db
def test_a_worker_silent_for_more_than_a_minute_makes_it_unready():
    now = timezone.now()
    note_heartbeat(WORKER, at=now - timedelta(seconds=61))

    faults = find_faults(now)

    assert faults["worker"].startswith("not heard from since")
    assert {**faults, "worker": None} == OK


@pytest.mark.django_db
def test_a_late_message_does_not_turn_the_clock_back():
    now = timezone.now()
    note_heartbeat(WORKER, at=now)
    note_heartbeat(WORKER, at=now - timedelta(minutes=5))

    assert list(Heartbeat.objects.values_list("name", "heard_at")) == [(WORKER, now)]


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_makes_it_unready():
    note_heartbeat(WORKER, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'desk' "
            "AND name = (SELECT max(name) FROM django_migrations WHERE app = 'desk')"
        )

    faults = find_faults(timezone.now())

    assert faults["migrations"] == "1 not applied"


@pytest.mark.django_db
def test_a_broker_that_does_not_answer_makes_it_unready():
    note_heartbeat(WORKER, at=timezone.now())

    with override_settings(CELERY_BROKER_URL="redis://127.0.0.1:1/0", CELERY_BROKER_TRANSPORT_OPTIONS={}):
        faults = find_faults(timezone.now())

    assert faults == {**OK, "broker": "does not answer"}


@pytest.mark.django_db
def test_neither_question_may_change_anything(client):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405


@pytest.mark.django_db
def test_the_tables_of_the_queue_came_with_the_migrations():
    assert settings.CELERY_BROKER_URL == "pgmq://localhost/"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('pgmq.meta') IS NOT NULL")
        assert cursor.fetchone() == (True,)


def test_a_real_worker_makes_it_ready_and_its_absence_unready_again(worker, client, wait_until):
    assert client.get("/readyz").status_code == 503

    worker.start()
    wait_until(lambda: client.get("/readyz").status_code == 200, seconds=30)

    worker.stop()
    Heartbeat.objects.update(heard_at=timezone.now() - timedelta(seconds=61))
    assert client.get("/readyz").status_code == 503


@pytest.mark.redis
def test_the_same_with_redis_as_the_broker(worker, redis_url, client, wait_until):
    worker.environment["BROKER_URL"] = redis_url
    worker.start()

    wait_until(lambda: Heartbeat.objects.filter(name=WORKER).exists(), seconds=30)

    with override_settings(CELERY_BROKER_URL=redis_url, CELERY_BROKER_TRANSPORT_OPTIONS={}):
        assert find_faults(timezone.now()) == OK
    worker.stop()
