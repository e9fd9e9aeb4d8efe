"""What workers do for this room."""

import logging

from celery import shared_task
from django.utils import timezone

from agreements.models import DeliverableSeries
from agreements.services import clocks
from agreements.services import series as services
from stakeholders.verbs import Refusal

log = logging.getLogger(__name__)


@shared_task
def open_series():
    """Open what has come within the horizon of every running series; woken some times a day. Twice opens nothing
    twice, and a series that cannot open its items keeps none of the others back."""
    opened = 0
    for series in DeliverableSeries.objects.running():
        try:
            opened += len(services.open_series(series, at=timezone.now()))
        except Refusal as refusal:
            log.error("Series %s opens nothing: %s", series.pk, refusal.message)
    return opened


@shared_task
def open_clocks():
    """Open the filings whose day has come, also of agreements that were imported; some times a day, twice adds none."""
    return clocks.open_all_clocks(at=timezone.now())
