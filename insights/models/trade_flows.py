"""What one place sells to another in a year: what partner choice and the estimates of effect work on."""

from django.db import models
from django.db.models import F, Q

from stakeholders.constraints import not_negative
from stakeholders.history import tracked
from stakeholders.models.facts import LAST_YEAR, OLDEST_YEAR

LONGEST_PRODUCT = 20


@tracked()
class TradeFlow(models.Model):
    """Exports of a year from a place to another one, as a source reports them; read by everybody, no office's own.

    product: a code of HS, SITC or EBOPS as given, or blank for all products together; the parts need not add up to the
    whole, so the two are never summed. value: in `currency`, as of the year; nought is a value, no row is no report.
    currency: three letters of ISO 4217, or blank where the source names none. A later report of the same flow takes the
    place of the earlier, which the history keeps.
    """

    origin = models.ForeignKey("stakeholders.Place", models.CASCADE, related_name="trade_sent")
    destination = models.ForeignKey("stakeholders.Place", models.CASCADE, related_name="trade_received")
    product = models.CharField(max_length=LONGEST_PRODUCT, blank=True)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    currency = models.CharField(max_length=3, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "destination", "product", "year"], name="trade_flow_once"),
            models.CheckConstraint(condition=~Q(origin=F("destination")), name="trade_flow_of_two_places"),
            models.CheckConstraint(
                condition=Q(year__gte=OLDEST_YEAR, year__lte=LAST_YEAR), name="trade_flow_year_possible"
            ),
            not_negative("value"),
        ]
        indexes = [models.Index(fields=["product", "year"], name="trade_flow_by_product")]

    def __str__(self):
        return f"{self.origin_id} to {self.destination_id} {self.product or 'all'} {self.year}"
