"""Who may be told something, when it suits them, and what they asked not to be told."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Upper
from django.utils.translation import gettext_lazy as _

from stakeholders.constraints import at_most, one_of
from stakeholders.history import tracked


class Mode(models.TextChoices):
    IMMEDIATE = "immediate", _("At once, in my working hours")
    DAILY = "daily", _("Once a day, in one mail")
    WEEKLY = "weekly", _("Once a week, in one mail")


class RecipientQuerySet(models.QuerySet):
    def for_user(self, user):
        """A person's own row: preferences and silences are nobody else's."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def at_addresses(self, emails):
        """Everybody who is mailed at one of these addresses, however they are written, with or without an account."""
        at = Upper(Coalesce("user__email", "person__email"))
        return self.annotate(address=at).filter(address__in={email.upper() for email in emails})

    def stopped(self, emails):
        """Those of these addresses, in capitals, of which somebody asked for no reminders."""
        return set(self.filter(stopped_at__isnull=False).at_addresses(emails).values_list("address", flat=True))


@tracked()
class Recipient(models.Model):
    """A user, a contact without an account, or an office's webhook: exactly one of the three.

    hour: of the day, in their own zone, from which they are told. weekday: of the weekly mail, Monday is 0. stopped_at:
    they asked for no reminders at all, which holds for whoever has their address. bounced_at, problem: their address
    does not take mail; cleared with a new one.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="recipient"
    )
    person = models.OneToOneField(
        "stakeholders.Person", models.CASCADE, null=True, blank=True, related_name="recipient"
    )
    webhook = models.OneToOneField(
        "reminders.Webhook", models.CASCADE, null=True, blank=True, related_name="recipient"
    )
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.DAILY)
    hour = models.PositiveSmallIntegerField(_("hour"), default=8, validators=[MaxValueValidator(23)])
    weekday = models.PositiveSmallIntegerField(_("day of the week"), default=0, validators=[MaxValueValidator(6)])
    stopped_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, person__isnull=True, webhook__isnull=True)
                | Q(user__isnull=True, person__isnull=False, webhook__isnull=True)
                | Q(user__isnull=True, person__isnull=True, webhook__isnull=False),
                name="recipient_is_one",
            ),
            one_of("mode", Mode),
            at_most("hour", 23),
            at_most("weekday", 6),
        ]

    def __str__(self):
        return self.who

    @property
    def who(self):
        """As keys of notices name them: user:12, person:5, webhook:3."""
        if self.user_id:
            return f"user:{self.user_id}"
        return f"person:{self.person_id}" if self.person_id else f"webhook:{self.webhook_id}"

    @property
    def email(self):
        """Where mail goes; "" for a webhook."""
        return (self.user or self.person).email if self.webhook_id is None else ""


@tracked()
class Silence(models.Model):
    """What somebody asked not to be told: a rule, a record, or one rule about one record.

    rule "" is every rule; subject_kind "" is every record. until: a snooze, after which it is told; None is for good.
    """

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="silences")
    rule = models.CharField(max_length=40, blank=True)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "rule", "subject_kind", "subject_id"], nulls_distinct=False, name="silence_once"
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id__isnull=True)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
                name="silence_about_one_record_or_all",
            ),
            models.CheckConstraint(condition=~Q(rule="", subject_kind=""), name="silence_of_something"),
        ]

    def __str__(self):
        return f"{self.recipient_id}: {self.rule or 'all'} {self.subject_kind} {self.subject_id or ''}".strip()
