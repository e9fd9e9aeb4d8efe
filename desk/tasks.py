"""The sign of life of the workers."""

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from desk.health import WORKER, note_heartbeat


@shared_task
def heard():
    """Sent by the beat: that it arrived proves beat, broker and worker at once."""
    note_heartbeat(WORKER, at=timezone.now())


@worker_ready.connect
def note_start(**kwargs):
    """A worker that has just connected to its broker need not wait for the next beat."""
    heard.delay()
