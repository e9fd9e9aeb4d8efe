"""Whom an office turns to on a tie: the post, which outlives its holder, or a person where there is none."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import one_of
from stakeholders.history import tracked


class ContactPurpose(models.TextChoices):
    FIRST = "first contact", _("First contact")
    PROTOCOL = "protocol", _("Protocol")
    SIGNS = "signs", _("Signs")


class TieContactQuerySet(models.QuerySet):
    """Each office's own: read by its members who keep the tie, never by the other side (ARCHITECTURE 4)."""

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        return self.filter(keys_of(user).with_permission(permission).opens("owner", "partnership"))


@tracked()
class TieContact(models.Model):
    """On this tie the owning office turns to this post (or this person) for this purpose."""

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="contacts")
    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="tie_contacts")
    purpose = models.CharField(max_length=16, choices=ContactPurpose, default=ContactPurpose.FIRST)
    post = models.ForeignKey("stakeholders.Post", models.CASCADE, null=True, blank=True, related_name="tie_contacts")
    person = models.ForeignKey(
        "stakeholders.Person", models.CASCADE, null=True, blank=True, related_name="tie_contacts"
    )
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TieContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "owner", "purpose", "post"], name="tie_contact_post_once"
            ),
            models.UniqueConstraint(
                fields=["partnership", "owner", "purpose", "person"], name="tie_contact_person_once"
            ),
            models.CheckConstraint(
                condition=Q(post__isnull=True, person__isnull=False) | Q(post__isnull=False, person__isnull=True),
                name="tie_contact_of_one",
            ),
            one_of("purpose", ContactPurpose),
        ]

    def __str__(self):
        return f"{self.purpose} of {self.owner_id} on {self.partnership_id}"
