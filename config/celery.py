"""The task queue. `celery -A config worker` and `celery -A config beat` find `app` here."""

import os

from celery import Celery
from celery.signals import worker_init, worker_process_init
from kombu.transport import TRANSPORT_ALIASES

from config.schedule import SCHEDULE
from stakeholders import doors

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

TRANSPORT_ALIASES["pgmq"] = "desk.queue_transport:Transport"
TRANSPORT_ALIASES["redis"] = TRANSPORT_ALIASES["rediss"] = "desk.redis_transport:Transport"

app = Celery("gemel")
worker_process_init.connect(lambda **_: doors.process_is(doors.TASK), weak=False)
worker_init.connect(lambda **_: doors.process_is(doors.TASK), weak=False)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = SCHEDULE
app.autodiscover_tasks()
