"""When an activity is, in words: its days are those of the place, its hour too, with the reader's own beside it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from activities import times
from drawing import formats


def days_of(activity):
    """Its days as they stand in the place's zone."""
    return formats.partial_date(activity.starts_first, activity.ends_on or activity.starts_last)


def hours_there(activity):
    """ "23:30–01:00, Tokyo time", or "" where no hour is known."""
    if activity.starts_at is None:
        return ""
    zone = activity.time_zone
    return _("%(hours)s, %(city)s time") % {"hours": _span(activity, zone), "city": times.city_of(zone)}


def hours_here(activity):
    """The same hours on the reader's own clock, with the day where it is another; "" where both clocks say the same."""
    if activity.starts_at is None:
        return ""
    own = timezone.get_current_timezone_name()
    there, here = times.there(activity.starts_at, activity.time_zone), times.there(activity.starts_at, own)
    if there.utcoffset() == here.utcoffset():
        return ""
    hours = _span(activity, own)
    if here.date() != there.date():
        hours = f"{formats.day_month(here.date())}, {hours}"
    return _("%(hours)s for you") % {"hours": hours}


def _span(activity, zone):
    starts = times.there(activity.starts_at, zone)
    if activity.ends_at is None:
        return times.hour_words(starts)
    ends = times.there(activity.ends_at, zone)
    last = times.hour_words(ends)
    if ends.date() != starts.date():
        last = f"{formats.day_month(ends.date())}, {last}"
    return f"{times.hour_words(starts)}–{last}"


def which_of_two(activity):
    """A sentence where the hour comes twice that night, else ""."""
    if activity.starts_at is None:
        return ""
    starts = times.there(activity.starts_at, activity.time_zone)
    if not times.comes_twice(starts.date(), starts.time(), activity.time_zone):
        return ""
    given = {"hour": times.hour_words(starts)}
    if starts.fold:
        return _("%(hour)s comes twice there that night, because the clocks go back: the second is meant.") % given
    return _("%(hour)s comes twice there that night, because the clocks go back: the first is meant.") % given
