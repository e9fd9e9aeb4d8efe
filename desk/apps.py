"""Where a day starts: home, inbox, search, first run, health."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    name = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from desk.ties import offer_filters  # models are there only now

        offer_filters()
        post_migrate.connect(install_queue, sender=self)


def install_queue(using, **kwargs):
    """Where PostgreSQL is the broker, migrating also makes the queue's tables (once)."""
    from django.db import connections

    from desk import broker

    if not settings.BROKER_URL:
        broker.install(connections[using].settings_dict)
