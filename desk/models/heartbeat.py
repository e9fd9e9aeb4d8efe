from django.db import models


class Heartbeat(models.Model):
    """When a part of the engine room was last heard."""

    name = models.CharField(max_length=40, primary_key=True)
    heard_at = models.DateTimeField()

    def __str__(self):
        return self.name
