"""What was done: joint activities, participants, next steps, costs, gifts."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from activities import stopping  # noqa: F401 enters itself with what a pause stops
