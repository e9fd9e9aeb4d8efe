from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.constraints import one_of
from stakeholders.models.names import normalised


class Level(models.TextChoices):
    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    CITY = "city", _("City")


class PlaceQuerySet(models.QuerySet):
    def cities(self):
        return self.filter(level=Level.CITY)


class Place(models.Model):
    """A country, a region or a city: one table. Reference data, readable by everybody, not tracked by history.

    lat, lon: WGS 84 decimal degrees. population: persons. source and external_id say where the row comes from.
    """

    level = models.CharField(max_length=8, choices=Level)
    name = models.CharField(max_length=200)
    normalised_name = normalised()
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    country = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="places_within")
    country_code = models.CharField(max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2; NA is Namibia."))
    iso_code = models.CharField(max_length=10, null=True, blank=True, help_text=_("ISO 3166-1 or 3166-2."))
    geonames_id = models.BigIntegerField(null=True, blank=True)
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    population = models.BigIntegerField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=60, default="manual")
    external_id = models.CharField(max_length=120, null=True, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text=_("Why the place stands as it does."))

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("level", Level),
            models.UniqueConstraint(fields=["iso_code"], name="place_iso_once"),
            models.UniqueConstraint(fields=["geonames_id"], name="place_geonames_once"),
            models.UniqueConstraint(fields=["source", "external_id"], name="place_source_once"),
            models.CheckConstraint(
                condition=Q(level=Level.COUNTRY) | ~Q(country_code=""), name="place_below_country_has_country"
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=True) | Q(population__gte=0), name="place_population_ge_0"
            ),
        ]
        indexes = [
            models.Index(fields=["level", "country_code", "normalised_name"], name="place_by_name"),
            models.Index(
                models.F("level"), models.expressions.OrderBy(models.F("population"), descending=True, nulls_last=True),
                name="place_by_population",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def has_point(self):
        return self.lat is not None and self.lon is not None
