"""What the ledger makes of the claims, and stored sums of it: copies that may be thrown away and rebuilt."""

from django.db import models
from django.db.models import Q

from outcomes.enums import EvidenceGroup, State
from outcomes.models.fields import HundredthsField, HundredthsSumField, WordField
from outcomes.models.reach import LEVELS
from partnerships.models import Audience
from partnerships.models.keys import Keys, keys_of
from stakeholders.access import Permission

STATES = [state.value for state in State]
GROUPS = [group.value for group in EvidenceGroup]
AUDIENCES = [audience.value for audience in Audience]
BY_MEMBER = ["owner", "level", "member", "indicator", "year"]


class OfficeFigureQuerySet(models.QuerySet):
    """Figures in one office's view. Named records stay out for those who may not read them."""

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        keys = keys_of(user)
        everybody = self.opened_by(keys.with_permission(permission))
        confidants = self.opened_by(keys.with_permission(permission, confidential=True))
        return self.filter((~Q(audience=Audience.NAMED) & everybody) | (Q(audience=Audience.NAMED) & confidants))

    def opened_by(self, keys):
        return keys.opens("owner", "partnership")


class RollUpQuerySet(OfficeFigureQuerySet):
    def opened_by(self, keys):
        return keys.opens("owner", "reach__partnership")


class TotalQuerySet(OfficeFigureQuerySet):
    def opened_by(self, keys):
        """A membership limited to named ties opens no total over several."""
        return Keys(tuple(key for key in keys.held if key.ties is None), keys.granted).opens("owner", "")


class Counted(models.Model):
    """What one outcome counts for on one partnership, as the owner's office may know it (law 1).

    in_portfolio: the one row of an outcome and owner that enters totals over partnerships. reach: which totals the
    row enters, and in which of them it counts.
    owner: the office whose view this is; only claims it may read went in. audience: the narrowest of its own
    claims that went in. state: CONTRACTS 2. nominal in the reporting currency (or the indicator's unit), repeated on
    each partnership of the outcome: a total over partnerships takes each outcome once. group: verified, documented
    or reported. reported: value of what is not verified, so that a tile can show it beside. month is empty where
    the date is known to the year only; a whole quarter stands as its mark (outcomes/periods.py).
    In the database amounts are hundredths and the words of state, group and audience numbers (models/fields.py).
    """

    class Group(models.TextChoices):
        VERIFIED = "verified"
        DOCUMENTED = "documented"
        REPORTED = "reported"

    outcome = models.ForeignKey("outcomes.Outcome", models.CASCADE, related_name="counted", db_index=False)
    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="counted")
    reach = models.ForeignKey("outcomes.Reach", models.CASCADE, related_name="counted")
    indicator = models.ForeignKey("outcomes.Indicator", models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="+", db_index=False)
    audience = WordField(words=AUDIENCES, choices=Audience)
    month = models.DateField(null=True, blank=True)
    year = models.SmallIntegerField()
    occurred_last = models.DateField()
    state = WordField(words=STATES)
    group = WordField(words=GROUPS, choices=Group)
    reason = models.CharField(max_length=60, blank=True)
    gap = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    nominal = HundredthsField(null=True, blank=True)
    constant = HundredthsField(null=True, blank=True)
    reported = HundredthsField(null=True, blank=True)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)
    share_stated = models.BooleanField(default=False)
    in_portfolio = models.BooleanField(default=True)
    contributed = HundredthsField(null=True, blank=True)
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
            # In the order in which roll-ups group, with what they sum: the first step reads nothing else, sorted.
            models.Index(
                fields=["owner", "indicator", "year", "month", "state", "group", "audience", "reach"],
                include=["share_stated", "nominal", "constant", "reported", "contributed"],
                name="counted_by_roll_up",
            ),
        ]

    def __str__(self):
        return f"{self.outcome_id} on {self.partnership_id}: {self.state}"


class StoredSum(models.Model):
    """Of what one office may know (owner), of one indicator and audience. A copy: swapped as a whole by the rebuild.

    Its keys are those of Counted and not checked again, which would cost more than the rebuild itself; its id is never
    looked up, so it carries no index. n and the amounts take each outcome once; contributed adds stated parts over the
    ties. largest: the largest single nominal value.
    """

    indicator = models.ForeignKey(
        "outcomes.Indicator", models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    owner = models.ForeignKey(
        "stakeholders.Organisation", models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    audience = WordField(words=AUDIENCES, choices=Audience)
    year = models.SmallIntegerField()
    n = models.PositiveIntegerField()
    contributed = HundredthsSumField(null=True, blank=True)
    largest = HundredthsField(null=True, blank=True)

    class Meta:
        abstract = True


class RollUp(StoredSum):
    """Sums by month of what is alike in the totals that it enters, so of one tie: any total is a sum of these.

    n counts the rows; in a total, those of a reach that does not count there add to `contributed` alone. month is empty
    for facts dated to a year only; they enter the year and no finer view.
    """

    reach = models.ForeignKey(
        "outcomes.Reach", models.CASCADE, related_name="sums", db_constraint=False, db_index=False
    )
    month = models.DateField(null=True, blank=True)
    state = WordField(words=STATES)
    group = WordField(words=GROUPS)
    nominal = HundredthsSumField(null=True, blank=True)
    constant = HundredthsSumField(null=True, blank=True)
    reported = HundredthsSumField(null=True, blank=True)

    objects = RollUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reach", "owner", "indicator", "year", "month", "state", "group", "audience"],
                nulls_distinct=False,
                name="roll_up_once",
            )
        ]
        indexes = [models.Index(fields=["owner", "indicator", "year", "month"], name="roll_up_of_month")]

    def __str__(self):
        return f"{self.indicator_id} {self.year}: {self.nominal}"


class LargeTotal(models.Model):
    """A total of an office that so many sums enter that it is stored, by month and by year; the rebuild decides it.

    All other totals are added from RollUp when they are read. level: portfolio (member 0), place (city, region or
    country; all that lie above a place of the tie), layer, organisation or sector; member: see `member_number`.
    """

    owner = models.ForeignKey(
        "stakeholders.Organisation", models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    level = WordField(words=LEVELS)
    member = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "level", "member"], name="large_total_once")]

    def __str__(self):
        return f"{self.level} {self.member} of {self.owner_id}"


class StoredTotal(StoredSum):
    """Of one large total, what pages read: the value that stands in a part, verified, documented or reported."""

    level = WordField(words=LEVELS)
    member = models.BigIntegerField()
    part = WordField(words=GROUPS)
    value = HundredthsSumField(null=True, blank=True)

    objects = TotalQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.indicator_id} {self.year}: {self.value} {self.part}"


class Total(StoredTotal):
    """Large totals by month."""

    month = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[*BY_MEMBER, "month", "part", "audience"], nulls_distinct=False, name="total_once"
            )
        ]


class YearlyTotal(StoredTotal):
    """Large totals by calendar year, whatever the facts are dated to."""

    class Meta:
        constraints = [
            # With all that a page reads, so that it reads nothing else.
            models.UniqueConstraint(
                fields=[*BY_MEMBER, "part", "audience"],
                include=["n", "value", "contributed", "largest"],
                name="yearly_total_once",
            )
        ]
