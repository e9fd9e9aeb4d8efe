"""What platform staff opened under a grant."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("stakeholders", "0009_sort_orders"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("address", models.CharField(blank=True, max_length=300)),
                ("grant", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="looks", to="stakeholders.staffgrant")),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
    ]
