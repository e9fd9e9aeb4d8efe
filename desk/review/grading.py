"""What of a tie never crosses the line: stage over time, gaps, parts of health, who keeps what (METHODS 3)."""

from itertools import zip_longest

from desk.review.frame import iso
from desk.review.results import promised, word_of
from drawing import formats
from drawing.words import stage_name
from insights.tie_stage import explain, health_rows
from outcomes.queries.stage_history import limits_of, stage_history
from outcomes.words import GAPS
from partnerships.models import Seat, StageResult
from partnerships.queries import stage_shown
from partnerships.rules import THRESHOLDS, NoStage


def grading(frame):
    """{"stage", "stored_on", "rule_version", "tests", "spells", "gaps", "health", "promised", "standing"} as this
    office sees it."""
    rows = StageResult.objects.for_user(frame.user).filter(owner=frame.owner, partnership=frame.partnership)
    last = rows.spells().filter(first_on__lte=frame.as_of).order_by("-first_on").first()
    own = Seat.objects.filter(partnership=frame.partnership, organisation=frame.owner).first()
    return {
        "stage": str(stage_name(stage_shown(last))),
        "stored_on": iso(last.as_of) if last else None,
        "rule_version": last.rule_version if last else "",
        "tests": [name for name, met in sorted(last.tests.items()) if met] if last else [],
        "spells": spells(frame),
        "gaps": gaps(frame, last) if last else [],
        "health": health(last) if last else [],
        "promised": by_body(frame),
        "standing": {
            "word": str(own.get_standing_display()), "since": iso(own.standing_first), "reason": own.standing_reason,
            "conditions": own.standing_conditions,
        } if own else None,
    }  # fmt: skip


def spells(frame):
    """[{"stage", "first", "until"}], the oldest first; until: the first day of the next, None for the one that runs."""
    found = [row for row in stage_history(frame.user, frame.office, frame.partnership) if row[0] <= frame.as_of]
    return [
        {"stage": stage_word(stage, reason), "first": iso(day), "until": iso(following[0]) if following else None}
        for (day, stage, reason), following in zip_longest(found, found[1:])
    ]


def stage_word(stage, reason):
    return str(stage_name(6 if reason == NoStage.NOT_ENOUGH_RECORDS else stage))


def gaps(frame, result):
    """[{"stage", "words", "figure", "why", "close"}]: what the tests below the stage, and the next one, miss, and what
    would close it; of results stored before facts were kept, the gaps alone."""
    missing = explain(frame.user, frame.office, frame.partnership, result).get("missing")
    if missing is None:
        return [
            {"stage": str(stage_name(gap["stage"])), "words": str(GAPS.get(gap["test"], gap["test"])), "figure": "",
             "why": "", "close": ""}
            for gap in result.gaps
        ]  # fmt: skip
    return [
        {"stage": str(stage_name(part["stage"])), "words": str(row.text), "figure": str(row.figure),
         "why": str(row.why), "close": str(row.close[0]) if row.close else ""}
        for part in missing for row in part["rows"]
    ]  # fmt: skip


def health(result):
    """[{"name", "value", "figures", "rule"}] of the five parts; value: text, None where nothing is recorded."""
    return [
        {"name": str(row["name"]), "figures": str(row["figures"]), "rule": str(row["rule"]),
         "value": None if row["value"] is None else formats.number(row["value"], 0)}
        for row in health_rows(result, limits_of(result) or THRESHOLDS)
    ]  # fmt: skip


def by_body(frame):
    """[{"body", "on time", "late", "open", "overdue", "titles"}]: who owes and keeps what. titles: of what is owed."""
    found = {}
    for row in promised(frame):
        line = found.setdefault(
            row.owed_by.name,
            {"body": row.owed_by.name, "on time": 0, "late": 0, "open": 0, "overdue": 0, "titles": []},
        )
        line[word_of(row, frame.as_of)] += 1
        if row.is_open:
            line["titles"].append({"title": row.title, "due": iso(row.due_on)})
    return [found[name] for name in sorted(found)]
