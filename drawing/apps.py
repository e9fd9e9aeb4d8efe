from django.apps import AppConfig


class DrawingConfig(AppConfig):
    """How a figure looks: charts, map, number and date formats. Knows no other app."""

    name = "drawing"
