from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0016_claims_moving")]

    operations = [
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("rows", models.BigIntegerField()),
                ("differences", models.BigIntegerField()),
            ],
            options={
                "get_latest_by": "at",
                "indexes": [models.Index(fields=["-at"], name="audit_by_time")],
            },
        ),
    ]
