"""What an activity is tied to: posts that met, agreements it grew from or led to, deliverables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.activities import Activity
from activities.models.office_notes import OfficeOnlyQuerySet
from stakeholders.constraints import one_of
from stakeholders.history import tracked


class LinkRelation(models.TextChoices):
    """How an activity stands to a paper or a promise."""

    SERVES = "serves", _("Serves")
    GREW_FROM = "grew from", _("Grew from")
    LED_TO = "led to", _("Led to")


@tracked()
class ActivityPost(models.Model):
    """A post that took part, on either side, and who held it that day. Read by the owning office alone: what crosses to
    the other side is what ARCHITECTURE 4 names, and a holder is a contact of one office."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="posts")
    post = models.ForeignKey("stakeholders.Post", models.CASCADE, related_name="activity_posts")
    holder = models.ForeignKey("stakeholders.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OfficeOnlyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "post"], name="activity_post_once")]

    def __str__(self):
        return f"{self.post_id} at {self.activity_id}"


@tracked()
class AgreementLink(models.Model):
    """The activity grew from this agreement, or led to it. Whoever reads both reads the link."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="agreement_links")
    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="activity_links")
    relation = models.CharField(max_length=10, choices=LinkRelation)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "agreement"], name="agreement_link_once"),
            models.CheckConstraint(
                condition=models.Q(relation__in=[LinkRelation.GREW_FROM, LinkRelation.LED_TO]),
                name="agreement_link_known",
            ),
        ]

    def __str__(self):
        return f"{self.activity_id} {self.relation} agreement {self.agreement_id}"


@tracked()
class DeliverableLink(models.Model):
    """The activity serves this deliverable, grew from it or led to it: a row of the later room, for the promise came
    first."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="deliverable_links")
    deliverable = models.ForeignKey("agreements.Deliverable", models.CASCADE, related_name="activity_links")
    relation = models.CharField(
        max_length=10, choices=LinkRelation, default=LinkRelation.SERVES, db_default=LinkRelation.SERVES
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "deliverable"], name="deliverable_link_once"),
            one_of("relation", LinkRelation),
        ]

    def __str__(self):
        return f"{self.activity_id} {self.relation} {self.deliverable_id}"
