from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.constraints import one_of, partial_date
from stakeholders.history import tracked


class SeatRole(models.TextChoices):
    LEAD = "lead", _("Lead")
    PARTNER = "partner", _("Partner")
    OBSERVER = "observer", _("Observer")


class Standing(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    EXPLORING = "exploring", _("Exploring")
    KEPT = "kept", _("Kept")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


@tracked()
class Seat(models.Model):
    """An organisation's place in a tie, with a side (one of the tie's places) and a role.

    Standing is this seat's own: one side's pause neither changes nor tells the other.
    No organisation of the other side is seated without its consent. standing_statement: what the office says of it in
    public; nobody else reads it before it is published.
    """

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="seats")
    organisation = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="seats")
    side = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="seats")
    role = models.CharField(max_length=10, choices=SeatRole, default=SeatRole.PARTNER)
    word = models.CharField(_("own word for this tie"), max_length=60, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.KEPT)
    standing_first = models.DateField(null=True, blank=True)
    standing_last = models.DateField(null=True, blank=True)
    standing_reason = models.TextField(blank=True)
    standing_authority = models.CharField(max_length=200, blank=True)
    standing_conditions = models.TextField(blank=True)
    standing_statement = models.TextField(blank=True)
    statement_published_at = models.DateTimeField(null=True, blank=True)
    statement_published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    consented_at = models.DateTimeField(null=True, blank=True)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "organisation"], name="seat_once"),
            models.UniqueConstraint(
                fields=["partnership", "side"], condition=Q(role=SeatRole.LEAD), name="one_lead_a_side"
            ),
            *partial_date("standing"),
            one_of("role", SeatRole),
            one_of("standing", Standing),
        ]

    def __str__(self):
        return f"{self.organisation_id} in {self.partnership_id}"
