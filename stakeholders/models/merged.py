"""A row that was put into another stays behind as a signpost, so that what still points to it loses nothing."""

from django.db import models


class NotMergedManager(models.Manager):
    """All rows but the signposts; `_base_manager`, by which foreign keys are followed, finds those too."""

    def get_queryset(self):
        return super().get_queryset().filter(merged_into=None)
