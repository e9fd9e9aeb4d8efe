from django.db import models

from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import in_order


class StageResultQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """Grading never crosses the line: only members of the office whose view it is."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(keys_of(user).with_permission(permission).opens("owner", "partnership"))

    def latest(self):
        """The newest result of each tie and office."""
        return self.filter(current=True)

    def spells(self):
        """What was stored day by day; looks back, stored on purpose for one earlier day, are left out."""
        return self.filter(known_on=None)

    def standing_on(self, day):
        """For each tie and office the result that stood on a day, or the last one before it."""
        found = self.spells().filter(first_on__lte=day)
        return found.order_by("owner_id", "partnership_id", "-first_on").distinct("owner_id", "partnership_id")


class StageResult(models.Model):
    """The stage and health of a tie as one office's records show it on a day (METHODS 3).

    stage: 0–5, or None: `reason` says "not enough records" or "no agreement on file" or "ended".
    tests: {"S1": true, …}; gaps: tests below the stage that are not met; health: {part: 0–100 or null}.
    A row is a spell: it stood from `first_on` to `as_of`, and moves forward while nothing changes; `since` goes further
    back, over spells that differ in their gaps alone. known_on: set on a look back, a row for one earlier day that is
    computed from what was known on that other day; such a row is no spell. rule_version: models.StageRule.
    basis: stands for all that the row follows from; while it stays, nothing is worked out anew.
    """

    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="stages")
    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="+")
    first_on = models.DateField()
    as_of = models.DateField()
    known_on = models.DateField(null=True, blank=True)
    rule_version = models.CharField(max_length=20)
    stage = models.SmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    tests = models.JSONField(default=dict)
    gaps = models.JSONField(default=list)
    health = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    basis = models.CharField(max_length=24, default="", db_default="", blank=True)
    current = models.BooleanField(default=True)
    since = models.DateField(help_text="The first day on which this stage was stored without a break.")
    computed_at = models.DateTimeField(auto_now=True)

    objects = StageResultQuerySet.as_manager()

    class Meta:
        # No index names as_of: a row that only moves its day forward then needs no new entry in any of them.
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "owner", "first_on"], condition=models.Q(known_on=None), name="stage_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["partnership", "owner", "first_on", "known_on"],
                condition=models.Q(known_on__isnull=False),
                name="stage_looked_back_once",
            ),
            models.CheckConstraint(
                condition=models.Q(known_on=None) | models.Q(current=False), name="stage_look_back_is_not_current"
            ),
            in_order("first_on", "as_of"),
            models.UniqueConstraint(
                fields=["partnership", "owner"], condition=models.Q(current=True), name="stage_current_once"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__isnull=True) | models.Q(stage__gte=0, stage__lte=5), name="stage_0_to_5"
            ),
        ]

    def __str__(self):
        return f"{self.partnership_id} as of {self.as_of}: {self.stage}"
