"""What the worker does for this room. Each task may run twice, late or not at all; the next sweep mends it."""

from celery import shared_task
from django.utils import timezone

from exchange import uploading


@shared_task(name="exchange.tasks.work_on")
def work_on(pk):
    """Look at an uploaded table, or import it, as its row says."""
    uploading.work(pk)


@shared_task(name="exchange.tasks.sweep")
def sweep():
    """Uploads that wait for a worker, and those whose day to go has come; an empty look is three queries."""
    uploading.sweep(at=timezone.now())
