"""What platform staff opened while an office let them in (ARCHITECTURE 4: logged where the office sees it)."""

from django.db import models


class StaffLook(models.Model):
    """One page or answer of the API that was opened under a grant.

    address: its path, without what was searched for; empty where the reader has a membership of their own elsewhere
    by now, since the path may then be that of another body's record.
    """

    grant = models.ForeignKey("stakeholders.StaffGrant", models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    address = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.grant_id} {self.address}"
