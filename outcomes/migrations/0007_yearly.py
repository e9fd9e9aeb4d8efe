from django.db import migrations, models
from django.db.models import deletion

from outcomes.migrations import _marks
from outcomes.models.fields import HundredthsField, HundredthsSumField, WordField
from stakeholders.together import together

LEVELS = ("portfolio", "partnership", "place", "layer", "organisation", "sector")
STATES = ("agreed", "lower", "one_sided", "disputed", "reported", "not_converted")
GROUPS = ("reported", "documented", "verified")
AUDIENCES = ("named", "office", "parties", "shared", "public")

BY_MEMBER = ["owner", "level", "member", "indicator", "year", "state", "group", "audience"]

# As of the monthly sums: never looked up by id.
LEAN = "ALTER TABLE outcomes_yearlyrollup DROP CONSTRAINT outcomes_yearlyrollup_pkey;"
NOT_LEAN = "ALTER TABLE outcomes_yearlyrollup ADD CONSTRAINT outcomes_yearlyrollup_pkey PRIMARY KEY (id);"
# An empty owner stands for every sum.
EVERYTHING = "INSERT INTO outcomes_dirty_key (owner_id) SELECT NULL WHERE EXISTS (SELECT FROM outcomes_counted);"
# Regions and countries have yearly sums, cities have none: a place that becomes the other is rare, and all is summed.
OTHER_LEVEL = """INSERT INTO outcomes_dirty_key (owner_id)
    SELECT NULL WHERE EXISTS (SELECT FROM former JOIN fresh USING (id) WHERE former.level <> fresh.level);"""


def forward():
    referencing, _ = _marks.EVENTS["update"]
    return _marks.trigger("stakeholders_place", "update", "yearly", referencing, OTHER_LEVEL)


def sums():
    return HundredthsSumField(blank=True, decimal_places=2, max_digits=36, null=True)


def key(to):
    return models.ForeignKey(to, deletion.CASCADE, related_name="+", db_constraint=False, db_index=False)


class Migration(migrations.Migration):
    """Sums by year of what many ties enter; the monthly ones are found by their member alone."""

    dependencies = [("outcomes", "0006_pages"), ("stakeholders", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="YearlyRollUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", WordField(max_length=12, words=LEVELS)),
                ("member", models.BigIntegerField()),
                (
                    "audience",
                    WordField(choices=[(w, w.capitalize()) for w in AUDIENCES], max_length=7, words=AUDIENCES),
                ),
                ("year", models.SmallIntegerField()),
                ("state", WordField(max_length=13, words=STATES)),
                ("group", WordField(max_length=10, words=GROUPS)),
                ("n", models.PositiveIntegerField()),
                ("nominal", sums()),
                ("constant", sums()),
                ("reported", sums()),
                ("contributed", sums()),
                ("largest", HundredthsField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ("indicator", key("outcomes.indicator")),
                ("owner", key("stakeholders.organisation")),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=BY_MEMBER,
                        include=["n", "nominal", "reported", "contributed", "largest"],
                        name="yearly_of_member",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint("rollup", "roll_up_once"),
        migrations.RemoveIndex("rollup", "roll_up_by_member"),
        migrations.AddIndex("rollup", models.Index(fields=BY_MEMBER, name="roll_up_of_member")),
        migrations.RunSQL(LEAN, NOT_LEAN),
        migrations.RunSQL(forward(), _marks.back(["stakeholders_place"], "yearly", ["update"])),
        migrations.RunSQL(EVERYTHING, migrations.RunSQL.noop),
    ]
    operations = together(operations)
