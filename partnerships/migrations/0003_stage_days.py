from django.db import migrations, models

from stakeholders.together import together

# Each night every current row moves its day forward: with room on its page, and no index that names the day, that
# rewrites the row alone. (The room is made as rows are written.)
ROOM = "ALTER TABLE partnerships_stageresult SET (fillfactor = 45)"
NO_ROOM = "ALTER TABLE partnerships_stageresult RESET (fillfactor)"


def once(name, condition, *fields):
    constraint = models.UniqueConstraint(fields=["partnership", "owner", *fields], condition=condition, name=name)
    return migrations.AddConstraint("stageresult", constraint)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_stage_rules")]

    operations = [
        migrations.RemoveConstraint("stageresult", "stage_once_a_day"),
        migrations.RemoveConstraint("stageresult", "stage_looked_back_once"),
        once("stage_once_a_day", models.Q(known_on=None), "first_on"),
        once("stage_looked_back_once", models.Q(known_on__isnull=False), "first_on", "known_on"),
        migrations.AddField(
            "stageresult", "basis", models.CharField(blank=True, db_default="", default="", max_length=24)
        ),
        migrations.RunSQL(ROOM, NO_ROOM),
    ]
    operations = together(operations)
