"""What the stage rule asks of an activity that happened, folded into one narrow row: a copy that may be rebuilt."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Happening(models.Model):
    """One activity that happened. Triggers keep it (migration 0015); `queries.stage_sql.happenings` says what it holds.

    day: the last on which it may have begun. flags: bits of stage_sql, of the activity itself. layers: or-ed bits of
    the bodies that took part. bodies: their ids; places: where each stands, the side named or its own place.
    """

    activity = models.OneToOneField(
        "activities.Activity", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    owner = models.ForeignKey(
        "stakeholders.Organisation", models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    day = models.DateField()
    flags = models.SmallIntegerField()
    layers = models.IntegerField()
    bodies = ArrayField(models.BigIntegerField())
    places = ArrayField(models.BigIntegerField(null=True))

    def __str__(self):
        return f"{self.activity_id} on {self.day}"
