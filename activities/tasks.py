"""What the worker does for this room. Each task may run twice, late or not at all; the next one mends it."""

from celery import shared_task
from django.utils import timezone

from activities.services import intake
from activities.services.delegation_people import purge_due


@shared_task(name="activities.tasks.read_intake")
def read_intake():
    """Read mails to the log, where there is a mailbox for them; throw away drafts that nobody wanted in 30 days."""
    now = timezone.now()
    intake.read_intake(now)
    intake.purge_drafts(now)


@shared_task(name="activities.tasks.purge_delegations")
def purge_delegations():
    """Delete lists of people and papers of visits whose day has come. Returns of how many visits."""
    return purge_due(timezone.now())
