"""Which totals a counted row enters: the levels of the roll-ups and their members, worked out in the database."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from outcomes.models.fields import WordField
from stakeholders.models.organisations import Layer


class RollUpLevel(models.TextChoices):
    """What a stored sum is a total over, within one office's view."""

    PORTFOLIO = "portfolio", _("all ties")
    PARTNERSHIP = "partnership", _("tie")
    PLACE = "place", _("place")
    LAYER = "layer", _("layer")
    ORGANISATION = "organisation", _("organisation")
    SECTOR = "sector", _("sector")


LEVELS = [level.value for level in RollUpLevel]
LAYERS = [layer.value for layer in Layer]


def member_number(level, member):
    """The number under which a member of a level stands: an id; of a layer its place in the list; of a sector its
    letter (ISIC section, A = 1); 0 for the portfolio. member: an instance, an id, or the word of a layer or sector."""
    if level == RollUpLevel.PORTFOLIO:
        return 0
    if level == RollUpLevel.LAYER:
        return LAYERS.index(str(member)) + 1
    if level == RollUpLevel.SECTOR:
        return ord(member) - 64
    return getattr(member, "pk", member)


class Reach(models.Model):
    """What decides which totals a counted row enters; rows that are alike in this share one Reach.

    earlier: ties of the same outcome and view before this one. In a total over several ties the row counts only
    where none of these is in the total; so an outcome counts once, whatever is summed (law 1).
    organisations: who claims it, of the claims that went in. sector: ISIC section, empty where not recorded.
    A copy like Counted: never edited; a database trigger fills its ReachMember rows and keeps them true.
    """

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="+")
    earlier = ArrayField(models.BigIntegerField(), default=list, blank=True)
    organisations = ArrayField(models.BigIntegerField(), default=list, blank=True)
    sector = models.CharField(max_length=1, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "earlier", "organisations", "sector"], name="reach_once")
        ]
        indexes = [
            GinIndex(fields=["earlier"], name="reach_by_earlier"),
            GinIndex(fields=["organisations"], name="reach_by_organisation"),
        ]

    def __str__(self):
        return f"{self.partnership_id} after {self.earlier}"

    @property
    def key(self):
        return self.partnership_id, tuple(self.earlier), tuple(self.organisations), self.sector


class ReachMember(models.Model):
    """A total that rows of this reach enter: the tie, its places and all above them, claiming bodies, their layers.

    counts: whether the row counts there, or an earlier tie of its outcome already does; the stated part
    (`contributed`) adds in either case. Written by triggers only, so raw SQL on places, ties and bodies is seen.
    """

    pk = models.CompositePrimaryKey("reach_id", "level", "member")
    reach = models.ForeignKey(Reach, models.CASCADE, related_name="members", db_index=False)
    level = WordField(words=LEVELS)
    member = models.BigIntegerField()
    counts = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["level", "member", "reach"], include=["counts"], name="reach_by_member")]

    def __str__(self):
        return f"{self.level} {self.member}"
