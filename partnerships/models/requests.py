"""Letters that ask for a tie and ideas of one's own, the criteria they are held against, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.models.keys import Keys, keys_of
from partnerships.models.partnerships import Form
from partnerships.models.records import Attachment
from stakeholders.access import Permission
from stakeholders.constraints import one_of
from stakeholders.history import tracked


class OfOfficeQuerySet(models.QuerySet):
    """Rows that only the owning office reads, whatever tie they concern (ARCHITECTURE 4: no button widens them).

    A membership limited to named ties opens none: a request is about a tie that is not there yet.
    """

    owner_path = "owner"

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        keys = keys_of(user).with_permission(permission)
        whole = Keys(tuple(key for key in keys.held if key.ties is None), keys.granted)
        return self.filter(whole.opens(self.owner_path, ""))


class OfListQuerySet(OfOfficeQuerySet):
    owner_path = "criteria__owner"


class OfRequestQuerySet(OfOfficeQuerySet):
    owner_path = "request__owner"


@tracked()
class Criteria(models.Model):
    """One version of an office's written criteria. A change makes a new one; the newest number holds from its day."""

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    since = models.DateField()
    authority = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfOfficeQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["owner", "number"], name="criteria_number_once")]

    def __str__(self):
        return f"{self.owner_id} {self.number}"


@tracked()
class Criterion(models.Model):
    """One question of a version, as it was asked then. Answers carry no weight and make no sum."""

    criteria = models.ForeignKey(Criteria, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    objects = OfListQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["criteria", "position"], name="criterion_position_once"),
            models.CheckConstraint(condition=~Q(text=""), name="criterion_has_text"),
        ]

    def __str__(self):
        return self.text


class RequestKind(models.TextChoices):
    LETTER = "letter", pgettext_lazy("request", "Letter")
    PROSPECT = "prospect", pgettext_lazy("request", "Own idea")


class RequestChannel(models.TextChoices):
    POST = "post", _("Letter by post")
    MAIL = "mail", _("E-mail")
    MEETING = "meeting", _("Said at a meeting")
    EMBASSY = "embassy", _("Through an embassy or consulate")
    ASSOCIATION = "association", _("Through an association")
    OTHER = "other", _("Other")


class RequestState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("request", "Waiting")
    EXPLORING = "exploring", pgettext_lazy("request", "Exploring")
    DECLINED = "declined", pgettext_lazy("request", "Declined")
    LATER = "later", pgettext_lazy("request", "Kept for later")


@tracked()
class TieRequest(models.Model):
    """Somebody asks for a tie, or the office thinks of one (a prospect: no letter, nobody is answered).

    asked_form: the form of tie that the letter asks for. again_on: when what was kept for later is looked at again.
    partnership: the tie that came of it. answer: the text of the letter that answered it, as it was kept.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=RequestKind, default=RequestKind.LETTER)
    place = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="+")
    sender = models.CharField(max_length=200, blank=True)
    sender_post = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=12, choices=RequestChannel, blank=True)
    received_on = models.DateField()
    asked_form = models.CharField(max_length=30, choices=Form, default=Form.PARTNERSHIP)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.WAITING)
    reason = models.TextField(blank=True)
    authority = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    again_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    criteria = models.ForeignKey(Criteria, models.PROTECT, null=True, blank=True, related_name="+")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.SET_NULL, null=True, blank=True, related_name="requests"
    )
    external_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    sample = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfOfficeQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        constraints = [
            one_of("kind", RequestKind),
            one_of("state", RequestState),
            one_of("asked_form", Form),
            models.CheckConstraint(
                condition=Q(channel="") | Q(channel__in=list(RequestChannel.values)), name="tierequest_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.WAITING, decided_on=None)
                | (~Q(state=RequestState.WAITING) & Q(decided_on__isnull=False)),
                name="tierequest_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.DECLINED) | ~Q(reason=""), name="tierequest_declined_for_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["owner", "state"], name="tierequest_owner_state")]

    def __str__(self):
        return f"{self.place}, {self.received_on}"


class Fit(models.TextChoices):
    YES = "yes", pgettext_lazy("criterion", "Yes")
    PARTLY = "partly", pgettext_lazy("criterion", "Partly")
    NO = "no", pgettext_lazy("criterion", "No")


@tracked()
class CriterionAnswer(models.Model):
    """How a request stands to one criterion, with a note."""

    request = models.ForeignKey(TieRequest, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="answers")
    fit = models.CharField(max_length=6, choices=Fit)
    note = models.CharField(max_length=500, blank=True)

    objects = OfRequestQuerySet.as_manager()

    class Meta:
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "criterion"], name="criterion_answered_once"),
            one_of("fit", Fit),
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.fit}"


class RequestFile(Attachment):
    """The letter itself."""

    request = models.ForeignKey(TieRequest, models.CASCADE, related_name="files")

    objects = OfRequestQuerySet.as_manager()
