"""The papers of an agreement: its texts, the approvals it needs, the files of both and the signed copy."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models.borrowing import SentAcrossQuerySet
from partnerships.models import Attachment
from stakeholders.constraints import in_order, one_of
from stakeholders.history import tracked


class Origin(models.TextChoices):
    ORIGINAL = "original", _("Original")
    TRANSLATION = "translation", _("Translation")


class AgreementTextQuerySet(SentAcrossQuerySet):
    left_the_office = Q(sent_across_on__isnull=False)


@tracked()
class AgreementText(models.Model):
    """One version of the text in one language. It leaves the office on the day it is sent across, not before."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.ORIGINAL)
    made_by = models.CharField(_("by whom"), max_length=150, blank=True)
    authentic = models.BooleanField(default=False)
    prevails = models.BooleanField(default=False)
    sent_across_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AgreementTextQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(language=""), name="agreementtext_has_language"),
            one_of("origin", Origin),
            in_order("sent_across_on", "agreed_on"),
            models.UniqueConstraint(fields=["agreement"], condition=Q(prevails=True), name="one_text_prevails"),
            models.CheckConstraint(condition=Q(prevails=False) | Q(authentic=True), name="what_prevails_is_authentic"),
        ]

    def __str__(self):
        return f"{self.language} text of {self.agreement_id}"


class ApprovalType(models.TextChoices):
    COUNCIL = "council resolution", _("Council resolution")
    EXECUTIVE = "executive decision", _("Decision of the mayor or cabinet")
    LEGAL = "legal review", _("Legal review")
    FINANCE = "finance", _("Finance")
    HIGHER = "higher level", _("Consent of a ministry or higher level")
    OTHER = "other", _("Other")


class ApprovalResult(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("approval", "Approved")
    CONDITIONS = "with conditions", pgettext_lazy("approval", "Approved with conditions")
    REFUSED = "refused", pgettext_lazy("approval", "Refused")


GRANTED = (ApprovalResult.APPROVED, ApprovalResult.CONDITIONS)


class ApprovalQuerySet(SentAcrossQuerySet):
    left_the_office = Q(result__in=GRANTED)


@tracked()
class Approval(models.Model):
    """Somebody's leave, asked for or decided. Beyond the office only what was granted is read."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="approvals")
    body = models.CharField(_("who decides"), max_length=200)
    side = models.ForeignKey("stakeholders.Place", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=ApprovalType)
    asked_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=16, choices=ApprovalResult, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("kind", ApprovalType),
            in_order("asked_on", "decided_on"),
            models.CheckConstraint(
                condition=Q(result="", decided_on__isnull=True)
                | (Q(result__in=list(ApprovalResult.values)) & Q(decided_on__isnull=False)),
                name="approval_decided_has_day",
            ),
        ]

    def __str__(self):
        return f"{self.body} on {self.agreement_id}"


@tracked()
class ApprovalRule(models.Model):
    """Which approvals an office asks for before an agreement is approved; without a row it asks for none."""

    office = models.OneToOneField("stakeholders.Organisation", models.CASCADE, related_name="approval_rule")
    needed = ArrayField(models.CharField(max_length=20, choices=ApprovalType), default=list, blank=True)

    def __str__(self):
        return f"approvals of {self.office_id}"


class AgreementFileQuerySet(SentAcrossQuerySet):
    """A file is read by whoever reads the paper that it belongs to; the signed copy by whoever reads the agreement."""

    left_the_office = (
        Q(text__isnull=True, approval__isnull=True)
        | Q(text__sent_across_on__isnull=False)
        | Q(approval__result__in=GRANTED)
    )


class AgreementFile(Attachment):
    """The file of a text or of an approval; of neither: the signed copy."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="files")
    text = models.ForeignKey(AgreementText, models.CASCADE, null=True, blank=True, related_name="files")
    approval = models.ForeignKey(Approval, models.CASCADE, null=True, blank=True, related_name="files")

    objects = AgreementFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(text__isnull=True) | Q(approval__isnull=True), name="agreement_file_of_one_paper"
            )
        ]
