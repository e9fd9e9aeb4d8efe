"""What a pause or an end stopped, and a lead that is offered to another office of the same side."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from partnerships.models.requests import OfOfficeQuerySet
from stakeholders.constraints import one_of
from stakeholders.history import tracked


class OfSeatQuerySet(OfOfficeQuerySet):
    owner_path = "seat__organisation"


class Stop(models.Model):
    """What one pause or end stopped of this office's own towards the other side: written once, never changed.

    what: [{"kind": a word of partnerships.stopping, "n": how many, "names": the first few of them}].
    """

    seat = models.ForeignKey("partnerships.Seat", models.CASCADE, related_name="stops")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    what = models.JSONField(default=list)

    objects = OfSeatQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.seat_id} at {self.at}"


class LeadOfferState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("lead", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("lead", "Accepted")
    DECLINED = "declined", pgettext_lazy("lead", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("lead", "Withdrawn")


class LeadOfferQuerySet(models.QuerySet):
    """Read by the offices on both ends of the offer; they are of one place."""

    def for_user(self, user, permission="view"):
        found = OfOfficeQuerySet(self.model)
        found.owner_path = "giver"
        giving = found.for_user(user, permission)
        found = OfOfficeQuerySet(self.model)
        found.owner_path = "taker"
        return self.filter(Q(pk__in=giving.values("pk")) | Q(pk__in=found.for_user(user, permission).values("pk")))


@tracked()
class LeadOffer(models.Model):
    """The lead of a tie on one side, offered by the office that has it to another one designated for that place."""

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="lead_offers")
    side = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="+")
    giver = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="+")
    taker = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="+")
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=LeadOfferState, default=LeadOfferState.OFFERED)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = LeadOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        constraints = [
            one_of("state", LeadOfferState),
            models.UniqueConstraint(
                fields=["partnership", "side"], condition=Q(state=LeadOfferState.OFFERED), name="one_lead_offer_a_side"
            ),
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="lead_offer_to_another"),
        ]

    def __str__(self):
        return f"{self.giver_id} > {self.taker_id} in {self.partnership_id}"
