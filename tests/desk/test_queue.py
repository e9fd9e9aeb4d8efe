"""PostgreSQL as the broker: what kombu and PGMQ leave open is closed here."""

import pytest
from django.conf import settings
from django.db import connection
from kombu import Connection, Consumer, Queue
from psycopg import InterfaceError, OperationalError

import config.celery  # noqa: F401  (names our transport)
from bench.storm import cut_lines
from desk import broker


def trigger_of(queue):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgmq.enable_notify_insert(%s)", [queue])
        cursor.execute("SELECT oid FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal",
                       [f"pgmq.q_{queue}"])  # fmt: skip
        return cursor.fetchall()


@pytest.mark.django_db
def test_the_trigger_that_wakes_workers_is_made_once_for_all_of_them():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgmq.create('made_once')")

    first, second = trigger_of("made_once"), trigger_of("made_once")

    assert len(first) == 1
    assert first == second


@pytest.mark.django_db
def test_installing_the_queue_again_changes_nothing():
    broker.install(connection.settings_dict)
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'enable_notify_insert%' ORDER BY 1")
        assert cursor.fetchall() == [("enable_notify_insert",), ("enable_notify_insert_anew",)]


@pytest.mark.django_db(transaction=True)
def test_lost_acknowledgements_do_not_leave_a_worker_idle():
    options, queue, taken = broker.options(connection.settings_dict), Queue("cut_lines"), []

    def take(body, message):
        taken.append(body)
        cut_lines()
        with forgiving():
            message.ack()

    with Connection(settings.CELERY_BROKER_URL, transport_options=options) as link:
        for number in range(6):
            link.SimpleQueue("cut_lines").put(number)
        with Consumer(link, [queue], callbacks=[take], prefetch_count=2):
            for _ in range(30):
                if len(set(taken)) < 6:
                    with forgiving():
                        link.drain_events(timeout=1)
        queue(link.default_channel).delete()

    assert sorted(set(taken)) == [0, 1, 2, 3, 4, 5]


class forgiving:
    """What Celery does with a cut line: it writes it down and goes on."""

    def __enter__(self):
        pass

    def __exit__(self, kind, fault, trace):
        return isinstance(fault, (OperationalError, InterfaceError, TimeoutError))
