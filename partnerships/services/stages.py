"""Storing the stage and health that a later room computed from what is recorded (METHODS 3)."""

from dataclasses import dataclass, field

from django.db import transaction

from partnerships.models import StageResult
from partnerships.rules import Stage


@dataclass(frozen=True)
class Staged:
    """Stage and health of one tie on a day. result: rules.StageResult; health: rules.Health; facts: plain values."""

    partnership: int
    result: object
    health: object
    facts: dict = field(default_factory=dict)


@transaction.atomic
def store_stages(office, as_of, staged):
    """Store these results of one office's ties; the number of rows written.

    office: the organisation that runs the programme. While stage, tests and gaps stay as they were, the current row
    moves its day forward; otherwise a new row begins and the former one stays as history. `since` goes back to the
    first day of this stage without a break. A day before the current one is stored beside it and changes nothing else.
    """
    ties = [one.partnership for one in staged]
    current = {
        row.partnership_id: row
        for row in StageResult.objects.select_for_update().filter(owner=office, partnership__in=ties, current=True)
    }
    written = 0
    for one in staged:
        fresh = row_of(office, as_of, one)
        former = current.get(one.partnership)
        if former is None:
            fresh.save(force_insert=True)
        elif as_of < former.as_of:
            store_earlier(fresh)
        elif graded(fresh) == graded(former) or as_of == former.as_of:
            move_forward(former, fresh)
        else:
            if is_same_stage(fresh, former):
                fresh.since = former.since
            StageResult.objects.filter(pk=former.pk).update(current=False)
            fresh.save(force_insert=True)
        written += 1
    return written


def row_of(office, as_of, one):
    result = one.result
    return StageResult(
        partnership_id=one.partnership,
        owner=office,
        first_on=as_of,
        as_of=as_of,
        since=as_of,
        rule_version=result.version,
        stage=None if result.stage is None else int(result.stage),
        reason="" if result.reason is None else result.reason.value,
        tests={f"S{stage.value}": stage in result.passed for stage in Stage if stage is not Stage.DORMANT},
        gaps=[plain(gap) for gap in result.gaps],
        health=one.health.parts,
        facts={**one.facts, "reciprocity": str(result.reciprocity), "ahead": [plain(gap) for gap in result.ahead]},
    )


def plain(gap):
    return {"stage": int(gap.stage), "test": gap.test.value, "why": gap.why.value}


def graded(row):
    return row.stage, row.reason, row.tests, row.gaps, row.rule_version


def is_same_stage(one, other):
    return (one.stage, one.reason) == (other.stage, other.reason)


def move_forward(row, fresh):
    """The current row becomes the fresh one; its first day stays unless the stage changed within the day."""
    if not is_same_stage(row, fresh):
        row.since = fresh.as_of
    for name in ["as_of", "rule_version", "stage", "reason", "tests", "gaps", "health", "facts"]:
        setattr(row, name, getattr(fresh, name))
    row.save()


def store_earlier(fresh):
    fresh.current = False
    compared = ["rule_version", "stage", "reason", "tests", "gaps", "health", "facts"]
    StageResult.objects.update_or_create(
        partnership_id=fresh.partnership_id,
        owner=fresh.owner,
        as_of=fresh.as_of,
        defaults={name: getattr(fresh, name) for name in compared},
        create_defaults={name: getattr(fresh, name) for name in [*compared, "first_on", "since", "current"]},
    )
