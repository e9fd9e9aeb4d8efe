"""What is planned is moved to another day."""

from activities import times
from activities.models import ActivityStatus
from activities.services import refusals
from activities.services.activities import locked
from activities.services.around import holders_on, keep_holders, latest_today, moment_of
from activities.services.refusals_around import LiesBehind, NotPlanned
from stakeholders.verbs import verb


@verb("activity.moved")
def move_activity(activity, *, starts, by, at):
    """Give what is planned another day, month or year (PartialDate). The hours on the clocks there stay the same.

    The last day moves along where both days are known; otherwise it is dropped. Moved to where it stands, nothing
    changes. Raises WasCancelled, NotPlanned, LiesBehind, HourDoesNotExist.
    """
    activity = locked(activity)
    if (activity.starts_first, activity.starts_last) == (starts.first, starts.last):
        return activity
    if activity.status == ActivityStatus.CANCELLED:
        raise refusals.WasCancelled(activity)
    if activity.status != ActivityStatus.PLANNED:
        raise NotPlanned(activity)
    if starts.last < latest_today(at, activity.time_zone):
        raise LiesBehind(activity, field="starts")
    is_day = activity.starts_first == activity.starts_last and starts.first == starts.last
    by_days = starts.first - activity.starts_first
    hours = {
        name: _moved(getattr(activity, name), by_days, activity.time_zone) if is_day else None
        for name in ("starts_at", "ends_at")
    }
    activity.ends_on = activity.ends_on + by_days if is_day and activity.ends_on else None
    activity.starts_first, activity.starts_last = starts.first, starts.last
    activity.starts_at, activity.ends_at = hours["starts_at"], hours["ends_at"]
    activity.save(update_fields=["starts_first", "starts_last", "ends_on", "starts_at", "ends_at"])
    keep_holders(activity, holders_on(activity, list(activity.posts.values_list("post", flat=True))))
    return activity


def _moved(moment, by_days, zone):
    """The same hour on the clocks of the place, some days later; None for no hour."""
    if moment is None:
        return None
    there = times.there(moment, zone)
    return moment_of(there.date() + by_days, there.time().replace(fold=0), zone, "starts", second=bool(there.fold))
