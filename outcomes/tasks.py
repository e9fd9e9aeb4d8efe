"""What the worker does for this room. Each task may run twice, late or not at all; the next sweep mends it."""

from celery import shared_task
from django.db import connection
from django.utils import timezone

from outcomes.services import nightly_audit, page_marks, rollup, staging


@shared_task(name="outcomes.tasks.settle")
def settle():
    """Count and sum what is dirty, then give the ties that changed, and those of a new day, their stage."""
    rollup.settle()
    staging.restage_due(timezone.now())
    with connection.cursor() as cursor:
        page_marks.fold_marks(cursor)


@shared_task(name="outcomes.tasks.audit")
def audit():
    """Nightly: are the stored figures those that counting anew gives?"""
    nightly_audit.audit(at=timezone.now())
