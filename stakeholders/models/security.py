"""How people are let in: that an organisation asks for a second step, and where somebody is signed in."""

from django.conf import settings
from django.db import models

from stakeholders.access import Permission
from stakeholders.history import tracked


@tracked()
class SecondStepRule(models.Model):
    """From a day on, the members of this organisation sign in with a second step; without a row none is asked for."""

    organisation = models.OneToOneField("stakeholders.Organisation", models.CASCADE, related_name="second_step_rule")
    holds_from = models.DateField()

    def __str__(self):
        return f"{self.organisation_id} from {self.holds_from}"


class SignedInQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """A person's own; nobody else, staff included, sees where somebody is signed in."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class SignedIn(models.Model):
    """One browser in which somebody is signed in; it ends with its session.

    device: what the browser says of itself. No network address and no place: the person's own list needs neither.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    device = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = SignedInQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at", "-pk"]

    def __str__(self):
        return f"{self.user_id} since {self.started_at:%Y-%m-%d}"
