"""Which sides bore a cost, where its words name them: written on the line when the line is written, never guessed.

The words are us, them, both and the like, the name of one of the tie's places, or of a body that is seated in it; more
than one stand apart by a comma, a semicolon or "and". All other words name no side.
"""

from django.db import connection

BOTH = ("both", "both sides", "shared")
HOME = ("us", "we", "own", "home", "our side", "out")
AWAY = ("them", "they", "partner", "other side", "away", "in")
# Equal words of one owner on one tie are looked at once: line by line it takes minutes for twenty thousand.
RESOLVED = """
WITH asked AS MATERIALIZED (
  SELECT DISTINCT partnership_id, owner_id, borne_by FROM activities_costline WHERE id = ANY(%(lines)s))
UPDATE activities_costline line SET by_home = found.home, by_away = found.away FROM (
  SELECT l.partnership_id, l.owner_id, l.borne_by,
    coalesce(bool_or(word.said = ANY(%(home)s) OR named.side = own.side), false) AS home,
    coalesce(bool_or(word.said = ANY(%(away)s) OR named.side <> own.side), false) AS away
  FROM asked l
  LEFT JOIN LATERAL (
    SELECT min(side_id) AS side FROM partnerships_seat
    WHERE partnership_id = l.partnership_id AND organisation_id = l.owner_id) own ON true
  CROSS JOIN LATERAL (
    SELECT trim(lower(l.borne_by)) AS said
    UNION SELECT trim(part) FROM regexp_split_to_table(lower(l.borne_by), ' and |[;,]') part) word
  LEFT JOIN LATERAL (
    SELECT lower(p.name) AS name, p.id AS side FROM partnerships_partnershipplace pp
      JOIN stakeholders_place p ON p.id = pp.place_id WHERE pp.partnership_id = l.partnership_id
    UNION SELECT lower(o.name), s.side_id FROM partnerships_seat s
      JOIN stakeholders_organisation o ON o.id = s.organisation_id WHERE s.partnership_id = l.partnership_id
  ) named ON named.name = word.said
  GROUP BY 1, 2, 3
) found
WHERE line.id = ANY(%(lines)s)
  AND (line.partnership_id, line.owner_id, line.borne_by) = (found.partnership_id, found.owner_id, found.borne_by)
  AND (line.by_home, line.by_away) IS DISTINCT FROM (found.home, found.away)"""
WORDS = {"home": [*BOTH, *HOME], "away": [*BOTH, *AWAY]}


def resolve(lines):
    """Write on these cost lines (ids) which sides their words name. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(RESOLVED, {**WORDS, "lines": list(lines)})
