import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stakeholders.access import Role
from stakeholders.constraints import in_order, one_of
from stakeholders.history import tracked


class CurrentQuerySet(models.QuerySet):
    """Rows with `since` and `until` days; those that hold on a day."""

    def current(self, on=None):
        day = on or timezone.localdate()
        return self.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))


class MembershipQuerySet(CurrentQuerySet):
    def held_by(self, user, roles):
        """This person's memberships of today in one of the roles."""
        return self.current().filter(user=user, role__in=roles)


@tracked()
class Membership(models.Model):
    """A user in an organisation with a role.

    limited: only for the ties named by partnerships.MembershipTie (committee volunteers).
    confidential: may read what the office holds for named readers.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    confidential = models.BooleanField(_("reads confidential records"), default=False)
    limited = models.BooleanField(_("only for named partnerships"), default=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="membership_once"),
            in_order("since", "until"),
            one_of("role", Role),
        ]

    def __str__(self):
        return f"{self.user_id} {self.role} {self.organisation_id}"


class StaffGrantQuerySet(models.QuerySet):
    def current(self, at=None):
        now = at or timezone.now()
        return self.filter(granted_at__lte=now, ends_at__gt=now, revoked_at=None)


@tracked()
class StaffGrant(models.Model):
    """An office lets one of the hosting staff read its content, for a reason and at most seven days."""

    office = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="staff_grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_grants")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    granted_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = StaffGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("granted_at")), name="staff_grant_ends_later"),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("granted_at") + dt.timedelta(days=7)), name="staff_grant_at_most_7_days"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="staff_grant_has_reason"),
        ]

    def __str__(self):
        return f"{self.office_id} > {self.user_id}"
