"""Records requests, what was given out on them, and persons who were erased (without their names)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from desk.models.reviews import OfficeOfTieQuerySet
from partnerships.models.holds import OfficeRowQuerySet
from stakeholders.constraints import in_order
from stakeholders.history import tracked


@tracked()
class RedactionGround(models.Model):
    """A ground on which an office blackens what it gives out: a short code and what the law says."""

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="redaction_grounds")
    code = models.CharField(max_length=20)
    words = models.CharField(max_length=300)

    objects = OfficeRowQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["owner", "code"], name="redaction_ground_once")]

    def __str__(self):
        return self.code


@tracked()
class RecordsRequest(models.Model):
    """Somebody asked for the records of a tie over a period. asked_by: the body, no private address."""

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="records_requests")
    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="+")
    reference = models.CharField(max_length=60)
    asked_by = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField()
    first = models.DateField()
    last = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    objects = OfficeOfTieQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            in_order("first", "last"),
            models.UniqueConstraint(fields=["owner", "reference"], name="records_request_once"),
            models.CheckConstraint(condition=~Q(reference=""), name="records_request_reference"),
        ]

    def __str__(self):
        return self.reference


class OfRequestQuerySet(OfficeOfTieQuerySet):
    owner_path, partnership_path = "request__owner", "request__partnership"


@tracked()
class Redaction(models.Model):
    """A field of a record (or, without one, the whole record) that goes out blackened, with its ground."""

    request = models.ForeignKey(RecordsRequest, models.CASCADE, related_name="redactions")
    record_kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    field = models.CharField(max_length=60, blank=True)
    ground = models.ForeignKey(RedactionGround, models.PROTECT, related_name="+")

    objects = OfRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "record_kind", "record_id", "field"], name="redaction_once"
            )
        ]

    def __str__(self):
        return f"{self.record_kind} {self.record_id} {self.field}"


@tracked()
class RecordsRelease(models.Model):
    """What was given out on a request: to whom, when, by whom, and what it held. sha256: of the ZIP file."""

    request = models.ForeignKey(RecordsRequest, models.CASCADE, related_name="releases")
    given_to = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    manifest = models.JSONField()
    sha256 = models.CharField(max_length=64)

    objects = OfRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]

    def __str__(self):
        return f"{self.request_id} {self.given_at:%Y-%m-%d}"


@tracked()
class Erasure(models.Model):
    """A person was erased. Nothing here says who: the office, the reason, and how many rows of which kind changed."""

    owner = models.ForeignKey(
        "stakeholders.Organisation", models.SET_NULL, null=True, blank=True, related_name="erasures"
    )
    reason = models.CharField(max_length=300)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = OfficeRowQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="erasure_has_reason")]

    def __str__(self):
        return f"erasure {self.pk}"
