"""What is known of an organisation or a place beyond its name: sectors with strength, dated figures with source."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.constraints import one_of
from stakeholders.history import tracked
from stakeholders.sectors import Section

OLDEST_YEAR, LAST_YEAR = 1800, 2200


@tracked()
class OrganisationSector(models.Model):
    """A section of ISIC Rev. 4 in which the body works, and how strong it is there: 1 present, 2 strong, 3 leading."""

    class Strength(models.IntegerChoices):
        PRESENT = 1, _("present")
        STRONG = 2, _("strong")
        LEADING = 3, _("leading")

    organisation = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="sectors")
    section = models.CharField(max_length=1, choices=Section)
    strength = models.PositiveSmallIntegerField(choices=Strength, default=Strength.PRESENT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "section"], name="organisation_sector_once"),
            one_of("section", Section),
            models.CheckConstraint(condition=Q(strength__gte=1, strength__lte=3), name="organisation_sector_strength"),
        ]

    def __str__(self):
        return f"{self.organisation_id}: {self.section}"


class Figure(models.Model):
    """A figure of a year, from a source: containers of a port, students of a university, people of a city.

    metric: a word in lower case with underscores (`stakeholders/metrics.py` knows some). value: a number in `unit`;
    nought is a value. A metric has one figure a year: a later report of the same year takes its place, and the
    history keeps the earlier.
    """

    metric = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=OLDEST_YEAR, year__lte=LAST_YEAR), name="%(class)s_year_possible"
            ),
            models.CheckConstraint(condition=Q(metric__regex=r"^[^\s-]+$"), name="%(class)s_metric_is_a_word"),
        ]

    def __str__(self):
        return f"{self.metric} {self.year}"


@tracked()
class OrganisationFigure(Figure):
    organisation = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="figures")

    class Meta(Figure.Meta):
        constraints = [
            *Figure.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "metric", "year"], name="organisation_figure_once"),
        ]


@tracked()
class PlaceFigure(Figure):
    place = models.ForeignKey("stakeholders.Place", models.CASCADE, related_name="figures")

    class Meta(Figure.Meta):
        constraints = [
            *Figure.Meta.constraints,
            models.UniqueConstraint(fields=["place", "metric", "year"], name="place_figure_once"),
        ]
        indexes = [models.Index(fields=["metric", "year"], name="place_figure_by_metric")]
