"""Storing the stage and health that a later room computed from what is recorded (METHODS 3)."""

import json
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import connection, transaction

from partnerships.models import StageRule
from partnerships.rules import THRESHOLDS, Stage


@dataclass(frozen=True)
class Staged:
    """Stage and health of one tie on a day. result: rules.StageResult; health: rules.Health; facts: plain values.

    basis: a text that is equal where all of these are, "" where it is not known.
    """

    partnership: int
    result: object
    health: object
    facts: dict = field(default_factory=dict)
    basis: str = ""


def limits_on(day):
    """The thresholds of the version that holds on a day."""
    rule = StageRule.objects.valid_on(day)
    return THRESHOLDS if rule is None else rule.limits


# One text carries all results, a line each: arrays of so many values take several times longer to write and to parse.
# What becomes of each fresh result: "new" where there is none yet, "back" for an earlier day or what was known then,
# "move" where the current row moves its day forward or is of this day alone, "next" where a spell ends and one begins.
STORE = """
WITH lines AS MATERIALIZED (
  SELECT string_to_array(line, E'\t') AS part FROM string_to_table(%(lines)s, E'\n') AS line),
fresh AS MATERIALIZED (
  SELECT part[1]::bigint AS tie, nullif(part[2], '')::smallint AS stage, part[3] AS reason, part[4]::jsonb AS tests,
    part[5]::jsonb AS gaps, part[6]::jsonb AS health, part[7]::jsonb AS facts, part[8] AS basis
  FROM lines),
judged AS MATERIALIZED (
  SELECT f.*, r.id AS former, r.first_on AS former_first, r.as_of AS former_day, r.since AS former_since,
    (r.stage, r.reason) IS NOT DISTINCT FROM (f.stage, f.reason) AS is_same_stage,
    CASE WHEN %(known_on)s::date IS NOT NULL OR %(as_of)s < r.as_of THEN 'back' WHEN r.id IS NULL THEN 'new'
      WHEN (r.stage, r.reason, r.tests, r.gaps, r.rule_version)
        IS NOT DISTINCT FROM (f.stage, f.reason, f.tests, f.gaps, %(version)s::text) THEN 'move'
      WHEN r.first_on = %(as_of)s THEN 'move' ELSE 'next' END AS fate
  FROM fresh f LEFT JOIN partnerships_stageresult r
    ON r.owner_id = %(owner)s AND r.partnership_id = f.tie AND r.current),
moved AS (
  UPDATE partnerships_stageresult r
  SET as_of = %(as_of)s, rule_version = %(version)s, stage = j.stage, reason = j.reason, tests = j.tests,
    gaps = j.gaps, health = j.health, facts = j.facts, basis = j.basis, computed_at = now(),
    since = CASE WHEN j.is_same_stage THEN r.since ELSE coalesce((
      SELECT p.since FROM partnerships_stageresult p
      WHERE p.partnership_id = r.partnership_id AND p.owner_id = r.owner_id AND p.as_of = r.first_on - 1
        AND p.known_on IS NULL AND (p.stage, p.reason) IS NOT DISTINCT FROM (j.stage, j.reason)), %(as_of)s) END
  FROM judged j WHERE r.id = j.former AND j.fate = 'move'),
closed AS (
  UPDATE partnerships_stageresult r SET current = false, as_of = least(r.as_of, %(as_of)s::date - 1)
  FROM judged j WHERE r.id = j.former AND j.fate = 'next' RETURNING r.id)
INSERT INTO partnerships_stageresult (partnership_id, owner_id, first_on, as_of, known_on, rule_version, stage, reason,
  tests, gaps, health, facts, basis, current, since, computed_at)
SELECT tie, %(owner)s, %(as_of)s, %(as_of)s, CASE WHEN fate = 'back' THEN coalesce(%(known_on)s, former_day) END,
  %(version)s, stage, reason, tests, gaps, health, facts, basis, fate <> 'back',
  CASE WHEN fate = 'next' AND is_same_stage THEN former_since ELSE %(as_of)s END, now()
FROM judged CROSS JOIN (SELECT count(*) FROM closed) first_closed WHERE fate <> 'move'
ON CONFLICT (partnership_id, owner_id, first_on, known_on) WHERE known_on IS NOT NULL DO UPDATE
SET rule_version = EXCLUDED.rule_version, stage = EXCLUDED.stage, reason = EXCLUDED.reason, tests = EXCLUDED.tests,
  gaps = EXCLUDED.gaps, health = EXCLUDED.health, facts = EXCLUDED.facts, basis = EXCLUDED.basis,
  computed_at = EXCLUDED.computed_at
"""


CARRY = """
UPDATE partnerships_stageresult r SET as_of = %(as_of)s, computed_at = now()
FROM unnest(%(ties)s::bigint[], %(bases)s::text[]) AS found (tie, basis)
WHERE r.owner_id = %(owner)s AND r.partnership_id = found.tie AND r.current AND r.basis = found.basis
  AND r.as_of <= %(as_of)s
RETURNING r.partnership_id
"""


def carry_forward(owner, as_of, bases):
    """Move the current results of one office that rest on these bases to this day; the set of their ties.

    owner: id of the organisation that runs the programme. bases: {partnership id: text}. A result of a later day stays.
    The caller holds a lock on the office's seats.
    """
    with connection.cursor() as cursor:
        cursor.execute(CARRY, {"owner": owner, "as_of": as_of, "ties": list(bases), "bases": list(bases.values())})
        return {tie for (tie,) in cursor.fetchall()}


def store_stages(office, as_of, staged, known_on=None):
    """Store these results of one office's ties, in one statement; the number of them.

    office: the organisation that runs the programme, or its id. staged: of one version of the rule, one after another.
    While stage, tests, gaps and version stay as they were, the current row moves its day forward; otherwise its spell
    ends on the day before and a new row begins. `since` goes back to the first day of this stage without a break. A day
    before the current one, or what was known on another day (known_on), is stored beside it and changes nothing else.
    The caller holds a lock on the office's seats.
    """
    lines, versions = [], set()
    for one in staged:
        lines.append(line_of(one))
        versions.add(one.result.version)
    if not lines:
        return 0
    [version] = versions
    given = {
        "owner": getattr(office, "pk", office),
        "as_of": as_of,
        "known_on": known_on,
        "version": version,
        "lines": "\n".join(lines),
    }
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(STORE, given)
    return len(lines)


def line_of(one):
    """The columns of a result, parted by tabs; JSON has none of its own, for it writes them as \\t."""
    result = one.result
    stage = "" if result.stage is None else str(int(result.stage))
    reason = result.reason.value if result.reason else ""
    health = json.dumps(one.health.parts)
    return "\t".join(
        (
            str(one.partnership), stage, reason, tests_of(result.passed), gaps_of(result.gaps), health, facts_of(one),
            one.basis,
        )
    )  # fmt: skip


@lru_cache(maxsize=64)
def tests_of(passed):
    return json.dumps({f"S{stage.value}": stage in passed for stage in Stage if stage is not Stage.DORMANT})


@lru_cache(maxsize=4096)
def gaps_of(gaps):
    return json.dumps([{"stage": int(gap.stage), "test": gap.test.value, "why": gap.why.value} for gap in gaps])


def facts_of(one):
    """The figures behind the result, with R and what the next stage up still asks for."""
    told = json.dumps({**one.facts, "reciprocity": str(one.result.reciprocity)})
    return f'{told[:-1]}, "ahead": {gaps_of(one.result.ahead)}}}'
