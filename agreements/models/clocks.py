"""Which rules hold for a place or an office, the days that start clocks, and what is to be filed by when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement
from partnerships.models import Attachment, RecordQuerySet
from stakeholders.access import Permission
from stakeholders.constraints import both_or_neither, one_of, partial_date
from stakeholders.history import tracked


class ClockEvent(models.TextChoices):
    """What starts a clock. The last four are read from the agreement itself, the others are recorded here."""

    NEGOTIATION_PLANNED = "negotiation planned", _("Negotiation planned")
    NEGOTIATION_BEGUN = "negotiation begun", _("Negotiation begun")
    SIGNING_PLANNED = "signing planned", _("Planned to be signed")
    APPROVED = "approved", _("Approved")
    AMENDED = "amended", _("Amended")
    SIGNED = "signed", _("Signed")
    IN_FORCE = "in force", _("In force")
    ENDED = "ended", _("Ended")


RECORDED = [
    ClockEvent.NEGOTIATION_PLANNED, ClockEvent.NEGOTIATION_BEGUN, ClockEvent.SIGNING_PLANNED, ClockEvent.APPROVED,
    ClockEvent.AMENDED,
]  # fmt: skip


@tracked()
class Jurisdiction(models.Model):
    """A rule pack that holds for a place and all below it, or one that an office has switched on for itself."""

    place = models.ForeignKey(
        "stakeholders.Place", models.CASCADE, null=True, blank=True, related_name="jurisdictions"
    )
    office = models.ForeignKey(
        "stakeholders.Organisation", models.CASCADE, null=True, blank=True, related_name="own_rules"
    )
    pack = models.CharField(_("rules"), max_length=60)
    since = models.DateField(
        _("for what happens from"), null=True, blank=True, help_text=_("Empty: from the day on which the law applies.")
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["pack"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False, office__isnull=True) | Q(place__isnull=True, office__isnull=False),
                name="jurisdiction_of_one",
            ),
            models.UniqueConstraint(fields=["place", "pack"], name="jurisdiction_once_a_place"),
            models.UniqueConstraint(fields=["office", "pack"], name="jurisdiction_once_an_office"),
        ]

    def __str__(self):
        return f"{self.pack} for {self.place_id or self.office_id}"


class MilestoneQuerySet(RecordQuerySet):
    partnership_path = "agreement__partnership"
    owner_path = "agreement__owner"

    def for_user(self, user, permission=Permission.VIEW):
        """The owning office only: when an office plans to negotiate is its own affair."""
        if not user.is_authenticated:
            return self.none()
        mine = self.party_of(user, self.owner_path, permission)
        return self.filter(mine, agreement__in=Agreement.objects.for_user(user, permission))


@tracked()
class Milestone(models.Model):
    """A day of an agreement's making that no other record holds, known to the day, month or year."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="milestones")
    event = models.CharField(max_length=20, choices=[(event.value, event.label) for event in RECORDED])
    on_first = models.DateField()
    on_last = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["on_first", "pk"]
        constraints = [
            *partial_date("on"),
            models.CheckConstraint(
                condition=Q(event__in=[event.value for event in RECORDED]), name="milestone_event_known"
            ),
            models.UniqueConstraint(
                fields=["agreement", "event"], condition=~Q(event=ClockEvent.AMENDED), name="milestone_once"
            ),
        ]

    def __str__(self):
        return f"{self.event} of {self.agreement_id}"


class ClockClosed(models.TextChoices):
    FILED = "filed", _("Filed")
    NOT_NEEDED = "not needed", _("Not needed")


class ClockTaskQuerySet(RecordQuerySet):
    """Read by the body that has to file and by the office that keeps it, where they also read the agreement."""

    partnership_path = "agreement__partnership"

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        mine = self.party_of(user, "owner", permission) | self.party_of(user, "organisation", permission)
        return self.filter(self.seat_admits(user) & mine, agreement__in=Agreement.objects.for_user(user))

    def open(self):
        return self.filter(closed_as="")


@tracked()
class ClockTask(models.Model):
    """Something to be filed by a day, because a rule says so. Its words are those of the pack while it was open."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="clock_tasks")
    organisation = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="clock_tasks")
    owner = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="+")
    pack = models.CharField(max_length=60)
    clock = models.CharField(max_length=60)
    event = models.CharField(max_length=20, choices=ClockEvent)
    occasion = models.CharField(
        max_length=40, blank=True, help_text=_("Which one, of an event that may come more than once.")
    )
    event_first = models.DateField()
    event_last = models.DateField()
    due_on = models.DateField()
    title = models.CharField(max_length=200)
    filed_with = models.CharField(max_length=200)
    law = models.CharField(max_length=300)
    law_url = models.URLField(max_length=300, blank=True)
    proof_asked = models.CharField(max_length=300, blank=True)
    closed_as = models.CharField(max_length=12, choices=ClockClosed, blank=True)
    done_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()

    objects = ClockTaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation", "pack", "clock", "occasion"], name="clock_task_once"
            ),
            *partial_date("event"),
            both_or_neither("closed_at", "closed_by"),
            one_of("event", ClockEvent),
            models.CheckConstraint(
                condition=Q(closed_as="", closed_at__isnull=True, done_on__isnull=True)
                | Q(closed_as=ClockClosed.FILED, closed_at__isnull=False, done_on__isnull=False)
                | (Q(closed_as=ClockClosed.NOT_NEEDED, closed_at__isnull=False) & ~Q(note="")),
                name="clock_task_closed_with_proof",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(closed_as=""), name="clock_task_open_by_due")]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return not self.closed_as

    @property
    def was_late(self):
        """Filed after its day; None while it is open or where nothing had to be filed."""
        return self.done_on > self.due_on if self.closed_as == ClockClosed.FILED else None


class ClockFileQuerySet(ClockTaskQuerySet):
    partnership_path = "task__agreement__partnership"

    def for_user(self, user, permission=Permission.VIEW):
        return self.filter(task__in=ClockTask.objects.for_user(user, permission))


class ClockFile(Attachment):
    """Proof of filing: the receipt, the letter, the page of the register."""

    task = models.ForeignKey(ClockTask, models.CASCADE, related_name="files")

    objects = ClockFileQuerySet.as_manager()
