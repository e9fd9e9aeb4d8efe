"""How the stage of a tie went over time, from stored results; a reader sees the own office's alone."""

import datetime as dt
from itertools import pairwise

from partnerships.models import StageResult, StageRule
from partnerships.rules import OutcomeFact, TieFacts


def stage_history(user, office, partnership):
    """[(day, stage, reason)] of a tie in an office's view, oldest first: each change with the first day it stood.

    office: stakeholders.Office. stage: 0 to 5, or None for the reason beside it. Where no result was stored yet on a
    day, a look back for it (`manage.py stage --as-of`) stands instead.
    """
    rows = of_tie(user, office, partnership)
    spells = [(row.first_on, row.stage, row.reason) for row in rows if row.known_on is None]
    first = min((day for day, _stage, _reason in spells), default=dt.date.max)
    looks = {row.as_of: (row.as_of, row.stage, row.reason) for row in rows if row.known_on and row.as_of < first}
    return without_repeats(sorted(looks.values(), key=by_day) + sorted(spells, key=by_day))


def by_day(entry):
    return entry[0]


def without_repeats(entries):
    return [now for before, now in pairwise([None, *entries]) if before is None or before[1:] != now[1:]]


def of_tie(user, office, partnership):
    """All stored results of a tie in the office's view, by day; of looks back on one day the best informed last."""
    rows = StageResult.objects.for_user(user).filter(owner=office.organisation_id, partnership=partnership)
    return list(rows.order_by("as_of", "known_on"))


def spell_before(user, office, result):
    """The spell that ended before this one began, or None."""
    rows = StageResult.objects.for_user(user).spells()
    rows = rows.filter(owner=office.organisation_id, partnership=result.partnership_id, first_on__lt=result.first_on)
    return rows.order_by("-first_on").first()


def rose_by_dropping(former, now):
    """Whether the stage rose although fewer exchanges count than before, because R rose with it (METHODS 3)."""
    if former is None or not now.facts or (now.stage or 0) <= (former.stage or 0):
        return False
    fewer = now.facts.get("exchanges", 0) < former.facts.get("exchanges", 0)
    return fewer and float(now.facts.get("reciprocity", 0)) > float(former.facts.get("reciprocity", 0))


def facts_behind(result):
    """The facts from which a stored result was computed, to apply the rule to them again; None for an older result."""
    told = result.facts
    if "in_force" not in told:
        return None
    complete = told.get("complete_from")
    return TieFacts(
        as_of=result.as_of,
        agreement_in_force=told["in_force"],
        agreement_ended=told["ended"],
        complete_from=dt.date.fromisoformat(complete) if complete else None,
        activities=told["activities"],
        exchanges=told["exchanges"],
        exchanges_out=told["exchanges_out"],
        exchanges_in=told["exchanges_in"],
        layers=frozenset(told["layers"]),
        work_plan=told["work_plan"],
        both_fund=told["both_fund"],
        outcomes=tuple(OutcomeFact(*one) for one in told["outcomes"]),
        both_reported=told["both_reported"],
        deliverable_accepted=told["on_paper"][0],
        signed=told["on_paper"][1],
    )


def limits_of(result):
    """The thresholds that a stored result names; None where that version is not kept here."""
    rule = StageRule.objects.filter(version=result.rule_version).first()
    return rule and rule.limits
