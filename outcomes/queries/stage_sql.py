"""The facts of the stage rule as one SQL statement over all ties of an office (METHODS 3).

Where a body stands is a mark: 1 on the home side, 2 on another, 0 on none; marks of several bodies are or-ed, so that
3 means both. Layers are bits. An activity is folded before it is summed: flags, of itself, and parts, of those who took
part. What does not depend on the tie or on who reads is folded once, as models.Happening.
"""

from activities.models import ActivityKind, Direction
from agreements.models import AgreementStatus
from partnerships.models import Audience
from stakeholders.models.organisations import LAYER_OF, Layer

EXCHANGES = {
    ActivityKind.CULTURAL_EVENT,
    ActivityKind.FESTIVAL,
    ActivityKind.STUDENT_EXCHANGE,
    ActivityKind.STAFF_EXCHANGE,
    ActivityKind.TRAINING,
    ActivityKind.JOINT_RESEARCH,
    ActivityKind.CITY_SERVICES,
    ActivityKind.SPORT,
}
# Kinds that need no place to be dated and placed.
PLACELESS = {ActivityKind.ONLINE_MEETING}
OPENLY = [Audience.SHARED, Audience.PUBLIC]
OVER = [AgreementStatus.EXPIRED, AgreementStatus.ENDED, AgreementStatus.RENEWED]
BOTH = 3
LAYERS = {layer: 4 << place for place, layer in enumerate(Layer)}  # 1 and 2 are the sides
TOOK_PART = 4 << len(Layer)  # the office itself
# Of an activity: confirmed, placed, exchange, sent out, sent in, readable without being named, by those named, with a
# file; and as one office sees it, recorded within the months of the report by the home side, by another.
CONFIRMED, PLACED, EXCHANGE, OUT, IN, OPEN, NAMED, FILED, TOLD_HOME, TOLD_AWAY = (1 << bit for bit in range(10))


def words(values):
    return ", ".join(f"'{value}'" for value in sorted(str(value) for value in values))


def flag(condition, bit):
    return f"CASE WHEN {condition} THEN {bit} ELSE 0 END"


def layer(body):
    """SQL of the bit of an organisation's layer."""
    kinds = " ".join(f"WHEN '{kind.value}' THEN {LAYERS[found]}" for kind, found in LAYER_OF.items())
    return f"CASE {body}.kind {kinds} ELSE {LAYERS[Layer.OTHER]} END"


def mark(row, body, place):
    """SQL of the mark of a body on the tie of this row (of `tie`): by the place given, else by its seat."""
    return f"""CASE WHEN {place} = {row}.home THEN 1 WHEN {place} = ANY({row}.places) THEN 2
      WHEN {body} = ANY({row}.home_bodies) THEN 1 WHEN {body} = ANY({row}.away_bodies) THEN 2 ELSE 0 END"""


def then(table, known):
    """The rows of a tracked table, or as its history has them before the moment %(known)s."""
    if not known:
        return table
    return f"""(SELECT * FROM (
      SELECT DISTINCT ON (pgh_obj_id) * FROM {table}event WHERE pgh_created_at < %(known)s
      ORDER BY pgh_obj_id, pgh_created_at DESC, pgh_id DESC) newest WHERE pgh_label <> 'delete')"""


def reads(row, named):
    """SQL: the office's own records, those shared with it, and those among parties where `named` says so."""
    openly = f"{row}.audience IN ({words(OPENLY)})"
    return f"({row}.owner_id = %(owner)s OR {openly} OR ({row}.audience = 'parties' AND {named}))"


def takes_part(table, column, row):
    """SQL: the office is among the bodies of this record."""
    return f"EXISTS (SELECT FROM {table} y WHERE y.{column} = {row}.id AND y.organisation_id = %(owner)s)"


def statement(known=False, restricted=False):
    """The statement, one row a tie. known: read the history as of %(known)s, and verified outcomes from the arrays of
    %(outcomes)s …; restricted: only the ties in %(ties)s."""
    tables = {name: then(table, known) for name, table in TABLES.items()}
    only = "AND partnership_id = ANY(%(ties)s)" if restricted else ""
    parts = [
        ties(tables, only), activities(tables, known), papers(tables), promises(tables), money(tables),
        told(tables, known), outcomes(tables, known),
    ]  # fmt: skip
    return f"WITH {','.join(parts)} {SELECTED}"


TABLES = {
    "seat": "partnerships_seat",
    "activity": "activities_activity",
    "participant": "activities_participant",
    "agreement": "agreements_agreement",
    "party": "agreements_party",
    "signature": "agreements_signature",
    "deliverable": "agreements_deliverable",
    "claim": "outcomes_claim",
    "cost": "activities_costline",
}


def ties(tables, only):
    """The table `tie`: home and the places of each tie, and its seated bodies on either side, as arrays, for a look
    into a short array costs less than a join. others: its places but home."""
    seat = tables["seat"]
    return f"""
own AS MATERIALIZED (
  SELECT partnership_id AS tie, side_id AS home FROM {seat} own
  WHERE organisation_id = %(owner)s AND standing NOT IN ('requested', 'ended') {only}),
named_place AS (
  SELECT tie, array_agg(place) AS places, array_agg(place) FILTER (WHERE place <> home) AS others FROM (
    SELECT tie, home, p.place_id AS place FROM own JOIN partnerships_partnershipplace p ON p.partnership_id = tie
    UNION ALL SELECT tie, home, s.side_id FROM own JOIN {seat} s ON s.partnership_id = tie) named GROUP BY tie),
seated AS MATERIALIZED (
  SELECT tie, array_agg(s.organisation_id) FILTER (WHERE s.side_id = home) AS home_bodies,
    array_agg(s.organisation_id) FILTER (WHERE s.side_id IS DISTINCT FROM home) AS away_bodies,
    bit_or({layer("o")}) AS layers
  FROM own JOIN {seat} s ON s.partnership_id = tie JOIN stakeholders_organisation o ON o.id = s.organisation_id
  GROUP BY tie),
tie AS MATERIALIZED (
  SELECT own.tie, home, places, others, home_bodies, away_bodies
  FROM own JOIN named_place USING (tie) JOIN seated USING (tie))"""


def activities(tables, known):
    """Of the window, summed by tie; of what is older only the last contact of ties that have none in the window."""
    counts = ", ".join(
        f"count(*) FILTER (WHERE evidence >= 1 AND parts & {bit} <> 0) AS layer_{place}"
        for place, bit in enumerate(LAYERS.values())
    )
    return f"""
{happened("recent", "tie", "a.day BETWEEN %(since)s AND %(as_of)s", tables, known)},
activity AS (
  SELECT tie, count(*) AS recorded, count(*) FILTER (WHERE evidence >= 1) AS activities,
    count(*) FILTER (WHERE evidence = 2) AS documented, count(*) FILTER (WHERE evidence = 3) AS confirmed,
    count(*) FILTER (WHERE evidence >= 1 AND flags & {EXCHANGE} <> 0) AS exchanges,
    count(*) FILTER (WHERE evidence >= 1 AND flags & {EXCHANGE | OUT} = {EXCHANGE | OUT}) AS sent_out,
    count(*) FILTER (WHERE evidence >= 1 AND flags & {EXCHANGE | IN} = {EXCHANGE | IN}) AS sent_in,
    max(day) FILTER (WHERE evidence >= 1) AS last_contact,
    bit_or(flags / {TOLD_HOME} & {BOTH}) AS told, {counts}
  FROM recent GROUP BY tie),
quiet AS MATERIALIZED (
  SELECT tie.* FROM tie LEFT JOIN activity USING (tie) WHERE activity.last_contact IS NULL),
{happened("older", "quiet", "a.day < %(since)s", tables, known)},
contact AS (SELECT tie, max(day) AS day FROM older WHERE evidence >= 1 GROUP BY tie)"""


def happened(name, of, when, tables, known):
    """The table `name` (tie, day, flags, parts, evidence): what happened on the ties in `of` and the office reads."""
    source = f"({happenings(tables, known)})" if known else "outcomes_happening"
    owner_mark = mark("t", "a.owner_id", "ow.place_id")
    guest_mark = mark("t", "p.body", "p.place")
    # The direction is seen from the owner's side; of a record of another side it turns round.
    foreign = f"a.owner_id <> %(owner)s AND {owner_mark} <> 1"
    turned = f"""CASE WHEN {foreign} THEN (a.flags & {~(OUT | IN)}) | ((a.flags & {OUT}) << 1) | ((a.flags & {IN}) >> 1)
        ELSE a.flags END"""
    fresh = "a.day >= %(report_since)s"
    flags = " | ".join(
        [
            turned,
            flag("a.owner_id = %(owner)s", OPEN),
            flag(f"{fresh} AND (a.owner_id = %(owner)s OR {owner_mark} = 1)", TOLD_HOME),
            flag(f"{fresh} AND a.owner_id <> %(owner)s AND {owner_mark} = 2", TOLD_AWAY),
        ]
    )
    # Body by body only where their places alone do not show both sides.
    sides = f"""CASE WHEN t.home = ANY(a.places) AND a.places && t.others THEN {BOTH}
        ELSE (SELECT coalesce(bit_or({guest_mark}), 0) FROM unnest(a.bodies, a.places) AS p (body, place)) END"""
    return f"""
{name} AS MATERIALIZED (
  SELECT tie, day, flags, parts, CASE WHEN flags & {CONFIRMED} <> 0 THEN 3
    WHEN flags & {PLACED} = 0 OR parts & {BOTH} <> {BOTH} THEN 0 WHEN flags & {FILED} <> 0 THEN 2 ELSE 1 END AS evidence
  FROM (
    SELECT t.tie, a.day, {flags} AS flags,
      a.layers | {flag("%(owner)s = ANY(a.bodies)", TOOK_PART)} | {sides} AS parts
    FROM {source} a JOIN {of} t ON t.tie = a.partnership_id
      LEFT JOIN stakeholders_organisation ow ON ow.id = a.owner_id AND a.owner_id <> %(owner)s
    WHERE {when} AND (a.owner_id = %(owner)s OR a.flags & {OPEN | NAMED} <> 0) OFFSET 0) seen
  WHERE flags & {OPEN} <> 0 OR parts & {TOOK_PART} <> 0)"""


def happenings(tables, known=False):
    """SELECT of what models.Happening stores, from the records themselves; its triggers are held equal by a test."""
    uploaded = "WHERE uploaded_at < %(known)s" if known else ""
    flags = " | ".join(
        [
            flag("a.confirmed_at IS NOT NULL", CONFIRMED),
            flag(f"a.place_id IS NOT NULL OR a.place_text <> '' OR a.kind IN ({words(PLACELESS)})", PLACED),
            flag(f"a.kind IN ({words(EXCHANGES)})", EXCHANGE),
            flag(f"a.direction <> '{Direction.IN}'", OUT),
            flag(f"a.direction <> '{Direction.OUT}'", IN),
            flag(f"a.audience IN ({words(OPENLY)})", OPEN),
            flag(f"a.audience = '{Audience.PARTIES}'", NAMED),
            flag("f.activity_id IS NOT NULL", FILED),
        ]
    )
    return f"""SELECT a.id AS activity_id, a.partnership_id, a.owner_id, a.starts_last AS day,
    ({flags})::smallint AS flags, coalesce(g.layers, 0) AS layers,
    coalesce(g.bodies, '{{}}') AS bodies, coalesce(g.places, '{{}}') AS places
  FROM {tables["activity"]} a
    LEFT JOIN (SELECT DISTINCT activity_id FROM activities_activityfile {uploaded}) f ON f.activity_id = a.id
    LEFT JOIN (
      SELECT p.activity_id, bit_or({layer("o")}) AS layers,
        array_agg(p.organisation_id ORDER BY p.organisation_id) AS bodies,
        array_agg(coalesce(p.side_id, o.place_id) ORDER BY p.organisation_id) AS places
      FROM {tables["participant"]} p JOIN stakeholders_organisation o ON o.id = p.organisation_id
      GROUP BY p.activity_id) g ON g.activity_id = a.id
  WHERE a.status = 'happened'"""


def papers(tables):
    party_mark = mark("tie", "y.organisation_id", "y.side_id")
    named = takes_part(tables["party"], "agreement_id", "g")
    # In force by its status and, as far as they are known, its days. One that is over now was in force on an earlier
    # day that lies between its days.
    begun = "(g.in_force_first IS NULL OR g.in_force_first <= %(as_of)s)"
    lasts = "(g.expires_on IS NULL OR g.expires_on >= %(as_of)s) AND (g.ended_on IS NULL OR g.ended_on > %(as_of)s)"
    then_in_force = f"""(g.status IN ({words(OVER)}) AND g.in_force_first <= %(as_of)s
      AND (g.ended_on > %(as_of)s OR (g.ended_on IS NULL AND g.expires_on >= %(as_of)s)))"""
    passed = "(g.expires_on <= %(as_of)s OR g.ended_on <= %(as_of)s)"
    return f"""
paper AS MATERIALIZED (
  SELECT g.id, g.partnership_id AS tie, g.kind,
    (g.status = 'in force' AND {begun} AND {lasts}) OR coalesce({then_in_force}, false) AS in_force,
    g.status IN ({words(OVER)}) OR coalesce(g.status = 'in force' AND {passed}, false) AS is_over,
    coalesce(g.signed_last BETWEEN %(since)s AND %(as_of)s, false) AS signed
  FROM {tables["agreement"]} g JOIN tie ON tie.tie = g.partnership_id WHERE {reads("g", named)}),
agreed AS (
  SELECT tie, bool_or(in_force) AS in_force, bool_or(is_over) AS ended, bool_or(signed) AS signed
  FROM paper GROUP BY tie),
named AS (
  SELECT tie, bool_or(kind = 'work plan' AND marks = {BOTH}) AS plan, bit_or(layers) AS layers FROM (
    SELECT tie, paper.id, paper.kind, bit_or({party_mark}) AS marks, bit_or({layer("o")}) AS layers
    FROM paper JOIN tie USING (tie) JOIN {tables["party"]} y ON y.agreement_id = paper.id
      JOIN stakeholders_organisation o ON o.id = y.organisation_id
    WHERE paper.in_force GROUP BY tie, paper.id, paper.kind) plans
  GROUP BY tie),
signed AS (
  SELECT DISTINCT paper.tie FROM paper JOIN {tables["party"]} y ON y.agreement_id = paper.id
    JOIN {tables["signature"]} z ON z.party_id = y.id
  WHERE z.signed_last BETWEEN %(since)s AND %(as_of)s)"""


def promises(tables):
    owing_mark = mark("tie", "d.owed_by_id", "o.place_id")
    accepted = "(d.accepted_at AT TIME ZONE 'UTC')::date"
    # A zone that nobody knows counts as UTC: it must not hold up the others.
    clock = "CASE WHEN c.time_zone = ANY(%(zones)s) THEN c.time_zone ELSE 'UTC' END"
    handed = f"(coalesce(d.submitted_at, d.accepted_at) AT TIME ZONE {clock})::date"
    due = "d.due_on BETWEEN %(since)s AND %(as_of)s"
    return f"""
promise AS (
  SELECT tie.tie, bool_or({accepted} BETWEEN %(since)s AND %(as_of)s) AS accepted,
    bit_or({owing_mark}) FILTER (WHERE paper.in_force AND (d.accepted_at IS NULL OR {accepted} > %(as_of)s)) AS owing,
    count(*) FILTER (WHERE {due}) AS due,
    count(*) FILTER (WHERE {due} AND d.status = 'accepted' AND {accepted} <= %(as_of)s AND {handed} <= d.due_on) AS kept
  FROM {tables["deliverable"]} d JOIN {tables["agreement"]} g ON g.id = d.agreement_id
    JOIN tie ON tie.tie = g.partnership_id JOIN stakeholders_organisation o ON o.id = d.owed_by_id
    LEFT JOIN stakeholders_office c ON c.organisation_id = d.owner_id LEFT JOIN paper ON paper.id = g.id
  WHERE d.status <> 'cancelled' AND {reads("d", "d.owed_by_id = %(owner)s")} GROUP BY tie.tie)"""


def money(tables):
    """Which sides put in money or kind. Costs are the office's own records, so only its own are read."""
    return f"""
cost AS (
  SELECT l.partnership_id AS tie, bool_or(l.by_home) AS home, bool_or(l.by_away) AS away
  FROM {tables["cost"]} l JOIN tie ON tie.tie = l.partnership_id
    LEFT JOIN {tables["activity"]} a ON a.id = l.activity_id
  WHERE l.owner_id = %(owner)s AND coalesce(l.on_last, a.starts_last) BETWEEN %(since)s AND %(as_of)s
    AND (l.activity_id IS NULL OR a.status = 'happened') AND (l.borne_by <> '' OR l.by_home OR l.by_away)
  GROUP BY l.partnership_id)"""


def told(tables, known):
    """Which sides told something in the months of the report: a claim, an update of a promise, a confirmation; who
    recorded an activity stands in its flags."""
    teller_mark = mark("tie", "said.body", "o.place_id")
    took_part = takes_part(tables["participant"], "activity_id", "a")
    before = "AND u.at < %(known)s" if known else ""
    days = "BETWEEN %(report_since)s AND %(as_of)s"
    return f"""
said AS (
  SELECT c.partnership_id AS tie, c.organisation_id AS body FROM {tables["claim"]} c
    JOIN tie ON tie.tie = c.partnership_id
  WHERE c.withdrawn_at IS NULL AND c.superseded_by_id IS NULL AND c.learnt_on {days}
    AND {reads("c", "c.organisation_id = %(owner)s")}
  UNION SELECT g.partnership_id, d.owed_by_id FROM agreements_deliverableupdate u
    JOIN {tables["deliverable"]} d ON d.id = u.deliverable_id JOIN {tables["agreement"]} g ON g.id = d.agreement_id
    JOIN tie ON tie.tie = g.partnership_id
  WHERE (u.at AT TIME ZONE 'UTC')::date {days} {before}
    AND (d.owner_id = %(owner)s OR d.owed_by_id = %(owner)s OR d.audience IN ({words(OPENLY)}))
  UNION SELECT a.partnership_id, a.confirmed_by_id FROM {tables["activity"]} a JOIN tie ON tie.tie = a.partnership_id
  WHERE a.confirmed_at >= %(report_since)s AND a.confirmed_at < %(as_of)s::date + 1 AND a.status = 'happened'
    AND {reads("a", took_part)}),
told AS (
  SELECT tie, bit_or({teller_mark}) AS marks FROM said JOIN tie USING (tie)
    JOIN stakeholders_organisation o ON o.id = said.body
  GROUP BY tie)"""


def outcomes(tables, known):
    """Verified economic outcomes; the sector is what the best supported report that the office reads says."""
    counted = """outcomes_counted c JOIN outcomes_indicator i ON i.id = c.indicator_id AND i.office_id IS NULL
    WHERE c.owner_id = %(owner)s AND c."group" = %(verified)s AND c.state = ANY(%(states)s) AND i.code = ANY(%(codes)s)
      AND c.occurred_last BETWEEN %(outcome_since)s AND %(as_of)s"""
    columns = "c.outcome_id, c.partnership_id AS tie, c.occurred_last AS day, i.code"
    if known:
        columns = "c.outcome_id, c.tie, c.day, c.code"
        counted = """unnest(%(outcomes)s::bigint[], %(outcome_ties)s::bigint[], %(outcome_days)s::date[],
      %(outcome_codes)s::text[]) AS c (outcome_id, tie, day, code)"""
    return f"""
outcome AS (
  SELECT counted.tie, array_agg(ARRAY[extract(year FROM day)::text, code, coalesce(said.sector, '')]
    ORDER BY extract(year FROM day), code, coalesce(said.sector, '')) AS outcomes
  FROM (SELECT {columns} FROM {counted}) counted JOIN tie ON tie.tie = counted.tie
    LEFT JOIN LATERAL (
      SELECT c.sector FROM {tables["claim"]} c
      WHERE c.outcome_id = counted.outcome_id AND c.withdrawn_at IS NULL AND c.superseded_by_id IS NULL
        AND c.sector <> '' AND {reads("c", "c.organisation_id = %(owner)s")}
      ORDER BY c.evidence DESC, c.id LIMIT 1) said ON true
  GROUP BY counted.tie)"""


LAYER_COUNTS = ", ".join(f"coalesce(activity.layer_{place}, 0)" for place in range(len(LAYERS)))
SELECTED = f"""
SELECT tie.tie, coalesce(agreed.in_force, false), coalesce(agreed.ended, false),
  coalesce(activity.recorded, 0), coalesce(activity.activities, 0), coalesce(activity.documented, 0),
  coalesce(activity.confirmed, 0), coalesce(activity.exchanges, 0), coalesce(activity.sent_out, 0),
  coalesce(activity.sent_in, 0), coalesce(activity.last_contact, contact.day), ARRAY[{LAYER_COUNTS}],
  coalesce(named.plan, false) OR coalesce(promise.owing, 0) = {BOTH}, cost.home AND cost.away,
  coalesce(activity.told, 0) | coalesce(told.marks, 0) = {BOTH}, coalesce(promise.accepted, false),
  coalesce(agreed.signed, false) OR signed.tie IS NOT NULL, coalesce(promise.kept, 0), coalesce(promise.due, 0),
  coalesce(named.layers, 0), coalesce(seated.layers, 0), outcome.outcomes
FROM tie LEFT JOIN agreed USING (tie) LEFT JOIN named USING (tie) LEFT JOIN signed USING (tie)
  LEFT JOIN activity USING (tie) LEFT JOIN contact USING (tie) LEFT JOIN promise USING (tie)
  LEFT JOIN cost USING (tie) LEFT JOIN told USING (tie) LEFT JOIN seated USING (tie) LEFT JOIN outcome USING (tie)
"""
