"""A visit in either direction: how far it is, its programme, points and papers. Read by the owning office alone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.activities import Activity
from activities.models.office_notes import OfficeOnlyQuerySet
from activities.rules import delegations as rules
from partnerships.models import Attachment, Record
from partnerships.models.records import record_constraints
from stakeholders.constraints import both_or_neither, in_order, one_of
from stakeholders.history import tracked


class DelegationStatus(models.TextChoices):
    ASKED = rules.ASKED, _("Asked")
    INVITED = rules.INVITED, _("Invited")
    ACCEPTED = rules.ACCEPTED, _("Accepted")
    DATES_FIXED = rules.DATES_FIXED, _("Dates fixed")
    HELD = rules.HELD, _("Held")
    THANKED = rules.THANKED, _("Thanked")
    DECLINED = rules.DECLINED, _("Declined")
    CANCELLED = rules.CANCELLED, _("Cancelled")


class VisitDirection(models.TextChoices):
    """Seen from the owner: who comes to us, or we who go."""

    IN = "in", _("They come to us")
    OUT = "out", _("We go to them")


class DelegationQuerySet(OfficeOnlyQuerySet):
    partnership_path = "partnership"
    owner_path = "owner"
    audience_path = "audience"
    named_path = "named"

    def open(self):
        return self.filter(status__in=rules.OPEN)


@tracked()
class Delegation(Record):
    """A visit. starts_first and starts_last are a partial date until the dates are fixed, then one day; ends_on is the
    last day. Days are those of the place. next_by: until when the next move is wanted, as the office set it.

    purge_on: the day from which people and files are deleted; None until a day is known. purged_at: when that was
    done; heads_guests and heads_hosts then keep how many there were. activity: what the visit became in the log.
    """

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="delegations")
    direction = models.CharField(max_length=4, choices=VisitDirection)
    status = models.CharField(max_length=12, choices=DelegationStatus, default=DelegationStatus.ASKED)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    starts_first = models.DateField(null=True, blank=True)
    starts_last = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    places = models.ManyToManyField("stakeholders.Place", blank=True, related_name="delegations")
    hosts = models.ManyToManyField("stakeholders.Organisation", blank=True, related_name="delegations")
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    next_by = models.DateField(null=True, blank=True)
    activity = models.OneToOneField(Activity, models.SET_NULL, null=True, blank=True, related_name="delegation")
    purge_on = models.DateField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    heads_guests = models.PositiveIntegerField(null=True, blank=True)
    heads_hosts = models.PositiveIntegerField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_first", "-pk"]
        constraints = [
            *record_constraints(),
            one_of("status", DelegationStatus),
            one_of("direction", VisitDirection),
            both_or_neither("starts_first", "starts_last"),
            in_order("starts_first", "starts_last"),
            in_order("starts_first", "ends_on"),
            models.CheckConstraint(
                condition=~Q(status__in=rules.WITH_DATES)
                | Q(starts_first=models.F("starts_last"), ends_on__isnull=False, starts_first__isnull=False),
                name="delegation_fixed_has_days",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-starts_first"], name="delegation_by_day"),
            models.Index(fields=["purge_on"], condition=Q(purged_at=None), name="delegation_to_purge"),
        ]

    def __str__(self):
        return self.title


class OfDelegationQuerySet(OfficeOnlyQuerySet):
    """Rows of a delegation: read and changed as the delegation is."""

    partnership_path = "delegation__partnership"
    owner_path = "delegation__owner"
    audience_path = "delegation__audience"
    named_path = "delegation__named"


@tracked()
class DelegationMove(models.Model):
    """One step of the visit: from where to where, who recorded it and when; on: the day it was so."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="moves")
    before = models.CharField(max_length=12, choices=DelegationStatus, blank=True)
    after = models.CharField(max_length=12, choices=DelegationStatus)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = OfDelegationQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [one_of("after", DelegationStatus)]

    def __str__(self):
        return f"{self.before} > {self.after}"


class Side(models.TextChoices):
    GUEST = "guest", _("Guest")
    HOST = "host", _("Host")


class Reply(models.TextChoices):
    NOT_ASKED = "", _("Not asked")
    ASKED = "asked", _("Asked")
    YES = "yes", _("Comes")
    NO = "no", _("Does not come")
    NO_ANSWER = "no answer", _("No answer")


class DelegationPerson(models.Model):
    """Somebody on the list. precedence: 1 goes first. representative: who comes in their stead, or nobody.

    Not in the history: the list is deleted on the delegation's purge_on, and then it has to be gone. There are no
    columns for passports, births, diets or health, and there must never be.
    """

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="people")
    side = models.CharField(max_length=5, choices=Side, default=Side.GUEST)
    precedence = models.PositiveIntegerField()
    name = models.CharField(max_length=150)
    office = models.CharField(_("title or office"), max_length=150, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    address = models.CharField(_("form of address"), max_length=120, blank=True)
    language = models.CharField(max_length=12, blank=True)
    email = models.EmailField(blank=True)
    reply = models.CharField(max_length=10, choices=Reply, blank=True)
    representative = models.CharField(max_length=150, blank=True)

    objects = OfDelegationQuerySet.as_manager()

    class Meta:
        ordering = ["side", "precedence", "pk"]
        constraints = [one_of("side", Side), one_of("reply", Reply)]

    def __str__(self):
        return self.name


class DelegationFile(Attachment):
    """A paper of the visit. Deleted on the delegation's purge_on."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="files")

    objects = OfDelegationQuerySet.as_manager()


@tracked(exclude=["interpreter", "host_text", "notes"])
class ProgrammeItem(models.Model):
    """One point of the programme. starts and ends are hours on the clocks of the place on that day.

    host: an organisation; host_text: a person or body in words. interpreter: the name; languages: codes. people: who
    goes; nobody chosen is everybody. What may name a person stands outside the history, and is emptied by the purge.
    """

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="programme")
    day = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    place = models.ForeignKey("stakeholders.Place", models.PROTECT, null=True, blank=True, related_name="+")
    where = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=200)
    host = models.ForeignKey("stakeholders.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    host_text = models.CharField(max_length=150, blank=True)
    languages = models.CharField(max_length=60, blank=True)
    interpreter = models.CharField(max_length=150, blank=True)
    people = models.ManyToManyField(DelegationPerson, blank=True, related_name="+")
    notes = models.TextField(blank=True)

    objects = OfDelegationQuerySet.as_manager()

    class Meta:
        ordering = ["day", models.F("starts").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts__isnull=False), name="programme_item_end_needs_start"
            )
        ]

    def __str__(self):
        return self.what


class PointKind(models.TextChoices):
    RAISE = "raise", _("To raise")
    AVOID = "avoid", _("To avoid")


@tracked()
class BriefPoint(models.Model):
    """A point of the brief, to raise or to avoid."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="points")
    kind = models.CharField(max_length=5, choices=PointKind)
    text = models.CharField(max_length=500)

    objects = OfDelegationQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [one_of("kind", PointKind)]

    def __str__(self):
        return self.text
