"""What an office decided about outcomes: why two figures differ, and which two outcomes are not the same."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from outcomes.models.claims import Claim
from outcomes.models.outcomes import Outcome
from partnerships.models import Audience, RecordQuerySet
from stakeholders.access import Permission
from stakeholders.constraints import one_of
from stakeholders.history import tracked


class SettlementQuerySet(RecordQuerySet):
    partnership_path = "claim__partnership"
    owner_path = "claim__owner"

    def named_admits(self, user):
        """Of a named report: members of the office who are listed on it; others listed do not read what it decided."""
        listed = Claim._base_manager.filter(pk=models.OuterRef("claim"), named=user)
        return Q(models.Exists(listed)) & self.owner_admits(user)


class GapCause(models.TextChoices):
    """Why mirror figures usually differ (METHODS 5.4)."""

    BASIS = "basis", _("One is FOB, the other CIF")
    TIMING = "timing", _("Counted at different times")
    TRANSIT = "transit", _("Re-exports or transit")
    PARTNER = "partner", _("Partner counted by origin here, by destination there")
    SYSTEM = "system", _("Different trade systems")
    CONFIDENTIALITY = "confidentiality", _("Part of it is kept confidential")
    RATE = "rate", _("Different exchange rates")
    MISTAKE = "mistake", _("One of the two was a mistake")
    OTHER = "other", _("Another cause")


class SettledHow(models.TextChoices):
    THEIRS = "theirs", _("We take over the other side's figure")
    ASKED = "asked", _("We asked the other side to confirm ours")
    BOTH_RIGHT = "both right", _("Two figures, both right")


@tracked()
class Settlement(models.Model):
    """How an office settled two figures for one outcome. The ledger's rule is not bent by it (METHODS 5.4).

    claim: the office's own report as it stood. standing: ids of the claims that stood when it was settled; the
    settlement holds while the same ones stand. audience: the office alone; named where the claim is.
    """

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="settlements")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="settlements")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.OFFICE)
    cause = models.CharField(max_length=16, choices=GapCause)
    how = models.CharField(max_length=10, choices=SettledHow)
    reason = models.CharField(max_length=500)
    ask = models.ForeignKey("outcomes.ConfirmationAsk", models.SET_NULL, null=True, blank=True, related_name="+")
    standing = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SettlementQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [one_of("cause", GapCause), one_of("how", SettledHow), one_of("audience", Audience)]

    def __str__(self):
        return f"{self.how}: {self.outcome_id}"


class NotTheSameQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """Decisions about two outcomes of which this person reads both."""
        readable = Outcome.objects.for_user(user, permission).values("pk")
        return self.filter(one__in=readable, other__in=readable)


@tracked()
class NotTheSame(models.Model):
    """Two outcomes that look alike and are two: the owner said so, and is not asked again. one < other."""

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="+")
    one = models.ForeignKey(Outcome, models.CASCADE, related_name="+")
    other = models.ForeignKey(Outcome, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = NotTheSameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "one", "other"], name="not_the_same_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="not_the_same_in_order"),
        ]

    def __str__(self):
        return f"{self.one_id} is not {self.other_id}"
