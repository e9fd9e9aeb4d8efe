from django.db import migrations, models


class Migration(migrations.Migration):
    """Sums by year are read from their index alone."""

    dependencies = [("outcomes", "0011_many_reaches")]

    operations = [
        migrations.RemoveIndex("yearlyrollup", "yearly_by_member"),
        migrations.AddIndex(
            "yearlyrollup",
            models.Index(
                fields=["owner", "level", "member", "indicator", "year"],
                include=["state", "group", "audience", "n", "nominal", "reported", "contributed", "largest"],
                name="yearly_with_sums",
            ),
        ),
    ]
