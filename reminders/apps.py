"""Who must be told: rules, notices, digests, feeds, webhooks."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from reminders import stopping, stopping_ties  # noqa: F401 enter themselves with the mails and with a pause
