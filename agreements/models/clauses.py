from django.db import models
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Party
from partnerships.models import RecordQuerySet
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import one_of
from stakeholders.history import tracked


class ClauseKind(models.TextChoices):
    OBJECTIVE = "objective", _("Objective")
    COMMITMENT = "commitment", _("Commitment")
    RIGHT = "right", _("Right")
    REPORTING = "reporting duty", _("Reporting duty")


class OfAgreementQuerySet(RecordQuerySet):
    """Rows that are part of an agreement and are read by whoever reads it."""

    partnership_path = "agreement__partnership"
    owner_path = "agreement__owner"
    audience_path = "agreement__audience"
    named_path = "agreement__named"

    def party_admits(self, user):
        """Members of the organisations that are party to the agreement."""
        keys = keys_of(user).with_permission(Permission.VIEW)
        mine = Party.objects.filter(
            keys.opens("organisation", "agreement__partnership"), agreement=OuterRef("agreement")
        )
        return models.Q(models.Exists(mine))


@tracked()
class Clause(models.Model):
    """One clause of an agreement: what it says, under the number that the paper gives it."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="clauses")
    position = models.PositiveIntegerField()
    number = models.CharField(_("number as written"), max_length=20, blank=True)
    kind = models.CharField(max_length=16, choices=ClauseKind, default=ClauseKind.COMMITMENT)
    text = models.TextField()
    # Of an amendment's clause: which one it was copied from. A bare number, because it must outlive the clause it
    # names: that one may be taken out of the original while the amendment is being written.
    copied_from = models.PositiveBigIntegerField(null=True, blank=True)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            one_of("kind", ClauseKind),
            models.CheckConstraint(condition=~models.Q(text=""), name="clause_says_something"),
            models.UniqueConstraint(
                fields=["agreement", "position"], name="clause_place_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["agreement", "copied_from"], name="clause_copied_once"),
        ]

    def __str__(self):
        return self.number or str(self.position)
