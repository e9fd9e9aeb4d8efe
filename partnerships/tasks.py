"""What workers do for this room."""

import logging

from celery import shared_task
from django.utils import timezone

from partnerships.services import files

log = logging.getLogger(__name__)


@shared_task
def sweep_files():
    """Away with uploaded files that no record refers to; woken once a night. Twice at once deletes nothing twice."""
    gone = files.sweep_files(at=timezone.now())
    log.info("Swept %s files that nothing refers to", len(gone))
    return len(gone)
