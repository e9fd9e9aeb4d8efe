"""What the nightly audit found: stored figures held against a recomputation."""

from django.db import models


class Audit(models.Model):
    """One comparison of what is stored with what is recomputed. Written by the machine, kept for those who run it.

    rows: rows that ought to be stored. differences: those that were missing, too many or other than they should be,
    with nothing waiting to be counted. Nothing is mended by it: a difference is a fault to be understood first.
    """

    at = models.DateTimeField()
    rows = models.BigIntegerField()
    differences = models.BigIntegerField()

    class Meta:
        get_latest_by = "at"
        indexes = [models.Index(fields=["-at"], name="audit_by_time")]

    def __str__(self):
        return f"{self.differences} of {self.rows} rows differed"
