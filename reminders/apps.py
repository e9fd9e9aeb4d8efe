"""Who must be told: rules, notices, digests, feeds, webhooks."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from reminders import stopping  # noqa: F401 enters itself with the queue of mails
