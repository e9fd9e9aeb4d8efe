from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnerships.models import RecordQuerySet
from stakeholders.access import Permission
from stakeholders.constraints import at_most, not_negative
from stakeholders.history import tracked


class OutcomeQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """Outcomes of which this person may read a claim, or change one."""
        if not user.is_authenticated:
            return self.none()
        claims = self.model._meta.get_field("claims").related_model.objects
        return self.filter(Exists(claims.for_user(user, permission).filter(outcome=OuterRef("pk"))))

    def find(self, flow_key, indicator):
        """The outcome of this identity as it stands: the one it was merged into, where it was; None if unknown."""
        found = self.filter(flow_key=flow_key, indicator=indicator).first()
        while found is not None and found.merged_into_id:
            found = found.merged_into
        return found


@tracked()
class Outcome(models.Model):
    """One real-world result, counted once: the flow key and the indicator are its identity.

    It carries no words of its own: what is said of it stands on claims, each with its owner and audience.
    merged_into: it turned out to be another outcome, which holds its claims since; its flow key leads there.
    """

    flow_key = models.CharField(max_length=120)
    indicator = models.ForeignKey("outcomes.Indicator", models.PROTECT, related_name="outcomes")
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    merged_at = models.DateTimeField(null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["flow_key", "indicator"], name="outcome_once"),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="outcome_not_merged_into_itself"),
        ]

    def __str__(self):
        return f"{self.flow_key} {self.indicator_id}"


@tracked()
class Share(models.Model):
    """The part of an outcome that a partnership contributed; empty reads "share not stated". At most 1 in sum."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="shares")
    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, related_name="outcome_shares")
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "partnership"], name="share_once"),
            not_negative("share"),
            at_most("share", 1),
        ]

    def __str__(self):
        return f"{self.share} of {self.outcome_id} to {self.partnership_id}"


class OriginQuerySet(RecordQuerySet):
    partnership_path = "claim__partnership"
    owner_path = "claim__owner"
    audience_path = "claim__audience"
    named_path = "claim__named"

    def party_admits(self, user):
        return self.party_of(user, "claim__organisation")


@tracked()
class Origin(models.Model):
    """What a claimed outcome came through: an activity, an agreement or a deliverable. A link, never summed."""

    claim = models.ForeignKey("outcomes.Claim", models.CASCADE, related_name="origins")
    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, null=True, blank=True, related_name="origins"
    )
    agreement = models.ForeignKey(
        "agreements.Agreement", models.CASCADE, null=True, blank=True, related_name="origins"
    )
    deliverable = models.ForeignKey(
        "agreements.Deliverable", models.CASCADE, null=True, blank=True, related_name="origins"
    )
    note = models.CharField(_("what the tie did"), max_length=120, blank=True)

    objects = OriginQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False) | Q(agreement__isnull=False) | Q(deliverable__isnull=False),
                name="origin_names_something",
            )
        ]

    def __str__(self):
        return f"origin of {self.claim_id}"
