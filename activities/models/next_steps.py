"""What follows from an activity: read by the owning office alone."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from activities.models.activities import Activity
from activities.models.office_notes import OfficeOnlyQuerySet
from stakeholders.history import tracked


class NextStepQuerySet(OfficeOnlyQuerySet):
    def open(self):
        return self.filter(done_at=None)


@tracked()
class NextStep(models.Model):
    """What follows from an activity, who does it (a user of the office, or a contact), until when."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="next_steps")
    text = models.CharField(max_length=300)
    person = models.ForeignKey("stakeholders.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="next_steps"
    )
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NextStepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(person=None) | Q(user=None), name="next_step_one_owner"),
            models.CheckConstraint(condition=Q(done_by=None) | Q(done_at__isnull=False), name="next_step_done_by"),
        ]
        indexes = [models.Index(fields=["user", "due_on"], condition=Q(done_at=None), name="next_step_open")]

    def __str__(self):
        return self.text

    @property
    def assignee(self):
        """The user or the contact who does it, or None."""
        return self.user or self.person
