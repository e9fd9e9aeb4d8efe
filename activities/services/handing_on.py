"""What somebody who leaves had taken on passes to whoever follows: next steps and the lead of visits."""

from activities.models import Delegation, NextStep
from stakeholders.access import Permission
from stakeholders.verbs import verb


def steps_of(user, owner, *, users=(), people=()):
    """Open next steps of an office that these users or contacts do, of those that the person may change."""
    rows = NextStep.objects.for_user(user, Permission.LOG_ACTIVITY).open().filter(activity__owner=owner)
    return rows.filter(user__in=users) | rows.filter(person__in=people)


def visits_of(user, owner, users):
    """Open visits of an office that these users lead, of those that the person may change."""
    return Delegation.objects.for_user(user, Permission.LOG_ACTIVITY).open().filter(owner=owner, lead__in=users)


@verb("next_step.handed_on")
def hand_on_steps(owner, *, users, people, to_user=None, to_person=None, by, at):
    """Open next steps of users pass to `to_user`, of contacts to `to_person`. Returns how many passed."""
    moved = 0
    if to_user:
        keys = steps_of(by, owner, users=users).values_list("pk", flat=True)
        moved += NextStep.objects.filter(pk__in=_locked(NextStep, keys)).update(user=to_user, person=None)
    if to_person:
        keys = steps_of(by, owner, people=people).values_list("pk", flat=True)
        moved += NextStep.objects.filter(pk__in=_locked(NextStep, keys)).update(person=to_person, user=None)
    return moved


@verb("delegation.handed_on")
def hand_on_visits(owner, *, users, to_user, by, at):
    """The lead of open visits passes on. Returns of how many."""
    keys = visits_of(by, owner, users).values_list("pk", flat=True)
    return Delegation.objects.filter(pk__in=_locked(Delegation, keys)).update(lead=to_user)


def _locked(model, keys):
    rows = model.objects.filter(pk__in=list(keys)).order_by("pk").select_for_update(no_key=True)
    return [row.pk for row in rows]
