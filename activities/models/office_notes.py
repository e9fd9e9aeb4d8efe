"""What of an activity stays in the office, however widely the activity itself is read (ARCHITECTURE 4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.activities import Activity
from partnerships.models import Audience, RecordQuerySet
from stakeholders.access import Permission
from stakeholders.constraints import not_negative
from stakeholders.history import tracked


class OfficeOnlyQuerySet(RecordQuerySet):
    """Rows of an activity that only the owning office reads; a named activity keeps them to its named readers."""

    partnership_path = "activity__partnership"
    owner_path = "activity__owner"
    audience_path = "activity__audience"
    named_path = "activity__named"

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        if permission != Permission.VIEW:
            return self.filter(self.seat_admits(user) & self.may_change(user, permission))
        trusted = ~models.Q(**{self.audience_path: Audience.NAMED}) | self.confidants_admit(user)
        return self.filter(self.seat_admits(user) & self.owner_admits(user) & trusted)


@tracked()
class OfficeNote(models.Model):
    """Notes and cost of an activity. Money is in the currency given; who bore it is named by side or body."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="office_note")
    notes = models.TextField(blank=True)
    cost = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    cost_borne_by = models.CharField(max_length=120, blank=True)

    objects = OfficeOnlyQuerySet.as_manager()

    class Meta:
        constraints = [
            not_negative("cost"),
            models.CheckConstraint(
                condition=models.Q(cost__isnull=True) | ~models.Q(currency=""), name="cost_has_currency"
            ),
        ]

    def __str__(self):
        return f"note on {self.activity_id}"


@tracked()
class Gift(models.Model):
    """A gift given or received on an activity, for the disclosure list."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="gifts")
    what = models.CharField(max_length=200)
    given = models.BooleanField(_("given by this office"), default=True)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.OFFICE)

    objects = OfficeOnlyQuerySet.as_manager()

    class Meta:
        constraints = [not_negative("value")]

    def __str__(self):
        return self.what
