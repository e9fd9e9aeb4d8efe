"""What follows from an activity: added, changed, done, opened again, dropped. Read by the owning office alone."""

from activities.models import Activity, NextStep
from activities.services import refusals_around as refusals
from stakeholders.models import Membership, Person, User
from stakeholders.verbs import verb


def colleagues_of(organisation):
    """Users who work for an organisation (id); nobody for None."""
    held = Membership.objects.current().filter(organisation=organisation)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def contacts_of(organisation, user):
    """Contacts on the file of an organisation (id), as far as this person reads them."""
    return Person.objects.for_user(user).filter(owner=organisation)


def check_step(activity, text, user, person):
    """Raises StepEmpty, TwoOwners, NotOfTheOffice."""
    if not text.strip():
        raise refusals.StepEmpty(field="text")
    if user and person:
        raise refusals.TwoOwners(field="person")
    if user and not colleagues_of(activity.owner_id).filter(pk=user.pk).exists():
        raise refusals.NotOfTheOffice(field="user")
    if person and person.owner_id != activity.owner_id:
        raise refusals.NotOfTheOffice(field="person")


def locked(step):
    return NextStep.objects.select_for_update(no_key=True).get(pk=step.pk)


@verb("next_step.added")
def add_step(activity, *, text, user=None, person=None, due_on=None, by, at):
    """Note what comes next, who does it and until when. The same open step a second time is the first one."""
    activity = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    check_step(activity, text, user, person)
    given = {"text": text.strip(), "user": user, "person": person, "due_on": due_on}
    found = NextStep.objects.open().filter(activity=activity, **given).first()
    return found or NextStep.objects.create(activity=activity, **given)


@verb("next_step.changed")
def change_step(step, *, text, user=None, person=None, due_on=None, by, at):
    step = locked(step)
    check_step(step.activity, text, user, person)
    step.text, step.user, step.person, step.due_on = text.strip(), user, person, due_on
    step.save(update_fields=["text", "user", "person", "due_on"])
    return step


@verb("next_step.done")
def finish_step(step, *, by, at):
    """It is done. Saying it again keeps the first time."""
    step = locked(step)
    if step.done_at:
        return step
    step.done_at, step.done_by = at, by
    step.save(update_fields=["done_at", "done_by"])
    return step


@verb("next_step.opened_again")
def reopen_step(step, *, by, at):
    """It was not done after all."""
    step = locked(step)
    if step.done_at is None:
        return step
    step.done_at = step.done_by = None
    step.save(update_fields=["done_at", "done_by"])
    return step


@verb("next_step.dropped")
def drop_step(step, *, by, at):
    """Nobody needs to do it. Its history stays."""
    locked(step).delete()
