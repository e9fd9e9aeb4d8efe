"""The programme of a visit, the points of its brief, and the activity that it becomes."""

import datetime as dt

from django.utils.translation import gettext as _

from activities import times
from activities.models import (
    ActivityKind,
    ActivityStatus,
    BriefPoint,
    DelegationStatus,
    ProgrammeItem,
    VisitDirection,
)
from activities.rules import delegations as rules
from activities.services import refusals_delegations as refusals
from activities.services.activities import Facts, log_activity
from activities.services.delegations import check_list_open, locked, record_move, today_of
from activities.services.next_steps import add_step
from drawing import formats
from stakeholders.dates import PartialDate
from stakeholders.verbs import verb

COLUMNS = (
    "day", "starts", "ends", "place", "where", "what", "host", "host_text", "languages", "interpreter", "notes",
)  # fmt: skip


def zone_of(item, delegation):
    """The zone of the item's place, else of the visit's first place whose zone is known; "" for none."""
    if item.place_id and times.is_zone(item.place.time_zone):
        return item.place.time_zone
    return next((place.time_zone for place in delegation.places.all() if times.is_zone(place.time_zone)), "")


def check_item(delegation, item, people):
    """Raises TextMissing, OutsideTheVisit, EndsBeforeStart, NoSuchHourThere, NotOnTheList."""
    if not item.what.strip():
        raise refusals.TextMissing(field="what")
    first, last = delegation.starts_first, delegation.ends_on or delegation.starts_last
    if first and not first <= item.day <= last:
        raise refusals.OutsideTheVisit(field="day")
    if item.ends and (item.starts is None or item.ends < item.starts):
        raise refusals.EndsBeforeStart(field="ends")
    zone = zone_of(item, delegation)
    for name in ("starts", "ends") if zone else ():
        if hour := getattr(item, name):
            try:
                times.moment(item.day, hour, zone)
            except times.NoSuchHour as error:
                raise refusals.NoSuchHourThere(field=name) from error
    if any(person.delegation_id != delegation.pk for person in people):
        raise refusals.NotOnTheList(field="people")


@verb("delegation.programme_changed")
def write_item(delegation, given, *, item=None, by, at):
    """Add a point of the programme, or write one that stands anew. given: COLUMNS and people (a list). Returns it.

    Overlaps are told on the page and never refused.
    """
    delegation = locked(delegation)
    item = item or ProgrammeItem(delegation=delegation)
    for name in COLUMNS:
        setattr(item, name, given[name])
    people = list(given.get("people") or [])
    if people or item.host_text or item.interpreter or item.notes:
        check_list_open(delegation, at)
    check_item(delegation, item, people)
    item.save()
    item.people.set(people)
    return item


@verb("delegation.programme_item_dropped")
def drop_item(item, *, by, at):
    ProgrammeItem.objects.filter(pk=item.pk).delete()


@verb("delegation.point_added")
def add_point(delegation, kind, text, *, by, at):
    """A point to raise or to avoid. The same one a second time is the first one."""
    if not text.strip():
        raise refusals.TextMissing(field="text")
    return BriefPoint.objects.get_or_create(delegation=locked(delegation), kind=kind, text=text.strip())[0]


@verb("delegation.point_dropped")
def drop_point(point, *, by, at):
    BriefPoint.objects.filter(pk=point.pk).delete()


def clashes(delegation, items):
    """{id of an item: [items at the same time for the same people]} of a list of items of this visit."""
    slots, by_id = [], {item.pk: item for item in items}
    for item in items:
        if item.starts is None:
            continue
        zone = zone_of(item, delegation)
        hours = [hour and local(item.day, hour, zone) for hour in (item.starts, item.ends)]
        people = frozenset(person.pk for person in item.people.all())
        slots.append(rules.Slot(item.pk, hours[0], hours[1], people))
    found = {}
    for one, other in rules.overlaps(slots):
        found.setdefault(one, []).append(by_id[other])
        found.setdefault(other, []).append(by_id[one])
    return found


def local(day, hour, zone):
    """The moment where the zone is known, else the hour as if it were UTC: enough to compare."""
    try:
        return times.moment(day, hour, zone or "UTC")
    except times.NoSuchHour:  # the place was changed since
        return dt.datetime.combine(day, hour, tzinfo=dt.UTC)


def summary(items):
    """The programme as lines of a note: day, hour and what. No names of people."""
    lines = []
    for item in items:
        hour = f" {times.hour_words(item.starts)}" if item.starts else ""
        where = item.where or (item.place.name if item.place_id else "")
        host = f" ({item.host.name})" if item.host_id else ""
        lines.append(f"{formats.short_date(item.day)}{hour}: {item.what}{', ' if where else ''}{where}{host}")
    return "\n".join(lines)


@verb("delegation.became_activity")
def make_activity(delegation, *, title, notes, organisations, people, next_steps=(), next_on=None, by, at):
    """Log the visit as an activity with its dates, bodies, heads, programme and next steps, and link both ways.

    people: heads or None. next_steps: texts, each a step of whoever leads the visit until next_on. The visit then
    counts as held. Raises AlreadyAnActivity, MoveNotOpen, NotOver, DaysNotFixed and the refusals of log_activity.
    """
    delegation = locked(delegation)
    if delegation.activity_id:
        raise refusals.AlreadyAnActivity(delegation)
    if delegation.status not in (*rules.WITH_DATES, DelegationStatus.ACCEPTED):
        raise refusals.MoveNotOpen(delegation)
    if not (delegation.starts_first and delegation.starts_first == delegation.starts_last and delegation.ends_on):
        raise refusals.DaysNotFixed(delegation)
    if delegation.ends_on > today_of(delegation, at):
        raise refusals.NotOver(delegation)
    place = delegation.places.first()
    incoming = delegation.direction == VisitDirection.IN
    facts = Facts(
        kind=ActivityKind.OFFICIAL_VISIT, title=title, starts=PartialDate.day(delegation.starts_first),
        ends_on=delegation.ends_on if delegation.ends_on != delegation.starts_first else None,
        status=ActivityStatus.HAPPENED, place=place, direction=delegation.direction, organisations=list(organisations),
        people_in=people if incoming else None, people_out=None if incoming else people, notes=notes,
    )  # fmt: skip
    activity = log_activity(
        delegation.partnership, facts, by=by, at=at, idempotency_key=f"delegation-{delegation.pk}"
    )
    for text in next_steps:
        if text.strip():
            add_step(activity, text=text[:300], user=delegation.lead, due_on=next_on, by=by, at=at)
    if delegation.status in (DelegationStatus.ACCEPTED, DelegationStatus.DATES_FIXED):
        record_move(delegation, DelegationStatus.HELD, by=by, at=at, note=_("It was logged as an activity."))
    delegation.activity = activity
    delegation.save(update_fields=["activity"])
    return activity
