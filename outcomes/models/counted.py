"""What the ledger makes of the claims, and stored sums of it: copies that may be thrown away and rebuilt."""

from django.db import models
from django.db.models import Q

from partnerships.models import Audience
from partnerships.models.keys import keys_of
from stakeholders.access import Permission


class OfficeFigureQuerySet(models.QuerySet):
    """Figures in one office's view. Named records stay out for those who may not read them."""

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        keys = keys_of(user)
        everybody = keys.with_permission(permission).opens("owner", "partnership")
        confidants = keys.with_permission(permission, confidential=True).opens("owner", "partnership")
        return self.filter(
            (~Q(audience=Audience.NAMED) & everybody) | (Q(audience=Audience.NAMED) & confidants)
        )


class Counted(models.Model):
    """What one outcome counts for on one partnership, as the owner's office may know it (law 1).

    in_portfolio: the one row of an outcome and owner that enters totals over partnerships.
    owner: the office whose view this is; only claims it may read went in. audience: the narrowest of its own
    claims that went in. state: CONTRACTS 2. nominal in the reporting currency (or the indicator's unit), repeated on
    each partnership of the outcome: a total over partnerships takes each outcome once. group: verified, documented
    or reported. reported: value of what is not verified, so that a tile can show it beside. month is empty where
    the date is known to the year only.
    """

    class Group(models.TextChoices):
        VERIFIED = "verified"
        DOCUMENTED = "documented"
        REPORTED = "reported"

    outcome = models.ForeignKey("outcomes.Outcome", models.CASCADE, related_name="counted")
    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="counted")
    indicator = models.ForeignKey("outcomes.Indicator", models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="+", db_index=False)
    audience = models.CharField(max_length=10, choices=Audience)
    month = models.DateField(null=True, blank=True)
    year = models.SmallIntegerField()
    occurred_last = models.DateField()
    state = models.CharField(max_length=14)
    group = models.CharField(max_length=10, choices=Group)
    reason = models.CharField(max_length=60, blank=True)
    gap = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    nominal = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    constant = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    reported = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)
    share_stated = models.BooleanField(default=False)
    in_portfolio = models.BooleanField(default=True)
    contributed = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    rule_version = models.CharField(max_length=20)
    claims = models.JSONField(default=list, help_text="Per claim: id, side, amount, currency, rate and its source.")
    counted_at = models.DateTimeField(auto_now=True)

    objects = OfficeFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "partnership", "owner"], name="counted_once"),
            models.UniqueConstraint(
                fields=["outcome", "owner"], condition=Q(in_portfolio=True), name="counted_in_portfolio_once"
            ),
        ]
        indexes = [
            # In the order in which roll-ups group, with what they sum: one pass gives both levels, sorted.
            models.Index(
                fields=["owner", "indicator", "year", "month", "state", "group", "audience", "partnership"],
                include=["in_portfolio", "share_stated", "nominal", "constant", "reported", "contributed"],
                name="counted_by_roll_up",
            ),
        ]

    def __str__(self):
        return f"{self.outcome_id} on {self.partnership_id}: {self.state}"


class RollUp(models.Model):
    """Sums of Counted by partnership (empty: the office's portfolio, each outcome once), indicator and month.

    month is empty for facts dated to a year only; they enter the year and no finer view.
    """

    # A copy of Counted, whose keys are checked: to check them again costs a rebuild more than the rebuild itself.
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, null=True, blank=True, related_name="+", db_constraint=False
    )
    indicator = models.ForeignKey(
        "outcomes.Indicator", models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    owner = models.ForeignKey(
        "stakeholders.Organisation", models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    audience = models.CharField(max_length=10, choices=Audience)
    year = models.SmallIntegerField()
    month = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=14)
    group = models.CharField(max_length=10)
    n = models.PositiveIntegerField()
    nominal = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)
    constant = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)
    reported = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)
    contributed = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)
    largest = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)

    objects = OfficeFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "indicator", "year", "month", "state", "group", "audience", "partnership"],
                nulls_distinct=False,
                name="roll_up_once",
            )
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.year}: {self.nominal}"
