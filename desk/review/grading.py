"""What of a tie never crosses the line: stage over time, gaps, parts of health, who keeps what (METHODS 3)."""

from desk.review.frame import iso
from desk.review.results import promised, word_of
from drawing.words import stage_name
from outcomes.words import GAPS
from partnerships.models import Seat, StageResult
from partnerships.queries import stage_shown

PARTS = ("contact", "promises", "breadth", "reciprocity", "two_sided")


def grading(frame):
    """{"stage", "spells", "gaps", "health", "facts", "promised", "standing"} in this office's view."""
    rows = StageResult.objects.for_user(frame.user).filter(owner=frame.owner, partnership=frame.partnership)
    stored = list(rows.spells().filter(first_on__lte=frame.as_of).order_by("first_on"))
    last = stored[-1] if stored else None
    own = Seat.objects.filter(partnership=frame.partnership, organisation=frame.owner).first()
    return {
        "stage": stage_word(last),
        "stored_on": iso(last.as_of) if last else None,
        "rule_version": last.rule_version if last else "",
        "tests": [name for name, met in sorted(last.tests.items()) if met] if last else [],
        "spells": spells(stored),
        "gaps": gaps(last),
        "health": {part: last.health.get(part) if last else None for part in PARTS},
        "facts": last.facts if last else {},
        "promised": by_body(frame),
        "standing": {
            "word": str(own.get_standing_display()), "since": iso(own.standing_first), "reason": own.standing_reason,
            "conditions": own.standing_conditions,
        } if own else None,
    }  # fmt: skip


def stage_word(result):
    """The stage in words; why there is none, where there is none."""
    return str(stage_name(stage_shown(result)))


def spells(stored):
    """[{"stage", "first", "last", "version"}], the oldest first: neighbours of one stage are one spell."""
    found = []
    for row in stored:
        word = stage_word(row)
        if found and found[-1]["stage"] == word:
            found[-1]["last"] = iso(row.as_of)
        else:
            found.append({
                "stage": word, "first": iso(min(row.since, row.first_on)), "last": iso(row.as_of),
                "version": row.rule_version,
            })  # fmt: skip
    return found


def gaps(result):
    """[{"stage", "words", "why"}]: what the tests below the stage miss."""
    if result is None:
        return []
    return [
        {"stage": str(stage_name(gap["stage"])), "words": str(GAPS.get(gap["test"], gap["test"])),
         "why": gap.get("why", "")}
        for gap in result.gaps
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
