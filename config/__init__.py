"""What wires the rooms: settings, addresses, tasks, and the embedded database of local mode."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
