"""Whom next: weights that an office saved under a name, and the brief on one candidate."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.models.holds import OfficeRowQuerySet
from stakeholders.history import tracked


@tracked()
class RankingSet(models.Model):
    """Criteria with their weights.

    weights: {criterion: percent}, adding up to 100. turned: criteria seen the other way round. A locked set is an
    official one from its day on: it is never changed, only followed by another.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="ranking_sets")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=90)
    weights = models.JSONField(default=dict)
    turned = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = OfficeRowQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "slug"], name="ranking_set_once"),
            models.CheckConstraint(condition=~Q(name=""), name="ranking_set_named"),
        ]

    def __str__(self):
        return self.name


@tracked()
class Brief(models.Model):
    """Why the first three of a ranking were put forward, as it was known on the day; kept as it was then.

    said: the frozen figures, as insights.rankings.frozen gives them. reason: the office's own words.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="briefs")
    title = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    said = models.JSONField()
    as_of = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    objects = OfficeRowQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.title


@tracked()
class BriefPlace(models.Model):
    """A place that a brief puts forward; once the office keeps a tie with it, the brief says why that tie exists."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="places")
    place = models.ForeignKey("stakeholders.Place", models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["brief", "place"], name="brief_place_once"),
            models.UniqueConstraint(fields=["brief", "rank"], name="brief_rank_once"),
        ]

    def __str__(self):
        return f"{self.rank}: {self.place_id}"
