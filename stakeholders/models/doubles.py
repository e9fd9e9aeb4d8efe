"""What an office has said of likely doubles, and what was merged, so that it can be undone (docs/doubles.md)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stakeholders.access import Permission, roles_granting
from stakeholders.constraints import one_of
from stakeholders.history import tracked
from stakeholders.models.memberships import Membership


class DoubleKind(models.TextChoices):
    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", _("Contact")


class DoublesQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """What offices of which this person is a full member said or merged; nobody else's."""
        if not user.is_authenticated:
            return self.none()
        held = Membership.objects.held_by(user, roles_granting(permission)).filter(limited=False)
        return self.filter(owner__in=held.values("organisation"))


@tracked()
class NotADouble(models.Model):
    """An office looked at two of a kind and found that they are two. one < other: keys of the kind's table.

    Keys, not foreign keys: the word of an office outlives neither, and a row of a pair that is gone says nothing.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="not_doubles")
    kind = models.CharField(max_length=20, choices=DoubleKind)
    one = models.BigIntegerField()
    other = models.BigIntegerField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    objects = DoublesQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", DoubleKind),
            models.UniqueConstraint(fields=["owner", "kind", "one", "other"], name="not_a_double_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="not_a_double_in_order"),
        ]

    def __str__(self):
        return f"{self.kind} {self.one} and {self.other}"


@tracked(exclude=["steps", "before", "after"])
class Merge(models.Model):
    """Two of a kind became one: gone_id was put into kept_id.

    steps: what was done to rows of other tables, in order, each {"model", "field", "pks", "from", "to"} (moved),
    {"model", "dropped"} (a row as it was), {"model", "pk", "before", "after"} (a row that took words over) or
    {"model", "made"} (the key of a new row).
    before, after: {"kept": {field: value}, "gone": {…}} of the two themselves. Emptied after 30 days (purged_at):
    from then on nothing can be undone. The history leaves these three out: they repeat what it holds already.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, null=True, related_name="merges")
    kind = models.CharField(max_length=20, choices=DoubleKind)
    kept_id = models.BigIntegerField()
    gone_id = models.BigIntegerField()
    kept_name = models.CharField(max_length=200)
    gone_name = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    steps = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    objects = DoublesQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            one_of("kind", DoubleKind),
            models.CheckConstraint(condition=~Q(kept_id=F("gone_id")), name="merge_of_two"),
        ]
        indexes = [
            models.Index(fields=["made_at"], condition=Q(undone_at=None, purged_at=None), name="merge_open"),
            models.Index(fields=["kind", "gone_id"], name="merge_gone"),
        ]

    def __str__(self):
        return f"{self.gone_name} > {self.kept_name}"
