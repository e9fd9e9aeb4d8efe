"""What the other side says of an activity: who was asked by a mailed link, and what each answered."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from activities.models.activities import Activity, participant_member
from partnerships.models import Audience, RecordQuerySet, Seat, SeatRole
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import one_of
from stakeholders.history import tracked
from stakeholders.models import MailedLink


class AccountAnswer(models.TextChoices):
    CONFIRMED = "confirmed", _("It was so")
    OWN = "own account", _("Own account")
    NOT_US = "not us", _("This was not us")


@tracked(exclude=["token_hash"])
class ActivityAsk(MailedLink):
    """A mailed link that asks an organisation of the other side whether an activity was so.

    person or post: the contact or post whose address it was made for; neither where it was passed on to somebody
    unknown. fields: the frozen copy of what is shown (activities.facts), chosen by the coordinator; never a view into
    the record. language: of the page and the mail.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="asks")
    organisation = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("stakeholders.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    post = models.ForeignKey("stakeholders.Post", models.SET_NULL, null=True, blank=True, related_name="+")
    passed_by = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="passed_on")
    message = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    fields = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(person=None) | Q(post=None), name="activity_ask_person_or_post")
        ]

    def __str__(self):
        return f"ask about {self.activity_id} to {self.email}"


class ActivityAccountQuerySet(RecordQuerySet):
    """Read by those who read the activity, at most by both sides: it was given to the office, not to everybody."""

    partnership_path = "activity__partnership"
    owner_path = "activity__owner"
    audience_path = "activity__audience"
    named_path = "activity__named"

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        if permission != Permission.VIEW:
            return super().for_user(user, permission)
        return self.filter(self.seat_admits(user) & self.audience_admits(user))

    def audience_admits(self, user):
        """What everybody reads of the activity, only its two sides read of the account."""
        keys = keys_of(user).with_permission(Permission.VIEW).without_grants()
        leads = Seat.objects.filter(
            keys.opens("organisation", "partnership"),
            partnership=OuterRef(self.partnership_path),
            role=SeatRole.LEAD,
        )
        published = Q(**{self.audience_path: Audience.PUBLIC})
        return super().audience_admits(user) | (published & (self.party_admits(user) | Q(Exists(leads))))

    def party_admits(self, user):
        return participant_member(user, "activity")


@tracked()
class ActivityAccount(models.Model):
    """One organisation's word on an activity: only added, never edited; the latest of each stands.

    asked: the frozen copy of what it was shown. told: its own account, the same keys; empty unless it gave one.
    differs: the keys in which `told` differs from `asked`. ask: the link it came by; None where somebody signed in.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="accounts")
    organisation = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="+")
    ask = models.ForeignKey(ActivityAsk, models.CASCADE, null=True, blank=True, related_name="accounts")
    answer = models.CharField(max_length=12, choices=AccountAnswer)
    asked = models.JSONField(default=dict)
    told = models.JSONField(default=dict, blank=True)
    differs = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    remark = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = ActivityAccountQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ask"], name="activity_account_once_an_ask"),
            one_of("answer", AccountAnswer),
            models.CheckConstraint(
                condition=Q(answer=AccountAnswer.OWN) | Q(told={}, differs=[]), name="activity_account_told_if_own"
            ),
        ]
        indexes = [models.Index(fields=["activity", "organisation", "-at"], name="activity_account_latest")]

    def __str__(self):
        return f"{self.organisation_id} on {self.activity_id}: {self.answer}"
