"""What to learn: conversion, partner selection, effect estimates."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "insights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from insights.queries import estimated_effect  # noqa: F401 enters itself with the indicators that are worked out
