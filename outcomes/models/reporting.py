"""Periodic figures: who reports which indicator of a tie how often, and the periods of which nobody knows it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models import Record, RecordQuerySet
from partnerships.models.records import record_constraints
from stakeholders.access import Permission
from stakeholders.constraints import in_order, one_of
from stakeholders.history import tracked


class Frequency(models.TextChoices):
    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every quarter")
    YEAR = "year", _("Every year")


class ReportingPlanQuerySet(RecordQuerySet):
    def party_admits(self, user):
        """Members of the organisation that reports."""
        return self.party_of(user, "organisation")

    def for_user(self, user, permission=Permission.VIEW):
        """As any record; figures are typed by members of the reporting organisation too, each for its own."""
        if permission != Permission.REPORT_OUTCOME or not user.is_authenticated:
            return super().for_user(user, permission)
        reporter = self.party_of(user, "organisation", permission)
        return self.filter(self.seat_admits(user) & (reporter | self.may_change(user, permission)))


@tracked()
class ReportingPlan(Record):
    """An organisation of a tie reports an indicator every month, quarter or year, from a day, until a day or on.

    first, last: days between which periods are due; an empty last means that it goes on. A period is due once it is
    over. Each figure is a claim whose flow key names the tie, the indicator and the period.
    """

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="reporting_plans")
    indicator = models.ForeignKey("outcomes.Indicator", models.PROTECT, related_name="reporting_plans")
    organisation = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="reporting_plans")
    frequency = models.CharField(max_length=8, choices=Frequency)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)

    objects = ReportingPlanQuerySet.as_manager()

    class Meta:
        ordering = ["partnership", "indicator", "pk"]
        constraints = [
            *record_constraints(),
            models.UniqueConstraint(
                fields=["owner", "partnership", "indicator", "organisation"], name="reporting_plan_once"
            ),
            in_order("first", "last"),
            one_of("frequency", Frequency),
        ]

    def __str__(self):
        return f"{self.indicator_id} of {self.partnership_id} by {self.organisation_id}, {self.frequency}"


class NotKnownQuerySet(RecordQuerySet):
    """Read by whoever reads the plan."""

    partnership_path = "plan__partnership"
    owner_path = "plan__owner"
    audience_path = "plan__audience"
    named_path = "plan__named"

    def party_admits(self, user):
        return self.party_of(user, "plan__organisation")


@tracked()
class NotKnown(models.Model):
    """Said on purpose: nobody knows the figure of this period. Something else than a period nobody reported yet."""

    plan = models.ForeignKey(ReportingPlan, models.CASCADE, related_name="not_known")
    period = models.CharField(max_length=7, help_text=_("2026, 2026-Q1 or 2026-03."))
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = NotKnownQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "period"], name="not_known_once"),
            models.CheckConstraint(
                condition=Q(period__regex=r"^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$"), name="not_known_names_a_period"
            ),
        ]

    def __str__(self):
        return f"{self.plan_id} {self.period}"
