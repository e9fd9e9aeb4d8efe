"""Whom next: weights that an office saved under a name, and the brief on one candidate."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.models.holds import OfficeRowQuerySet
from stakeholders.history import tracked


@tracked()
class RankingSet(models.Model):
    """Criteria with their weights, and which candidates they are held against.

    weights: {criterion: percent}, adding up to 100. candidates: {"least_population", "countries": [iso2], "places":
    [pk]}. A locked set is the official one of its day: it is never changed, only followed by another.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="ranking_sets")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=90)
    weights = models.JSONField(default=dict)
    candidates = models.JSONField(default=dict)
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
    """Why a place was put forward as a partner, as it was known on the day; kept as it was then.

    said: the frozen figures {"rank", "of", "points", "parts", "ranks", "acceptability", "missing", "weights",
    "beside"}. reason: the office's own words. partnership: the tie that came of it, once there is one.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="briefs")
    place = models.ForeignKey("stakeholders.Place", models.CASCADE, related_name="briefs")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.SET_NULL, null=True, blank=True, related_name="briefs"
    )
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
