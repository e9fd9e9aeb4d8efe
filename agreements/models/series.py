"""What is owed again and again: a rule that opens items, and the answer to somebody who asks for more time."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.models import RecordQuerySet
from stakeholders.access import Permission
from stakeholders.constraints import both_or_neither, in_order, not_negative
from stakeholders.history import tracked


class SeriesQuerySet(RecordQuerySet):
    """Read and changed by the office that recorded the agreement; its partners read the items that were opened."""

    partnership_path = "agreement__partnership"
    owner_path = "agreement__owner"
    audience_path = "agreement__audience"
    named_path = "agreement__named"

    def for_user(self, user, permission=Permission.VIEW):
        admitted = super().for_user(user, permission)
        return admitted.filter(self.owner_admits(user)) if user.is_authenticated else admitted

    def running(self):
        return self.filter(ended_at=None)


@tracked()
class DeliverableSeries(models.Model):
    """Items alike, due by a rule. rule: the value of an RRULE (RFC 5545), as FREQ=MONTHLY;INTERVAL=3."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="series")
    owed_by = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="+")
    contact = models.ForeignKey("stakeholders.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    quantity_goal = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    rule = models.CharField(max_length=200)
    first_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "pk"]
        verbose_name_plural = "deliverable series"
        constraints = [
            in_order("first_on", "until"),
            both_or_neither("ended_at", "ended_by"),
            not_negative("quantity_goal"),
            not_negative("weight"),
            models.CheckConstraint(condition=~Q(rule=""), name="series_has_a_rule"),
        ]

    def __str__(self):
        return self.title


class ExtensionQuerySet(RecordQuerySet):
    """Read by whoever reads the deliverable."""

    partnership_path = "update__deliverable__agreement__partnership"
    owner_path = "update__deliverable__owner"
    audience_path = "update__deliverable__audience"
    named_path = "update__deliverable__named"

    def party_admits(self, user):
        return self.party_of(user, "update__deliverable__owed_by")


@tracked()
class ExtensionAnswer(models.Model):
    """What the office said to an update that asked for more time: once, and for good. until: the day granted."""

    update = models.OneToOneField("agreements.DeliverableUpdate", models.CASCADE, related_name="extension")
    granted = models.BooleanField()
    until = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(granted=True, until__isnull=False) | Q(granted=False, until__isnull=True),
                name="extension_has_a_day_if_granted",
            ),
            models.CheckConstraint(condition=Q(granted=True) | ~Q(reason=""), name="extension_refused_says_why"),
        ]

    def __str__(self):
        return f"{'granted' if self.granted else 'refused'} for {self.update_id}"
