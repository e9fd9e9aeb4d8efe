"""What the other side answers: it was so, its own account, this was not us; and what becomes of it."""

import datetime as dt
from dataclasses import dataclass

from activities import times
from activities.accounts import FIELDS, date_of, days_of, differing, weighty
from activities.models import AccountAnswer, ActivityAccount, ActivityAsk, ActivityStatus
from activities.queries import may_confirm
from activities.queries_sides import facts_shown
from activities.services import refusals, refusals_asking, refusals_sides
from activities.services.activities import locked
from activities.services.around import latest_today
from agreements.services.refusals import LinkEnded
from partnerships.models import Audience
from stakeholders.models import Place
from stakeholders.verbs import verb


@dataclass(frozen=True)
class Account:
    """What was typed. told: values of activities.accounts that differ or not; date as (first, until) days or None.

    What was left empty is as it was shown.
    """

    answer: str
    title: str = ""
    kind: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    place: str = ""
    organisations: tuple = ()
    people: int | None = None
    remark: str = ""


def told_of(asked, account):
    """The account as facts: what was shown, with what they wrote in its place. Raises EndsBeforeItStarts."""
    told = dict(asked)
    written = {
        "title": account.title.strip(), "kind": account.kind, "place": account.place.strip(),
        "organisations": [name.strip() for name in account.organisations if name.strip()], "people": account.people,
    }  # fmt: skip
    told |= {name: value for name, value in written.items() if value not in (None, "", [])}
    if account.starts or account.ends:
        first, last, until = days_of(asked["date"])
        if account.starts:
            first = last = account.starts
            until = None
        until = account.ends or until
        if until and until < first:
            raise refusals_sides.EndsBeforeItStarts(field="ends")
        told["date"] = date_of(first, last, None if until == first == last else until)
    return told


@verb("activity.answered")
def answer_by_link(ask, account, *, name, at, by=None, via="link"):
    """Take the answer of a link, once; sent again it returns the first one. Returns the ActivityAccount.

    Raises LinkEnded, NameMissing, AnswerMissing, NothingTold, EndsBeforeItStarts.
    """
    activity = locked(ask.activity)
    ask = ActivityAsk.objects.select_for_update(no_key=True).get(pk=ask.pk)
    if given := ask.accounts.first():
        return given
    if not ask.is_open(at) or activity.status != ActivityStatus.HAPPENED:
        raise LinkEnded(ask)
    if not name.strip():
        raise refusals_sides.NameMissing(ask, field="name")
    return record(activity, account, asked=ask.fields, organisation=ask.organisation, ask=ask, by_name=name, at=at)


@verb("activity.answered")
def answer_signed_in(activity, account, *, by, at):
    """As answer_by_link, by a coordinator of the other side's lead to whom the activity was offered in Gemel.

    Raises NotOffered, NotHappened, NotTheOtherSide and what answer_by_link raises.
    """
    activity = locked(activity)
    if not activity.offered_at or activity.audience not in (Audience.SHARED, Audience.PUBLIC):
        raise refusals.NotOffered(activity)
    if activity.status != ActivityStatus.HAPPENED:
        raise refusals.NotHappened(activity)
    seat = may_confirm(activity, by)
    if seat is None:
        raise refusals.NotTheOtherSide(activity)
    return record(
        activity, account, asked=facts_shown(activity), organisation=seat.organisation, by_name=str(by), by_user=by,
        at=at,
    )  # fmt: skip


def record(activity, account, *, asked, organisation, by_name, at, ask=None, by_user=None):
    """Keep the answer and weigh it. An own account that differs in nothing is a confirmation."""
    if account.answer not in AccountAnswer.values:
        raise refusals_sides.AnswerMissing(activity, field="answer")
    answer, told, differs = account.answer, {}, []
    if answer == AccountAnswer.OWN:
        told = told_of(asked, account)
        differs = differing(asked, told)
        if told == asked and not account.remark.strip():
            raise refusals_sides.NothingTold(activity)
        if told == asked:
            answer, told = AccountAnswer.CONFIRMED, {}
    given = ActivityAccount.objects.create(
        activity=activity, organisation=organisation, ask=ask, answer=answer, asked=asked, told=told, differs=differs,
        remark=account.remark.strip(), by_name=by_name.strip(), by_user=by_user, at=at,
    )  # fmt: skip
    weigh(activity, given)
    return given


def weigh(activity, given):
    """An account that agrees with what the record says now lifts it to confirmed (E3); who confirmed may take it back.

    It is compared with the facts as they stand now: an old copy that was confirmed after they changed confirms
    nothing of weight that it did not show.
    """
    if agrees(facts_shown(activity), given):
        if activity.confirmed_at is None:
            activity.confirmed_at, activity.confirmed_by = given.at, given.organisation
            activity.save(update_fields=["confirmed_at", "confirmed_by"])
    elif activity.confirmed_by_id == given.organisation_id:
        activity.confirmed_at = activity.confirmed_by = None
        activity.save(update_fields=["confirmed_at", "confirmed_by"])


def agrees(facts, given):
    """Whether an account says the same as these facts, trifles aside."""
    if given.answer == AccountAnswer.NOT_US:
        return False
    return not weighty(facts, given.told or given.asked)


@verb("activity.figures_taken")
def take_over(activity, account, *, fields, by, at):
    """Write what the other side's account says into the record, for these of its differing keys. Returns the activity.

    Nothing is confirmed by it: the other side is asked again. Names of organisations are not taken, for the record
    names organisations on file. Raises NothingToTake, and NotYet where theirs is a day ahead.
    """
    activity = locked(activity)
    wanted = [name for name in TAKEN if name in fields and name in account.differs]
    if not wanted or account.activity_id != activity.pk:
        raise refusals_asking.NothingToTake(activity, field="fields")
    if "date" in wanted and days_of(account.told["date"])[0] > latest_today(at, activity.time_zone):
        raise refusals.NotYet(activity, field="fields")
    changed = [column for name in wanted for column in TAKEN[name](activity, account.told[name])]
    if activity.confirmed_at:
        activity.confirmed_at = activity.confirmed_by = None
        changed += ["confirmed_at", "confirmed_by"]
    activity.save(update_fields=changed)
    return activity


def take_date(activity, told):
    """Their days; an hour stays where it is still of these days."""
    first, last, until = days_of(told)
    moved = (first, last, until) != (activity.starts_first, activity.starts_last, activity.ends_on)
    activity.starts_first, activity.starts_last, activity.ends_on = first, last, until
    if moved:
        activity.starts_at = activity.ends_at = None
    return ["starts_first", "starts_last", "ends_on", "starts_at", "ends_at"]


def take_place(activity, told):
    """Their words; the city on file where they begin with its name or with that of a place of the tie."""
    known = [activity.place, *Place.objects.filter(partnerships=activity.partnership_id).order_by("pk")]
    found = next((place for place in known if place and begins_with(told, place.name)), None)
    columns = ["place", "place_text"]
    if found != activity.place:
        move_clock(activity, found.time_zone if found else "")
        columns += ["time_zone", "starts_at", "ends_at"]
    activity.place = found
    rest = told[len(found.name) :].lstrip(" ,") if found else told
    activity.place_text = rest[:120]
    return columns


def move_clock(activity, zone):
    """The hours that were written stand on the clocks of the new place; where it has none of them, they go."""
    for name in ("starts_at", "ends_at"):
        if moment := getattr(activity, name):
            there = times.there(moment, activity.time_zone)
            setattr(activity, name, hour_at(there, zone))
    if activity.starts_at is None:
        activity.ends_at = None
    activity.time_zone = zone


def hour_at(there, zone):
    try:
        return times.moment(there.date(), there.time(), zone) if times.is_zone(zone) else None
    except times.NoSuchHour:
        return None


def begins_with(text, name):
    rest = text[len(name) :]
    return text.casefold().startswith(name.casefold()) and (not rest or rest.startswith(","))


def take_people(activity, told):
    """Their number is the head count as stated; who was sent and received is this office's own."""
    activity.people = told
    return ["people"]


def take_title(activity, told):
    activity.title = told[:200]
    return ["title"]


def take_kind(activity, told):
    activity.kind = told
    return ["kind"]


TAKEN = {"title": take_title, "kind": take_kind, "date": take_date, "place": take_place, "people": take_people}
assert set(TAKEN) < set(FIELDS)
