"""The tie: partnerships between places, seats, records of public ties, stages."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    default_auto_field = "django.db.models.BigAutoField"
