import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Fewer indexes and checks on what is rebuilt: the covering index serves owner and indicator."""

    dependencies = [("outcomes", "0007_dirty_stage")]

    operations = [
        migrations.AlterField(
            "counted",
            "indicator",
            models.ForeignKey(
                "outcomes.indicator", django.db.models.deletion.PROTECT, related_name="+", db_index=False
            ),
        ),
        migrations.AlterField(
            "counted",
            "owner",
            models.ForeignKey(
                "stakeholders.organisation", django.db.models.deletion.CASCADE, related_name="+", db_index=False
            ),
        ),
        migrations.AlterField(
            "rollup",
            "indicator",
            models.ForeignKey(
                "outcomes.indicator",
                django.db.models.deletion.CASCADE,
                related_name="+",
                db_constraint=False,
                db_index=False,
            ),
        ),
        migrations.AlterField(
            "rollup",
            "owner",
            models.ForeignKey(
                "stakeholders.organisation",
                django.db.models.deletion.CASCADE,
                related_name="+",
                db_constraint=False,
                db_index=False,
            ),
        ),
        migrations.AlterField(
            "rollup",
            "partnership",
            models.ForeignKey(
                "partnerships.partnership",
                django.db.models.deletion.CASCADE,
                blank=True,
                null=True,
                related_name="+",
                db_constraint=False,
            ),
        ),
    ]
