from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import both_or_neither, in_order, not_negative, one_of
from stakeholders.history import tracked


class OverTime(models.TextChoices):
    SUM = "sum", _("Sum")
    LAST = "last", _("Last")
    MEAN = "mean", _("Mean")
    MAX = "max", _("Highest")
    DISTINCT = "distinct", _("Distinct")
    MEDIAN = "median", _("Median")
    RECOMPUTE = "recompute", _("Recomputed")
    MODEL = "model", _("Estimated by a model")
    NONE = "do not add", _("Do not add")


class OverPlaces(models.TextChoices):
    SUM = "sum", _("Sum")
    DISTINCT = "distinct", _("Distinct")
    LAST = "last", _("Last")
    WMEAN = "wmean", _("Weighted mean")
    RECOMPUTE = "recompute", _("Recomputed")
    NONE = "do not add", _("Do not add")


class Better(models.TextChoices):
    UP = "up", _("More is better")
    DOWN = "down", _("Less is better")
    NEUTRAL = "neutral", _("Neither")


class RatioPart(models.TextChoices):
    """What of an indicator goes into a ratio: its value, or the number of outcomes behind it."""

    VALUE = "value", _("Its value")
    NUMBER = "number", _("The number of records")


class OwnOrShippedQuerySet(models.QuerySet):
    """What is shipped with Gemel and what offices add; `office` is empty for the shipped rows."""

    def for_user(self, user, permission=Permission.VIEW):
        """The shipped ones are read by everybody and changed by platform staff; an office's own by its members."""
        if not user.is_authenticated:
            return self.none()
        keys = keys_of(user).with_permission(permission)
        if permission == Permission.VIEW:
            mine = {key.organisation for key in keys.held} | keys.granted
            return self.filter(Q(office=None) | Q(office__in=mine))
        mine = {key.organisation for key in keys.held if key.ties is None}
        return self.filter(Q(office__in=mine) | Q(office=None) if user.is_staff else Q(office__in=mine))

    def of_office(self, organisation):
        """What an office may use: its own and the shipped ones. organisation: its pk, the row itself or None."""
        return self.filter(Q(office=None) | Q(office=organisation)) if organisation else self.filter(office=None)

    def in_use(self, on):
        """Not retired by that day."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=on))


class IndicatorQuerySet(OwnOrShippedQuerySet):
    def shipped(self, code):
        """The version in use of a shipped indicator, else its last one."""
        return self.filter(office=None, code=code).order_by(F("retired_on").desc(nulls_first=True), "-version")[0]

    def claimable(self, on):
        """In use, and reported by people rather than worked out by the system."""
        return self.in_use(on).filter(computed=False)


@tracked()
class Indicator(models.Model):
    """What is measured, and the two rules by which it adds (METHODS 8). office is empty for the shipped ones.

    Its rule (unit, money, direction, over time, over places, ratio) cannot change once outcomes stand on it: a trigger
    refuses it and the service makes a new version, retiring the former one. Numerator and denominator make a ratio,
    which is computed from their sums and never as a mean of rates.
    """

    code = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField(default=1)
    office = models.ForeignKey(
        "stakeholders.Organisation", models.CASCADE, null=True, blank=True, related_name="indicators"
    )
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, help_text=_("“currency” for money, else the unit counted."))
    better = models.CharField(max_length=8, choices=Better)
    over_time = models.CharField(max_length=12, choices=OverTime)
    over_places = models.CharField(max_length=12, choices=OverPlaces)
    frequency = models.CharField(max_length=12, blank=True)
    who = models.CharField(max_length=40, blank=True)
    evidence = models.CharField(max_length=60, blank=True)
    mapping = models.CharField(max_length=60, blank=True)
    result_type = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("IATI: 1 output, 2 outcome, 3 impact.")
    )
    is_money = models.BooleanField(default=False)
    computed = models.BooleanField(default=False, help_text=_("Worked out by the system; nobody claims it."))
    retired_on = models.DateField(null=True, blank=True)
    definition = models.TextField(blank=True, help_text=_("What counts and what does not, in a few sentences."))
    iati_measure = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("IATI: 1 unit, 2 percentage."))
    sdg = models.CharField(max_length=40, blank=True, help_text=_("Theme of the Sustainable Development Goals."))
    classification = models.CharField(max_length=40, blank=True, help_text=_("HS, EBOPS or ISIC."))
    numerator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    denominator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    numerator_as = models.CharField(max_length=6, choices=RatioPart, default=RatioPart.VALUE)
    denominator_as = models.CharField(max_length=6, choices=RatioPart, default=RatioPart.VALUE)
    sample = models.BooleanField(default=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version", "office"], nulls_distinct=False, name="indicator_once"
            ),
            one_of("better", Better),
            one_of("over_time", OverTime),
            one_of("over_places", OverPlaces),
            one_of("numerator_as", RatioPart),
            one_of("denominator_as", RatioPart),
            both_or_neither("numerator", "denominator"),
            models.CheckConstraint(condition=Q(numerator=None) | Q(computed=True), name="indicator_ratio_is_computed"),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


@tracked()
class ExchangeRate(models.Model):
    """Reporting currency per unit of `currency`, on a day or as the average of a span (METHODS 5.2)."""

    class Kind(models.TextChoices):
        DAY = "day", _("Day")
        AVERAGE = "average", _("Average")
        CLOSING = "closing", _("Closing")

    currency = models.CharField(max_length=3)
    first = models.DateField()
    last = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.AVERAGE)
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    source = models.CharField(max_length=120, default="manual")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["currency", "first", "last", "kind"], name="exchange_rate_once"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_above_0"),
            in_order("first", "last"),
            models.CheckConstraint(
                condition=Q(kind__in=["day", "average", "closing"]), name="exchange_rate_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.currency} {self.first}: {self.rate}"


class TargetQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """Targets stay in the office: no button shares them (ARCHITECTURE 4)."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(keys_of(user).with_permission(permission).opens("owner", "partnership"))


@tracked()
class Target(models.Model):
    """What an office set out to reach in a year, for one tie or (empty) for all."""

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="targets")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, null=True, blank=True, related_name="targets"
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField()
    baseline = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=20, decimal_places=2)
    sample = models.BooleanField(default=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "partnership", "indicator", "year"], nulls_distinct=False, name="target_once"
            ),
            not_negative("target"),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.year}"
