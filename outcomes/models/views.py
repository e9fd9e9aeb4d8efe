"""What an office keeps of its dashboards: named views, and the networks whose figures it joins."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import both_or_neither
from stakeholders.history import tracked


class SavedViewQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """A person's own views and those shared in an office where they work; only one's own are changed."""
        if not user.is_authenticated:
            return self.none()
        offices = {key.organisation for key in keys_of(user).held if key.ties is None}
        own = Q(made_by=user)
        if permission != Permission.VIEW:
            return self.filter(own, office__in=offices)
        return self.filter(own | Q(shared=True), office__in=offices)


@tracked()
class SavedView(models.Model):
    """A page with its filters under a name: an address of this installation, mine or my office's."""

    office = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="saved_views")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name of this view"), max_length=80)
    path = models.CharField(max_length=200, help_text=_("Address of the page, without its filters."))
    query = models.CharField(max_length=1000, blank=True)
    shared = models.BooleanField(_("share it with my office"), default=False)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "made_by", "name"], name="saved_view_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_name"),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="saved_view_is_a_page"),
        ]

    def __str__(self):
        return self.name


class NetworkMemberQuerySet(models.QuerySet):
    def current(self):
        """Offices that asked to join, were let in and have not left."""
        return self.filter(accepted_at__isnull=False, left_at=None)

    def for_user(self, user, permission=Permission.VIEW):
        """Rows of networks in which the person's office stands or asks to stand, and of the person's own network."""
        if not user.is_authenticated:
            return self.none()
        mine = [key.organisation for key in keys_of(user).with_permission(permission).held if key.ties is None]
        joined = self.model._base_manager.filter(office__in=mine, left_at=None, accepted_at__isnull=False)
        return self.filter(Q(network__in=mine) | Q(office__in=mine) | Q(network__in=joined.values("network")))


@tracked()
class NetworkMember(models.Model):
    """An office in a network of cities: its coordinator asks, the network's own coordinator lets it in.

    From then on, what the office shares or publishes enters the network's sums (ARCHITECTURE 4).
    """

    network = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="network_members")
    office = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="networks")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    sample = models.BooleanField(default=False)

    objects = NetworkMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "office"], condition=Q(left_at=None), name="network_member_once"
            ),
            models.CheckConstraint(condition=~Q(network=models.F("office")), name="network_is_not_its_member"),
            both_or_neither("accepted_at", "accepted_by"),
        ]

    def __str__(self):
        return f"{self.office_id} in {self.network_id}"


class PageMark(models.Model):
    """Something that pages of this office show was changed n times; no office: something that all offices show.

    The sum of n is the version of an office's pages. Each change appends a row, so nobody waits for anybody, and a
    change that commits late still adds its one; the sweep folds the rows into one without changing the sum.
    """

    office = models.ForeignKey(
        "stakeholders.Organisation", models.CASCADE, null=True, blank=True, related_name="+", db_constraint=False
    )
    n = models.BigIntegerField(default=1)

    def __str__(self):
        return f"{self.office_id}: {self.n}"
