from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.models import Record, RecordQuerySet
from partnerships.models.records import record_constraints
from stakeholders.constraints import in_order, one_of
from stakeholders.history import tracked


class LeadStage(models.TextChoices):
    ENQUIRY = "enquiry", _("Enquiry")
    QUALIFIED = "qualified", _("Qualified")
    SITE_VISIT = "site visit", _("Site visit")
    OFFER = "offer", _("Offer")
    DECIDED_HERE = "decided here", _("Decided here")
    DECIDED_ELSEWHERE = "decided elsewhere", _("Decided elsewhere")
    DROPPED = "dropped", _("Dropped")


@tracked()
class Lead(Record):
    """A possible deal before any outcome, under a code name. Read by named people (default audience: named)."""

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="leads")
    code_name = models.CharField(max_length=120)
    indicator = models.ForeignKey(
        "outcomes.Indicator", models.PROTECT, null=True, blank=True, related_name="leads"
    )
    stage = models.CharField(max_length=20, choices=LeadStage, default=LeadStage.ENQUIRY)
    sector = models.CharField(max_length=80, blank=True)
    size_band = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    source_activity = models.ForeignKey(
        "activities.Activity", models.SET_NULL, null=True, blank=True, related_name="leads"
    )
    firm_name = models.CharField(max_length=200, blank=True)
    firm_consents = models.BooleanField(null=True, blank=True)
    confidential_until = models.DateField(null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [*record_constraints(), in_order("opened_on", "closed_on"), one_of("stage", LeadStage)]

    def __str__(self):
        return self.code_name
