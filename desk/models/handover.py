"""A change of holder that somebody has to read up on: My work shows its pack until it is put away."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.models.holds import OfficeRowQuerySet
from stakeholders.history import tracked

SHOWN_FOR = dt.timedelta(days=30)


class HandOverQuerySet(OfficeRowQuerySet):
    def open(self, at):
        """Those of the last thirty days that nobody has put away."""
        return self.filter(done_at=None, made_at__gt=at - SHOWN_FOR)


@tracked()
class HandOver(models.Model):
    """Somebody left a post, or the office; somebody may have come. The pack itself is drawn afresh from the record.

    post: the post that changed hands. person: the contact who left it; successor: who came, if anybody is known.
    user: the member of the office whose work is handed on; to_user: who took it over.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="hand_overs")
    post = models.ForeignKey("stakeholders.Post", models.CASCADE, null=True, blank=True, related_name="hand_overs")
    person = models.ForeignKey("stakeholders.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    successor = models.ForeignKey("stakeholders.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    on = models.DateField(_("day of the change"))
    why = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    sample = models.BooleanField(default=False)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_by=None) | models.Q(done_at__isnull=False), name="hand_over_done_by"
            ),
        ]

    def __str__(self):
        return f"hand-over of {self.post_id or self.user_id or self.person_id}"
