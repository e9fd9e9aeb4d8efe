from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
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
    """A possible deal before any outcome, under a code name. Read by named people (default audience: named).

    organisation: who carries it (the owner column of an agency's file); the owner of the record where empty.
    external_id: the agency's CRM id. outcome: what it became once it was decided here. Its way through the stages
    stands in LeadMove; stage is where it is now. firm_name goes on to a claim only with the firm's consent.
    """

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="leads")
    organisation = models.ForeignKey(
        "stakeholders.Organisation", models.PROTECT, null=True, blank=True, related_name="leads_carried"
    )
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
    outcome = models.ForeignKey(
        "outcomes.Outcome", models.SET_NULL, null=True, blank=True, related_name="leads"
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [*record_constraints(), in_order("opened_on", "closed_on"), one_of("stage", LeadStage)]

    def __str__(self):
        return self.code_name


class LeadMoveQuerySet(RecordQuerySet):
    """Read by whoever reads the lead."""

    partnership_path = "lead__partnership"
    owner_path = "lead__owner"
    audience_path = "lead__audience"

    def named_admits(self, user):
        return Q(Exists(Lead._base_manager.filter(pk=OuterRef("lead"), named=user)))


@tracked()
class LeadMove(models.Model):
    """A lead reached a stage on a day: append-only, the first one says when it was opened."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="moves")
    stage = models.CharField(max_length=20, choices=LeadStage)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = LeadMoveQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [one_of("stage", LeadStage)]

    def __str__(self):
        return f"{self.lead_id}: {self.stage}"
