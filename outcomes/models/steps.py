"""How one outcome moved (letter of intent, contract, realised), and papers of third parties that speak for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outcomes.models.claims import Claim, ClaimFile
from partnerships.models import RecordQuerySet
from stakeholders.constraints import both_or_neither, in_order, one_of
from stakeholders.history import tracked


class OfClaimQuerySet(RecordQuerySet):
    """Read by whoever reads the claim."""

    partnership_path = "claim__partnership"
    owner_path = "claim__owner"
    audience_path = "claim__audience"
    named_path = "claim__named"

    def party_admits(self, user):
        return self.party_of(user, "claim__organisation")

    def named_admits(self, user):
        listed = Claim._base_manager.filter(pk=models.OuterRef("claim"), named=user)
        return Q(models.Exists(listed))


class StepKind(models.TextChoices):
    LETTER_OF_INTENT = "letter of intent", _("Letter of intent")
    CONTRACT = "contract", _("Contract")
    REALISED = "realised", _("Realised")


@tracked()
class Step(models.Model):
    """A step that an outcome reached, as one claim reports it. Announced and realised investment are two indicators
    and so two outcomes of one flow; the steps of one outcome are never added either."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=16, choices=StepKind)
    reached_first = models.DateField()
    reached_last = models.DateField()
    activity = models.ForeignKey("activities.Activity", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["reached_first", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "kind"], name="step_once_a_claim"),
            in_order("reached_first", "reached_last"),
            one_of("kind", StepKind),
        ]

    def __str__(self):
        return f"{self.kind} of {self.claim_id}"


@tracked()
class ThirdPartyRecord(models.Model):
    """A third party's document with its number, handed in for a claim. It lifts the claim to E4 once staff of the
    platform, who neither reported the claim nor handed the paper in, have seen it (METHODS 1)."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="third_party_records")
    issuer = models.CharField(max_length=200)
    number = models.CharField(max_length=120)
    file = models.ForeignKey(ClaimFile, models.SET_NULL, null=True, blank=True, related_name="+")
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_in_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    why_not = models.CharField(max_length=300, blank=True)

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["handed_in_at", "pk"]
        constraints = [
            both_or_neither("decided_by", "decided_at"),
            both_or_neither("decided_at", "accepted"),
        ]

    def __str__(self):
        return f"{self.issuer} {self.number}"
