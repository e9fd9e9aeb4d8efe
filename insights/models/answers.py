"""Answers that were worked out once and are shown many times, with all that makes them again."""

import gzip

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from insights.asking import QUESTIONS
from insights.studies import OWN
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import one_of


class AnswerState(models.TextChoices):
    """Where an answer stands: asked, being worked out, there; or why it is not."""

    WAITING = "waiting", _("Waiting for a worker")
    RUNNING = "running", _("Being worked out")
    DONE = "done", _("Worked out")
    REFUSED = "refused", _("Not enough data")
    FAILED = "failed", _("Could not be worked out")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (AnswerState.WAITING, AnswerState.RUNNING)


class AnswerQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """An office's own are read by its full members; those of the public record by everybody who is signed in.

        Those of the public record are asked for by platform staff alone.
        """
        if not user.is_authenticated:
            return self.none()
        keys = keys_of(user).with_permission(permission)
        whole = {key.organisation for key in keys.held if key.ties is None} | keys.granted
        if permission == Permission.VIEW or user.is_staff:
            return self.filter(Q(owner__in=whole) | Q(owner=None))
        return self.filter(owner__in=whole)

    def by(self, methods):
        """Without what was worked out by other methods than these, which no page of today reads."""
        return self.filter(~Q(state=AnswerState.DONE) | Q(versions__method__in=methods))


class Answer(models.Model):
    """What one study found on one day.

    study: its key in insights.studies. owner: the office whose records went in, or empty for the public record alone.
    options: what was chosen for it. reason: in words, why there is no answer. told: how far it is, in words.
    checksum: SHA-256 of what went in; with seed, versions and options it gives the same found again. found: plain
    JSON, numbers at nine significant digits. table: what the page works on further, as numpy's archive.
    source: a table that a person sent in, as it came, gzipped.
    """

    study = models.CharField(max_length=30)
    owner = models.ForeignKey(
        "stakeholders.Organisation", models.CASCADE, null=True, blank=True, related_name="answers"
    )
    options = models.JSONField(default=dict)
    source = models.BinaryField(null=True, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=AnswerState, default=AnswerState.WAITING)
    reason = models.TextField(blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    told = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    as_of = models.DateField(null=True, blank=True)
    checksum = models.CharField(max_length=64, blank=True)
    seed = models.PositiveIntegerField(default=0)
    versions = models.JSONField(default=dict)
    found = models.JSONField(null=True, blank=True)
    table = models.BinaryField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["study", "owner", "-asked_at"], name="answer_latest")]
        constraints = [
            one_of("state", AnswerState),
            models.UniqueConstraint(
                fields=["study", "owner"], condition=Q(state__in=["waiting", "running"], source=None),
                nulls_distinct=False, name="answer_open_once",
            ),
            models.CheckConstraint(
                condition=Q(found__isnull=False) | ~Q(state="done"), name="answer_done_has_found"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="answer_progress"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.study} of {self.owner_id or 'the public record'}: {self.state}"

    @property
    def question(self):
        """Of which question of insights.asking a table was sent in; None of any other study."""
        return QUESTIONS.get(self.study.removeprefix(OWN)) if self.study.startswith(OWN) else None

    @property
    def table_sent(self):
        """The table that was sent in, as it came, in bytes."""
        return gzip.decompress(bytes(self.source))

    @property
    def is_open(self):
        return self.state in OPEN
