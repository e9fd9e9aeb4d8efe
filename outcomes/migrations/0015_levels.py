import importlib

import django.contrib.postgres.fields
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import deletion

from outcomes.models.fields import HundredthsField, HundredthsSumField, WordField

dirty = importlib.import_module("outcomes.migrations.0005_dirty")

LEVELS = ("portfolio", "partnership", "place", "layer", "organisation", "sector")
STATES = ("agreed", "lower", "one_sided", "disputed", "reported", "not_converted")
GROUPS = ("reported", "documented", "verified")
AUDIENCES = ("named", "office", "parties", "shared", "public")
GROUP_CHOICES = [(word, word.capitalize()) for word in reversed(GROUPS)]
AUDIENCE_CHOICES = [(word, word.capitalize()) for word in AUDIENCES]

# Both tables are copies: they change their columns empty, and the next sweep counts every outcome anew.
EMPTY = """
TRUNCATE outcomes_counted, outcomes_rollup;
INSERT INTO outcomes_dirty_flow (outcome_id) SELECT NULL WHERE EXISTS (SELECT FROM outcomes_outcome);
"""
# A stored sum is never looked up by its id, and an index costs the rebuild.
LEAN = "ALTER TABLE outcomes_rollup DROP CONSTRAINT outcomes_rollup_pkey;"
NOT_LEAN = "ALTER TABLE outcomes_rollup ADD CONSTRAINT outcomes_rollup_pkey PRIMARY KEY (id);"

# The layer of each kind of organisation, as its place in stakeholders.models.Layer; all other kinds are the last.
LAYER_OF_KIND = """CASE o.kind WHEN 'city government' THEN 1 WHEN 'regional government' THEN 2
      WHEN 'chamber of commerce' THEN 3 WHEN 'port authority' THEN 4 WHEN 'university' THEN 5
      WHEN 'development board' THEN 6 ELSE 7 END"""

# Levels as numbers: 1 portfolio, 2 partnership, 3 place, 4 layer, 5 organisation, 6 sector.
# A tie is in each of its places and in all that lie above them, by parent and by country. The row counts in a place
# unless an earlier tie of its outcome is in that place too.
MEMBERS_OF = f"""
CREATE FUNCTION outcomes_members_of(reaches bigint[])
RETURNS TABLE (reach_id bigint, level smallint, member bigint, counts boolean) LANGUAGE sql STABLE AS $$
WITH RECURSIVE these AS (SELECT * FROM outcomes_reach WHERE id = ANY(reaches)),
ties AS (SELECT partnership_id AS tie FROM these UNION SELECT unnest(earlier) FROM these),
places (tie, place) AS (
  SELECT t.tie, p.place_id FROM ties t JOIN partnerships_partnershipplace p ON p.partnership_id = t.tie
  UNION
  SELECT b.tie, above.place FROM places b JOIN stakeholders_place p ON p.id = b.place
    CROSS JOIN LATERAL (VALUES (p.parent_id), (p.country_id)) above (place) WHERE above.place IS NOT NULL),
covered AS (
  SELECT DISTINCT t.id, p.place FROM these t JOIN places p ON p.tie = ANY(t.earlier) WHERE t.earlier <> '{{}}')
SELECT id, 1::smallint, 0::bigint, earlier = '{{}}' FROM these
UNION ALL
SELECT id, 2::smallint, partnership_id, true FROM these
UNION ALL
SELECT t.id, 3::smallint, p.place, c.place IS NULL
FROM these t JOIN places p ON p.tie = t.partnership_id LEFT JOIN covered c ON c.id = t.id AND c.place = p.place
UNION ALL
SELECT DISTINCT t.id, 4::smallint, ({LAYER_OF_KIND})::bigint, t.earlier = '{{}}'
FROM these t JOIN stakeholders_organisation o ON o.id = ANY(t.organisations)
UNION ALL
SELECT DISTINCT t.id, 5::smallint, body, t.earlier = '{{}}' FROM these t CROSS JOIN unnest(t.organisations) body
UNION ALL
SELECT id, 6::smallint, ascii(sector) - 64, earlier = '{{}}' FROM these WHERE sector <> ''
$$;
"""
# One place for what is to be true: new reaches get their members, changed ones only the difference, so that no sum
# is marked that stays as it is. The lock: a reach that is being written while a place moves would keep the old place.
FILL = """
CREATE FUNCTION outcomes_reach_filled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7203721);
  INSERT INTO outcomes_reachmember (reach_id, level, member, counts)
    SELECT * FROM outcomes_members_of(ARRAY(SELECT id FROM fresh));
  RETURN NULL;
END $$;
CREATE TRIGGER outcomes_reach_filled AFTER INSERT ON outcomes_reach REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION outcomes_reach_filled();

CREATE FUNCTION outcomes_reaches_refresh(reaches bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(reaches) = 0 THEN RETURN; END IF;
  DELETE FROM outcomes_reachmember m WHERE m.reach_id = ANY(reaches) AND NOT EXISTS (
    SELECT FROM outcomes_members_of(reaches) t
    WHERE (t.reach_id, t.level, t.member, t.counts) = (m.reach_id, m.level, m.member, m.counts));
  INSERT INTO outcomes_reachmember (reach_id, level, member, counts)
    SELECT * FROM outcomes_members_of(reaches) ON CONFLICT (reach_id, level, member) DO NOTHING;
END $$;
"""
OF_TIES = """SELECT r.id FROM outcomes_reach r WHERE r.partnership_id = ANY(changed)
    UNION SELECT r.id FROM outcomes_reach r WHERE r.earlier && changed"""
MOVED = {
    # Another place of a tie.
    "partnerships_partnershipplace": (
        ["insert", "update", "delete"],
        "SELECT partnership_id FROM {rows}",
        OF_TIES,
    ),
    # A place that came to lie elsewhere, and the ties of all that lies below it.
    "stakeholders_place": (
        ["update"],
        """WITH RECURSIVE moved (id) AS (
        SELECT fresh.id FROM former JOIN fresh USING (id)
        WHERE (former.parent_id, former.country_id) IS DISTINCT FROM (fresh.parent_id, fresh.country_id)
        UNION
        SELECT p.id FROM moved m JOIN stakeholders_place p ON p.parent_id = m.id OR p.country_id = m.id)
      SELECT p.partnership_id FROM moved m JOIN partnerships_partnershipplace p ON p.place_id = m.id""",
        OF_TIES,
    ),
    # Another kind of organisation is another layer.
    "stakeholders_organisation": (
        ["update"],
        "SELECT fresh.id FROM former JOIN fresh USING (id) WHERE former.kind <> fresh.kind",
        "SELECT r.id FROM outcomes_reach r WHERE r.organisations && changed",
    ),
}
KEYS = """SELECT DISTINCT k.owner_id, k.indicator_id, k.year, k.month FROM outcomes_counted k
  WHERE k.reach_id IN (SELECT reach_id FROM {rows})"""


def movers():
    for table, (events, changed, reaches) in MOVED.items():
        for event in events:
            referencing, sources = dirty.EVENTS[event]
            found = " UNION ".join(changed.format(rows=rows) for rows in (sources if "{rows}" in changed else [""]))
            name = f"{table}_{event}_reach"
            yield f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed bigint[] := ARRAY({found});
BEGIN
  IF changed <> '{{}}' THEN
    PERFORM pg_advisory_xact_lock(7203721);
    PERFORM outcomes_reaches_refresh(ARRAY({reaches}));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event.upper()} ON {table} {referencing}
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


# Ties without any place: no trigger of the above sees it.
EMPTIED = """
CREATE FUNCTION partnerships_partnershipplace_truncate_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM outcomes_reachmember WHERE level = 3;
  RETURN NULL;
END $$;
CREATE TRIGGER partnerships_partnershipplace_truncate_reach AFTER TRUNCATE ON partnerships_partnershipplace
  FOR EACH STATEMENT EXECUTE FUNCTION partnerships_partnershipplace_truncate_reach();
"""


def forward():
    key_columns = "owner_id, indicator_id, year, month"
    marks = dirty.triggers("outcomes_reachmember", "outcomes_dirty_key", key_columns, KEYS, "NULL, NULL, NULL, NULL")
    return "".join([MEMBERS_OF, FILL, *movers(), EMPTIED, *marks])


def back():
    names = [(table, f"{table}_{event}_reach") for table, (events, _, _) in MOVED.items() for event in events]
    names += [("outcomes_reachmember", f"outcomes_reachmember_{event}_dirty") for event in [*dirty.EVENTS, "truncate"]]
    names.append(("outcomes_reach", "outcomes_reach_filled"))
    names.append(("partnerships_partnershipplace", "partnerships_partnershipplace_truncate_reach"))
    drops = [f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();" for table, name in names]
    functions = "DROP FUNCTION outcomes_reaches_refresh(bigint[]); DROP FUNCTION outcomes_members_of(bigint[]);"
    return "\n".join([*drops, functions])


def ids():
    return django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), blank=True, default=list)


class Migration(migrations.Migration):
    """Sums by place, layer, organisation and sector; whole numbers where the roll-up sorts and adds."""

    dependencies = [
        ("outcomes", "0014_dashboards"),
        ("partnerships", "0001_initial"),
        ("stakeholders", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Reach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("earlier", ids()),
                ("organisations", ids()),
                ("sector", models.CharField(blank=True, max_length=1)),
                (
                    "partnership",
                    models.ForeignKey(on_delete=deletion.CASCADE, related_name="+", to="partnerships.partnership"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReachMember",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "reach_id", "level", "member", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("level", WordField(max_length=12, words=LEVELS)),
                ("member", models.BigIntegerField()),
                ("counts", models.BooleanField()),
                (
                    "reach",
                    models.ForeignKey(
                        db_index=False, on_delete=deletion.CASCADE, related_name="members", to="outcomes.reach"
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="rollup",
            name="roll_up_once",
        ),
        migrations.RemoveIndex(
            model_name="counted",
            name="counted_by_roll_up",
        ),
        migrations.RemoveField(
            model_name="rollup",
            name="partnership",
        ),
        migrations.AddField(
            model_name="rollup",
            name="level",
            field=WordField(max_length=12, words=LEVELS),
        ),
        migrations.AddField(
            model_name="rollup",
            name="member",
            field=models.BigIntegerField(),
        ),
        migrations.AlterField(
            model_name="counted",
            name="audience",
            field=WordField(choices=AUDIENCE_CHOICES, max_length=7, words=AUDIENCES),
        ),
        migrations.AlterField(
            model_name="counted",
            name="constant",
            field=HundredthsField(blank=True, decimal_places=2, max_digits=20, null=True),
        ),
        migrations.AlterField(
            model_name="counted",
            name="contributed",
            field=HundredthsField(blank=True, decimal_places=2, max_digits=20, null=True),
        ),
        migrations.AlterField(
            model_name="counted",
            name="group",
            field=WordField(choices=GROUP_CHOICES, max_length=10, words=GROUPS),
        ),
        migrations.AlterField(
            model_name="counted",
            name="nominal",
            field=HundredthsField(blank=True, decimal_places=2, max_digits=20, null=True),
        ),
        migrations.AlterField(
            model_name="counted",
            name="outcome",
            field=models.ForeignKey(
                db_index=False, on_delete=deletion.CASCADE, related_name="counted", to="outcomes.outcome"
            ),
        ),
        migrations.AlterField(
            model_name="counted",
            name="reported",
            field=HundredthsField(blank=True, decimal_places=2, max_digits=20, null=True),
        ),
        migrations.AlterField(
            model_name="counted",
            name="state",
            field=WordField(max_length=13, words=STATES),
        ),
        migrations.AlterField(
            model_name="rollup",
            name="audience",
            field=WordField(choices=AUDIENCE_CHOICES, max_length=7, words=AUDIENCES),
        ),
        migrations.AlterField(
            model_name="rollup",
            name="constant",
            field=HundredthsSumField(blank=True, decimal_places=2, max_digits=36, null=True),
        ),
        migrations.AlterField(
            model_name="rollup",
            name="contributed",
            field=HundredthsSumField(blank=True, decimal_places=2, max_digits=36, null=True),
        ),
        migrations.AlterField(
            model_name="rollup",
            name="group",
            field=WordField(max_length=10, words=GROUPS),
        ),
        migrations.AlterField(
            model_name="rollup",
            name="largest",
            field=HundredthsField(blank=True, decimal_places=2, max_digits=20, null=True),
        ),
        migrations.AlterField(
            model_name="rollup",
            name="nominal",
            field=HundredthsSumField(blank=True, decimal_places=2, max_digits=36, null=True),
        ),
        migrations.AlterField(
            model_name="rollup",
            name="reported",
            field=HundredthsSumField(blank=True, decimal_places=2, max_digits=36, null=True),
        ),
        migrations.AlterField(
            model_name="rollup",
            name="state",
            field=WordField(max_length=13, words=STATES),
        ),
        migrations.AddIndex(
            model_name="rollup",
            index=models.Index(fields=["owner", "level", "member", "indicator"], name="roll_up_by_member"),
        ),
        migrations.AddConstraint(
            model_name="rollup",
            constraint=models.UniqueConstraint(
                fields=("owner", "indicator", "year", "month", "state", "group", "audience", "level", "member"),
                name="roll_up_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddField(
            model_name="counted",
            name="reach",
            field=models.ForeignKey(
                on_delete=deletion.CASCADE, related_name="counted", to="outcomes.reach"
            ),
        ),
        migrations.AddIndex(
            model_name="counted",
            index=models.Index(
                fields=["owner", "indicator", "year", "month", "state", "group", "audience", "reach"],
                include=("share_stated", "nominal", "constant", "reported", "contributed"),
                name="counted_by_roll_up",
            ),
        ),
        migrations.AddIndex(
            model_name="reach",
            index=GinIndex(fields=["earlier"], name="reach_by_earlier"),
        ),
        migrations.AddIndex(
            model_name="reach",
            index=GinIndex(fields=["organisations"], name="reach_by_organisation"),
        ),
        migrations.AddConstraint(
            model_name="reach",
            constraint=models.UniqueConstraint(
                fields=("partnership", "earlier", "organisations", "sector"), name="reach_once"
            ),
        ),
        migrations.RunSQL(LEAN, NOT_LEAN),
        migrations.RunSQL(forward(), back()),
        migrations.RunSQL(migrations.RunSQL.noop, EMPTY),
    ]
