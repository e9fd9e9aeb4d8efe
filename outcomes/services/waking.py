"""Telling a worker that there is something to count."""

from django.db import transaction

from stakeholders.waking import send_wake

SETTLE = "outcomes.tasks.settle"


def wake():
    """After the caller's transaction, tell a worker that there is something to count. Call it from any service."""
    transaction.on_commit(send_settle, robust=True)


def send_settle():
    send_wake(SETTLE, "count")
