"""Board reports as they were, links under which they may be read, and samples drawn for an audit."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outcomes.models.counted import OfficeFigureQuerySet
from partnerships.models import Audience
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import in_order, one_of
from stakeholders.history import tracked
from stakeholders.models import MailedLink
from stakeholders.models.links import hash_of

# Merging two organisations may hand a report to the one that stays, and erasing a person takes the name off it;
# what the report says stays as it is. Only reports of the sample office go, with the sample.
KEEP_AS_IT_IS = """
IF TG_OP = 'DELETE' THEN
  IF OLD.sample THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'report % is frozen', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_is_frozen';
END IF;
IF (to_jsonb(NEW) - 'owner_id' - 'frozen_by_id') IS DISTINCT FROM (to_jsonb(OLD) - 'owner_id' - 'frozen_by_id')
   OR (NEW.frozen_by_id IS NOT NULL AND NEW.frozen_by_id IS DISTINCT FROM OLD.frozen_by_id) THEN
  RAISE EXCEPTION 'report % is frozen', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_is_frozen';
END IF;
RETURN NEW;
"""


@tracked(exclude=["content", "page"])
class Snapshot(models.Model):
    """A frozen board report, re-issued byte for byte.

    scope: which dashboard it froze, as its key; scope_name: what that was called. first, last: the period.
    content: canonical JSON, UTF-8. page: the HTML page as it was. sha256, page_sha256: of these bytes.
    audience: the narrowest of the records that went in, office or named.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="snapshots")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=200)
    scope = models.CharField(max_length=80, default="programme")
    scope_name = models.CharField(max_length=200, blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.OFFICE)
    first = models.DateField()
    last = models.DateField()
    as_of = models.DateField()
    known_on = models.DateField()
    rule_version = models.CharField(max_length=20)
    language = models.CharField(max_length=12, default="en")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    page = models.BinaryField()
    page_sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sample = models.BooleanField(default=False)

    objects = OfficeFigureQuerySet.as_manager()

    class Meta:
        ordering = ["-frozen_at", "-pk"]
        constraints = [
            in_order("first", "last"),
            models.CheckConstraint(condition=Q(audience__in=["named", "office"]), name="snapshot_audience_closed"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=KEEP_AS_IT_IS,
            )
        ]

    def __str__(self):
        return f"{self.title}, {self.as_of}"


class OfficeOnlyQuerySet(models.QuerySet):
    """What belongs to an office as a whole: read by its members who are not limited to single ties.

    What rests on named records is read by those of them only who read confidential records.
    """

    owner_path = "owner"
    audience_path = "audience"

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        keys = keys_of(user)
        everybody = offices_of(keys.with_permission(permission))
        confidants = offices_of(keys.with_permission(permission, confidential=True))
        named = Q(**{self.audience_path: Audience.NAMED})
        open_ones = ~named & Q(**{f"{self.owner_path}__in": everybody})
        return self.filter(open_ones | (named & Q(**{f"{self.owner_path}__in": confidants})))


def offices_of(keys):
    return {key.organisation for key in keys.held if key.ties is None} | keys.granted


class ReportLinkQuerySet(OfficeOnlyQuerySet):
    owner_path = "snapshot__owner"
    audience_path = "snapshot__audience"

    def with_token(self, token):
        """The link of this token, ended or not; None when there is none."""
        return self.filter(token_hash=hash_of(token)).select_related("snapshot__owner").first()


@tracked(exclude=["token_hash"])
class ReportLink(MailedLink):
    """A link under which somebody without an account reads a frozen report's figures. Not mailed: it is handed over.

    name: for whom it was made. with_records: the list of records goes out too, not the sums alone.
    """

    email = None
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="links")
    with_records = models.BooleanField(default=False)

    objects = ReportLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"link to {self.snapshot_id} for {self.name}"


class SampleMethod(models.TextChoices):
    EQUAL = "equal", _("every record has the same chance")
    SIZE = "size", _("the chance grows with the value")


class SampleOf(models.TextChoices):
    HAPPENED = "happened", _("happened in the period")
    VERIFIED = "verified", _("verified in the period")


@tracked()
class AuditSample(models.Model):
    """Outcomes drawn by seed for somebody to check: the same seed on the same list draws the same ones.

    drawn: [{"outcome", "indicator", "value", "chance", "stratum"}], values and chances as text. frame: how many could
    be drawn; frame_sha256: of the sorted list of them with their values, so that another draw can be told apart.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="audit_samples")
    indicator = models.ForeignKey("outcomes.Indicator", models.PROTECT, null=True, blank=True, related_name="+")
    chosen_by = models.CharField(max_length=10, choices=SampleOf, default=SampleOf.HAPPENED)
    first = models.DateField()
    last = models.DateField()
    method = models.CharField(max_length=6, choices=SampleMethod, default=SampleMethod.EQUAL)
    stratified = models.BooleanField(default=False)
    seed = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    frame = models.PositiveIntegerField()
    frame_sha256 = models.CharField(max_length=64)
    drawn = models.JSONField(default=list)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.OFFICE)
    rule_version = models.CharField(max_length=20)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sample = models.BooleanField(default=False)

    objects = OfficeOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-drawn_at", "-pk"]
        constraints = [
            in_order("first", "last"),
            one_of("chosen_by", SampleOf),
            one_of("method", SampleMethod),
            models.CheckConstraint(condition=Q(n__gte=1), name="audit_sample_n_ge_1"),
        ]

    def __str__(self):
        return f"{self.n} of {self.frame}, seed {self.seed}"
