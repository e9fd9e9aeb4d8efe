"""What came by mail and is not yet an activity: drafts that only their sender reads, and the addresses for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models import Attachment
from stakeholders.access import Permission, roles_granting
from stakeholders.constraints import one_of
from stakeholders.history import tracked
from stakeholders.models import Membership


class IntakeAddressQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """One's own, and that of the offices for which one may log; a coordinator of it may change it."""
        if not user.is_authenticated:
            return self.none()
        roles = roles_granting(Permission.LOG_ACTIVITY if permission == Permission.VIEW else permission)
        offices = Membership.objects.held_by(user, roles).filter(limited=False)
        return self.filter(Q(user=user) | Q(office__in=offices.values("organisation")))


@tracked()
class IntakeAddress(models.Model):
    """Where mails may be sent to become drafts: of a person, whose secret proves who sends, or of an office.

    The secret itself stands nowhere: it is worked out from the row's number and `edition` (activities/addresses.py);
    a new edition ends the address before it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="intake_address"
    )
    office = models.OneToOneField(
        "stakeholders.Organisation", models.CASCADE, null=True, blank=True, related_name="intake_address"
    )
    edition = models.PositiveIntegerField(default=1)

    objects = IntakeAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, office__isnull=False) | Q(user__isnull=False, office=None),
                name="intake_address_of_one",
            )
        ]

    def __str__(self):
        return f"address of {'user' if self.user_id else 'office'} {self.user_id or self.office_id}"


class GuessedBy(models.TextChoices):
    """How the partnership of a draft was found."""

    TAG = "tag", _("named in the address")
    NAMES = "names", _("named in the mail")
    LAST = "last", _("the last one you logged on")


class IncomingDraftQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """A person's own drafts: nobody else reads what they mailed, not even their office."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def waiting(self):
        return self.filter(closed_at=None)


class IncomingDraft(models.Model):
    """A mail of a person that may become an activity. It is counted and shown nowhere but to its sender.

    mail_key: SHA-256 of the Message-ID, so that the same mail twice is one draft. day: as guessed. left_out:
    [{"name", "why"}] of the files that were not taken. Once it is saved or thrown away (closed_at) its texts and files
    are gone and the row only keeps the mail from coming again. Not in the history: what is thrown away is gone.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="incoming_drafts")
    mail_key = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    guessed_by = models.CharField(max_length=5, choices=GuessedBy, blank=True)
    day = models.DateField(null=True, blank=True)
    left_out = models.JSONField(default=list, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    activity = models.ForeignKey("activities.Activity", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = IncomingDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "mail_key"], name="incoming_draft_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(subject="", text="", left_out=[]), name="incoming_draft_closed_is_empty"
            ),
        ]

    def __str__(self):
        return self.subject or f"draft {self.pk}"


class DraftFileQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        return self.filter(draft__user=user) if user.is_authenticated else self.none()


class DraftFile(Attachment):
    """A photo or paper that came with the mail."""

    draft = models.ForeignKey(IncomingDraft, models.CASCADE, related_name="files")

    objects = DraftFileQuerySet.as_manager()


class WhyRefused(models.TextChoices):
    """Why a mail made no draft."""

    ADDRESS = "address", _("sent to no address of ours")
    AUTOMATIC = "automatic", _("written by a machine")
    SENDER = "sender", _("the sender belongs to no office here, or may not log")
    PROOF = "proof", _("nothing proves who sent it")
    MANY = "many", _("too many drafts are waiting")
    BROKEN = "broken", _("it could not be read")


class IntakeRefusal(models.Model):
    """That a mail made no draft, and why; never who sent it or what it said. mail_key: SHA-256 of the mail."""

    mail_key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)
    why = models.CharField(max_length=10, choices=WhyRefused)

    class Meta:
        constraints = [one_of("why", WhyRefused)]

    def __str__(self):
        return f"{self.why} {self.at:%Y-%m-%d}"
