"""The key with which a program of a person's own calls the API in that person's name."""

import datetime as dt
import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stakeholders.access import Permission
from stakeholders.constraints import one_of
from stakeholders.history import tracked
from stakeholders.models.links import hash_of

LONGEST = 731  # days: two years, a leap day among them
START = "gemel_"  # so that a key left in a file is recognised, by people and by programs that look for such
SHOWN = len(START) + 6  # characters that stay readable; the other 37 are hashed alone


class Scope(models.TextChoices):
    READ = "read", _("Read")
    WRITE = "write", _("Read and write")


class ApiTokenQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """A person's own tokens, whoever else may manage the office."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def open(self, today):
        """Those that still let in."""
        return self.filter(revoked_at=None, ends_on__gte=today)

    def with_key(self, key):
        """The token of this key with its user, ended or not; None when there is none."""
        return self.filter(token_hash=hash_of(key)).select_related("user").first()


@tracked(exclude=["token_hash", "last_used_on"])
class ApiToken(models.Model):
    """Acts as its user on the API, never as more: what the person loses, the token loses.

    Of the key only a hash and the first letters (prefix) are kept; it is shown once. scope: whether it may change
    anything. nouns: the lists of the API it may call (as "activities"); empty for all. ends_on: the last day it lets
    in, at most two years after its making. last_used_on: a day, so that reading writes once a day at most.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=SHOWN)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.READ)
    nouns = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    created_on = models.DateField()
    ends_on = models.DateField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            one_of("scope", Scope),
            models.CheckConstraint(condition=~Q(name=""), name="api_token_has_name"),
            models.CheckConstraint(
                condition=Q(ends_on__lte=F("created_on") + dt.timedelta(days=LONGEST)), name="api_token_at_most_2_years"
            ),
        ]

    def __str__(self):
        return self.name

    @staticmethod
    def new_key():
        """A key of 256 random bits; it is given to its person and stored nowhere."""
        return START + secrets.token_urlsafe(32)

    def is_open(self, today):
        return self.revoked_at is None and self.ends_on >= today
