from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.models.records import upload_to
from stakeholders.constraints import both_or_neither, one_of


class ImportRun(models.Model):
    """One import that was committed: which dataset, from which file and source, by whom, with what result.

    context: under which the history keeps what it wrote, so that it can be taken back. undone: what the undoing did:
    {"taken_back": n, "set_back": n, "kept": [{"record", "why"}], "kept_in_all": n}.
    """

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
    context = models.UUIDField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [both_or_neither("undone_at", "undone")]

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


class UploadState(models.TextChoices):
    """Where an uploaded file stands on its way in."""

    MATCHING = "matching", _("Columns to match")
    LOOKING = "looking", _("Being checked")
    LOOKED = "looked", _("Checked")
    IMPORTING = "importing", _("Being imported")
    DONE = "done", _("Imported")


class ImportUpload(models.Model):
    """A table that a person sent by the page, kept with the run until `purge_on`; only this person reads it.

    columns: header of the file. mapping: {our column: theirs}; constants: {our column: value of all rows}. counts: of
    the last look, as the report of exchange.engine; stale: a row was put right since. problem: why the file as a whole
    was refused, in words.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    dataset = models.CharField(max_length=30)
    source = models.CharField(max_length=60)
    file = models.FileField(upload_to=upload_to, max_length=200)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    constants = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.MATCHING)
    stale = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    run = models.OneToOneField(ImportRun, models.SET_NULL, null=True, blank=True, related_name="upload")
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    purge_on = models.DateField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [one_of("state", UploadState)]

    def __str__(self):
        return self.file_name


class RowState(models.TextChoices):
    """What the last look found of a row; the values are those of the engine."""

    CREATED = "created", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    REJECTED = "rejected", _("Wrong")


class UploadRow(models.Model):
    """A data row of an upload: its cells as sent, {our column: value} put right since, and what the last look found.

    problems: [{column, code, message, value}].
    """

    upload = models.ForeignKey(ImportUpload, models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField()
    cells = ArrayField(models.TextField(blank=True))
    edits = models.JSONField(default=dict, db_default={})
    state = models.CharField(max_length=10, choices=RowState, blank=True, db_default="")
    problems = models.JSONField(default=list, db_default=[])

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["upload", "row"], name="upload_row_once")]
        indexes = [models.Index(fields=["upload", "state", "row"], name="upload_row_state")]

    def __str__(self):
        return f"row {self.row} of upload {self.upload_id}"
