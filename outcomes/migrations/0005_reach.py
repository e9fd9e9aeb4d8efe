from django.db import migrations

from outcomes.migrations import _marks

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
  SELECT DISTINCT t.id, p.place FROM these t CROSS JOIN unnest(t.earlier) e (tie) JOIN places p USING (tie))
SELECT id, 1::smallint, 0::bigint, earlier = '{{}}' FROM these
UNION ALL
SELECT id, 2::smallint, partnership_id, true FROM these
UNION ALL
SELECT t.id, 3::smallint, p.place, c.place IS NULL
FROM these t JOIN places p ON p.tie = t.partnership_id LEFT JOIN covered c ON c.id = t.id AND c.place = p.place
UNION ALL
SELECT DISTINCT t.id, 4::smallint, ({LAYER_OF_KIND})::bigint, t.earlier = '{{}}'
FROM these t CROSS JOIN unnest(t.organisations) body JOIN stakeholders_organisation o ON o.id = body
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
KEYS = {
    "outcomes_reachmember": """
      SELECT DISTINCT k.owner_id, k.indicator_id, k.year, k.month FROM outcomes_counted k
      WHERE k.reach_id IN (SELECT reach_id FROM {rows})""",
}
REFRESH = """IF changed <> '{{}}' THEN
    PERFORM pg_advisory_xact_lock(7203721);
    PERFORM outcomes_reaches_refresh(ARRAY({reaches}));
  END IF;"""
# Ties without any place: no trigger of the above sees it.
EMPTIED = "DELETE FROM outcomes_reachmember WHERE level = 3;"


def movers():
    for table, (events, changed, reaches) in MOVED.items():
        for event in events:
            referencing, sources = _marks.EVENTS[event]
            found = " UNION ".join(changed.format(rows=rows) for rows in (sources if "{rows}" in changed else [""]))
            declare = f"DECLARE changed bigint[] := ARRAY({found});\n"
            yield _marks.trigger(table, event, "reach", referencing, REFRESH.format(reaches=reaches), declare)
    yield _marks.trigger("partnerships_partnershipplace", "truncate", "reach", "", EMPTIED)


def forward():
    marks = _marks.forward(KEYS, "outcomes_dirty_key", "owner_id, indicator_id, year, month", "dirty")
    return "".join([MEMBERS_OF, FILL, *movers(), marks])


def back():
    parts = [_marks.back([table], "reach", events) for table, (events, _, _) in MOVED.items()]
    parts.append(_marks.back(["partnerships_partnershipplace"], "reach", ["truncate"]))
    parts.append(_marks.back(KEYS, "dirty"))
    parts.append(_marks.drop("outcomes_reach", "outcomes_reach_filled"))
    functions = "DROP FUNCTION outcomes_reaches_refresh(bigint[]); DROP FUNCTION outcomes_members_of(bigint[]);"
    return "".join([*parts, functions])


class Migration(migrations.Migration):
    replaces = [("outcomes", "0015_levels")]

    dependencies = [("outcomes", "0004_dirty")]

    operations = [migrations.RunSQL(forward(), back())]
