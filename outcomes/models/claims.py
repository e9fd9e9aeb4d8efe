from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outcomes.bands import BANDS
from outcomes.enums import Basis, Side
from outcomes.models.outcomes import Outcome
from partnerships.models import Attachment, Audience, Record, RecordQuerySet
from partnerships.models.records import record_constraints
from stakeholders.constraints import in_order, not_negative, one_of
from stakeholders.history import tracked
from stakeholders.models import MailedLink

EVIDENCE = [(0, "E0"), (1, "E1"), (2, "E2"), (3, "E3"), (4, "E4")]


class ClaimQuerySet(RecordQuerySet):
    def party_admits(self, user):
        """Members of the organisation that claims it."""
        return self.party_of(user, "organisation")

    def standing(self):
        return self.filter(withdrawn_at=None, superseded_by=None)


@tracked()
class Claim(Record):
    """One organisation's report of an outcome. Only added, never edited: a correction is another row.

    amount: in `currency`, or in the indicator's unit. rate: reporting currency per unit, where the claim brings
    its own, with rate_source and rate_on, the day it is of; empty is when it happened. learnt_on: the day it became
    known here; empty counts as the day of recording. acknowledged_at: a city office of the other side nodded;
    checked_at: the own office looked at the papers. Neither lifts the evidence.
    """

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="claims")
    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, related_name="claims")
    organisation = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="claims")
    side = models.CharField(max_length=6, choices=Side)
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    rate = models.DecimalField(max_digits=20, decimal_places=10, null=True, blank=True)
    rate_source = models.CharField(max_length=120, blank=True, db_default="", default="")
    rate_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=4, choices=Basis, default=Basis.NONE)
    sector = models.CharField(
        max_length=1, blank=True, help_text="Section of ISIC Rev. 4, A to U; empty is not stated."
    )
    occurred_first = models.DateField()
    occurred_last = models.DateField()
    learnt_on = models.DateField()
    evidence = models.PositiveSmallIntegerField(choices=EVIDENCE, default=1)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="supersedes")
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-occurred_first", "-pk"]
        constraints = [
            *(c for c in record_constraints() if not c.name.endswith("_source")),
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=Q(superseded_by=None), name="claim_standing_source_once"
            ),
            in_order("occurred_first", "occurred_last"),
            not_negative("amount"),
            not_negative("rate"),
            one_of("side", Side),
            one_of("basis", Basis),
            models.CheckConstraint(condition=Q(evidence__gte=0, evidence__lte=4), name="claim_evidence_e0_to_e4"),
            models.CheckConstraint(condition=Q(sector__regex="^[A-U]?$"), name="claim_sector_is_a_section"),
        ]
        indexes = [models.Index(fields=["outcome", "side"], name="claim_by_outcome")]

    def __str__(self):
        return self.title


class ClaimFileQuerySet(RecordQuerySet):
    partnership_path = "claim__partnership"
    owner_path = "claim__owner"
    audience_path = "claim__audience"
    named_path = "claim__named"

    def party_admits(self, user):
        return self.party_of(user, "claim__organisation")


class ClaimFile(Attachment):
    """A document behind a claim."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="files")

    objects = ClaimFileQuerySet.as_manager()


class ClaimFirmQuerySet(RecordQuerySet):
    partnership_path = "claim__partnership"
    owner_path = "claim__owner"
    audience_path = "audience"
    named_path = "claim__named"


@tracked()
class ClaimFirm(models.Model):
    """The firm behind a claim, named with its consent only; read by named people until it consents."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="firm")
    name = models.CharField(max_length=200)
    registration = models.CharField(max_length=120, blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.NAMED)
    consents_to_name = models.BooleanField(null=True, blank=True)
    consents_to_amount = models.BooleanField(null=True, blank=True)

    objects = ClaimFirmQuerySet.as_manager()

    def __str__(self):
        return self.name


@tracked(exclude=["token_hash"])
class ConfirmationAsk(MailedLink):
    """A mailed link that asks somebody who knows whether a claim is right.

    fields: the frozen copy of what they are shown, chosen by the coordinator; never a view into the record.
    """

    class Asked(models.TextChoices):
        FIRM = "firm", _("The firm")
        OTHER_SIDE = "other side", _("An organisation of the other side")
        CITY_OFFICE = "city office", _("A city office")

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="asks")
    asked = models.CharField(max_length=12, choices=Asked)
    organisation = models.ForeignKey(
        "stakeholders.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    message = models.TextField(blank=True)
    fields = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(asked__in=["firm", "other side", "city office"]), name="ask_known")
        ]

    def __str__(self):
        return f"ask of {self.claim_id} to {self.email}"


class ConfirmationQuerySet(ClaimFileQuerySet):
    """Read by whoever reads the claim."""


@tracked()
class Confirmation(models.Model):
    """The answer to an ask, under the name given. amount: their own figure, where they gave one; band: a key of
    outcomes.bands where they gave that instead, in `currency`. A band is never an amount."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="confirmations")
    ask = models.ForeignKey(ConfirmationAsk, models.PROTECT, related_name="confirmations")
    is_right = models.BooleanField()
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    band = models.CharField(max_length=24, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    how_known = models.CharField(max_length=300, blank=True)
    tie_did = models.CharField(max_length=40, blank=True)
    may_name = models.BooleanField(null=True, blank=True)
    may_share_amount = models.BooleanField(null=True, blank=True)
    note = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    own_claim = models.ForeignKey(Claim, models.SET_NULL, null=True, blank=True, related_name="given_as")
    at = models.DateTimeField()

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ask"], name="confirmation_once_an_ask"),
            not_negative("amount"),
            models.CheckConstraint(condition=Q(band__in=["", *BANDS]), name="confirmation_band_known"),
            models.CheckConstraint(condition=Q(band="") | Q(amount=None), name="confirmation_band_or_amount"),
        ]

    def __str__(self):
        return f"confirmation of {self.claim_id}"
