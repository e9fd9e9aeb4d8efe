"""What happens to a deliverable: an update comes, it is accepted, returned, moved or cancelled."""

from agreements import rules
from agreements.models import Deliverable, DeliverableStatus, DeliverableUpdate, Outlook, UpdateAnswer, UpdateFile
from agreements.services.refusals import Closed, NegativeQuantity, NoteMissing, NotSubmitted, ReasonMissing
from agreements.services.refusals_deliverables import AlreadyAccepted, AlreadyReturned
from agreements.services.terms import check_due
from partnerships.uploads import check_upload
from stakeholders.verbs import once, verb

OUTLOOKS = {
    UpdateAnswer.ON_TRACK: Outlook.ON_TRACK,
    UpdateAnswer.AT_RISK: Outlook.AT_RISK,
    UpdateAnswer.STUCK: Outlook.STUCK,
}
BECOMES = {UpdateAnswer.DONE: DeliverableStatus.SUBMITTED, **dict.fromkeys(OUTLOOKS, DeliverableStatus.IN_PROGRESS)}
NEEDS_NOTE = {UpdateAnswer.CANNOT_SHARE}


def locked(deliverable):
    return Deliverable.objects.select_for_update(no_key=True).get(pk=deliverable.pk)


def apply_update(
    deliverable, *, answer, at, by_name, note="", quantity=None, until=None, files=(), by_user=None, by_link=None,
    idempotency_key=None,
):  # fmt: skip
    """Write one update and what it does to the item, in the caller's transaction. Returns the update.

    Done hands the item in; on track, at risk and stuck set its outlook; the other answers change nothing but the
    record. The same key again returns the first update. Raises Closed, NegativeQuantity, NoteMissing and the refusals
    of files.
    """
    deliverable = locked(deliverable)
    if idempotency_key and (found := DeliverableUpdate.objects.filter(idempotency_key=idempotency_key).first()):
        return found
    answer = UpdateAnswer(answer)
    becomes = BECOMES.get(answer)
    if not deliverable.is_open or (becomes and not rules.deliverable_may(deliverable.status, becomes)):
        raise Closed(deliverable)
    if quantity is not None and quantity < 0:
        raise NegativeQuantity(deliverable, field="quantity")
    if answer in NEEDS_NOTE and not note.strip():
        raise NoteMissing(deliverable, field="note")
    uploads = [(file, check_upload(file)) for file in files]
    update = DeliverableUpdate.objects.create(
        deliverable=deliverable, answer=answer, quantity=quantity, note=note.strip(), until=until, by_user=by_user,
        by_link=by_link, by_name=by_name, at=at, idempotency_key=idempotency_key,
    )  # fmt: skip
    for file, upload in uploads:
        UpdateFile.objects.create(update=update, file=file, **upload._asdict())
    changed = []
    if answer == UpdateAnswer.DONE:
        deliverable.status, deliverable.submitted_at, deliverable.outlook = DeliverableStatus.SUBMITTED, at, ""
        deliverable.progress = 100
        changed += ["status", "submitted_at", "outlook", "progress"]
    elif answer in OUTLOOKS:
        deliverable.status, deliverable.outlook = DeliverableStatus.IN_PROGRESS, OUTLOOKS[answer]
        changed += ["status", "outlook"]
    if quantity is not None:
        deliverable.quantity = quantity
        changed.append("quantity")
        if deliverable.quantity_goal and answer != UpdateAnswer.DONE:
            deliverable.progress = min(100, int(quantity * 100 / deliverable.quantity_goal))
            changed.append("progress")
    if changed:
        deliverable.save(update_fields=changed)
    return update


@verb("deliverable.updated")
def update_deliverable(deliverable, *, answer, by, at, note="", quantity=None, until=None, files=(), key=None):
    """An update by somebody who signs in. See apply_update."""
    return apply_update(
        deliverable, answer=answer, at=at, by_name=str(by), note=note, quantity=quantity, until=until, files=files,
        by_user=by, idempotency_key=once(by.pk, key),
    )  # fmt: skip


def check_submitted(deliverable):
    """Of two who decide at once the second is told who was first, and when. Raises AlreadyAccepted, AlreadyReturned
    and, where nothing was handed in, NotSubmitted."""
    if deliverable.status == DeliverableStatus.ACCEPTED:
        raise AlreadyAccepted(deliverable)
    if deliverable.status == DeliverableStatus.RETURNED and deliverable.returned_by:
        raise AlreadyReturned(deliverable)
    if not rules.deliverable_may(deliverable.status, DeliverableStatus.ACCEPTED):
        raise NotSubmitted(deliverable)


@verb("deliverable.accepted")
def accept_deliverable(deliverable, *, by, at):
    """Accept work that was submitted. Accepting it again changes nothing. Raises what check_submitted raises."""
    deliverable = locked(deliverable)
    if deliverable.accepted_at:
        return deliverable
    check_submitted(deliverable)
    deliverable.status, deliverable.accepted_at, deliverable.accepted_by = DeliverableStatus.ACCEPTED, at, by
    deliverable.save(update_fields=["status", "accepted_at", "accepted_by"])
    return deliverable


@verb("deliverable.returned")
def return_deliverable(deliverable, *, reason, by, at):
    """Give submitted work back with a reason. Raises ReasonMissing and what check_submitted raises."""
    deliverable = locked(deliverable)
    check_submitted(deliverable)
    if not reason.strip():
        raise ReasonMissing(deliverable, field="reason")
    deliverable.status, deliverable.returned_reason = DeliverableStatus.RETURNED, reason.strip()
    deliverable.submitted_at, deliverable.returned_at, deliverable.returned_by = None, at, by
    deliverable.save(update_fields=["status", "returned_reason", "submitted_at", "returned_at", "returned_by"])
    return deliverable


@verb("deliverable.moved")
def move_deliverable(deliverable, *, due_on, by, at, outside_term=False):
    """Give an open item another day. Raises Closed, and DueOutside where nobody said that it is meant to be due outside
    the term of the agreement."""
    deliverable = locked(deliverable)
    if not deliverable.is_open:
        raise Closed(deliverable)
    deliverable.outside_term = check_due(deliverable.agreement, due_on, outside_term)
    deliverable.due_on = due_on
    deliverable.save(update_fields=["due_on", "outside_term"])
    return deliverable


@verb("deliverable.cancelled")
def cancel_deliverable(deliverable, *, by, at):
    """Nobody owes it any longer. Cancelling it again changes nothing; accepted work stays. Raises Closed."""
    deliverable = locked(deliverable)
    if deliverable.status == DeliverableStatus.CANCELLED:
        return deliverable
    if not rules.deliverable_may(deliverable.status, DeliverableStatus.CANCELLED):
        raise Closed(deliverable)
    deliverable.status = DeliverableStatus.CANCELLED
    deliverable.save(update_fields=["status"])
    return deliverable
