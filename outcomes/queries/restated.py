"""A frozen report beside today's count: what to compare, and the history that says why it differs."""

import datetime as dt
import json
from collections import defaultdict
from decimal import Decimal

from django.utils import timezone

from outcomes.models import Claim, Outcome
from outcomes.queries.report import (
    contributed_of,
    frame_of,
    happened_by,
    indicator_lines,
    part_of,
    rows_of,
    value_of,
)
from outcomes.restatement import Report, Standing, by_indicator, restate

DECISIVE = ("amount", "currency", "basis", "side", "occurred_first", "occurred_last")


def content_of_snapshot(snapshot):
    return json.loads(bytes(snapshot.content).decode())


def restated(user, snapshot, *, today=None):
    """(lines, by indicator): what a recount for this person says differently from what was frozen."""
    content = content_of_snapshot(snapshot)
    frozen = frozen_standings(content)
    frame = frame_of(snapshot)
    rows = happened_by(frame, rows_of(user, frame), {outcome for outcome, _code in frozen})
    parts = contributed_of(user, frame, rows)
    now = standings_of(rows, parts)
    changed = {key[0] for key in frozen.keys() | now.keys() if frozen.get(key) != now.get(key)}
    history = history_of(user, changed, known_until(snapshot))
    lines = restate(frozen, now, history, today=today or timezone.localdate(), merged=merged_away(changed))
    today_lines = indicator_lines(snapshot.owner, rows, parts, {})
    return lines, by_indicator(verified_of(content["indicators"]), verified_of(today_lines), lines)


def verified_of(lines):
    """{code: verified figure} of indicator lines, frozen or of today; a later rule's stand under code and version."""
    return {named(line["code"], line.get("version", 1)): number(line["verified"]) for line in lines}


def named(code, version):
    """What tells a line apart whatever versions are made later: its code and the first version in it."""
    return code if version == 1 else f"{code} v{version}"


def known_until(snapshot):
    """The moment up to which the report knew: its freezing, or the end of the earlier day whose knowledge it shows."""
    end = timezone.make_aware(dt.datetime.combine(snapshot.known_on, dt.time.max))
    return min(end, snapshot.frozen_at)


def frozen_standings(content):
    return {
        (line["outcome"], line["indicator"]): Standing(
            line["part"], number(line["value"]), number(line["contributed"]), rates_of(line["claims"]),
            line["rule_version"],
        )
        for line in content["outcomes"]
    }  # fmt: skip


def standings_of(rows, parts):
    return {
        (row.outcome_id, row.indicator.code): Standing(
            part_of(row), value_of(row), parts.get(row.outcome_id), rates_of(row.claims), row.rule_version
        )
        for row in rows
    }


def number(value):
    return None if value is None else Decimal(value)


def rates_of(claims):
    return tuple(sorted((claim["claim"], claim.get("rate")) for claim in claims))


def history_of(user, outcome_ids, known_until):
    """{outcome: [Report]} of every claim that the person may read, withdrawn and corrected ones included."""
    found = defaultdict(list)
    for claim in Claim.objects.for_user(user).filter(outcome__in=outcome_ids).order_by("pk"):
        withdrawn = claim.withdrawn_at
        found[claim.outcome_id].append(
            Report(
                key=claim.pk,
                recorded_on=timezone.localdate(claim.created_at),
                recorded_after=claim.created_at > known_until,
                evidence=claim.evidence,
                decisive=tuple(getattr(claim, name) for name in DECISIVE),
                reason=claim.withdrawn_reason or claim.note.rsplit("\n", 1)[-1],
                withdrawn_on=timezone.localdate(withdrawn) if withdrawn else None,
                withdrawn_after=bool(withdrawn and withdrawn > known_until),
                superseded_by=claim.superseded_by_id,
            )
        )
    return dict(found)


def merged_away(outcome_ids):
    """Those of the outcomes that were found to be the same as another one."""
    merged = Outcome.objects.filter(pk__in=outcome_ids, merged_into__isnull=False)
    return frozenset(merged.values_list("pk", flat=True))
