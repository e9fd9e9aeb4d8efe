"""What an office notes of how to meet the holder of a post, or one person: it stays in the office."""

from django.db import models
from django.db.models import Q

from stakeholders.access import Permission, roles_granting
from stakeholders.history import tracked
from stakeholders.models.memberships import Membership


class ProtocolNoteQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """Notes of an office of which this person is a full member; nobody else's, as with its contacts."""
        if not user.is_authenticated:
            return self.none()
        held = Membership.objects.held_by(user, roles_granting(permission)).filter(limited=False)
        return self.filter(owner__in=held.values("organisation"))


@tracked(exclude=["address", "avoid", "notes"])
class ProtocolNote(models.Model):
    """One office's note on a post or on a person. address: how they are addressed, spoken and written.

    The words themselves stand outside the history: what is taken back about somebody has to be gone.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="protocol_notes")
    post = models.ForeignKey(
        "stakeholders.Post", models.CASCADE, null=True, blank=True, related_name="protocol_notes"
    )
    person = models.ForeignKey(
        "stakeholders.Person", models.CASCADE, null=True, blank=True, related_name="protocol_notes"
    )
    address = models.CharField(max_length=200, blank=True)
    avoid = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    sample = models.BooleanField(default=False)

    objects = ProtocolNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "post"], name="protocol_note_of_post"),
            models.UniqueConstraint(fields=["owner", "person"], name="protocol_note_of_person"),
            models.CheckConstraint(
                condition=Q(post__isnull=True, person__isnull=False) | Q(post__isnull=False, person__isnull=True),
                name="protocol_note_of_one",
            ),
        ]

    def __str__(self):
        return f"protocol note of {self.owner_id} on {self.post_id or self.person_id}"
