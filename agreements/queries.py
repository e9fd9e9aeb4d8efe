"""Reads of agreements and deliverables for pages of this room and of later ones."""

from django.db.models import Case, F, Q, When

from agreements import rules
from agreements.models import Deliverable, DeliverableStatus, DeliverableUpdate, UpdateAnswer
from stakeholders.access import Permission
from stakeholders.models import Person

PROMISE_MONTHS = 24
OPEN = ~Q(status__in=rules.CLOSED)
ASKS_FOR_TIME = Q(answer=UpdateAnswer.MORE_TIME) | Q(until__isnull=False)


def listed(user):
    """Deliverables for lists, with their tie and who owes them."""
    return Deliverable.objects.for_user(user).select_related("agreement__partnership", "owed_by", "owner__office")


def open_first(items):
    """What is still owed by its day, then what is over, the latest first."""
    return items.order_by(Case(When(OPEN, then=F("due_on"))).asc(nulls_last=True), "-due_on", "-pk")


def may_change(user):
    """Ids of deliverables that the person may accept, return, move or ask about."""
    return set(Deliverable.objects.for_user(user, Permission.ACCEPT_DELIVERABLE).values_list("pk", flat=True))


def counted(items, at):
    """How many of these deliverables are kept, late (on the day of the owning office), untouched, and all."""
    items = list(items)
    return {
        "all": len(items),
        "kept": sum(1 for item in items if item.status == DeliverableStatus.ACCEPTED),
        "late": sum(1 for item in items if item.is_overdue(item.day_at_owner(at))),
        "untouched": sum(1 for item in items if item.status == DeliverableStatus.PLANNED),
    }


def contacts_for(user, deliverable):
    """People at the organisation that owes it whom the person's office has on file, with an address."""
    return Person.objects.for_user(user).filter(organisation=deliverable.owed_by).exclude(email="")


def state_of(deliverable, today):
    """The word of drawing.words.STATES for where an item stands now."""
    if deliverable.is_overdue(today):
        return "late"
    if deliverable.status == DeliverableStatus.IN_PROGRESS and deliverable.outlook:
        return deliverable.outlook.replace(" ", "_")
    return deliverable.status.replace(" ", "_")


def state_now(deliverable, at):
    """As state_of, on the day that it is for the owning office."""
    return state_of(deliverable, deliverable.day_at_owner(at))


def wish_for_time(user, deliverable):
    """The latest update that asks for more time, where it waits for an answer and the item is open; or None."""
    if not deliverable.is_open:
        return None
    mine = DeliverableUpdate.objects.for_user(user).filter(deliverable=deliverable)
    last = mine.filter(ASKS_FOR_TIME).order_by("-at", "-pk").select_related("extension", "by_link").first()
    return None if last is None or getattr(last, "extension", None) else last


def plain(quantity):
    """A stored quantity as one would type it: 128, not 128.00; "" for none."""
    return "" if quantity is None else format(quantity.normalize(), "f")


def percent_done(deliverable):
    """How much of the goal is reached, in percent; None without a goal or a count."""
    if not deliverable.quantity_goal or deliverable.quantity is None:
        return None
    return deliverable.quantity * 100 / deliverable.quantity_goal
