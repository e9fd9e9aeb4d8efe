"""Legal hold: what an office must keep as it is until somebody lifts the hold, and how long it keeps what otherwise."""

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import in_order, one_of
from stakeholders.history import tracked


class OfficeRowQuerySet(models.QuerySet):
    """Rows that one office keeps for itself as a whole: its full members read them, nobody else does."""

    owner_path = "owner"

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        keys = keys_of(user).with_permission(permission)
        whole = {key.organisation for key in keys.held if key.ties is None} | keys.granted
        return self.filter(**{f"{self.owner_path}__in": whole})


class HoldQuerySet(OfficeRowQuerySet):
    def standing(self, on=None):
        """Holds that bind on a day (UTC today without one); the last day counts."""
        day = on or timezone.now().astimezone(dt.UTC).date()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day, lifted_at=None)


@tracked()
class Hold(models.Model):
    """Nothing of the tie, of the organisation, or (where neither is named) of the whole office is erased, merged or
    purged while it stands.

    until: the last day on which it binds by itself; empty until somebody lifts it.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="holds")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, null=True, blank=True, related_name="holds"
    )
    organisation = models.ForeignKey(
        "stakeholders.Organisation", models.CASCADE, null=True, blank=True, related_name="held_by"
    )
    name = models.CharField(max_length=120)
    reason = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_why = models.CharField(max_length=300, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            in_order("since", "until"),
            models.CheckConstraint(condition=Q(partnership=None) | Q(organisation=None), name="hold_of_one_thing"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(reason=""), name="hold_has_reason"),
            models.CheckConstraint(condition=Q(lifted_at=None) | ~Q(lifted_why=""), name="hold_lifted_why"),
        ]

    def __str__(self):
        return self.name


class RetentionStart(models.TextChoices):
    DAY = "day", _("the day of the record")
    CLOSED = "closed", _("the day on which it ended or was closed")
    TIE_ENDED = "tie ended", _("the day on which the partnership ended")
    CHANGED = "changed", _("the last change")


class RetentionEnd(models.TextChoices):
    TELL = "tell", _("Tell the office, change nothing")
    FILES = "files", _("Purge the files, keep the record")
    CONTACTS = "contacts", _("Erase contact data, keep the record")


class RecordKind(models.TextChoices):
    AGREEMENT = "agreement", _("Agreements")
    DELIVERABLE = "deliverable", _("Deliverables")
    ACTIVITY = "activity", _("Activities")
    DELEGATION = "delegation", _("Visits of delegations")
    CLAIM = "claim", _("Outcomes")
    GIFT = "gift", _("Gifts")
    DRAFT = "draft", _("Drafts that came by mail")
    PERSON = "person", _("Contacts")


@tracked()
class RetentionClass(models.Model):
    """How long an office keeps a class of records, counted from when, and what may then be pressed. Years whole."""

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="retention_classes")
    name = models.CharField(max_length=120)
    years = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    starts = models.CharField(max_length=10, choices=RetentionStart, default=RetentionStart.CLOSED)
    ends = models.CharField(max_length=10, choices=RetentionEnd, default=RetentionEnd.TELL)
    basis = models.CharField(max_length=300, blank=True)

    objects = OfficeRowQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="retention_class_once"),
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=100), name="retention_years"),
            one_of("starts", RetentionStart),
            one_of("ends", RetentionEnd),
        ]

    def __str__(self):
        return self.name


@tracked()
class RetentionRule(models.Model):
    """Which class an office gives to a kind of record."""

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="retention_rules")
    kind = models.CharField(max_length=12, choices=RecordKind)
    retention = models.ForeignKey(RetentionClass, models.CASCADE, related_name="rules")

    objects = OfficeRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind"], name="retention_rule_once"),
            one_of("kind", RecordKind),
        ]

    def __str__(self):
        return f"{self.kind} of {self.owner_id}"


@tracked()
class RetentionAct(models.Model):
    """What a coordinator pressed for a record that was due: kept for longer, or purged. The record itself stays.

    keep_until: the day before which it is not asked about again. counts: what went, by kind, as {"files": 2}.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="retention_acts")
    kind = models.CharField(max_length=12, choices=RecordKind)
    object_id = models.BigIntegerField()
    ends = models.CharField(max_length=10, choices=RetentionEnd)
    retention_name = models.CharField(max_length=120)
    counts = models.JSONField(default=dict)
    keep_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = OfficeRowQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["owner", "kind", "object_id"], name="retention_act_of")]
        constraints = [one_of("kind", RecordKind), one_of("ends", RetentionEnd)]

    def __str__(self):
        return f"{self.ends} of {self.kind} {self.object_id}"
