from django.conf import settings
from django.db import models


class ImportRun(models.Model):
    """One import that was committed: which dataset, from which file and source, by whom, with what result."""

    dataset = models.CharField(max_length=30)
    source = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.dataset} from {self.source}, {self.at:%Y-%m-%d}"


class ReferenceVersion(models.Model):
    """Which shipped reference files stand in the database, by content: loading them again is a no-op."""

    name = models.CharField(max_length=60, unique=True)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)
    counts = models.JSONField(default=dict)

    def __str__(self):
        return self.name


class SourceKey(models.Model):
    """A record under the id that one source gives it; a record may have many. Kept by imports, not by people."""

    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=120)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.source}: {self.external_id}"


class SourcePlace(SourceKey):
    """match: why a place of a public list is this place (exchange.matching.Match); "" where the source says so."""

    place = models.ForeignKey("stakeholders.Place", models.CASCADE, related_name="source_keys")
    match = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="source_place_once")]


class SourceOrganisation(SourceKey):
    organisation = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="source_keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="source_organisation_once")]


class SourceRow(SourceKey):
    """What a source last said of a record that people here may since have corrected, confirmed or withdrawn.

    said: a hash of the row. A row that says the same again changes nothing, whatever became of the record.
    """

    dataset = models.CharField(max_length=30)
    said = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "source", "external_id"], name="source_row_once"),
        ]
