"""An activity crosses to the other side only when it is offered; there its lead may confirm it."""

from activities.models import AccountAnswer, ActivityStatus
from activities.queries import may_confirm
from activities.queries_sides import facts_shown
from activities.services import refusals
from activities.services.accounts import Account, record
from activities.services.activities import locked
from partnerships.audiences import is_wider
from partnerships.models import Audience
from partnerships.services.audience import share_record
from stakeholders.verbs import verb


@verb("activity.offered")
def offer_activity(activity, *, by, at):
    """Let the lead of each side read date, place, kind, title, organisations, head count and files. Once is enough."""
    activity = locked(activity)
    if activity.status == ActivityStatus.CANCELLED:
        raise refusals.WasCancelled(activity)
    if activity.offered_at:
        return activity
    if is_wider(Audience.SHARED, activity.audience):
        activity = share_record(activity, audience=Audience.SHARED, by=by, at=at)
    activity.offered_at = at
    activity.save(update_fields=["offered_at"])
    return activity


@verb("activity.confirmed")
def confirm_activity(activity, *, by, at):
    """The other side's lead says that it was so. Confirming again keeps the first confirmation."""
    activity = locked(activity)
    if activity.confirmed_at:
        return activity
    if not activity.offered_at or activity.audience not in (Audience.SHARED, Audience.PUBLIC):
        raise refusals.NotOffered(activity)
    if activity.status != ActivityStatus.HAPPENED:
        raise refusals.NotHappened(activity)
    seat = may_confirm(activity, by)
    if seat is None:
        raise refusals.NotTheOtherSide(activity)
    it_was_so = Account(AccountAnswer.CONFIRMED)
    shown = facts_shown(activity)
    record(activity, it_was_so, asked=shown, organisation=seat.organisation, by_name=str(by), by_user=by, at=at)
    return activity
