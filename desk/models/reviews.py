"""The council's review of a tie: when it is due, what the coordinator recommends, and the packs that were frozen."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.history import tracked

# Erasing a person takes the name off a pack and merging two offices hands it on; what it says stays. Only those of the
# sample office go, with the sample.
KEEP_AS_IT_IS = """
IF TG_OP = 'DELETE' THEN
  IF OLD.sample THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% % is frozen', TG_TABLE_NAME, OLD.id
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'review_is_frozen';
END IF;
IF (to_jsonb(NEW) - 'owner_id' - 'frozen_by_id') IS DISTINCT FROM (to_jsonb(OLD) - 'owner_id' - 'frozen_by_id')
   OR (to_jsonb(NEW) ->> 'frozen_by_id' IS NOT NULL
       AND to_jsonb(NEW) ->> 'frozen_by_id' IS DISTINCT FROM to_jsonb(OLD) ->> 'frozen_by_id') THEN
  RAISE EXCEPTION '% % is frozen', TG_TABLE_NAME, OLD.id
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'review_is_frozen';
END IF;
RETURN NEW;
"""


class OfficeOfTieQuerySet(models.QuerySet):
    """Rows of one office about one tie, which only that office reads (ARCHITECTURE 4): no link, no other side."""

    owner_path, partnership_path = "owner", "partnership"

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        return self.filter(keys_of(user).with_permission(permission).opens(self.owner_path, self.partnership_path))


class Choice(models.TextChoices):
    RENEW = "renew", _("Renew")
    PAUSE = "pause", _("Pause")
    END = "end", _("End")


@tracked()
class Review(models.Model):
    """An office's review of a tie that is being prepared: the day marked by hand, and the words so far.

    review_on: empty where only the dates of agreements say when. recommendation: goes into the pack that is frozen.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="+")
    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="+")
    review_on = models.DateField(null=True, blank=True)
    choice = models.CharField(max_length=5, choices=Choice, blank=True)
    recommendation = models.TextField(blank=True)

    objects = OfficeOfTieQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "partnership"], name="review_once"),
            models.CheckConstraint(condition=models.Q(choice__in=["", *Choice.values]), name="review_choice_known"),
        ]

    def __str__(self):
        return f"review of {self.partnership_id} for {self.owner_id}"


class FrozenPart(models.Model):
    """Bytes that are handed out as they were: content is canonical JSON, page is HTML, word is the DOCX file."""

    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    page = models.BinaryField()
    page_sha256 = models.CharField(max_length=64)
    word = models.BinaryField()
    word_sha256 = models.CharField(max_length=64)
    sample = models.BooleanField(default=False)

    class Meta:
        abstract = True


def frozen():
    return pgtrigger.Trigger(
        name="frozen", operation=pgtrigger.Update | pgtrigger.Delete, when=pgtrigger.Before, func=KEEP_AS_IT_IS
    )


BYTES = ["content", "page", "word"]


@tracked(exclude=BYTES)
class ReviewPack(FrozenPart):
    """A council review pack as it was on its day: publishable facts only. A new one is a new number.

    recommended: what the coordinator advised; empty where the council is only asked.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="review_packs")
    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    recommended = models.CharField(max_length=5, choices=Choice, blank=True)
    as_of = models.DateField()
    language = models.CharField(max_length=12, default="en")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OfficeOfTieQuerySet.as_manager()

    class Meta:
        ordering = ["-frozen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "partnership", "number"], name="review_pack_number_once"),
            models.CheckConstraint(
                condition=models.Q(recommended__in=["", *Choice.values]), name="review_pack_choice_known"
            ),
        ]
        triggers = [frozen()]

    def __str__(self):
        return f"review pack {self.number} of {self.partnership_id}"


class AnnexQuerySet(OfficeOfTieQuerySet):
    owner_path, partnership_path = "pack__owner", "pack__partnership"


@tracked(exclude=BYTES)
class ReviewAnnex(FrozenPart):
    """The confidential annex of a pack, frozen apart from it: stage over time, gaps, parts of health."""

    pack = models.OneToOneField(ReviewPack, models.PROTECT, related_name="annex")

    objects = AnnexQuerySet.as_manager()

    class Meta:
        triggers = [frozen()]

    def __str__(self):
        return f"annex of {self.pack_id}"
