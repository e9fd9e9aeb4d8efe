"""Somebody asked for more time: the office grants it or says why not, once."""

from agreements.models import DeliverableUpdate, ExtensionAnswer, UpdateAnswer
from agreements.services.deliverables import locked
from agreements.services.refusals import Closed, ReasonMissing
from agreements.services.refusals_deliverables import AlreadyAnswered, NewDayMissing, NoMoreTimeAsked, NotLater
from agreements.services.terms import check_due
from stakeholders.verbs import verb


def asks_for_time(update):
    """An answer "more time", or any other with a new date in it."""
    return update.answer == UpdateAnswer.MORE_TIME or update.until is not None


def to_answer(update):
    """(update, its deliverable locked). Raises NoMoreTimeAsked, AlreadyAnswered and Closed."""
    deliverable = locked(update.deliverable)
    update = DeliverableUpdate.objects.get(pk=update.pk)
    if not asks_for_time(update):
        raise NoMoreTimeAsked(update)
    answer = ExtensionAnswer.objects.filter(update=update).select_related("by").first()
    if answer:
        raise AlreadyAnswered(answer)
    if not deliverable.is_open:
        raise Closed(deliverable)
    return update, deliverable


@verb("deliverable.more_time_granted")
def grant_more_time(update, *, by, at, until=None, outside_term=False):
    """Move the due day to the one asked for, or to `until` where the office names another. Returns the answer.

    outside_term: it is meant to be due outside the term of the agreement. Raises what to_answer raises, NewDayMissing,
    NotLater and DueOutside.
    """
    update, deliverable = to_answer(update)
    until = until or update.until
    if until is None:
        raise NewDayMissing(update, field="until")
    if until <= deliverable.due_on:
        raise NotLater(update, field="until")
    deliverable.outside_term = check_due(deliverable.agreement, until, outside_term)
    deliverable.due_on = until
    deliverable.save(update_fields=["due_on", "outside_term"])
    return ExtensionAnswer.objects.create(update=update, granted=True, until=until, by=by, at=at)


@verb("deliverable.more_time_refused")
def refuse_more_time(update, *, reason, by, at):
    """The due day stays, and the partner reads why. Returns the answer. Raises what to_answer raises, ReasonMissing."""
    update, _deliverable = to_answer(update)
    if not reason.strip():
        raise ReasonMissing(update, field="reason")
    return ExtensionAnswer.objects.create(update=update, granted=False, reason=reason.strip(), by=by, at=at)
