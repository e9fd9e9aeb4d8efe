"""Reads of filings and quotas for the agreement's page, for the list and for My work."""

from agreements.classification import classify
from agreements.clock_days import Rules, bodies_of
from agreements.models import AgreementKind, ClockTask, Milestone, Quota
from agreements.rule_packs import packs
from partnerships.models.keys import keys_of
from stakeholders.access import Permission


def filings(user):
    """Filings that this person reads, for lists."""
    return ClockTask.objects.for_user(user).select_related("agreement__partnership", "organisation", "owner")


def state_of(task, today):
    """The word of drawing.words.STATES for where a filing stands."""
    if task.is_open:
        return "late" if task.due_on < today else "open"
    return "done" if task.done_on else "waived"


def with_state(tasks, today):
    for task in tasks:
        task.state = state_of(task, today)
    return tasks


def own_bodies(user, agreement):
    """The bodies bound by the agreement for which this person works, or whose office let them in."""
    keys = keys_of(user)
    mine = {key.organisation for key in keys.held} | keys.granted
    return [body for body in bodies_of(agreement) if {body.organisation.pk, body.owner} & mine]


def clocks_of(user, agreement, today, may_edit):
    """Context of agreements/_clocks.html: what is to be filed, the days that start it, and what it counts as."""
    milestones = Milestone.objects.for_user(user).filter(agreement=agreement)
    tasks = with_state(list(filings(user).filter(agreement=agreement)), today)
    bodies, rules = own_bodies(user, agreement), Rules()
    return {
        "clock_tasks": tasks,
        "milestones": milestones,
        "may_note_days": may_edit,
        "classified": classify(user, agreement, rules, bodies) if rules else [],
        "clocks_concern": bool(bodies),
        "rules_hold": any(rules.of(body) for body in bodies),
    }


def quotas_of(user, agreement, may_edit):
    """Context of agreements/_quotas.html; no table where the agreement is not academic and has no quota.

    Each quota carries `rows`: its uses, newest first, and `may_report`, `may_change` for this person.
    """
    rows = list(Quota.objects.for_user(user).filter(agreement=agreement).prefetch_related("uses"))
    if agreement.kind != AgreementKind.ACADEMIC and not rows:
        return {"quotas_shown": False}
    mine = Quota.objects.filter(agreement=agreement)
    report = set(mine.for_user(user, Permission.UPDATE_DELIVERABLE).values_list("pk", flat=True)) if rows else set()
    for quota in rows:
        quota.may_report = quota.pk in report
    return {"quotas_shown": True, "quotas": rows, "may_set_quotas": may_edit}


def pack_name(code):
    """The name of a pack on the page; its code where its file is gone."""
    found = packs().get(code)
    return found.name if found else code
