"""The queue only wakes: a message says "look at the table", and a lost one is mended by the next sweep (law 6)."""

import logging

import psycopg
from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def send_wake(task, what):
    """Tell a worker that there is something to do; a broker that does not answer is logged and forgiven.

    task: by name, for services stand below tasks. what: what it is to do, for the log.
    """
    try:
        current_app.send_task(task, retry=False, expires=60)
    except (OperationalError, psycopg.Error, OSError) as fault:
        logger.warning("Nobody could be woken to %s (%s); the next sweep will.", what, fault)
