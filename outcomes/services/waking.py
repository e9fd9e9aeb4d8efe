"""The queue only wakes: a message says "look at the table", and a lost one is mended by the next sweep (law 6)."""

import logging

import psycopg
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
SETTLE = "outcomes.tasks.settle"


def wake():
    """After the caller's transaction, tell a worker that there is something to count. Call it from any service."""
    transaction.on_commit(send_settle, robust=True)


def send_settle():
    """Send the message; a broker that does not answer is logged and forgiven."""
    try:
        # By name: services know nothing of tasks, which stand above them.
        current_app.send_task(SETTLE, retry=False, expires=60)
    except (OperationalError, psycopg.Error, OSError) as fault:
        logger.warning("Nobody could be woken to count (%s); the next sweep will.", fault)
