from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.constraints import one_of
from stakeholders.history import tracked
from stakeholders.models.links import hash_of


class FeedKind(models.TextChoices):
    MINE = "mine", _("My own dates")
    PARTNERSHIP = "partnership", _("A partnership")
    AGREEMENT = "agreement", _("An agreement")
    ORGANISATION = "organisation", _("An organisation")


class FeedQuerySet(models.QuerySet):
    def for_user(self, user):
        """A person's own feeds."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def with_token(self, token):
        """The feed of this token, revoked or not; None when there is none."""
        return self.filter(token_hash=hash_of(token)).select_related("user").first()


@tracked(exclude=["token_hash", "last_read_at"])
class Feed(models.Model):
    """A calendar under a secret address: it shows what its owner may read at that moment, and nothing else.

    Of the address only the hash is kept; it is shown once. scope: what it is of; all None for one's own dates.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds")
    kind = models.CharField(max_length=12, choices=FeedKind, default=FeedKind.MINE)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, null=True, blank=True, related_name="feeds"
    )
    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, null=True, blank=True, related_name="feeds")
    organisation = models.ForeignKey(
        "stakeholders.Organisation", models.CASCADE, null=True, blank=True, related_name="feeds"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_read_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of("kind", FeedKind),
            models.CheckConstraint(
                condition=Q(kind="mine", partnership=None, agreement=None, organisation=None)
                | Q(kind="partnership", partnership__isnull=False, agreement=None, organisation=None)
                | Q(kind="agreement", partnership=None, agreement__isnull=False, organisation=None)
                | Q(kind="organisation", partnership=None, agreement=None, organisation__isnull=False),
                name="feed_of_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.kind} of {self.user_id}"

    @property
    def target(self):
        """The record that it is of; None for one's own dates. Whoever shows it asks whether it may still be read."""
        return None if self.kind == FeedKind.MINE else getattr(self, self.kind)
