"""What of an activity stays in the office, however widely the activity itself is read (ARCHITECTURE 4)."""

from django.db import models

from activities.models.activities import Activity
from partnerships.models import Audience, RecordQuerySet
from stakeholders.access import Permission
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
    """Notes on an activity. What it cost stands in the lines of cost."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="office_note")
    notes = models.TextField(blank=True)

    objects = OfficeOnlyQuerySet.as_manager()

    def __str__(self):
        return f"note on {self.activity_id}"
