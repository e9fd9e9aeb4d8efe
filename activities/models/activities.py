from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import DateField, Exists, F, Func, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from activities.models.kinds import ActivityKind
from partnerships.models import Attachment, Record, RecordQuerySet
from partnerships.models.keys import keys_of
from partnerships.models.records import record_constraints
from stakeholders.access import Permission
from stakeholders.constraints import both_or_neither, in_order, one_of
from stakeholders.history import tracked


class ActivityStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HAPPENED = "happened", _("Happened")
    CANCELLED = "cancelled", _("Cancelled")


class Direction(models.TextChoices):
    """Who sends, seen from the owner's side; empty where it has no direction (online, third place)."""

    OUT = "out", _("Out")
    IN = "in", _("In")
    BOTH = "both", _("Both")


class DayThere(Func):
    """The day of a moment in the zone that a column names; null where there is no moment."""

    function = ""
    arg_joiner = " AT TIME ZONE "
    template = "((%(expressions)s)::date)"
    output_field = DateField()


def participant_member(user, path):
    """Q: the person is a member of an organisation that took part in the activity at this path."""
    keys = keys_of(user).with_permission(Permission.VIEW)
    mine = Participant.objects.filter(keys.opens("organisation", "activity__partnership"), activity=OuterRef(path))
    return Q(Exists(mine))


class ActivityQuerySet(RecordQuerySet):
    def party_admits(self, user):
        """Members of the organisations that took part."""
        return participant_member(user, "pk")

    def happened(self):
        return self.filter(status=ActivityStatus.HAPPENED)


@tracked()
class Activity(Record):
    """What two sides did together. Days are those of the place's own zone, and stand also where the hour is known:
    starts_at and ends_at are moments, of which `starts_first` and `ends_on` are the days there. Heads are persons.

    Only date, place, kind, title, organisations and head count stand here: notes, cost and next steps are the
    office's own and stand in OfficeNote and NextStep.
    """

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=24, choices=ActivityKind)
    status = models.CharField(max_length=10, choices=ActivityStatus, default=ActivityStatus.HAPPENED)
    title = models.CharField(max_length=200)
    starts_first = models.DateField()
    starts_last = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.ForeignKey("stakeholders.Place", models.PROTECT, null=True, blank=True, related_name="activities")
    place_text = models.CharField(_("place as given"), max_length=120, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    direction = models.CharField(max_length=4, choices=Direction, blank=True)
    people_out = models.PositiveIntegerField(null=True, blank=True)
    people_in = models.PositiveIntegerField(null=True, blank=True)
    people = models.PositiveIntegerField(_("people, about"), null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, db_default=[], blank=True)
    sectors = ArrayField(
        models.CharField(max_length=1), default=list, db_default=[], blank=True, help_text="Sections of ISIC Rev. 4."
    )
    grew_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="led_to")
    offered_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "stakeholders.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_first", "-pk"]
        verbose_name_plural = "activities"
        constraints = [
            *record_constraints(),
            in_order("starts_first", "starts_last"),
            in_order("starts_first", "ends_on"),
            in_order("starts_at", "ends_at"),
            models.CheckConstraint(
                condition=Q(starts_at=None)
                | Q(starts_last=F("starts_first"), starts_first=DayThere("starts_at", "time_zone")),
                name="activity_day_of_hour",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None)
                | Q(starts_at__isnull=False)
                & Q(Exact(Coalesce("ends_on", "starts_first"), DayThere("ends_at", "time_zone"))),
                name="activity_last_day_of_hour",
            ),
            both_or_neither("confirmed_at", "confirmed_by"),
            one_of("kind", ActivityKind),
            one_of("status", ActivityStatus),
        ]
        indexes = [models.Index(fields=["partnership", "-starts_first"], name="activity_by_day")]

    def __str__(self):
        return self.title


@tracked()
class Participant(models.Model):
    """An organisation that took part, on the side of one of the tie's places; people: heads it brought."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participants")
    organisation = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="participations")
    side = models.ForeignKey("stakeholders.Place", models.PROTECT, null=True, blank=True, related_name="+")
    people = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "organisation"], name="participant_once")]

    def __str__(self):
        return f"{self.organisation_id} at {self.activity_id}"


class ActivityFileQuerySet(RecordQuerySet):
    partnership_path = "activity__partnership"
    owner_path = "activity__owner"
    audience_path = "activity__audience"
    named_path = "activity__named"

    def party_admits(self, user):
        return participant_member(user, "activity")


class ActivityFile(Attachment):
    """A photo or paper of the activity."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="files")

    objects = ActivityFileQuerySet.as_manager()
