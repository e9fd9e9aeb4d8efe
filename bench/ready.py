"""Imported once by the process that forks workers, so that each of them starts at once."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
