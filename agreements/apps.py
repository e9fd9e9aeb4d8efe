"""What was promised: agreements, signatures, clocks, deliverables and their updates."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from agreements import checks, stopping  # noqa: F401 enter themselves
