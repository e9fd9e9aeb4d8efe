"""Named dimensions by which a figure may be broken down: sector, sex, firm size, and an office's own."""

from django.db import models

from outcomes.models.claims import Claim
from outcomes.models.indicators import OwnOrShippedQuerySet
from partnerships.models import RecordQuerySet
from stakeholders.constraints import not_negative
from stakeholders.history import tracked


@tracked()
class Dimension(models.Model):
    """A way of breaking down a total. office is empty for the shipped ones, which everybody uses."""

    code = models.SlugField(max_length=30)
    office = models.ForeignKey(
        "stakeholders.Organisation", models.CASCADE, null=True, blank=True, related_name="dimensions"
    )
    name = models.CharField(max_length=80)
    retired_on = models.DateField(null=True, blank=True)
    sample = models.BooleanField(default=False)

    objects = OwnOrShippedQuerySet.as_manager()

    class Meta:
        ordering = ["office_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "office"], nulls_distinct=False, name="dimension_once")
        ]

    def __str__(self):
        return self.name


@tracked()
class Category(models.Model):
    """One part of a dimension, as "women" of sex or section C of ISIC Rev. 4."""

    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="categories")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=150)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["dimension", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["dimension", "code"], name="category_once")]

    def __str__(self):
        return self.name


class ClaimPartQuerySet(RecordQuerySet):
    """Read by whoever reads the claim."""

    partnership_path = "claim__partnership"
    owner_path = "claim__owner"
    audience_path = "claim__audience"
    named_path = "claim__named"

    def party_admits(self, user):
        return self.party_of(user, "claim__organisation")


@tracked()
class ClaimPart(models.Model):
    """The part of a claim's amount in one category, in the claim's own unit or currency.

    The parts of one dimension are at most the amount, held by a trigger; what is left reads "not stated". Parts are
    shown beside the total and never summed into figures of their own.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="parts")
    category = models.ForeignKey(Category, models.PROTECT, related_name="parts")
    amount = models.DecimalField(max_digits=20, decimal_places=2)

    objects = ClaimPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "category"], name="claim_part_once"),
            not_negative("amount"),
        ]

    def __str__(self):
        return f"{self.amount} of {self.claim_id} in {self.category_id}"
