from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from partnerships.models import Audience, Record, RecordQuerySet
from partnerships.models.keys import keys_of
from partnerships.models.records import record_constraints
from stakeholders.access import Permission
from stakeholders.constraints import in_order, not_negative, one_of, partial_date
from stakeholders.history import tracked


class AgreementKind(models.TextChoices):
    SISTER_CITY = "sister city", _("Sister city")
    FRIENDSHIP = "friendship", _("Friendship")
    MOU = "MoU", _("Memorandum of understanding")
    TRADE = "trade", _("Trade")
    INVESTMENT = "investment", _("Investment")
    PORT = "port", _("Port")
    ACADEMIC = "academic", _("Academic")
    SECTOR = "sector", _("Sector")
    REGIONAL = "regional", _("Regional")
    WORK_PLAN = "work plan", _("Work plan")
    OTHER = "other", _("Other")


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    NEGOTIATION = "negotiation", _("In negotiation")
    APPROVED = "approved", _("Approved")
    SIGNED = "signed", _("Signed")
    IN_FORCE = "in force", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")
    ENDED = "ended", _("Ended")
    RENEWED = "renewed", _("Renewed")


class Renewal(models.TextChoices):
    NONE = "none", _("None")
    AUTOMATIC = "automatic", _("Automatic")
    BY_NOTICE = "by notice", _("By notice")


class AgreementQuerySet(RecordQuerySet):
    def party_admits(self, user):
        """Members of the organisations that are party to it."""
        keys = keys_of(user).with_permission(Permission.VIEW)
        mine = Party.objects.filter(keys.opens("organisation", "agreement__partnership"), agreement=OuterRef("pk"))
        return models.Q(models.Exists(mine))

    def published(self):
        """What everybody reads, without signing in."""
        return self.filter(audience=Audience.PUBLIC)

    def in_force(self):
        return self.filter(status=AgreementStatus.IN_FORCE)


@tracked()
class Agreement(Record):
    """What two or more places promised each other, in one paper. Dates may be known to the day, month or year."""

    class Relation(models.TextChoices):
        IMPLEMENTS = "implements", _("Implements")
        AMENDS = "amends", _("Amends")
        RENEWS = "renews", _("Renews")
        REPLACES = "replaces", _("Replaces")

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="agreements")
    kind = models.CharField(max_length=20, choices=AgreementKind)
    title = models.CharField(max_length=300)
    status = models.CharField(max_length=20, choices=AgreementStatus, default=AgreementStatus.DRAFT)
    signed_first = models.DateField(null=True, blank=True)
    signed_last = models.DateField(null=True, blank=True)
    in_force_first = models.DateField(null=True, blank=True)
    in_force_last = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    renewal = models.CharField(max_length=12, choices=Renewal, default=Renewal.NONE)
    notice_days = models.PositiveIntegerField(null=True, blank=True)
    renewal_months = models.PositiveSmallIntegerField(null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    parent_relation = models.CharField(max_length=12, choices=Relation, blank=True)
    fields = models.CharField(_("fields of cooperation"), max_length=300, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    sectors = ArrayField(models.CharField(max_length=1), default=list, blank=True, help_text="Sections of ISIC Rev. 4.")
    binding = models.BooleanField(_("binding"), null=True, blank=True, help_text="None: the paper does not say.")
    summary = models.TextField(blank=True)
    source_note = models.CharField(_("where this is known from"), max_length=300, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_first", "pk"]
        constraints = [
            *record_constraints(),
            *partial_date("signed"),
            *partial_date("in_force"),
            in_order("in_force_first", "expires_on"),
            in_order("in_force_first", "ended_on"),
            not_negative("notice_days"),
            one_of("kind", AgreementKind),
            one_of("status", AgreementStatus),
            one_of("renewal", Renewal),
        ]

    def __str__(self):
        return self.title

    @property
    def is_in_force(self):
        return self.status == AgreementStatus.IN_FORCE

    @staticmethod
    def default_audience(status):
        """An agreement in force is shared, a draft stays in the office (ARCHITECTURE 4)."""
        return Audience.SHARED if status == AgreementStatus.IN_FORCE else Audience.OFFICE


@tracked()
class Party(models.Model):
    """An organisation that is party to an agreement, on the side of one of the tie's places."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="agreement_parties")
    side = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once")]

    def __str__(self):
        return f"{self.organisation_id} in {self.agreement_id}"


@tracked()
class Signature(models.Model):
    """Who signed for a party: the post, the person's name as written, the day and the place."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="signatures")
    post = models.ForeignKey("stakeholders.Post", models.SET_NULL, null=True, blank=True, related_name="signatures")
    person_name = models.CharField(max_length=150, blank=True)
    signed_first = models.DateField(null=True, blank=True)
    signed_last = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [*partial_date("signed")]

    def __str__(self):
        return f"{self.person_name} for {self.party_id}"
