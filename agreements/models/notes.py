"""What of an agreement stays with one office, and who moved it when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.models.agreements import AgreementStatus
from agreements.models.borrowing import InsideQuerySet, OwnOfficeQuerySet
from partnerships.models import Audience, Record, RecordQuerySet
from partnerships.models.records import record_constraints
from stakeholders.constraints import one_of
from stakeholders.history import tracked


@tracked()
class InternalNote(models.Model):
    """What one office notes of an agreement for itself. Each side keeps its own; none reads the other's."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="internal_notes")
    owner = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OwnOfficeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "owner"], name="internal_note_once")]

    def __str__(self):
        return f"note of {self.owner_id} on {self.agreement_id}"


class DueDiligenceQuerySet(RecordQuerySet):
    """Read by the people listed on it and by the office's members who read confidential records."""

    partnership_path = "agreement__partnership"


@tracked()
class DueDiligence(Record):
    """What an office found out about the other side before it signs: for named readers only, never wider."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="due_diligence")
    text = models.TextField()
    checked_on = models.DateField(null=True, blank=True)

    objects = DueDiligenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "due diligence"
        constraints = [
            *record_constraints(),
            models.UniqueConstraint(fields=["agreement", "owner"], name="due_diligence_once"),
            models.CheckConstraint(condition=Q(audience=Audience.NAMED), name="due_diligence_is_named"),
        ]

    def __str__(self):
        return f"due diligence of {self.owner_id} on {self.agreement_id}"


@tracked()
class AgreementMove(models.Model):
    """One step of an agreement's life, for whoever comes after. Why stays in the office."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="moves")
    was = models.CharField(max_length=20, choices=AgreementStatus)
    became = models.CharField(max_length=20, choices=AgreementStatus)
    on = models.DateField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = InsideQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            one_of("was", AgreementStatus),
            one_of("became", AgreementStatus),
            models.CheckConstraint(condition=~Q(was=models.F("became")), name="agreement_move_goes_somewhere"),
        ]

    def __str__(self):
        return f"{self.agreement_id} became {self.became}"
