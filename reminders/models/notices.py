"""The ledger of notices."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.access import Permission, roles_granting
from stakeholders.constraints import one_of
from stakeholders.models import Membership


class Channel(models.TextChoices):
    MAIL = "mail", _("Mail and My work")
    INBOX = "inbox", _("My work only")
    WEBHOOK = "webhook", _("Webhook")


class State(models.TextChoices):
    PLANNED = "planned", _("Planned")
    TOLD = "told", _("Told")
    WITHHELD = "withheld", _("Withheld")
    CANCELLED = "cancelled", _("Cancelled")


class Because(models.TextChoices):
    """Why this person: each has a sentence in reminders/words.py."""

    OWES = "owes"
    CONTACT = "contact"
    COORDINATES = "coordinates"
    OTHERS = "others"
    AUTHOR = "author"
    FILES = "files"
    REPORTS = "reports"
    CHANNEL = "channel"
    INSTEAD = "instead"


class Why(models.TextChoices):
    """Why somebody was not told, or no longer will be: each has a sentence in reminders/words.py."""

    NOBODY = "nobody"
    OTHER_SIDE = "other side"
    NOT_BY_HAND_YET = "not by hand yet"
    NEVER_MAIL = "never mail"
    NO_ADDRESS = "no address"
    STOPPED = "stopped"
    MUTED = "muted"
    BOUNCED = "bounced"
    MAY_NOT_SEE = "may not see"
    STANDS_STILL = "tie stands still"
    TOO_LATE = "too late"
    SETTLED = "settled"
    MOVED = "moved"
    RULE_OFF = "rule off"
    OTHERWISE = "otherwise"


class NoticeQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """An office's ledger is read by its full coordinators; what it names is shown where its own room shows it."""
        if not user.is_authenticated:
            return self.none()
        held = Membership.objects.held_by(user, roles_granting(Permission.MANAGE_TIE)).filter(limited=False)
        return self.filter(office__in=held.values("organisation"))

    def due(self, now):
        """Planned ones whose moment has come."""
        return self.filter(state=State.PLANNED, send_at__lte=now)


class Notice(models.Model):
    """One reminder for one recipient about one occasion, exactly once: the key is unique in the database.

    key: rule, subject, occasion, recipient and channel, as reminders.rules.key_of writes it. subject: kind and id of
    the record ("deliverable", 12). occasion: which of the rule's steps, as "14" for two weeks before. day: on which
    that step falls; about_on: the day that is told, as the due day. recipient None: nobody was there to be told (why
    says so). told: handed over, by mail in the transaction that wrote the mail; what became of it stands on the mail.
    """

    key = models.CharField(max_length=200, unique=True)
    office = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="notices")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, null=True, blank=True, related_name="notices"
    )
    rule = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    occasion = models.CharField(max_length=60)
    recipient = models.ForeignKey(
        "reminders.Recipient", models.CASCADE, null=True, blank=True, related_name="notices"
    )
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    because = models.CharField(max_length=12, choices=Because)
    day = models.DateField()
    about_on = models.DateField(null=True, blank=True)
    send_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    why = models.CharField(max_length=20, choices=Why, blank=True)
    planned_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(
        "stakeholders.OutgoingMail", models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    post = models.ForeignKey(
        "reminders.WebhookPost", models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    note = models.CharField(max_length=300, blank=True, help_text="What happened, where no record says it.")
    sample = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["send_at", "pk"]
        constraints = [
            one_of("state", State),
            one_of("channel", Channel),
            models.CheckConstraint(
                condition=Q(state=State.TOLD, told_at__isnull=False, recipient__isnull=False)
                | (~Q(state=State.TOLD) & Q(told_at__isnull=True)),
                name="notice_told_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.PLANNED, State.TOLD], why="")
                | (Q(state__in=[State.WITHHELD, State.CANCELLED]) & ~Q(why="")),
                name="notice_not_told_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "send_at"], condition=Q(state=State.PLANNED), name="notice_to_tell"),
            models.Index(fields=["recipient", "-send_at"], name="notice_by_recipient"),
            models.Index(fields=["office", "-send_at"], name="notice_by_office"),
            models.Index(fields=["subject_kind", "subject_id"], name="notice_by_subject"),
        ]

    def __str__(self):
        return self.key
