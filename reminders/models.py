from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One reminder for one person about one occasion, exactly once: the key is unique in the database.

    subject: kind and id of the record ("deliverable", 12). It is planned, sent once, or cancelled with a reason.
    """

    key = models.CharField(max_length=200, unique=True)
    office = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="notices")
    rule = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    occasion = models.CharField(max_length=60)
    email = models.EmailField()
    channel = models.CharField(max_length=12, default="mail")
    reason = models.CharField(max_length=300)
    send_at = models.DateTimeField()
    ready_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=200, blank=True)
    sample = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["ready_at"], condition=Q(sent_at=None, cancelled_at=None), name="notice_to_send")
        ]

    def __str__(self):
        return self.key
