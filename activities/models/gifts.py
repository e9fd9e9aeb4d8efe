"""Gifts given and received, the limits above which a law asks to disclose them, and what was filed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.activities import Activity
from activities.models.money import OfficeLineQuerySet
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import in_order, not_negative, partial_date
from stakeholders.history import tracked


class GiftFate(models.TextChoices):
    KEPT = "kept", _("Kept")
    DISPLAYED = "displayed", _("On display")
    PASSED_ON = "passed on", _("Passed on")
    RETURNED = "returned", _("Returned")
    CITY = "handed to the city", _("Handed to the city")
    USED_UP = "used up", _("Used up")


@tracked(exclude=["idempotency_key"])
class Gift(models.Model):
    """A gift given or received by the owning office. estimate in `currency`, by whom and how it was made.

    Giver and receiver are a body, a post, or words that name a role; people are not named here.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="gifts")
    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="gifts")
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="gifts")
    what = models.CharField(max_length=200)
    given = models.BooleanField(_("given by this office"), default=True)
    on_first = models.DateField()
    on_last = models.DateField()
    giver = models.CharField(_("giver, by role"), max_length=150, blank=True)
    giver_organisation = models.ForeignKey(
        "stakeholders.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    giver_post = models.ForeignKey("stakeholders.Post", models.SET_NULL, null=True, blank=True, related_name="+")
    receiver = models.CharField(_("receiver, by role"), max_length=150, blank=True)
    receiver_organisation = models.ForeignKey(
        "stakeholders.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    receiver_post = models.ForeignKey("stakeholders.Post", models.SET_NULL, null=True, blank=True, related_name="+")
    estimate = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    estimated_by = models.CharField(max_length=150, blank=True)
    estimated_how = models.CharField(max_length=200, blank=True)
    became = models.CharField(max_length=20, choices=GiftFate, blank=True)
    became_note = models.CharField(max_length=200, blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    sample = models.BooleanField(default=False)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = OfficeLineQuerySet.as_manager()

    class Meta:
        ordering = ["-on_first", "-pk"]
        constraints = [
            not_negative("estimate"),
            *partial_date("on"),
            models.CheckConstraint(condition=Q(estimate=None) | ~Q(currency=""), name="gift_has_currency"),
            models.CheckConstraint(condition=Q(became__in=["", *GiftFate.values]), name="gift_fate_known"),
            models.CheckConstraint(condition=Q(approved_on=None) | ~Q(approved_by=""), name="gift_approved_by"),
        ]

    def __str__(self):
        return self.what

    @property
    def giver_name(self):
        """The role and the body, as "Mayor, City of Suriport"."""
        return named(self.giver, self.giver_post, self.giver_organisation)

    @property
    def receiver_name(self):
        return named(self.receiver, self.receiver_post, self.receiver_organisation)


def named(role, post, body):
    role = role or (post.title if post else "")
    body = body or (post.organisation if post else None)
    return ", ".join(str(part) for part in (role, body) if part)


class OfficeWideQuerySet(models.QuerySet):
    """Rows that concern all ties of the owning office: read by its members whose membership is not limited to some."""

    def for_user(self, user, permission=Permission.VIEW):
        keys = keys_of(user).with_permission(permission)
        return self.filter(owner__in={key.organisation for key in keys.held if key.ties is None} | keys.granted)


@tracked()
class GiftLimit(models.Model):
    """From what worth on gifts are to be disclosed: a rule that an office entered, or one of the packs it switched on.

    limit: worth above which it holds, in `currency`; by_year: of all gifts of one giver in a calendar year, else of one
    gift. days: to file, from the day on which the limit was passed.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="gift_limits")
    pack = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200)
    given = models.BooleanField(_("for gifts that the office gives"), default=False)
    limit = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    by_year = models.BooleanField(_("all gifts of one giver in a year together"), default=True)
    days = models.PositiveSmallIntegerField(_("days to file"))
    filed_with = models.CharField(max_length=200)
    law = models.CharField(max_length=300)
    law_url = models.URLField(max_length=300, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = OfficeWideQuerySet.as_manager()

    class Meta:
        ordering = ["name", "since", "pk"]
        constraints = [
            not_negative("limit"),
            in_order("since", "until"),
            models.CheckConstraint(condition=~Q(currency=""), name="gift_limit_has_currency"),
        ]

    def __str__(self):
        return self.name


@tracked()
class GiftFiling(models.Model):
    """Gifts of one giver were disclosed under a limit. reference: the number that the register gave."""

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="gift_filings")
    limit = models.ForeignKey(GiftLimit, models.PROTECT, related_name="filings")
    giver = models.CharField(max_length=300)
    gifts = models.ManyToManyField(Gift, related_name="filings")
    filed_on = models.DateField()
    reference = models.CharField(max_length=200, blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    objects = OfficeWideQuerySet.as_manager()

    class Meta:
        ordering = ["-filed_on", "-pk"]

    def __str__(self):
        return f"{self.giver}, {self.filed_on}"
