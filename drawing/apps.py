"""How a figure looks: charts and map as SVG, numbers and dates as text."""

from django.apps import AppConfig


class DrawingConfig(AppConfig):
    name = "drawing"
    default_auto_field = "django.db.models.BigAutoField"
