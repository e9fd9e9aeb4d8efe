from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_source_keys")]

    operations = [
        migrations.CreateModel(
            name="SourceRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=60)),
                ("external_id", models.CharField(max_length=120)),
                ("dataset", models.CharField(max_length=30)),
                ("said", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("dataset", "source", "external_id"), name="source_row_once")
                ],
            },
        ),
    ]
