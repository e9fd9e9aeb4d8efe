from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils.translation import gettext_lazy as _

from agreements import rules
from partnerships.models import Attachment, Record, RecordQuerySet
from partnerships.models.records import record_constraints
from stakeholders.access import Permission
from stakeholders.constraints import at_most, both_or_neither, not_negative, one_of
from stakeholders.history import tracked


class DeliverableStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in progress", _("In progress")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    CANCELLED = "cancelled", _("Cancelled")


class Outlook(models.TextChoices):
    ON_TRACK = "on track", _("On track")
    AT_RISK = "at risk", _("At risk")
    STUCK = "stuck", _("Stuck")


def handed_in_time():
    """Q: handed in by its day and accepted; how long the acceptance took is not the partner's doing (METHODS 3)."""
    handed = day_at_owner(Coalesce("submitted_at", "accepted_at"))
    return Q(GreaterThanOrEqual(F("due_on"), handed), status=DeliverableStatus.ACCEPTED)


def day_at_owner(at):
    """SQL: which day it is at this moment where the owning office keeps its clock; UTC for those without an office.

    at: a datetime, or SQL of one. Compare it by a lookup, as below: a filter by keyword would join the office so that
    whoever has none is left out.
    """
    zone = Coalesce(F("owner__office__time_zone"), Value("UTC"))
    moment = at if hasattr(at, "resolve_expression") else Value(at, output_field=models.DateTimeField())
    there = Func(zone, moment, function="timezone", output_field=models.DateTimeField())
    return Cast(there, models.DateField())


def overdue_on(day):
    """Q: open, not handed in, and due before this day (a date, or SQL as of day_at_owner)."""
    return Q(LessThan(F("due_on"), day), status__in=rules.STILL_OWED)


class DeliverableQuerySet(RecordQuerySet):
    partnership_path = "agreement__partnership"

    def party_admits(self, user):
        """Members of the organisation that owes it."""
        return self.party_of(user, "owed_by")

    def may_change(self, user, permission):
        """The owning office; to send an update, also the organisation that owes it."""
        allowed = super().may_change(user, permission)
        if permission == Permission.UPDATE_DELIVERABLE:
            allowed |= self.party_of(user, "owed_by", permission) & self.audience_admits(user)
        return allowed

    def open(self):
        return self.exclude(status__in=rules.CLOSED)

    def overdue(self, today):
        """Open and due before today; what was submitted waits for the office, not for the partner."""
        return self.filter(overdue_on(today))

    def overdue_at(self, at):
        """As overdue, by the day that it is at this moment in the time zone of each item's owning office."""
        return self.overdue(day_at_owner(at))


@tracked()
class Deliverable(Record):
    """A promised item, owed by one organisation, due on a day. *Overdue* is computed, never stored."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="deliverables")
    clause = models.ForeignKey(
        "agreements.Clause", models.SET_NULL, null=True, blank=True, related_name="deliverables"
    )
    owed_by = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="deliverables")
    contact = models.ForeignKey(
        "stakeholders.Person", models.SET_NULL, null=True, blank=True, related_name="deliverables"
    )
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    due_on = models.DateField()
    outside_term = models.BooleanField(
        default=False, help_text="Somebody said that it is due outside the term of the agreement."
    )
    quantity_goal = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    status = models.CharField(max_length=12, choices=DeliverableStatus, default=DeliverableStatus.PLANNED)
    outlook = models.CharField(max_length=10, choices=Outlook, blank=True)
    progress = models.PositiveSmallIntegerField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_reason = models.TextField(blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    series = models.ForeignKey(
        "agreements.DeliverableSeries", models.SET_NULL, null=True, blank=True, related_name="deliverables"
    )
    series_on = models.DateField(
        null=True, blank=True, help_text="The day that the series gave it; it stays when the due day is moved."
    )

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            *record_constraints(),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | Q(accepted_at__isnull=False),
                name="deliverable_accepted_by_on_a_day",
            ),  # what was imported by the server's command was accepted by nobody known here
            both_or_neither("returned_at", "returned_by"),
            models.UniqueConstraint(fields=["series", "series_on"], name="deliverable_once_a_day_of_its_series"),
            not_negative("quantity"),
            not_negative("quantity_goal"),
            not_negative("weight"),
            at_most("progress", 100),
            one_of("status", DeliverableStatus),
            models.CheckConstraint(
                condition=Q(status=DeliverableStatus.ACCEPTED, accepted_at__isnull=False)
                | (~Q(status=DeliverableStatus.ACCEPTED) & Q(accepted_at__isnull=True)),
                name="deliverable_accepted_has_day",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="deliverable_by_due")]

    def __str__(self):
        return self.title

    @property
    def partnership(self):
        return self.agreement.partnership

    @property
    def is_open(self):
        return not rules.is_closed(self.status)

    @property
    def was_on_time(self):
        """The same as handed_in_time, of one row. Reads owner and its office."""
        if self.status != DeliverableStatus.ACCEPTED:
            return False
        return self.day_at_owner(self.submitted_at or self.accepted_at) <= self.due_on

    def day_at_owner(self, at):
        """The day that it is at this moment where the owning office keeps its clock. Reads owner and its office."""
        office = getattr(self.owner, "office", None)
        return at.astimezone(ZoneInfo(office.time_zone if office else "UTC")).date()

    def is_overdue(self, today):
        return self.status in rules.STILL_OWED and self.due_on < today


class UpdateAnswer(models.TextChoices):
    """What a partner may say of an item; the last three are proper answers too (DESIGN 5)."""

    DONE = "done", _("Done")
    ON_TRACK = "on track", _("On track")
    AT_RISK = "at risk", _("At risk")
    STUCK = "stuck", _("Stuck")
    MORE_TIME = "more time", _("Ask for more time")
    CANNOT_SHARE = "cannot share", _("We cannot share this")
    WRONG_PERSON = "wrong person", _("Wrong person")


class BorrowingQuerySet(RecordQuerySet):
    """Rows that hang on a deliverable and are read by whoever reads it."""

    partnership_path = "deliverable__agreement__partnership"
    owner_path = "deliverable__owner"
    audience_path = "deliverable__audience"
    named_path = "deliverable__named"

    def party_admits(self, user):
        return self.party_of(user, "deliverable__owed_by")


@tracked()
class DeliverableUpdate(models.Model):
    """An append-only report on a deliverable: by a user, or by a person on a mailed link who gave a name."""

    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="updates")
    answer = models.CharField(max_length=14, choices=UpdateAnswer)
    quantity = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    note = models.TextField(blank=True)
    until = models.DateField(_("new date asked for"), null=True, blank=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="deliverable_updates"
    )
    by_link = models.ForeignKey(
        "agreements.UpdateLink", models.PROTECT, null=True, blank=True, related_name="updates"
    )
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = BorrowingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            not_negative("quantity"),
            one_of("answer", UpdateAnswer),
            models.CheckConstraint(
                condition=Q(by_user__isnull=False) | Q(by_link__isnull=False), name="update_has_an_author"
            ),
        ]

    def __str__(self):
        return f"{self.answer} on {self.deliverable_id}"


class UpdateFileQuerySet(BorrowingQuerySet):
    partnership_path = "update__deliverable__agreement__partnership"
    owner_path = "update__deliverable__owner"
    audience_path = "update__deliverable__audience"
    named_path = "update__deliverable__named"

    def party_admits(self, user):
        return self.party_of(user, "update__deliverable__owed_by")


class UpdateFile(Attachment):
    """Proof that came with an update."""

    update = models.ForeignKey(DeliverableUpdate, models.CASCADE, related_name="files")

    objects = UpdateFileQuerySet.as_manager()
