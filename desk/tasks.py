"""The sign of life of the workers, and what they do for merged records."""

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from desk.doubles.merging import follow_all, purge_due
from desk.health import WORKER, note_heartbeat


@shared_task
def heard():
    """Sent by the beat: that it arrived proves beat, broker and worker at once."""
    note_heartbeat(WORKER, at=timezone.now())


@worker_ready.connect
def note_start(**kwargs):
    """A worker that has just connected to its broker need not wait for the next beat."""
    heard.delay()


@shared_task
def follow_merges():
    """Move what came to point to a merged record while it was merged. Returns of how many merges."""
    return follow_all(timezone.now())


@shared_task
def purge_merges():
    """Forget the details of merges that cannot be undone any more. Returns of how many."""
    return purge_due(timezone.now())
