"""What values are measured with: price indices, CIF to FOB by corridor, additionality (METHODS 5.3, 5.5, 5.8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stakeholders.constraints import at_most, not_negative
from stakeholders.history import tracked


@tracked()
class PriceIndex(models.Model):
    """The price level of a currency's economy in a year; only its ratio to the base year's row matters."""

    currency = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=6)
    source = models.CharField(max_length=120, default="manual")

    class Meta:
        verbose_name_plural = "price indices"
        constraints = [
            models.UniqueConstraint(fields=["currency", "year"], name="price_index_once"),
            models.CheckConstraint(condition=Q(value__gt=0), name="price_index_above_0"),
        ]

    def __str__(self):
        return f"{self.currency} {self.year}: {self.value}"


@tracked()
class CorridorFactor(models.Model):
    """What a CIF value is divided by to be free on board, between two countries in either direction.

    Without a row it is 1.06. The pair is unordered: the country with the lower id stands first. stated_on: the day of
    the source, where it is known.
    """

    country_a = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="+")
    country_b = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="+")
    factor = models.DecimalField(max_digits=6, decimal_places=4)
    source = models.CharField(max_length=200)
    stated_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country_a", "country_b"], name="corridor_factor_once"),
            models.CheckConstraint(condition=Q(country_a__lt=F("country_b")), name="corridor_factor_in_order"),
            models.CheckConstraint(condition=Q(factor__gte=1, factor__lte=2), name="corridor_factor_1_to_2"),
        ]

    def __str__(self):
        return f"{self.country_a_id}–{self.country_b_id}: {self.factor}"


@tracked()
class Additionality(models.Model):
    """What an office assumes would have happened anyway (METHODS 5.8). Shown wherever a net figure is shown.

    partnership or indicator empty: for all of them; the row that names more wins. Each of the four is a share
    0–1 taken off in turn; the multiplier comes last. source: where the assumptions come from, in the office's words.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="additionality")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, null=True, blank=True, related_name="additionality"
    )
    indicator = models.ForeignKey(
        "outcomes.Indicator", models.CASCADE, null=True, blank=True, related_name="additionality"
    )
    deadweight = models.DecimalField(_("deadweight"), max_digits=5, decimal_places=4, default=0)
    leakage = models.DecimalField(_("leakage"), max_digits=5, decimal_places=4, default=0)
    displacement = models.DecimalField(_("displacement"), max_digits=5, decimal_places=4, default=0)
    substitution = models.DecimalField(_("substitution"), max_digits=5, decimal_places=4, default=0)
    multiplier = models.DecimalField(_("multiplier"), max_digits=6, decimal_places=4, default=1)
    source = models.CharField(_("source"), max_length=300)
    sample = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "additionality"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "partnership", "indicator"], nulls_distinct=False, name="additionality_once"
            ),
            *(not_negative(name) for name in ("deadweight", "leakage", "displacement", "substitution", "multiplier")),
            *(at_most(name, 1) for name in ("deadweight", "leakage", "displacement", "substitution")),
        ]

    def __str__(self):
        return f"additionality of {self.owner_id}"


class LedgerBasis(models.Model):
    """What the stored figures were counted with: one row. When settings differ from it, all is counted anew.

    It also tells the triggers which year's rates and indices concern every outcome of a currency.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    currency = models.CharField(max_length=3)
    base_year = models.PositiveSmallIntegerField(null=True, blank=True)
    rule_version = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "ledger bases"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="ledger_basis_once")]

    def __str__(self):
        return f"{self.currency} {self.base_year} {self.rule_version}"
