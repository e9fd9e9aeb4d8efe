import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from outcomes.migrations import _marks

# What an activity that happened says of itself and of who took part, folded into one row; queries/stage_sql.py names
# the bits and a test holds both equal. Everything of one activity is folded anew, behind a lock on it: of two
# transactions that each add a body the later one sees both.
FLAGS = """(CASE WHEN a.confirmed_at IS NOT NULL THEN 1 ELSE 0 END
    | CASE WHEN a.place_id IS NOT NULL OR a.place_text <> '' OR a.kind = 'online meeting' THEN 2 ELSE 0 END
    | CASE WHEN a.kind IN ('cultural event', 'festival', 'student exchange', 'staff exchange', 'training',
        'joint research', 'city-services exchange', 'sport') THEN 4 ELSE 0 END
    | CASE WHEN a.direction <> 'in' THEN 8 ELSE 0 END
    | CASE WHEN a.direction <> 'out' THEN 16 ELSE 0 END
    | CASE WHEN a.audience IN ('shared', 'public') THEN 32 ELSE 0 END
    | CASE WHEN a.audience = 'parties' THEN 64 ELSE 0 END
    | CASE WHEN EXISTS (SELECT FROM activities_activityfile f WHERE f.activity_id = a.id) THEN 128 ELSE 0 END)"""
LAYER = """CASE o.kind WHEN 'city government' THEN 4 WHEN 'regional government' THEN 8
      WHEN 'chamber of commerce' THEN 16 WHEN 'port authority' THEN 32 WHEN 'university' THEN 64
      WHEN 'development board' THEN 128 ELSE 256 END"""
FOLD = f"""
CREATE FUNCTION outcomes_happenings_fold(activities bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(activities) = 0 THEN RETURN; END IF;
  PERFORM FROM activities_activity WHERE id = ANY(activities) ORDER BY id FOR NO KEY UPDATE;
  DELETE FROM outcomes_happening h WHERE h.activity_id = ANY(activities) AND NOT EXISTS (
    SELECT FROM activities_activity a WHERE a.id = h.activity_id AND a.status = 'happened');
  INSERT INTO outcomes_happening AS h (activity_id, partnership_id, owner_id, day, flags, layers, bodies, places)
    SELECT a.id, a.partnership_id, a.owner_id, a.starts_last, {FLAGS},
      coalesce(g.layers, 0), coalesce(g.bodies, '{{}}'), coalesce(g.places, '{{}}')
    FROM activities_activity a
      CROSS JOIN LATERAL (
        SELECT bit_or({LAYER}) AS layers, array_agg(p.organisation_id ORDER BY p.organisation_id) AS bodies,
          array_agg(coalesce(p.side_id, o.place_id) ORDER BY p.organisation_id) AS places
        FROM activities_participant p JOIN stakeholders_organisation o ON o.id = p.organisation_id
        WHERE p.activity_id = a.id) g
    WHERE a.id = ANY(activities) AND a.status = 'happened'
  ON CONFLICT (activity_id) DO UPDATE SET partnership_id = EXCLUDED.partnership_id, owner_id = EXCLUDED.owner_id,
    day = EXCLUDED.day, flags = EXCLUDED.flags, layers = EXCLUDED.layers, bodies = EXCLUDED.bodies,
    places = EXCLUDED.places
  WHERE (h.partnership_id, h.owner_id, h.day, h.flags, h.layers, h.bodies, h.places) IS DISTINCT FROM
    (EXCLUDED.partnership_id, EXCLUDED.owner_id, EXCLUDED.day, EXCLUDED.flags, EXCLUDED.layers, EXCLUDED.bodies,
     EXCLUDED.places);
END $$;
"""
FOLDED = (
    "partnership_id", "owner_id", "status", "starts_last", "kind", "direction", "audience", "confirmed_at", "place_id",
    "place_text",
)  # fmt: skip
CHANGED = f"""former JOIN fresh f USING (id)
    WHERE ({", ".join(f"former.{name}" for name in FOLDED)}) IS DISTINCT FROM ({", ".join(f"f.{name}" for name in FOLDED)})"""
MOVED = """former JOIN fresh o USING (id) JOIN activities_participant p ON p.organisation_id = o.id
    WHERE (former.place_id, former.kind) IS DISTINCT FROM (o.place_id, o.kind)"""
GUESTS = ("activities_participant", "activities_activityfile")
NAME = "happening"


def fold(found):
    return f"PERFORM outcomes_happenings_fold(ARRAY({found}));"


def forward():
    events = _marks.EVENTS
    parts = [
        FOLD,
        "SELECT outcomes_happenings_fold(ARRAY(SELECT id FROM activities_activity));",
        _marks.trigger("activities_activity", "insert", NAME, events["insert"][0], fold("SELECT id FROM fresh")),
        _marks.trigger("activities_activity", "update", NAME, events["update"][0], fold(f"SELECT f.id FROM {CHANGED}")),
        _marks.trigger(
            "stakeholders_organisation", "update", NAME, events["update"][0],
            fold(f"SELECT DISTINCT p.activity_id FROM {MOVED}"),
        ),
        _marks.trigger(
            "activities_activity", "delete", NAME, events["delete"][0],
            "DELETE FROM outcomes_happening WHERE activity_id IN (SELECT id FROM former);",
        ),
        _marks.trigger("activities_activity", "truncate", NAME, "", "DELETE FROM outcomes_happening;"),
    ]  # fmt: skip
    for table in GUESTS:
        for event, (referencing, sources) in events.items():
            found = " UNION ".join(f"SELECT activity_id FROM {rows}" for rows in sources)
            parts.append(_marks.trigger(table, event, NAME, referencing, fold(found)))
        parts.append(_marks.trigger(table, "truncate", NAME, "", fold("SELECT id FROM activities_activity")))
    return "".join(parts)


def back():
    return (
        _marks.back([*GUESTS, "activities_activity"], NAME)
        + _marks.drop("stakeholders_organisation", f"stakeholders_organisation_update_{NAME}")
        + "DROP FUNCTION outcomes_happenings_fold(bigint[]);"
    )


def key(to):
    return models.ForeignKey(
        to=to, on_delete=django.db.models.deletion.DO_NOTHING, db_constraint=False, related_name="+",
        db_index=to == "partnerships.partnership",
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0014_cost_marks"), ("activities", "0006_money"), ("partnerships", "0002_stage_rules")]

    operations = [
        migrations.CreateModel(
            "Happening",
            [
                (
                    "activity",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="activities.activity",
                    ),
                ),
                ("partnership", key("partnerships.partnership")),
                ("owner", key("stakeholders.organisation")),
                ("day", models.DateField()),
                ("flags", models.SmallIntegerField()),
                ("layers", models.IntegerField()),
                ("bodies", django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), size=None)),
                ("places", django.contrib.postgres.fields.ArrayField(models.BigIntegerField(null=True), size=None)),
            ],
        ),
        migrations.RunSQL(forward(), back()),
    ]
