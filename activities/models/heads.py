"""Heads by country and sex, where a fund asks: read by the owning office alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.activities import Activity
from activities.models.office_notes import OfficeOnlyQuerySet
from stakeholders.constraints import one_of
from stakeholders.history import tracked


class Sex(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")
    NOT_STATED = "not stated", _("Not stated")


@tracked()
class HeadCount(models.Model):
    """So many people of one country and sex took part. Nought is a count; what was not counted has no row.

    over: the rows of this activity may add to more than its stated head count, as its office said.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="head_counts")
    country = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="+")
    sex = models.CharField(max_length=10, choices=Sex)
    people = models.PositiveIntegerField()
    over = models.BooleanField(default=False, db_default=False)

    objects = OfficeOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["country__name", "sex"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "country", "sex"], name="head_count_once"),
            one_of("sex", Sex),
        ]

    def __str__(self):
        return f"{self.people} {self.sex} at {self.activity_id}"
