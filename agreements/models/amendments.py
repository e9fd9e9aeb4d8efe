from django.conf import settings
from django.db import models

from agreements.models.clauses import OfAgreementQuerySet
from stakeholders.constraints import both_or_neither
from stakeholders.history import tracked


@tracked()
class Amendment(models.Model):
    """What makes an agreement an amendment of its parent: what the parent said when it was drafted, and how it ended.

    base: {"terms": {name: text}, "clauses": [{"id", "number", "kind", "text"}]}, frozen at the drafting.
    decisions: {key of what differs: {"take": "ours" or "theirs", "seen": mark of both sides when it was decided}}.
    """

    agreement = models.OneToOneField("agreements.Agreement", models.CASCADE, related_name="amendment")
    title = models.CharField(max_length=300, help_text="What the amended agreement is to be called.")
    base = models.JSONField()
    decisions = models.JSONField(default=dict, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        constraints = [both_or_neither("applied_at", "applied_by")]

    def __str__(self):
        return f"amendment {self.agreement_id}"
