"""What came of it: indicators, outcomes, claims, counting, roll-ups, dashboards."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from outcomes import stopping  # noqa: F401 enters itself with what a pause stops
