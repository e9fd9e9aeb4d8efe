"""The abstract mailed link: a principal of its own with one permission on its named items (ARCHITECTURE 3.4)."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from stakeholders import doors


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


class MailedLinkQuerySet(models.QuerySet):
    def with_token(self, token):
        """The link of this token, ended or not; None when there is none. What is changed next came through it."""
        found = self.filter(token_hash=hash_of(token)).first()
        if found:
            doors.say(via=doors.LINK)
        return found


class MailedLink(models.Model):
    """32 random bytes of which only the hash is kept; bound to one address; reading it never uses it up."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = MailedLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def new_token():
        """(token, hash): the token goes into the mail and nowhere else."""
        token = secrets.token_urlsafe(32)
        return token, hash_of(token)

    def is_open(self, at=None):
        return self.revoked_at is None and self.ends_at > (at or timezone.now())
