from django.db import migrations, models
from django.db.models import deletion

from outcomes.migrations import _marks
from outcomes.models.fields import HundredthsField, HundredthsSumField, WordField
from stakeholders.together import Together

LEVELS = ("portfolio", "partnership", "place", "layer", "organisation", "sector")
STATES = ("agreed", "lower", "one_sided", "disputed", "reported", "not_converted")
GROUPS = ("reported", "documented", "verified")
AUDIENCES = ("named", "office", "parties", "shared", "public")

BY_MEMBER = ["owner", "level", "member", "indicator", "year"]
OF_YEAR = ["owner", "indicator", "year"]
OF_KIND = ["state", "group", "audience"]
OF_PART = ["part", "audience"]
READ = ["n", "value", "contributed", "largest"]

TABLES = ("outcomes_rollup", "outcomes_largetotal", "outcomes_total", "outcomes_yearlytotal")
# Never looked up by id. Sums are written over in place, which needs room on their pages.
LEAN = "".join(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey;" for table in TABLES)
ROOM = "".join(f"ALTER TABLE {table} SET (fillfactor = 85);" for table in ("outcomes_rollup", "outcomes_total"))
NOT_LEAN = "".join(f"ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY (id);" for table in TABLES)
LEAN_BEFORE = "".join(
    f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey;" for table in ("outcomes_rollup", "outcomes_yearlyrollup")
)
# An empty owner stands for every sum.
EVERYTHING = "INSERT INTO outcomes_dirty_key (owner_id) SELECT NULL WHERE EXISTS (SELECT FROM outcomes_counted);"
OTHER_LEVEL = """INSERT INTO outcomes_dirty_key (owner_id)
    SELECT NULL WHERE EXISTS (SELECT FROM former JOIN fresh USING (id) WHERE former.level <> fresh.level);"""


def level_decides():
    referencing, _ = _marks.EVENTS["update"]
    return _marks.trigger("stakeholders_place", "update", "yearly", referencing, OTHER_LEVEL)


def key(to, related_name="+"):
    return models.ForeignKey(to, deletion.CASCADE, related_name=related_name, db_constraint=False, db_index=False)


def number():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def amount():
    return HundredthsSumField(blank=True, decimal_places=2, max_digits=36, null=True)


def stored():
    return [
        number(),
        ("audience", WordField(choices=[(w, w.capitalize()) for w in AUDIENCES], max_length=7, words=AUDIENCES)),
        ("year", models.SmallIntegerField()),
        ("n", models.PositiveIntegerField()),
        ("contributed", amount()),
        ("largest", HundredthsField(blank=True, decimal_places=2, max_digits=20, null=True)),
        ("indicator", key("outcomes.indicator")),
        ("owner", key("stakeholders.organisation")),
    ]


def member():
    return [("level", WordField(max_length=12, words=LEVELS)), ("member", models.BigIntegerField())]


def total():
    return [*stored(), *member(), ("part", WordField(max_length=10, words=GROUPS)), ("value", amount())]


def once(name, fields, **more):
    return models.UniqueConstraint(fields=fields, name=name, **more)


def month():
    return ("month", models.DateField(blank=True, null=True))


class Migration(migrations.Migration):
    """Sums of rows alike are stored for all; totals only where very many of these enter, and else added when read."""

    dependencies = [("outcomes", "0011_many_reaches")]

    operations = [
        migrations.RunSQL(_marks.back(["stakeholders_place"], "yearly", ["update"]), level_decides()),
        migrations.RunSQL(migrations.RunSQL.noop, LEAN_BEFORE),
        migrations.DeleteModel("YearlyRollUp"),
        migrations.DeleteModel("RollUp"),
        migrations.CreateModel(
            "RollUp",
            [
                *stored(),
                month(),
                ("reach", key("outcomes.reach", "sums")),
                ("state", WordField(max_length=13, words=STATES)),
                ("group", WordField(max_length=10, words=GROUPS)),
                ("nominal", amount()),
                ("constant", amount()),
                ("reported", amount()),
            ],
            {
                "constraints": [once("roll_up_once", ["reach", *OF_YEAR, "month", *OF_KIND], nulls_distinct=False)],
                "indexes": [models.Index(fields=[*OF_YEAR, "month"], name="roll_up_of_month")],
            },
        ),
        migrations.CreateModel(
            "LargeTotal",
            [number(), *member(), ("owner", key("stakeholders.organisation"))],
            {"constraints": [once("large_total_once", ["owner", "level", "member"])]},
        ),
        migrations.CreateModel(
            "Total",
            [*total(), month()],
            {"constraints": [once("total_once", [*BY_MEMBER, "month", *OF_PART], nulls_distinct=False)]},
        ),
        migrations.CreateModel(
            "YearlyTotal",
            total(),
            {"constraints": [once("yearly_total_once", [*BY_MEMBER, *OF_PART], include=READ)]},
        ),
        migrations.AddIndex(
            "reachmember",
            models.Index(fields=["level", "member", "reach"], include=["counts"], name="reach_by_member"),
        ),
        migrations.RunSQL(LEAN + ROOM, NOT_LEAN),
        migrations.RunSQL(EVERYTHING, migrations.RunSQL.noop),
    ]
    operations = [*operations[:2], Together(operations[2:4]), Together(operations[4:9]), *operations[9:]]
