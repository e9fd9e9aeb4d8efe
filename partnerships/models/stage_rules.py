"""The numbers of the stage rule and of health, version by version (METHODS 3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.rules import NUMBERS, Thresholds
from stakeholders.history import tracked


class StageRuleQuerySet(models.QuerySet):
    def valid_on(self, day):
        """The version that holds on a day."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


@tracked()
class StageRule(models.Model):
    """One version of the thresholds. Added, never edited: what was computed by it names it.

    valid_from: the first as-of date that is computed by it, until the next version begins. made_by: empty for what was
    shipped.
    """

    version = models.CharField(max_length=20, unique=True)
    valid_from = models.DateField(unique=True)
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    window_months = models.PositiveSmallIntegerField()
    outcome_months = models.PositiveSmallIntegerField()
    report_months = models.PositiveSmallIntegerField()
    exchanges = models.PositiveSmallIntegerField()
    reciprocity = models.DecimalField(max_digits=4, decimal_places=3)
    layers = models.PositiveSmallIntegerField()
    strategic_layers = models.PositiveSmallIntegerField()
    strategic_outcomes = models.PositiveSmallIntegerField()
    strategic_years = models.PositiveSmallIntegerField()
    strategic_kinds = models.PositiveSmallIntegerField()
    contact_full_days = models.PositiveSmallIntegerField()
    contact_none_days = models.PositiveSmallIntegerField()

    objects = StageRuleQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(window_months__gte=1, outcome_months__gte=1, report_months__gte=1),
                name="stage_rule_has_windows",
            ),
            models.CheckConstraint(
                condition=Q(reciprocity__gte=0, reciprocity__lte=1), name="stage_rule_reciprocity_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(contact_none_days__gt=models.F("contact_full_days")), name="stage_rule_contact_falls"
            ),
            models.CheckConstraint(condition=~Q(version=""), name="stage_rule_has_a_name"),
        ]

    def __str__(self):
        return self.version

    @property
    def limits(self):
        """These numbers as the rule takes them."""
        return Thresholds(self.version, **{name: getattr(self, name) for name in NUMBERS})
