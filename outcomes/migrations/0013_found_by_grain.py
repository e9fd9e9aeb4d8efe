from django.db import migrations, models

GRAIN = ["owner", "level", "member", "indicator", "year", "state", "group", "audience"]


class Migration(migrations.Migration):
    """The sweep finds the one sum that it writes anew, and reads no other states of its member."""

    dependencies = [("outcomes", "0012_read_by_year")]

    operations = [
        migrations.RemoveIndex("rollup", "roll_up_by_member"),
        migrations.RemoveIndex("yearlyrollup", "yearly_with_sums"),
        migrations.AddIndex("rollup", models.Index(fields=GRAIN, name="roll_up_of_member")),
        migrations.AddIndex(
            "yearlyrollup",
            models.Index(
                fields=GRAIN,
                include=["n", "nominal", "reported", "contributed", "largest"],
                name="yearly_of_member",
            ),
        ),
    ]
