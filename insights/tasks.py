"""What the worker does for this room. Each task may run twice, late or not at all; the next sweep mends it."""

from celery import shared_task
from django.utils import timezone

from insights.services import answers


@shared_task(name="insights.tasks.take_up")
def take_up():
    """Work out what waits: somebody has asked."""
    answers.take_up()


@shared_task(name="insights.tasks.sweep")
def sweep():
    """Answers that wait for a worker, and those of the public record that are due; an empty look is three queries."""
    answers.sweep(at=timezone.now())
