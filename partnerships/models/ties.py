from django.db import models

from stakeholders.constraints import partial_date


class TieRecord(models.Model):
    """What one public source says of a tie: names as given, since, until. Readable by everybody, not tracked."""

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="tie_records")
    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=120)
    name_a = models.CharField(max_length=200)
    name_b = models.CharField(max_length=200)
    country_code_a = models.CharField(max_length=2, blank=True)
    country_code_b = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    since_first = models.DateField(null=True, blank=True)
    since_last = models.DateField(null=True, blank=True)
    until_first = models.DateField(null=True, blank=True)
    until_last = models.DateField(null=True, blank=True)
    listed_by_both = models.BooleanField(null=True, blank=True)
    pages = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="tie_record_once"),
            *partial_date("since"),
            *partial_date("until"),
        ]

    def __str__(self):
        return f"{self.name_a} – {self.name_b} ({self.source})"
