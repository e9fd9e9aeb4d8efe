from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What the roll-up reads: the row that enters portfolio totals, and an index in the order of its groups."""

    dependencies = [("outcomes", "0003_share_sum")]

    operations = [
        migrations.AddField("counted", "in_portfolio", models.BooleanField(default=True)),
        migrations.AddConstraint(
            "counted",
            models.UniqueConstraint(
                fields=["outcome", "owner"], condition=Q(in_portfolio=True), name="counted_in_portfolio_once"
            ),
        ),
        migrations.AddIndex(
            "counted",
            models.Index(
                fields=["owner", "indicator", "year", "month", "state", "group", "audience", "partnership"],
                include=["in_portfolio", "share_stated", "nominal", "constant", "reported", "contributed"],
                name="counted_by_roll_up",
            ),
        ),
        migrations.RemoveConstraint("rollup", "roll_up_once"),
        migrations.AddConstraint(
            "rollup",
            models.UniqueConstraint(
                fields=["owner", "indicator", "year", "month", "state", "group", "audience", "partnership"],
                nulls_distinct=False,
                name="roll_up_once",
            ),
        ),
    ]
