from django.conf import settings
from django.db import models


class ImportRun(models.Model):
    """One import that was committed: which dataset, from which file and source, by whom, with what result."""

    dataset = models.CharField(max_length=30)
    source = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.dataset} from {self.source}, {self.at:%Y-%m-%d}"


class ReferenceVersion(models.Model):
    """Which shipped reference files stand in the database, by content: loading them again is a no-op."""

    name = models.CharField(max_length=60, unique=True)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)
    counts = models.JSONField(default=dict)

    def __str__(self):
        return self.name
